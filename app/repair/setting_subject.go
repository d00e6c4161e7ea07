package repair

import "time"

// CounterSubject is a counter, by its letter, as the subject of what is set for it
// alone.
func CounterSubject(letter string) Subject { return SubjectOf(SubjectCounter, letter) }

// ShopSubject is the shop as the subject of what is set for all counters.
const ShopSubject = Subject("shop:")

// Open is never true: a setting waits for nobody.
func (ShopSettings) Open() bool { return false }

// settingCommand is what can be done to settings.
//
//sumtype:decl
type settingCommand interface {
	SubjectCommand
	onSettings()
}

// ChangeSetting sets a setting of the shop or, by its record, of one counter.
type ChangeSetting struct{ Change SettingChange }

func (c ChangeSetting) subject() SubjectKind {
	if s, ok := LookupSetting(c.Change.Key); ok && s.Scope == ScopeCounter {
		return SubjectCounter
	}
	return SubjectShop
}
func (ChangeSetting) onSettings() {}

func (SettingChanged) kind() string { return "setting-changed" }

func decideSettings(s ShopSettings, c settingCommand, by Staff, _ time.Time) ([]Body, error) {
	switch c := c.(type) {
	case ChangeSetting:
		e, err := DecideSetting(s.Values, c.Change, by)
		if err != nil || e == (SettingChanged{}) {
			return nil, err
		}
		return []Body{e}, nil
	}
	return nil, &RuleError{Rule: RuleUnknownCommand}
}

func (s ShopSettings) apply(e Event) ShopSettings {
	if b, ok := e.Body.(SettingChanged); ok {
		return s.Apply(b)
	}
	return s
}
