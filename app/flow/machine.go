package flow

import (
	"slices"

	"countertop/app/repair"
)

// Messages about the machine of a check-in.
type (
	// KindChosen, BrandChosen and KnownChosen describe the machine.
	KindChosen struct{ Kind repair.DeviceKind }
	// BrandChosen sets the brand.
	BrandChosen struct{ Brand string }
	// KnownChosen takes a machine the customer brought before.
	KnownChosen struct{ Index int }
	// ModelChosen takes a model that the shop had before.
	ModelChosen struct{ Model string }
	// ModelsFound answers FindModels.
	ModelsFound struct {
		Kind   repair.DeviceKind
		Brand  string
		Models []string
	}
	// NoSerialChosen says that the machine has no readable serial number, and why; ""
	// that it has one after all.
	NoSerialChosen struct{ Why string }
	// OtherMachine says that a machine in the shop with this serial number is
	// another one.
	OtherMachine struct{}
	// FormChosen fills a line of the form of the machine's kind.
	FormChosen struct{ Key, Value string }
)

// HistoryLoaded answers LoadHistory, newest first.
type HistoryLoaded struct {
	Serial string
	Rows   []repair.Row
}

// machineMsg are the messages that describe its machine.
//
//sumtype:decl
type machineMsg interface {
	Msg
	machineMsg()
}

// FindModels asks for the models of a kind and brand that the shop had lately.
// Answered by ModelsFound.
type FindModels struct {
	Kind  repair.DeviceKind
	Brand string // a key of the list, or a name; "" any
}

func (KindChosen) owner() Screen     { return ScreenCheckIn }
func (BrandChosen) owner() Screen    { return ScreenCheckIn }
func (KnownChosen) owner() Screen    { return ScreenCheckIn }
func (ModelChosen) owner() Screen    { return ScreenCheckIn }
func (ModelsFound) owner() Screen    { return ScreenCheckIn }
func (NoSerialChosen) owner() Screen { return ScreenCheckIn }
func (OtherMachine) owner() Screen   { return ScreenCheckIn }
func (FormChosen) owner() Screen     { return ScreenCheckIn }
func (HistoryLoaded) owner() Screen  { return ScreenCheckIn }

func (KindChosen) machineMsg()     {}
func (BrandChosen) machineMsg()    {}
func (KnownChosen) machineMsg()    {}
func (ModelChosen) machineMsg()    {}
func (ModelsFound) machineMsg()    {}
func (NoSerialChosen) machineMsg() {}
func (OtherMachine) machineMsg()   {}
func (FormChosen) machineMsg()     {}
func (HistoryLoaded) machineMsg()  {}

func (ModelsFound) reported()   {}
func (HistoryLoaded) reported() {}

func (FindModels) cmd() {}

func updateMachine(s State, m machineMsg) (State, []Cmd) {
	c := &s.CheckIn
	switch m := m.(type) {
	case KindChosen:
		if c.Device.Kind == m.Kind {
			return s, nil
		}
		c.Device.Kind, c.Device.Form, c.Device.Figures = m.Kind, nil, repair.Figures{}
		c.Symptom.Chips, c.Marks, c.Clean, c.Models = nil, nil, false, nil
		return s, []Cmd{FindModels{m.Kind, c.Device.Brand}}
	case BrandChosen:
		c.Device.Brand = m.Brand
		c.Models = nil
		return s, []Cmd{FindModels{c.Device.Kind, m.Brand}}
	case ModelsFound:
		if m.Kind == c.Device.Kind && m.Brand == c.Device.Brand {
			c.Models = m.Models
			asked := c.Device.Brand != "" && c.Device.Model == "" && s.Screen == ScreenCheckIn && c.Step == StepMachine
			if len(m.Models) == 0 && asked && s.Focus == "" {
				return s.focus(FieldModel), nil // nothing to choose from
			}
		}
	case ModelChosen:
		c.Device.Model, s.Focus = m.Model, ""
	case KnownChosen:
		if m.Index < len(c.Known) {
			return knownChosen(s, c.Known[m.Index])
		}
	case NoSerialChosen:
		if m.Why != "" {
			c.serial("")
		}
		c.Device.NoSerial, s.Focus = m.Why, ""
	case OtherMachine:
		c.Other = !c.Other
	case HistoryLoaded:
		for i := range c.Others {
			if c.Others[i].Device.Number() == m.Serial {
				c.Others = slices.Clone(c.Others)
				c.Others[i].History = m.Rows
			}
		}
		if m.Serial == c.Device.Number() {
			c.History = m.Rows
			// The fact of an earlier visit: what the machine is.
			if d := c.known(); d != nil {
				c.learn(*d)
			}
		}
	case NumberAsked:
		if old := s.Text(m.Field); old != "" {
			return askNumber(s, NumberQuestion{Field: m.Field, Old: old}, ForDrop)
		}
	case FormChosen:
		s.CheckIn.Device = formSet(c.Device, m.Key, m.Value, true)
		s.Focus = ""
	}
	return s, nil
}

