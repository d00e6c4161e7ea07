package flow

import (
	"cmp"
	"slices"

	"countertop/app/repair"
)

// NumberQuestion is a number that a scan brought and that nothing is done with
// before a person has said so.
type NumberQuestion struct {
	// Field is where it would go, Old what stands there, "" for nothing.
	Field Field
	Old   string
	// Code is what was read.
	Code repair.MakerCode
	// Known is a machine of the customer that was chosen while another serial
	// number stands there.
	Known *repair.Device `json:",omitempty"`
}

// New is the number that was read for the field.
func (q NumberQuestion) New() string {
	switch q.Field {
	case FieldIMEI:
		return q.Code.IMEI
	case FieldArticle:
		return q.Code.Article
	default: // a serial number, or that of a parcel
		return q.Code.Serial
	}
}

// NumberChoice is what becomes of a number.
type NumberChoice string

// The choices.
const (
	NumberNew     NumberChoice = "new"     // it takes the place of the one that stands there
	NumberOld     NumberChoice = "old"     // nothing changes
	NumberArticle NumberChoice = "article" // the new one is kept as article number
	NumberFirst   NumberChoice = "first"   // the old one was the article number
	NumberSecond  NumberChoice = "second"  // it is the IMEI of the second card
	NumberDrop    NumberChoice = "drop"    // the one that stands there goes
	NumberSerial  NumberChoice = "serial"  // the one that stands there is the serial number
)

// Choices are the answers that there are, in their order.
func (q NumberQuestion) Choices(d repair.Device) (list []NumberChoice) {
	switch {
	case q.New() == "" && q.Known == nil: // asked by touch
		list = []NumberChoice{NumberDrop}
		if d.Serial == "" {
			list = append(list, NumberSerial)
		}
		return append(list, NumberOld)
	case q.Field == FieldSerial && q.Known == nil && q.Old != "" && q.Code.Host == "":
		if d.Article == "" {
			return []NumberChoice{NumberNew, NumberOld, NumberFirst, NumberArticle}
		}
	case q.Field == FieldIMEI && d.IMEI2 == "":
		return []NumberChoice{NumberNew, NumberSecond, NumberOld}
	}
	return []NumberChoice{NumberNew, NumberOld}
}

// NumberChosen answers the question.
type NumberChosen struct{ Choice NumberChoice }

// NumberAsked asks what is to become of a number that stands on the page of the
// machine.
type NumberAsked struct{ Field Field }

func (NumberChosen) owner() Screen { return roomDialog }
func (NumberChosen) dialogMsg()    {}
func (NumberAsked) owner() Screen  { return ScreenCheckIn }
func (NumberAsked) machineMsg()    {}

// askNumber asks a person.
func askNumber(s State, q NumberQuestion, why Purpose) (State, []Cmd) {
	s, cmds := s.settled() // what is being composed is not lost
	s.unfocus()
	s.Dialog = &Dialog{Kind: DialogNumber, Purpose: why, Number: &q}
	return s, append(cmds, Play{SoundAgain})
}

// numberChosen carries the answer out.
func numberChosen(s State, choice NumberChoice) (State, []Cmd) {
	q := s.Dialog.Number
	if q == nil || !slices.Contains(q.Choices(s.CheckIn.Device), choice) {
		return s, nil
	}
	s.Dialog = nil
	switch {
	case choice == NumberOld:
		return s, nil
	case s.Screen != ScreenCheckIn:
		if p := s.at(q.Field); p != nil {
			*p = q.New()
		}
		return s, []Cmd{Play{SoundKey}}
	}
	s.CheckIn.Dirty = true
	before := s.CheckIn.Device
	s.CheckIn.answer(*q, choice)
	cmds, d := []Cmd{Play{SoundKey}}, s.CheckIn.Device
	if d.Number() != before.Number() {
		cmds = append(s.CheckIn.history(), cmds...)
	}
	if d.Kind != "" && (d.Kind != before.Kind || d.Brand != before.Brand) {
		s.CheckIn.Models = nil
		cmds = append(cmds, FindModels{d.Kind, d.Brand})
	}
	return s, cmds
}

// answer changes the machine as a person has said.
func (m *Machine) answer(q NumberQuestion, choice NumberChoice) {
	d := &m.Device
	switch choice {
	case NumberNew:
		if q.Known != nil {
			m.take(*q.Known)
			return
		}
		m.replace(q.Code)
	case NumberFirst:
		old := d.Serial
		m.replace(q.Code)
		d.Article = cmp.Or(d.Article, old)
	case NumberArticle:
		d.Article = q.Code.Serial
	case NumberSecond:
		d.IMEI2 = q.Code.IMEI
	case NumberDrop, NumberSerial:
		n := q.Old
		switch {
		case q.Field == FieldArticle:
			d.Article = ""
		case n == d.IMEI2:
			d.IMEI2 = ""
		default:
			d.IMEI, d.IMEI2 = d.IMEI2, ""
		}
		if choice == NumberSerial {
			m.serial(n)
		}
		m.History = nil
	case NumberOld: // nothing changes
	}
}

