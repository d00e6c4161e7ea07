package flow

import (
	"slices"
	"time"
)

// Update returns the state after m, and what is to be done. It is pure: s
// stays as it was.
//
// Scans are taken in the order they came: one that comes before the answer to
// the one before waits for it.
func Update(s State, m Msg) (State, []Cmd) {
	if s.Boards.Wall {
		return updateWall(s, m), nil
	}
	if sc, ok := m.(Scanned); ok && s.Scan.waits(s.Now) {
		s.Touched = s.Now
		s.Scan.Queue = append(slices.Clip(s.Scan.Queue), sc)
		return s, nil
	}
	if answers(m) {
		s.Scan.AnswerBy = time.Time{}
	}
	next, cmds := step(s, m)
	return next.queued(cmds)
}

// step takes one message, and waits if what is to be done has an answer.
func step(s State, m Msg) (State, []Cmd) {
	next, cmds := update(s, m)
	next, cmds = whileLeft(s, m, next, cmds)
	next.Scan.awaits(cmds, next.Now)
	return next, cmds
}

// update hands a message to the room that it belongs to. What a person does
// where a name is needed waits until there is one.
func update(s State, m Msg) (State, []Cmd) {
	x := screens[m.owner()]
	if _, ok := m.(report); !ok {
		s.Touched = s.Now
		s.Toast, s.Ring = Toast{}, nil // the notice is seen
		if s.Staff == nil && (x.signIn || inName(m)) {
			return s.signInFor(m), nil
		}
		if c := s.Lacks(m); c != "" {
			return s.notAllowed(*s.Staff, c)
		}
		if l := LackOf(s, m); l.Key != "" {
			return tellLack(s, l)
		}
	}
	return x.update(s, m)
}

// named is a message that is kept in somebody's name, on a screen that asks
// for none.
type named interface {
	Msg
	named()
}

func inName(m Msg) bool {
	_, ok := m.(named)
	return ok
}
