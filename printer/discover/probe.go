package discover

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"

	"countertop/printer"
	"countertop/printer/language"
)

// Answer is what a printer said when it was asked in one language.
type Answer struct {
	// Profile is the profile whose question was answered: one that was likely, or
	// the plain one of its language.
	Profile  string
	Language printer.Language
	Status   printer.Status
}

// questions are the plain profiles whose status question may be asked of any
// device, in this order. CPCL takes its question only while no text has come
// before it, and the others pass over those two bytes. ZPL's is text to all
// others, and comes last. Brother's is only asked where it is likely: it begins
// like a command to cut.
var questions = []string{"generic-cpcl", "generic-escpos-80", "generic-tspl", "generic-zpl-203"}

const (
	// hide makes the questions that follow, which are text to a CPCL printer, a
	// setting that it does not know, instead of a line to be printed.
	hide = "! U1 "
	// forget has an ESC/POS printer drop the text it was asked with (ESC @), and
	// feed nothing (ESC 3 0) at the line end that makes the text a line to be
	// refused for those that read lines.
	forget = "\x1b@\x1b3\x00\r\n"
)

// Probe asks the printer on c how it is, in one language after the other until
// it answers; false is no answer in any. The profiles of likely, as from Match,
// come first. Each question waits for about a second. The error is that of the
// connection, or of ctx.
func Probe(ctx context.Context, c printer.Conn, fsys fs.FS, likely []Proposal) (Answer, bool, error) {
	if !printer.CanReply(c) {
		return Answer{}, false, nil
	}
	var names []string
	for _, l := range likely {
		names = append(names, l.Profile)
	}
	var asked []string
	hidden := false
	for _, name := range append(names, questions...) {
		p, err := printer.LoadProfile(fsys, name)
		if err != nil {
			return Answer{}, false, err
		}
		question := string(p.Language) + " " + p.Status.Use
		if !p.Status.Has() || slices.Contains(asked, question) {
			continue
		}
		asked = append(asked, question)
		if !hidden && p.Language != printer.CPCL && p.Language != printer.Brother {
			hidden = true
			if err := send(c, hide); err != nil {
				return Answer{}, false, err
			}
		}
		// Silence must be told from "cannot answer".
		p.Status.Proof = printer.Documented
		l := &listener{Conn: c}
		st, err := language.New(l, p).Status(ctx)
		switch {
		case ctx.Err() != nil:
			if hidden {
				_ = send(c, forget)
			}
			return Answer{}, false, ctx.Err()
		case errors.Is(err, printer.Timeout), errors.Is(err, printer.Garbage), l.echo():
		case err != nil:
			return Answer{}, false, err
		case st.Known:
			if hidden {
				err = send(c, forget)
			}
			return Answer{name, p.Language, st}, true, err
		}
	}
	return Answer{}, false, send(c, forget)
}

// send writes s. A printer that takes nothing now is as good as one that is
// silent.
func send(c printer.Conn, s string) error {
	_ = c.SetDeadline(time.Now().Add(time.Second))
	_, err := c.Write([]byte(s))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil
	}
	return err
}

// listener keeps what was sent and what came back: a modem or a wire sends the
// question again, and that is no answer.
type listener struct {
	printer.Conn
	sent, heard []byte
}

// Write leaves out a line end before a question: it would print the text that
// stands in the line.
func (l *listener) Write(b []byte) (int, error) {
	q := bytes.TrimLeft(b, "\r\n")
	n, err := l.Conn.Write(q)
	l.sent = append(l.sent, q[:n]...)
	return len(b) - len(q) + n, err
}

func (l *listener) Read(b []byte) (int, error) {
	n, err := l.Conn.Read(b)
	l.heard = append(l.heard, b[:n]...)
	return n, err
}

func (l *listener) echo() bool {
	return len(l.heard) > 0 && (bytes.HasPrefix(l.sent, l.heard) || bytes.HasPrefix(l.heard, l.sent))
}