// Came is what came with the serial number of a machine: what its label says, and
// what the shop knows of that machine. It goes with the number.
type Came struct {
	Before, After repair.Device
	// Label says that it came from the label alone.
	Label bool `json:",omitempty"`
}

// serial gives the machine another serial number: what came with the one before
// goes.
func (m *Machine) serial(n string) {
	m.part()
	m.Device.Serial, m.Device.NoSerial = n, ""
	m.History, m.Other = nil, false
}

// part takes away what came with the serial number. What a person has changed
// since stays.
func (m *Machine) part() {
	c := m.Came
	if c == nil {
		return
	}
	d, kind := &m.Device, m.Device.Kind
	back(&d.Kind, c.Before.Kind, c.After.Kind)
	back(&d.Brand, c.Before.Brand, c.After.Brand)
	back(&d.Model, c.Before.Model, c.After.Model)
	back(&d.Trays, c.Before.Trays, c.After.Trays)
	back(&d.Figures.CPU, c.Before.Figures.CPU, c.After.Figures.CPU)
	back(&d.Figures.Memory, c.Before.Figures.Memory, c.After.Figures.Memory)
	back(&d.Figures.Disk, c.Before.Figures.Disk, c.After.Figures.Disk)
	back(&d.IMEI, c.Before.IMEI, c.After.IMEI)
	back(&d.IMEI2, c.Before.IMEI2, c.After.IMEI2)
	back(&d.Article, c.Before.Article, c.After.Article)
	if slices.Equal(d.Form, c.After.Form) {
		d.Form = c.Before.Form
	}
	m.Came = nil
	if d.Kind != kind {
		m.Symptom.Chips, m.Marks, m.Clean = nil, nil, false
	}
}

// back gives a value its last one again if nobody has changed it since.
func back[T comparable](p *T, before, after T) {
	if *p == after {
		*p = before
	}
}

// take makes the machine one that the customer brought before.
func (m *Machine) take(known repair.Device) {
	m.part()
	before := m.Device
	m.Device = known
	m.Device.Trays = max(1, known.Trays)
	m.Came, m.History, m.Other = &Came{Before: before, After: m.Device}, nil, false
	if before.Kind != known.Kind {
		m.Symptom.Chips, m.Marks, m.Clean, m.Models = nil, nil, false, nil
	}
}

// learn fills in what the shop knows of the machine with this number, if nobody
// has said what it is.
func (m *Machine) learn(known repair.Device) {
	d := m.Device
	if d.Model != "" && (m.Came == nil || !m.Came.Label || d.Model != m.Came.After.Model) {
		return
	}
	before := d
	if m.Came != nil {
		before = m.Came.Before
	}
	label := d.Model
	m.Device = known
	m.Device.Trays = max(1, known.Trays)
	for _, n := range []struct {
		p   *string
		now string
	}{{&m.Device.Serial, d.Serial}, {&m.Device.IMEI, d.IMEI}, {&m.Device.IMEI2, d.IMEI2}, {&m.Device.Article, d.Article}} {
		if n.now != "" {
			*n.p = n.now
		}
	}
	if m.Device.Serial != "" {
		m.Device.NoSerial = ""
	}
	if m.Device.Article == "" && label != known.Model {
		m.Device.Article = label
	}
	if d.Kind != "" && d.Kind != known.Kind {
		m.Symptom.Chips, m.Marks, m.Clean, m.Models = nil, nil, false, nil
	}
	m.Came = &Came{Before: before, After: m.Device}
}

// rival is the number of a label that would take the place of another on the
// page, "" if none does.
func (m Machine) rival(c repair.MakerCode) (f Field, old string) {
	d := m.Device
	article := c.Article
	if article == "" && c.Serial == "" && c.Model != "" && d.Model != "" && !repair.SameNumber(d.Model, c.Model) {
		article = c.Model
	}
	switch {
	case d.Serial != "" && c.Serial != "" && !repair.SameNumber(d.Serial, c.Serial) && !repair.SameNumber(d.Serial, c.Whole):
		return FieldSerial, d.Serial
	case d.IMEI != "" && c.IMEI != "" && !d.HasIMEI(c.IMEI):
		return FieldIMEI, d.IMEI
	case d.Article != "" && article != "" && !repair.SameNumber(d.Article, article):
		return FieldArticle, d.Article
	}
	return "", ""
}

