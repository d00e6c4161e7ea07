package escpos

import (
	"context"
	"errors"
	"slices"
	"time"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// Driver prints on an ESC/POS printer.
type Driver struct {
	conn        printer.Conn
	profile     printer.Profile
	replies     replies
	echo        string // that the job sent last is answered with
	rows        int    // of it, all copies
	outstanding int    // by it, should it not have arrived
	answered    bool   // a question about its status: silence is a fault from then on
}

var _ printer.Driver = (*Driver)(nil)

// New returns a driver for a printer of profile p on c.
func New(c printer.Conn, p printer.Profile) *Driver { return &Driver{conn: c, profile: p} }

const (
	// answerTime is how long a printer may think about DLE EOT.
	answerTime = time.Second
	// confirmTime and rowTime are how long a job may take: 10 s and 25 mm a
	// second, half of the slowest there is.
	confirmTime = 10 * time.Second
	rowTime     = 5 * time.Millisecond
)

// Status implements printer.Driver. It asks no more than needed: the paper, then
// whether the printer is online, and only if not what is wrong.
func (d *Driver) Status(ctx context.Context) (printer.Status, error) {
	if !printer.CanReply(d.conn) || !d.profile.Status.Has() {
		if l, ok := d.conn.(printer.LineStatus); ok {
			return l.LineStatus()
		}
		return printer.Status{}, ctx.Err()
	}
	_ = d.listen(ctx, "escpos: listen", 2*time.Millisecond) // a broken line shows in what follows
	var st printer.Status
	for _, n := range []int{groupPaper, groupPrinter, groupOffline, groupError} {
		if n == groupPrinter && st.PaperOut || n == groupOffline && !st.Offline {
			break
		}
		err := d.ask(ctx, &st, n)
		if errors.Is(err, printer.Timeout) && !errors.Is(err, printer.Garbage) && !d.profile.Status.Sure() && !d.answered {
			return st, nil
		}
		if err != nil {
			return printer.Status{}, err
		}
		d.answered = true
	}
	return st, nil
}

func (d *Driver) ask(ctx context.Context, st *printer.Status, n int) error {
	d.replies.status = nil
	bad := d.replies.garbage
	err := drive.Ask(ctx, d.conn, "escpos: status", []byte{0x10, 0x04, byte(n)}, answerTime, func(b []byte) bool {
		d.replies.take(b)
		return len(d.replies.status) > 0
	})
	if d.replies.garbage > bad {
		return &printer.FaultError{Fault: printer.Garbage, Op: "escpos: status", Err: err}
	}
	if err == nil {
		DecodeStatus(st, n, d.replies.status[0])
	}
	return err
}

// listen takes in what arrives within t without having been asked for, or until
// the job is done.
func (d *Driver) listen(ctx context.Context, op string, t time.Duration) error {
	err := drive.Receive(ctx, d.conn, op, t, func(b []byte) bool {
		d.replies.take(b)
		return d.done()
	})
	if errors.Is(err, printer.Timeout) {
		return nil
	}
	return err
}

// Ready implements printer.Driver.
func (d *Driver) Ready(ctx context.Context) error {
	d.replies = replies{}
	st, err := d.Status(ctx)
	if err != nil {
		return err
	}
	if f := st.Fault(); f != "" {
		return &printer.FaultError{Fault: f, Op: "escpos: status"}
	}
	return nil
}

// Send implements printer.Driver. While the printer takes nothing, its reports
// (GS a) or the status lines of the connection say why: a question sent then
// would stand behind the picture.
func (d *Driver) Send(ctx context.Context, s *printer.PageImage, o printer.JobOptions, report func(printer.Progress)) error {
	d.replies, d.echo, d.rows = replies{}, string(echo(o.ID)), s.Preview.HeightDots*max(1, o.Copies)
	why := func() printer.Fault {
		if f := drive.LineFault(d.conn); f != "" || !printer.CanReply(d.conn) {
			return f
		}
		_ = d.listen(ctx, "escpos: listen", 10*time.Millisecond)
		return d.replies.auto.Fault()
	}
	segs := Encode(s, d.profile, o)
	d.outstanding = drive.Outstanding(segs, drive.TotalBytes(segs))
	return drive.Transmit(ctx, d.conn, segs, "escpos: send", why, report)
}

// Confirm implements printer.Driver: the answer to the last command of the job
// has come. In the meantime the printer is asked about once a second how it is.
func (d *Driver) Confirm(ctx context.Context, report func(printer.Progress)) (bool, error) {
	if !printer.CanReply(d.conn) || !d.profile.Confirm.Has() {
		return false, nil
	}
	answered := false
	return drive.Watch{
		Op: "escpos: confirm",
		Ask: func(ctx context.Context) (printer.Status, error) {
			st, err := d.Status(ctx)
			answered = answered || err == nil && st.Known
			if errors.Is(err, printer.Timeout) && !answered && d.replies.auto.Fault() != "" {
				// Of a printer that has answered none, the question may stand behind
				// data that waits for paper; what it reported last still holds.
				st, err = d.replies.auto, nil
			}
			return st, err
		},
		Listen: func(ctx context.Context, wait time.Duration) (heard, out bool, err error) {
			if wait > 0 && !d.done() {
				err = d.listen(ctx, "escpos: confirm", wait)
			}
			if d.done() {
				return false, true, nil
			}
			return false, false, err
		},
		Limit:       confirmTime + time.Duration(d.rows)*rowTime,
		Outstanding: d.outstanding,
		Quiet:       true,
		Sure:        d.profile.Confirm.Sure(),
		MayBeDumb:   !d.profile.Confirm.Sure() && !d.profile.Status.Sure(),
	}.Confirm(ctx, report)
}

// done reports whether the answer of this job is among the replies; the echo of
// another is not.
func (d *Driver) done() bool {
	if d.profile.Confirm.Use == "gs-h" {
		return slices.Contains(d.replies.echoes, d.echo)
	}
	// One byte proves little in the midst of nonsense.
	return d.replies.fence && d.replies.garbage == 0
}

// Resync implements printer.Driver: NULs, which are blank dots to a printer that
// waits for a picture and nothing to one that does not, then ESC @.
func (d *Driver) Resync(ctx context.Context, outstanding int) error {
	segs := []printer.Segment{{Bytes: append(make([]byte, outstanding+8), 0x1b, '@')}}
	why := func() printer.Fault { return drive.LineFault(d.conn) }
	return drive.Transmit(ctx, d.conn, segs, "escpos: resync", why, func(printer.Progress) {})
}
