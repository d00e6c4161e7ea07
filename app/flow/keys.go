package flow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"countertop/app/ime"
)

// Messages of the field in focus: where the keys go, and what they do there.
type (
	// Focused puts the keys onto a field.
	Focused struct{ Field Field }
	// Unfocused takes the keyboard away.
	Unfocused struct{}
	// LayerChosen turns the on-screen keyboard to another layer.
	LayerChosen struct{ Layer Layer }
	// Erased is the backspace of the on-screen keyboard; Cleared empties the
	// field.
	Erased struct{}
	// Cleared empties the field in focus.
	Cleared struct{}
	// Typed is text from a hardware keyboard, scans already taken out.
	Typed struct{ Text string }
	// KeyPressed is a key of the hardware keyboard that carries no text.
	KeyPressed struct{ Key Key }
)

// Key is a hardware key that the flow acts on.
type Key string

// The keys that carry no text.
const (
	KeyBackspace Key = "backspace"
	KeyEnter     Key = "enter"
	KeyEscape    Key = "escape"
	KeyTab       Key = "tab"
	KeyShift     Key = "shift" // pressed and let go alone
)

// focusMsg are the messages that say where the keys go.
//
//sumtype:decl
type focusMsg interface {
	Msg
	focusMsg()
}

// keysMsg are the messages that edit the field in focus.
//
//sumtype:decl
type keysMsg interface {
	Msg
	keysMsg()
}

func (Focused) owner() Screen     { return roomEntry }
func (Unfocused) owner() Screen   { return roomEntry }
func (LayerChosen) owner() Screen { return roomEntry }
func (Erased) owner() Screen      { return roomEntry }
func (Cleared) owner() Screen     { return roomEntry }
func (Typed) owner() Screen       { return roomEntry }
func (KeyPressed) owner() Screen  { return roomEntry }

func (Focused) focusMsg()     {}
func (Unfocused) focusMsg()   {}
func (LayerChosen) focusMsg() {}
func (Erased) keysMsg()       {}
func (Cleared) keysMsg()      {}
func (Typed) keysMsg()        {}
func (KeyPressed) keysMsg()   {}

// updateText takes what edits the field in focus, by key or by candidate.
func updateText(s State, m Msg) (State, []Cmd) {
	switch m := m.(type) {
	case focusMsg:
		return updateFocus(s, m)
	case keysMsg:
		return s.edited(func(s State) (State, []Cmd) { return updateKeys(s, m) })
	case entryMsg:
		return s.edited(func(s State) (State, []Cmd) { return updateEntry(s, m) })
	}
	return s, nil
}

// edited does something that may change the field in focus, and follows up what
// the change means.
func (s State) edited(do func(State) (State, []Cmd)) (State, []Cmd) {
	before, field, letters := s.Text(s.Focus), s.Focus, s.Entry.Comp.Letters
	next, cmds := do(s)
	if next.Text(field) == before && (!field.kind().live || next.Entry.Comp.Letters == letters) {
		return next, cmds
	}
	next.CheckIn.Dirty = true
	changed := field.kind().changed
	if changed == nil {
		return next, cmds
	}
	next, more := changed(next)
	return next, append(cmds, more...)
}

// updateFocus puts the keys onto a field, or takes them away.
func updateFocus(s State, m focusMsg) (State, []Cmd) {
	switch m := m.(type) {
	case Focused:
		s, cmds := s.settled()
		if b := &s.CheckIn.Device.Brand; m.Field == FieldBrand && s.said(*b) != *b {
			*b = "" // a brand of the list is a key; typing begins anew
		}
		return s.focus(m.Field), cmds
	case Unfocused:
		s, cmds := s.settled()
		s.unfocus()
		return s, cmds
	case LayerChosen:
		s = s.raw()
		lock := m.Layer == LayerCaps && s.Layer == LayerCaps // twice
		english := s.Entry.English
		if m.Layer == LayerCaps {
			english = true
		}
		s.noEntry()
		s.Layer, s.Entry.Lock, s.Entry.English = m.Layer, lock, english
	}
	return s, nil
}

// updateKeys is everything that edits the field in focus.
func updateKeys(s State, m keysMsg) (State, []Cmd) {
	switch m := m.(type) {
	case Typed:
		var cmds []Cmd
		for _, r := range m.Text {
			next, more, done := s.compose(r)
			if !done {
				next = next.typed(string(punctuation(next, r)))
			}
			s, cmds = next, append(cmds, more...)
		}
		if s.Layer == LayerCaps && !s.Entry.Lock {
			s.Layer = LayerLetters // one capital
		}
		return s, cmds
	case Erased:
		return s.backspace(), nil
	case Cleared:
		s = s.noComposition()
		return s.cleared(), nil
	case KeyPressed:
		return keyPressed(s, m.Key)
	}
	return s, nil
}

func keyPressed(s State, key Key) (State, []Cmd) {
	switch key {
	case KeyBackspace:
		return s.backspace(), nil
	case KeyShift:
		return updateEntry(s, EnglishTurned{})
	case KeyEnter:
		if s.Entry.Composing() {
			return s.raw(), nil
		}
		return s.enter()
	case KeyEscape:
		switch {
		case s.Entry.Composing():
			return s.noComposition(), nil
		case s.Dialog != nil:
			return updateDialog(s, DialogClosed{})
		case s.Focus != "":
			s.unfocus()
			return s, nil
		}
		return s.wentBack()
	case KeyTab:
		s, cmds := s.settled()
		return s.nextField(), cmds
	}
	return s, nil
}

