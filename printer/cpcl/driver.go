package cpcl

import (
	"bytes"
	"context"
	"errors"
	"time"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// Driver prints on a CPCL printer.
type Driver struct {
	conn        printer.Conn
	profile     printer.Profile
	rows        int // of the job sent last, all copies
	outstanding int // by it, should it not have arrived
	// fresh is a printer that said before the job that it had been switched on; it
	// cannot say so again.
	fresh bool
}

var _ printer.Driver = (*Driver)(nil)

// New returns a driver for a printer of profile p on c.
func New(c printer.Conn, p printer.Profile) *Driver { return &Driver{conn: c, profile: p} }

const (
	// answerTime is how long a printer may think about ESC h.
	answerTime = time.Second
	// settleTime is how long it may be busy with what came before.
	settleTime = 10 * time.Second
	// confirmTime and rowTime are how long a label may take: 10 s and 1 inch a
	// second.
	confirmTime = 10 * time.Second
	rowTime     = 5 * time.Millisecond
	pollTime    = 50 * time.Millisecond
)

// Status implements printer.Driver.
func (d *Driver) Status(ctx context.Context) (printer.Status, error) {
	st, _, err := d.status(ctx)
	return st, err
}

func (d *Driver) status(ctx context.Context) (st printer.Status, reset bool, err error) {
	if !d.asks() {
		if l, ok := d.conn.(printer.LineStatus); ok {
			st, err = l.LineStatus()
			return st, false, err
		}
		return st, false, ctx.Err()
	}
	st, reset, err = d.ask(ctx)
	if errors.Is(err, printer.Timeout) && !d.profile.Status.Sure() {
		return printer.Status{}, false, nil
	}
	return st, reset, err
}

func (d *Driver) asks() bool { return printer.CanReply(d.conn) && d.profile.Status.Has() }

// ask returns the status, and whether the printer was switched on since it was
// told last that this is known.
func (d *Driver) ask(ctx context.Context) (st printer.Status, reset bool, err error) {
	drive.Drain(d.conn)
	var answer []byte
	err = drive.Ask(ctx, d.conn, "cpcl: status", []byte(query), answerTime, func(b []byte) bool {
		answer = bytes.Clone(b)
		return true
	})
	if err != nil {
		return st, false, err
	}
	st, ok := DecodeStatus(answer)
	if !ok {
		return st, false, &printer.FaultError{Fault: printer.Garbage, Op: "cpcl: status"}
	}
	return st, answer[0]&resetBit != 0, nil
}

// Ready implements printer.Driver. It also waits some seconds for a label that
// is being printed, so that its end is not taken for that of the next.
func (d *Driver) Ready(ctx context.Context) error {
	told := false
	for end := time.Now().Add(settleTime); ; {
		st, reset, err := d.status(ctx)
		if err != nil {
			return err
		}
		if f := st.Fault(); f != "" {
			return &printer.FaultError{Fault: f, Op: "cpcl: status"}
		}
		d.fresh = reset
		if (!st.Busy || time.Now().After(end)) && (!reset || told) {
			return nil
		}
		if reset && !told {
			if told, err = true, d.send(ctx, clearReset); err != nil {
				return err
			}
		}
		if err := drive.Sleep(ctx, pollTime); err != nil {
			return err
		}
	}
}

func (d *Driver) send(ctx context.Context, s string) error {
	return d.transmit(ctx, []printer.Segment{{Bytes: []byte(s)}}, "cpcl: send", func(printer.Progress) {})
}

func (d *Driver) transmit(ctx context.Context, segs []printer.Segment, op string, report func(printer.Progress)) error {
	why := func() printer.Fault { return drive.LineFault(d.conn) }
	return drive.Transmit(ctx, d.conn, segs, op, why, report)
}

// Send implements printer.Driver. Inside a label the printer cannot be asked
// (manual, 11-2), so what it waits for is known only where the connection has
// status lines.
func (d *Driver) Send(ctx context.Context, s *printer.PageImage, o printer.JobOptions, report func(printer.Progress)) error {
	d.rows = s.Preview.HeightDots * max(1, o.Copies)
	segs := Encode(s, d.profile, o)
	d.outstanding = drive.Outstanding(segs, drive.TotalBytes(segs))
	return d.transmit(ctx, segs, "cpcl: send", report)
}

// Confirm implements printer.Driver: the label is out when the printer was
// printing and then is ready. Of a model whose manual says that it answers when
// the label is done, the answer is enough. One that says that it was switched on
// since has lost the label.
func (d *Driver) Confirm(ctx context.Context, report func(printer.Progress)) (bool, error) {
	if !d.asks() || !d.profile.Confirm.Has() {
		return false, nil
	}
	sure := d.profile.Confirm.Sure() && !d.fresh
	return drive.Watch{
		Op: "cpcl: confirm",
		Ask: func(ctx context.Context) (printer.Status, error) {
			st, reset, err := d.ask(ctx)
			if reset && !d.fresh {
				return st, &printer.FaultError{Fault: printer.Offline, Op: "cpcl: confirm", Err: errRestart}
			}
			return st, err
		},
		Limit:       confirmTime + time.Duration(d.rows)*rowTime,
		Outstanding: d.outstanding,
		Trusted:     sure,
		Quiet:       sure,
		MayBeDumb:   !d.profile.Status.Sure(),
	}.Confirm(ctx, report)
}

var errRestart = errors.New("it was switched off and on with the label in it")

// Resync implements printer.Driver. Zeros end a picture that broke off, and are
// nothing at command level, where a line end would feed paper and any text be
// printed. A label that has only begun takes the first line for a command that it
// does not know, and is then given up; otherwise the line begins a label that is
// given up. A QR code that broke off takes lines for its data up to ENDQR. The
// second try is for a printer that took the first line for the rest of a broken
// one, or of the head of a picture, which then wants its dots.
func (d *Driver) Resync(ctx context.Context, outstanding int) error {
	const give = "! 0 200 200 1 1\r\nENDQR\r\nABORT\r\n"
	pad := append(make([]byte, outstanding+1), give...)
	pad = append(pad, pad...)
	return d.transmit(ctx, []printer.Segment{{Bytes: pad}}, "cpcl: resync", func(printer.Progress) {})
}