// known is the machine as an earlier order has it.
func (m Machine) known() *repair.Device {
	for i, h := range m.History {
		if h.Order.ID != m.Order && h.Order.Device.Model != "" {
			return &m.History[i].Order.Device
		}
	}
	return nil
}

// knownChosen takes a machine that the customer brought before. A serial number
// that was scanned is not replaced without a question.
func knownChosen(s State, known repair.Device) (State, []Cmd) {
	c := &s.CheckIn
	n := c.Device.Serial
	chosen := slices.ContainsFunc(c.Known, func(d repair.Device) bool { return repair.SameNumber(d.Serial, n) })
	if n != "" && !chosen && !repair.SameNumber(n, known.Serial) {
		q := NumberQuestion{Field: FieldSerial, Old: n, Code: repair.MakerCode{Serial: known.Serial}, Known: &known}
		return askNumber(s, q, ForKnown)
	}
	c.take(known)
	return s, c.history()
}

// history asks for the earlier orders of the machine.
func (m Machine) history() []Cmd {
	n := m.Device.Number()
	if n == "" {
		return nil
	}
	return []Cmd{LoadHistory{n}}
}

// histories asks for those of all machines of the visit: a draft does not keep
// them.
func (c CheckIn) histories() (cmds []Cmd) {
	for _, m := range c.Machines() {
		cmds = append(cmds, m.history()...)
	}
	return cmds
}

// formSet puts a value of the form where it belongs; with turn, the value that
// is there already is taken away.
func formSet(d repair.Device, key, value string, turn bool) repair.Device {
	set := func(p *string) {
		if turn && *p == value {
			value = ""
		}
		*p = value
	}
	switch key {
	case "cpu":
		set(&d.Figures.CPU)
	case "memory":
		set(&d.Figures.Memory)
	case "disk":
		set(&d.Figures.Disk)
	case "trays":
		if n := len(value); n == 1 && value[0] >= '1' && value[0] <= '9' {
			d.Trays = int(value[0] - '0')
		}
	default:
		d.Form = slices.Clone(d.Form)
		i := slices.IndexFunc(d.Form, func(v repair.FormValue) bool { return v.Key == key })
		if i < 0 {
			d.Form = append(d.Form, repair.FormValue{Key: key})
			i = len(d.Form) - 1
		}
		set(&d.Form[i].Value)
		if d.Form[i].Value == "" {
			d.Form = slices.Delete(d.Form, i, i+1)
		}
	}
	return d
}

// FormText is what stands under a key of the form of the machine's kind.
func FormText(d repair.Device, key string) string {
	switch key {
	case "cpu":
		return d.Figures.CPU
	case "memory":
		return d.Figures.Memory
	case "disk":
		return d.Figures.Disk
	case "trays":
		return itoa(d.Trays)
	}
	return d.FormValue(key)
}
