package zpl

import (
	"context"
	"errors"
	"time"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// Driver prints on a ZPL printer.
type Driver struct {
	conn    printer.Conn
	profile printer.Profile
	rows    int // of the job sent last, all copies
	// mute is a printer that only ~HQES got an error from.
	mute bool
}

var _ printer.Driver = (*Driver)(nil)

// New returns a driver for a printer of profile p on c.
func New(c printer.Conn, p printer.Profile) *Driver { return &Driver{conn: c, profile: p} }

const (
	// answerTime is how long a printer may think about a question: at 9600 baud
	// the answer alone takes 90 ms.
	answerTime = time.Second
	// confirmTime and rowTime are how long a label may take: 10 s and 1 inch a
	// second.
	confirmTime = 10 * time.Second
	rowTime     = 5 * time.Millisecond
	pollTime    = 50 * time.Millisecond
	// maxAnswer is more bytes than the two answers have together.
	maxAnswer = 1024
)

// Status implements printer.Driver. A printer that does not answer ~HS, as some
// do not while something is wrong, is asked for its errors.
func (d *Driver) Status(ctx context.Context) (printer.Status, error) {
	if !d.asks() {
		if l, ok := d.conn.(printer.LineStatus); ok {
			return l.LineStatus()
		}
		return printer.Status{}, ctx.Err()
	}
	st, _, err := d.ask(ctx)
	if errors.Is(err, printer.Timeout) && !d.profile.Status.Sure() {
		return printer.Status{}, nil
	}
	return st, err
}

func (d *Driver) asks() bool { return printer.CanReply(d.conn) && d.profile.Status.Has() }

// ask returns the status, and which question was answered.
func (d *Driver) ask(ctx context.Context) (st printer.Status, query string, err error) {
	drive.Drain(d.conn)
	queries := []string{hostStatus, errorStatus}
	if d.mute {
		// Out of the error it may print a label in less time than ~HS is waited for.
		queries = []string{errorStatus, hostStatus}
	}
	var answer []byte
	for _, query = range queries {
		err = drive.Ask(ctx, d.conn, "zpl: status", []byte(query), answerTime, func(b []byte) (done bool) {
			answer = append(answer, b...)
			st, done = DecodeStatus(answer)
			return done || len(answer) > maxAnswer
		})
		was := d.mute
		if err == nil {
			d.mute = query == errorStatus && st.Fault() != ""
		}
		switch {
		case err == nil && was && !d.mute && query == errorStatus:
			answer = nil // of what it prints the other question tells
		case !errors.Is(err, printer.Timeout):
			return st, query, known(st, err)
		}
	}
	if len(answer) > 0 {
		err = known(st, nil)
	}
	return st, query, err
}

// known makes an error of an answer that is none.
func known(st printer.Status, err error) error {
	if err == nil && !st.Known {
		return &printer.FaultError{Fault: printer.Garbage, Op: "zpl: status"}
	}
	return err
}

// Ready implements printer.Driver. It also waits some seconds for labels that
// are being printed, so that their end is not taken for that of the next.
func (d *Driver) Ready(ctx context.Context) error {
	return drive.Settle(ctx, "zpl: status", pollTime, d.Status)
}

// Send implements printer.Driver. Inside a label the printer cannot be asked, as
// a question would end the picture it stands in; what it waits for is known only
// where the connection has status lines.
func (d *Driver) Send(ctx context.Context, s *printer.PageImage, o printer.JobOptions, report func(printer.Progress)) error {
	d.rows = s.Preview.HeightDots * max(1, o.Copies)
	return d.transmit(ctx, Encode(s, d.profile, o), "zpl: send", report)
}

func (d *Driver) transmit(ctx context.Context, segs []printer.Segment, op string, report func(printer.Progress)) error {
	why := func() printer.Fault { return drive.LineFault(d.conn) }
	return drive.Transmit(ctx, d.conn, segs, op, why, report)
}

// Confirm implements printer.Driver: the label is out when no format is in the
// buffer and no label is left of the batch. A fault, or silence, may have cost it
// the label: then it must be seen with one again.
func (d *Driver) Confirm(ctx context.Context, report func(printer.Progress)) (bool, error) {
	if !d.asks() || !d.profile.Confirm.Has() {
		return false, nil
	}
	return drive.Watch{
		Op: "zpl: confirm",
		Ask: func(ctx context.Context) (printer.Status, error) {
			st, query, err := d.ask(ctx)
			// No error says nothing of the labels that are left.
			st.Known = st.Known && (query == hostStatus || st.Fault() != "")
			return st, err
		},
		Limit:   confirmTime + time.Duration(d.rows)*rowTime,
		Trusted: d.profile.Confirm.Sure(), MayBeDumb: !d.profile.Status.Sure(),
	}.Confirm(ctx, report)
}

// Resync implements printer.Driver. The line end completes the name of a command
// that broke off after its sign. ~JX throws away a label that has only begun, and
// ~JA one that is whole and waits for paper: whether it came out is asked of a
// person, and must not change after the answer.
func (d *Driver) Resync(ctx context.Context, _ int) error {
	segs := []printer.Segment{{Bytes: []byte("\r\n~JX~JA\r\n")}}
	return d.transmit(ctx, segs, "zpl: resync", func(printer.Progress) {})
}
