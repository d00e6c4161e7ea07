package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// SettingItem is an entry of a list that is being written; the zero value is
// none.
type SettingItem struct {
	Open bool
	// Index is its place in the list; behind the last one it is a new one.
	Index int
	// Text is what it says, in Chinese where the list has both languages; English
	// may be "".
	Text, English string
}

// Messages of settings that are lists.
type (
	// SettingItemChosen writes an entry; behind the last one, a new one.
	SettingItemChosen struct{ Index int }
	// SettingItemMoved puts an entry one place earlier, SettingItemRemoved takes it
	// away.
	SettingItemMoved   struct{ Index int }
	SettingItemRemoved struct{ Index int }
	// SettingItemDone puts what was written into the list.
	SettingItemDone struct{}
	// SettingToggled takes an entry into the list, or out of it.
	SettingToggled struct{ Item string }
	// SettingItemsTurned turns the pages of the list.
	SettingItemsTurned struct{ By int }
	// SlotsMoved gives a shelf more slots, or fewer.
	SlotsMoved struct {
		Shelf repair.PlaceKind
		By    int
	}
)

func (SettingItemChosen) owner() Screen  { return ScreenSettings }
func (SettingItemMoved) owner() Screen   { return ScreenSettings }
func (SettingItemRemoved) owner() Screen { return ScreenSettings }
func (SettingItemDone) owner() Screen    { return ScreenSettings }
func (SettingToggled) owner() Screen     { return ScreenSettings }
func (SettingItemsTurned) owner() Screen { return ScreenSettings }
func (SlotsMoved) owner() Screen         { return ScreenSettings }

func (SettingItemChosen) settingsMsg()  {}
func (SettingItemMoved) settingsMsg()   {}
func (SettingItemRemoved) settingsMsg() {}
func (SettingItemDone) settingsMsg()    {}
func (SettingToggled) settingsMsg()     {}
func (SettingItemsTurned) settingsMsg() {}
func (SlotsMoved) settingsMsg()         {}

// Items are the entries of the list in the editor. The list is the caller's own.
func (e SettingEdit) Items() []string { return repair.SettingItems(e.Setting().Kind, e.Text) }

// put is the editor with these entries.
func (e SettingEdit) put(items []string) SettingEdit {
	e.Text, e.Refused = repair.SettingList(e.Setting().Kind, items), nil
	return e
}

// updateItems takes what is done to the entries of a list.
func updateItems(s State, m settingsMsg) (State, []Cmd) {
	e := &s.SettingsPage.Edit
	items := e.Items()
	has := func(i int) bool { return i >= 0 && i < len(items) }
	switch m := m.(type) {
	case SettingItemChosen:
		return itemChosen(s, m.Index)
	case SettingItemMoved:
		if has(m.Index) && m.Index > 0 {
			items[m.Index-1], items[m.Index] = items[m.Index], items[m.Index-1]
			*e = e.put(items)
		}
	case SettingItemRemoved:
		if has(m.Index) {
			*e = e.put(slices.Delete(items, m.Index, m.Index+1))
		}
	case SettingItemDone:
		return itemDone(s)
	case SettingToggled:
		*e = e.put(toggle(items, m.Item))
	case SettingItemsTurned:
		e.Page = max(0, e.Page+m.By)
	case SlotsMoved:
		l := e.Layout()
		l[m.Shelf] = min(max(l[m.Shelf]+m.By, repair.MinSlots), repair.MaxSlots)
		e.Text, e.Refused = repair.LayoutText(l), nil
	default: // updateSettings hands on no other
	}
	return s, nil
}

// Layout is the layout in the editor.
func (e SettingEdit) Layout() repair.Layout {
	return repair.ConfigOf(map[string]string{repair.SetSlots: e.Text}, nil).Layout
}

// itemChosen begins to write an entry, where the keys are.
func itemChosen(s State, index int) (State, []Cmd) {
	e := &s.SettingsPage.Edit
	items := e.Items()
	index = min(max(index, 0), len(items))
	e.Item, e.Refused, e.Typed = SettingItem{Open: true, Index: index}, nil, false
	text := ""
	if index < len(items) {
		text = items[index]
	}
	switch e.Setting().Kind {
	case repair.SettingDays:
		e.Rule = newRule(text, s.Today())
		return s, nil
	case repair.SettingWords:
		e.Item.Text, e.Item.English = repair.ItemWords(text)
	case repair.SettingAmounts:
		e.Item.Text = text
		return s.focus(FieldSettingAmount), nil
	default:
		e.Item.Text = text
	}
	return s.focus(FieldSettingItem), nil
}

// itemDone puts the entry into the list, if the list can be so.
func itemDone(s State) (State, []Cmd) {
	e := &s.SettingsPage.Edit
	if !e.Item.Open {
		return s, nil
	}
	x, items := e.Setting(), e.Items()
	text := strings.TrimSpace(e.Item.Text)
	switch x.Kind {
	case repair.SettingWords:
		text = repair.WordItem(text, strings.TrimSpace(e.Item.English))
	case repair.SettingDays:
		text = e.Rule.text()
	default: // the text is what is kept
	}
	s.unfocus()
	if text == "" {
		e.Item = SettingItem{} // nothing was written
		return s, nil
	}
	if e.Item.Index < len(items) {
		items[e.Item.Index] = text
	} else {
		items = append(items, text)
	}
	canon, err := x.Canon(repair.SettingList(x.Kind, items))
	if bad, refused := refusal(err); refused {
		e.Refused = bad
		return s, []Cmd{Play{SoundRefused}}
	}
	e.Text, e.Item, e.Rule, e.Refused = canon, SettingItem{}, SettingRule{}, nil
	return s, nil
}
