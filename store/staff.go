package store

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"countertop/app/repair"
)

// memberOf returns a person who works here or has worked here, or
// repair.ErrUnknownStaff.
func memberOf(ctx context.Context, q querier, id repair.StaffID) (repair.Member, error) {
	row, err := subjectOf(ctx, q, id.Subject())
	if err == nil && row.ver == 0 {
		err = repair.ErrUnknownStaff
	}
	if err != nil {
		return repair.Member{}, fmt.Errorf("staff %q: %w", id, err)
	}
	return row.state.(repair.Member), nil
}

// staffOf returns a person who works here, or repair.ErrUnknownStaff.
func staffOf(ctx context.Context, q querier, id repair.StaffID) (repair.Staff, error) {
	m, err := memberOf(ctx, q, id)
	if err == nil && !m.EndedAt.IsZero() {
		err = fmt.Errorf("staff %q has left: %w", id, repair.ErrUnknownStaff)
	}
	if err != nil {
		return repair.Staff{}, err
	}
	return m.Staff(), nil
}

// PutStaff adds a person or changes one in the name of the program, as the file of
// the configuration says it; what is empty stays. Without an id the person gets
// this station's next; an empty PIN leaves the one that is set, any other is taken
// as ChangePIN takes it, a weak one too. It returns the person as stored. It
// refuses what is no role, and the number of the program itself.
func (s *Store) PutStaff(ctx context.Context, p repair.Staff, pin string) (repair.Staff, error) {
	roles, err := repair.ParseRoles(string(p.Roles))
	if err == nil && p.ID == repair.SystemID {
		err = repair.ErrUnknownStaff
	}
	if err != nil {
		return repair.Staff{}, wrap("write staff", err)
	}
	s.pins.Lock()
	defer s.pins.Unlock()
	err = s.append(ctx, "write staff", func(ctx context.Context, tx execer, m *memory) error {
		if p.ID == "" {
			p.ID = m.nextStaff(s.station)
		}
		was, known := m.staff[p.ID]
		commands := []repair.SubjectCommand{repair.ChangeStaff{Name: p.Name, Roles: roles}}
		if !known || was.Ended {
			commands[0] = repair.JoinStaff{Name: p.Name, Roles: roles}
		}
		if p.Issue > max(was.Issue, 1) {
			commands = append(commands, repair.IssueBadge{Issue: p.Issue})
		}
		for _, c := range commands {
			if _, err := s.do(ctx, tx, m, repair.System, repair.Act{Subject: p.ID.Subject(), Command: c}); err != nil {
				s.known = nil // it knows those before as done
				return err
			}
		}
		p = m.staff[p.ID]
		if pin == "" {
			return nil
		}
		hash, err := s.hashPIN(p.ID, pin) // its own number is part of it
		if err != nil {
			return err
		}
		return s.putPIN(ctx, tx, p.ID, hash, len(pin))
	})
	return p, err
}

// nextStaff is the next number of a station.
func (m *memory) nextStaff(station string) repair.StaffID {
	last := 0
	for id := range m.staff {
		if count, ok := strings.CutPrefix(string(id), station); ok {
			n, _ := strconv.Atoi(count) // ids are ours
			last = max(last, n)
		}
	}
	return repair.StaffID(fmt.Sprintf("%s%03d", station, last+1))
}

// owners counts who is an owner, but for one person.
func (m *memory) owners(but repair.StaffID) (n int) {
	for id, p := range m.staff {
		if id != but && !p.Ended && p.Roles.Has(repair.RoleOwner) {
			n++
		}
	}
	return n
}

// settleAct fills in what only the store can know of an act.
func (m *memory) settleAct(a repair.Act) repair.Act {
	id := repair.StaffID(a.Subject.ID())
	switch c := a.Command.(type) {
	case repair.ChangeStaff:
		c.Owners = m.owners(id)
		a.Command = c
	case repair.EndStaff:
		c.Owners = m.owners(id)
		a.Command = c
	}
	return a
}

// Staff returns all persons by id, those who have left too.
func (s *Store) Staff(ctx context.Context) (list []repair.Staff, err error) {
	err = s.read("read staff", func(db *sql.DB) error {
		list, err = allStaff(ctx, db)
		return err
	})
	return list, err
}

