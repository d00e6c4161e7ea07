package flow

import (
	"strings"

	"countertop/app/ime"
)

// updateText takes what edits the field in focus, by key or by candidate.
func updateText(s State, m Msg) (State, []Cmd) {
	switch m := m.(type) {
	case keysMsg:
		return s.keys(m)
	case entryMsg:
		return s.edited(func(s State) (State, []Cmd) { return s.updateEntry(m) })
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

// keys is everything that edits the field in focus.
func (s State) keys(m keysMsg) (State, []Cmd) {
	switch m := m.(type) {
	case Focused:
		s, cmds := s.settled()
		if b := &s.CheckIn.Device.Brand; m.Field == FieldBrand && strings.HasPrefix(*b, "brand.") {
			*b = "" // a brand of the list is a key; typing begins anew
		}
		return s.focus(m.Field), cmds
	case Unfocused:
		s, cmds := s.settled()
		return s.unfocused(), cmds
	case LayerChosen:
		s = s.raw()
		lock := m.Layer == LayerCaps && s.Layer == LayerCaps // twice
		english := s.Entry.English
		if m.Layer == LayerCaps {
			english = true
		}
		s = s.noEntry()
		s.Layer, s.Entry.Lock, s.Entry.English = m.Layer, lock, english
		return s, nil
	}
	return s.edited(func(s State) (State, []Cmd) { return s.key(m) })
}

func (s State) key(m keysMsg) (State, []Cmd) {
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
		switch m.Key {
		case KeyBackspace:
			return s.backspace(), nil
		case KeyShift:
			return s.updateEntry(EnglishTurned{})
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
				return s.updateDialog(DialogClosed{})
			case s.Focus != "":
				return s.unfocused(), nil
			}
			return s.wentBack()
		case KeyTab:
			s, cmds := s.settled()
			return s.nextField(), cmds
		}
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
	if s.Dialog != nil {
		return s.updateDialog(DialogDone{})
	}
	for _, enter := range []func(State) (State, []Cmd, bool){s.Focus.kind().enter, s.row().enter} {
		if enter == nil {
			continue
		}
		if next, cmds, ok := enter(s); ok {
			return next, cmds
		}
	}
	return s.nextField(), nil
}

// nextField puts the keys onto the next field of the page, or takes them away
// after the last.
func (s State) nextField() State {
	if next := s.Focus.kind().next; next != "" {
		return s.focus(next)
	}
	return s.unfocused()
}
