package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"countertop/app/repair"
)

// settingSubjects are the subjects that settings of a counter belong to.
func settingSubjects(station string) []repair.Subject {
	return []repair.Subject{repair.ShopSubject, repair.CounterSubject(station)}
}

// SettingValues are the settings that were ever set, the shop's and this
// counter's: canonical value by key.
func (s *Store) SettingValues(ctx context.Context) (map[string]string, error) {
	var values map[string]string
	err := s.read("read settings", func(db *sql.DB) (err error) {
		values, err = settingValues(ctx, db, s.station)
		return err
	})
	return values, err
}

// settingValues are those of the shop and of one counter.
func settingValues(ctx context.Context, q querier, station string) (map[string]string, error) {
	values := map[string]string{}
	for _, subject := range settingSubjects(station) {
		row, err := subjectOf(ctx, q, subject)
		if err != nil {
			return nil, err
		}
		maps.Copy(values, row.state.(repair.ShopSettings).Values)
	}
	return values, nil
}

// ChangeSettings changes settings in one transaction, all or none; by is "" for
// the file of the configuration. What changes nothing is left out. The error is a
// *repair.SettingError where repair.DecideSetting refuses, repair.ErrUnknownStaff
// for a number that is nobody's.
func (s *Store) ChangeSettings(ctx context.Context, by repair.StaffID, changes ...repair.SettingChange) error {
	var acts []repair.Act
	for _, c := range changes {
		subject := repair.ShopSubject
		if record, ok := repair.LookupSetting(c.Key); ok && record.Scope == repair.ScopeCounter {
			subject = repair.CounterSubject(s.station)
		}
		acts = append(acts, repair.Act{Subject: subject, Command: repair.ChangeSetting{Change: c}})
	}
	return s.append(ctx, "change settings", func(ctx context.Context, tx execer, m *memory) error {
		who := repair.System
		if by != "" {
			var err error
			if who, err = m.staffOf(by); err != nil {
				return err
			}
		}
		for _, a := range acts {
			if _, err := s.do(ctx, tx, m, who, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// SettingHistory are the changes, newest first, at most limit of them.
func (s *Store) SettingHistory(ctx context.Context, limit int) (list []repair.SettingEntry, err error) {
	err = s.read("read changes of settings", func(db *sql.DB) error {
		var records []repair.Record
		for _, subject := range settingSubjects(s.station) {
			row, err := subjectOf(ctx, db, subject)
			if err != nil {
				return err
			}
			more, err := recordsOf(ctx, db, row.ends)
			if err != nil {
				return err
			}
			records = append(records, more...)
		}
		repair.SortRecords(records)
		for _, r := range slices.Backward(records) {
			if b, ok := r.Body.(repair.SettingChanged); ok && len(list) < limit {
				by := r.By
				if by == repair.SystemID {
					by = ""
				}
				list = append(list, repair.SettingEntry{At: r.At, By: by, SettingChanged: b})
			}
		}
		return nil
	})
	return list, err
}