// replace puts all that a label says onto the machine, whatever stands there.
func (m *Machine) replace(c repair.MakerCode) {
	fresh := c.Serial != "" && !repair.SameNumber(m.Device.Serial, c.Serial)
	if fresh {
		m.serial(c.Serial)
	}
	before, d := m.Device, &m.Device
	before.Serial = ""
	if c.IMEI != "" && !d.HasIMEI(c.IMEI) {
		d.IMEI, d.IMEI2 = c.IMEI, c.IMEI2
	} else if c.IMEI2 != "" && !d.HasIMEI(c.IMEI2) {
		d.IMEI2 = c.IMEI2
	}
	if d.IMEI != "" && d.Serial == "" {
		d.NoSerial = ""
	}
	if c.Article != "" {
		d.Article = c.Article
	}
	switch {
	case c.Model == "" || repair.SameNumber(d.Model, c.Model):
	case d.Model == "":
		d.Model = c.Model
	case d.Article == "" || c.Serial == "" && c.Article == "":
		d.Article = c.Model // the model is written already
	}
	if fresh {
		m.Came = &Came{Before: before, After: m.Device, Label: true}
	}
}

// has reports whether all that a label says stands on the page already.
func (m Machine) has(c repair.MakerCode) bool {
	d := m.Device
	there := func(n string, list ...string) bool {
		return n == "" || slices.ContainsFunc(list, func(x string) bool { return repair.SameNumber(x, n) })
	}
	return there(c.Serial, d.Serial) && there(c.IMEI, d.IMEI, d.IMEI2) && there(c.IMEI2, d.IMEI, d.IMEI2) &&
		there(c.Article, d.Article) && there(c.Model, d.Model, d.Article)
}

// makerScanned puts the numbers of a label onto the page of the machine. What
// would take the place of another number is asked, and so is what was read from
// an address of the web.
func makerScanned(s State, c repair.MakerCode) (State, []Cmd) {
	m := &s.CheckIn.Machine
	field, old := m.rival(c)
	q := NumberQuestion{Field: field, Old: old, Code: c}
	switch {
	case c.Unread != "":
		return unread(s, unreadKey(c.Unread))
	case m.has(c):
		return s.notify("number.again"), []Cmd{Play{SoundAgain}}
	case c.Host != "":
		if field == "" {
			q.Field, q.Old = FieldSerial, m.Device.Serial
		}
		return askNumber(s, q, ForAddress)
	case field != "":
		if field == FieldArticle && c.Article == "" {
			q.Code.Article = c.Model
		}
		return askNumber(s, q, ForNumber)
	}
	was := m.Device.Number()
	m.replace(c)
	s.CheckIn.Dirty = true
	if s.Focus == FieldSerial || s.Focus == FieldIMEI {
		s.unfocus()
	}
	cmds := []Cmd{Play{SoundKey}}
	if m.Device.Number() != was {
		cmds = append(m.history(), cmds...)
	}
	return s, cmds
}

// checkInScanned takes a code that is none of ours as what the label of the machine
// says, on its page. Elsewhere in a check-in it leads nowhere else.
func checkInScanned(s State, r reading) (State, []Cmd, bool) {
	c := &s.CheckIn
	loaner := r.is(repair.CodeLoaner)
	if loaner {
		known, _ := s.LoanerKnown(r.code.Body)
		loaner = known == nil
	}
	switch {
	case c.Step == StepPrint || r.ours() && !(loaner && c.Step == StepMachine) || s.Staff == nil:
		return s, nil, false
	case c.Step == StepMachine && !c.Busy && loaner:
		q := NumberQuestion{Field: FieldSerial, Old: c.Device.Serial, Code: repair.MakerCode{Serial: r.text}}
		next, cmds := askNumber(s, q, ForLike)
		return next, cmds, true
	case c.Step == StepMachine && !c.Busy:
		next, cmds := makerScanned(s, r.maker())
		return next, cmds, true
	case c.Step == StepPhone && c.ByName:
		return lookupScanned(s, r.maker())
	case c.Step > StepMachine || c.Busy:
		code := r.maker()
		if code.Unread != "" {
			next, cmds := unread(s, unreadKey(code.Unread))
			return next, cmds, true
		}
		if c.Machine.has(code) {
			return s.notify("number.again"), []Cmd{Play{SoundAgain}}, true
		}
		return s.warn("number.elsewhere"), []Cmd{Play{SoundUnknown}}, true
	}
	return s, nil, false
}

// lookupScanned looks the customer up by a machine of theirs.
func lookupScanned(s State, c repair.MakerCode) (State, []Cmd, bool) {
	if c.Unread != "" {
		next, cmds := unread(s, unreadKey(c.Unread))
		return next, cmds, true
	}
	s.noEntry()
	s.CheckIn.Lookup, s.CheckIn.Hits = c.Numbers()[0], nil
	return s, append(s.CheckIn.lookUp(s.CheckIn.Lookup), Play{SoundKey}), true
}