func allStaff(ctx context.Context, q querier) (list []repair.Staff, err error) {
	members, err := states[repair.Member](ctx, q, repair.SubjectStaff, false)
	for _, m := range members {
		list = append(list, m.Staff())
	}
	return list, err
}

// Members are all who ever worked here, by number.
func (s *Store) Members(ctx context.Context) (list []repair.Member, err error) {
	err = s.read("read staff", func(db *sql.DB) error {
		list, err = states[repair.Member](ctx, db, repair.SubjectStaff, false)
		return err
	})
	return list, err
}

// ActOnStaff decides a command on one person, "" a new one, in the name of by,
// and stores it. It returns the person as they are then, and a *repair.RuleError
// where a rule refuses.
func (s *Store) ActOnStaff(ctx context.Context, by, id repair.StaffID, c repair.SubjectCommand) (member repair.Member, err error) {
	err = s.append(ctx, "change staff", func(ctx context.Context, tx execer, m *memory) error {
		who, err := m.actor(by)
		if err != nil {
			return err
		}
		if id == "" {
			id = m.nextStaff(s.station)
		}
		done, err := s.do(ctx, tx, m, who, repair.Act{Subject: id.Subject(), Command: c})
		if err == nil {
			member = done.State.(repair.Member)
		}
		return err
	})
	return member, err
}

// ChangePIN sets the PIN of a person in the name of by, who are themselves or may,
// and ends a lock; that it was set stands in the journal. It returns
// repair.ErrPINLength or ErrPINWeak for one that nobody may have, a
// *repair.RuleError, repair.ErrUnknownStaff, or ErrPepper.
func (s *Store) ChangePIN(ctx context.Context, by, id repair.StaffID, pin string) error {
	if err := repair.CheckNewPIN(pin); err != nil {
		return wrap("set PIN", err)
	}
	s.pins.Lock()
	defer s.pins.Unlock()
	hash, err := s.hashPIN(id, pin)
	if err != nil {
		return wrap("set PIN", err)
	}
	return s.append(ctx, "set PIN", func(ctx context.Context, tx execer, m *memory) error {
		who, err := m.actor(by)
		if err != nil {
			return err
		}
		if _, err := s.do(ctx, tx, m, who, repair.Act{Subject: id.Subject(), Command: repair.NotePIN{}}); err != nil {
			return err
		}
		return s.putPIN(ctx, tx, id, hash, len(pin))
	})
}

// NewRecovery makes the owner's recovery code anew, in the name of by, and returns
// it; it is kept nowhere.
func (s *Store) NewRecovery(ctx context.Context, by repair.StaffID) (code string, err error) {
	err = s.append(ctx, "make recovery code", func(ctx context.Context, tx execer, m *memory) error {
		who, err := m.actor(by)
		if err != nil {
			return err
		}
		if refused := repair.NotAllowed(who, repair.CommandMakeRecovery); refused != nil {
			return refused
		}
		code, err = newRecovery(ctx, tx)
		return err
	})
	return code, err
}

// notePINFailed writes a PIN that was not taken into the journal. The count that
// locks is kept elsewhere: this is for who looks it over.
func (s *Store) notePINFailed(ctx context.Context, id repair.StaffID, page string, count int) {
	_ = s.append(ctx, "note PIN", func(ctx context.Context, tx execer, m *memory) error {
		act := repair.Act{Subject: id.Subject(), Command: repair.NotePINFailed{Page: page, Count: count}}
		_, err := s.do(ctx, tx, m, repair.System, act)
		return err
	})
}

// StaffByBadge returns the person whose present badge a code is. It returns
// repair.ErrUnknownStaff for any other code, that of an earlier badge too.
func (s *Store) StaffByBadge(ctx context.Context, code string) (p repair.Staff, err error) {
	c, err := repair.ParseCode(code)
	if err != nil || c.Type != repair.CodeBadge {
		return p, wrap("check badge", repair.ErrUnknownStaff)
	}
	err = s.read("check badge", func(db *sql.DB) error {
		p, err = staffOf(ctx, db, c.Staff)
		return err
	})
	if err != nil {
		return repair.Staff{}, err
	}
	want := repair.BadgeCode(s.key, p.ID, p.Issue)
	if subtle.ConstantTimeCompare([]byte(strings.ToUpper(code)), []byte(want)) != 1 {
		return repair.Staff{}, wrap("check badge", repair.ErrUnknownStaff)
	}
	return p, nil
}