// backspace takes a letter of the composition, else a character of the field.
func (s State) backspace() State {
	if s.Entry.Composing() {
		next, _ := s.composer().Backspace(s.Entry.Comp)
		return s.composed(next)
	}
	return s.erased()
}

func (s State) noComposition() State { return s.composed(ime.Composition{}) }

// punctuation is what a key means where Chinese is written.
func punctuation(s State, r rune) rune {
	if p, ok := chinesePunctuation[r]; ok && s.Composes() {
		return p
	}
	return r
}

var chinesePunctuation = map[rune]rune{',': '，', '.': '。', '?': '？', '!': '！', ':': '：', ';': '；'}

// enter is the Enter key: what the black button would do.
func (s State) enter() (State, []Cmd) {
	switch {
	case s.Dialog == nil:
	case s.DialogReady():
		return updateDialog(s, DialogDone{})
	default: // something is still to be filled in, and it must not hide under the keys
		if s = s.nextField(); s.Focus == "" {
			s = s.digits()
		}
		return s, nil
	}
	for _, enter := range []func(State) (State, []Cmd, bool){s.Focus.kind().enter, s.row().enter} {
		if enter == nil {
			continue
		}
		if next, cmds, ok := enter(s); ok {
			if next.Focus == s.Focus && !s.Focus.Pad() && next.Screen == s.Screen {
				next.unfocus() // the black key leads out of the keyboard, whatever became of the text
			}
			return next, cmds
		}
	}
	return nextEmpty(s), nil
}

// nextEmpty puts the keys onto the next field of the page that nothing stands in: a
// number that was scanned is not walked into.
func nextEmpty(s State) State {
	done := func(f Field) bool { return s.Text(f) != "" || f == FieldSerial && s.CheckIn.Device.NoSerial != "" }
	next := s.Focus.kind().next
	for next != "" && done(next) {
		next = next.kind().next
	}
	if next == "" {
		s.unfocus()
		return s
	}
	return s.focus(next)
}

// nextField puts the keys onto the next field of the page, or takes them away
// after the last.
func (s State) nextField() State {
	if next := s.Focus.kind().next; next != "" {
		return s.focus(next)
	}
	s.unfocus()
	return s
}

// focus puts the keys onto f and opens its first layer: digits for numbers,
// capitals for serial numbers, letters for the rest, which become Chinese where
// Chinese is wanted.
func (s State) focus(f Field) State {
	s.noEntry()
	s.Focus = f
	k := f.kind()
	switch {
	case f.Numeric():
		s.Layer = LayerDigits
	case f.Capitals() || k.capital:
		s.Layer = LayerCaps
		s.Entry.Lock = f.Capitals()
	case f == FieldName && len(s.CheckIn.Customer.Ink) > 0:
		s.Layer = LayerInk
	default:
		s.Layer = LayerLetters
	}
	s.Entry.English = k.latin || f.Capitals()
	return s
}

// typed appends text to the field in focus. What cannot be shown or printed is
// dropped, and so is what is too much; a notice tells of both.
func (s State) typed(text string) State {
	s.ownDialog()
	key, form := formKey(s.Focus)
	p := s.at(s.Focus)
	value := s.Text(s.Focus)
	if form {
		p = &value
	}
	if p == nil {
		return s
	}
	*p = s.Text(s.Focus) // an entry of a list becomes the words that it says
	limit := s.Focus.Limit()
	if s.Focus == FieldPaid && s.Pickup.Offered {
		*p, s.Pickup.Offered = "", false // what is typed takes the place of the proposal
	}
	if e := &s.SettingsPage.Edit; s.Focus == FieldSettingNumber && !e.Typed {
		*p, e.Typed = "", true // and a number that of what holds
	}
	var b strings.Builder
	b.WriteString(*p)
	n := utf8.RuneCountInString(*p)
	for _, r := range text {
		if !drawable(r) {
			if unicode.IsPrint(r) {
				s = s.warn("entry.no-picture")
			}
			continue
		}
		if s.Focus.kind().takes == takesDigits && !s.Focus.takesRune("", r) {
			continue // a full field of digits is no news to a letter
		}
		if n >= limit {
			s = s.warn("entry.full", "n", itoa(limit))
			break
		}
		if s.Focus.Capitals() {
			r = unicode.ToUpper(r)
		}
		if !s.Focus.takesRune(b.String(), r) {
			continue
		}
		b.WriteRune(r)
		n++
	}
	*p = b.String()
	if form {
		s.CheckIn.Device = formSet(s.CheckIn.Device, key, value, false)
	}
	return s
}

func (s State) erased() State {
	_, n := utf8.DecodeLastRuneInString(s.Text(s.Focus))
	return s.write(s.Text(s.Focus)[:len(s.Text(s.Focus))-n])
}

func (s State) cleared() State { return s.write("") }

// write puts a text into the field in focus in place of what it has.
func (s State) write(text string) State {
	s.ownDialog()
	if key, form := formKey(s.Focus); form {
		s.CheckIn.Device = formSet(s.CheckIn.Device, key, text, false)
	} else if p := s.at(s.Focus); p != nil {
		*p = text
	}
	return s
}

// Text is what stands in a field: an entry of a list as it is said.
func (s State) Text(f Field) string {
	text := ""
	if key, ok := formKey(f); ok {
		return s.said(FormText(s.CheckIn.Device, key))
	}
	if p := s.at(f); p != nil {
		text = *p
	}
	if f.kind().word {
		return s.said(text)
	}
	return text
}

// said is an entry of a list in the language of the screen.
func (c Counter) said(value string) string { return c.Shop.Trade.TextIn(c.Lang, value) }
