package brother

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// Driver prints on a QL printer.
type Driver struct {
	conn        printer.Conn
	profile     printer.Profile
	copies      int // of the job sent last
	rows        int // of all of them
	outstanding int // by it, should it not have arrived
}

var _ printer.Driver = (*Driver)(nil)

// New returns a driver for a printer of profile p on c.
func New(c printer.Conn, p printer.Profile) *Driver { return &Driver{conn: c, profile: p} }

const (
	// answerTime is how long a printer may think about ESC i S.
	answerTime = time.Second
	// confirmTime and rowTime are how long a label may take: 10 s and 1 inch a
	// second at 300 dpi.
	confirmTime = 10 * time.Second
	rowTime     = 4 * time.Millisecond
	pollTime    = 200 * time.Millisecond
	// invalidBytes clear a printer that waits for the rest of a command: more
	// zeros than any has (reference, 2.1: "Invalidate", QL-800).
	invalidBytes = 400
)

// Status implements printer.Driver. A roll of another width than the profile's is
// PaperOut: the printer would refuse the job.
func (d *Driver) Status(ctx context.Context) (printer.Status, error) {
	if !printer.CanReply(d.conn) || !d.profile.Status.Has() {
		if l, ok := d.conn.(printer.LineStatus); ok {
			return l.LineStatus()
		}
		return printer.Status{}, ctx.Err()
	}
	drive.Drain(d.conn)
	var reply Report
	var in reports
	err := drive.Ask(ctx, d.conn, "brother: status", query, answerTime, func(b []byte) bool {
		for _, r := range in.take(b) {
			if r.Kind == Reply {
				reply = r
			}
		}
		return reply.Status.Known || in.garbage
	})
	switch {
	case in.garbage, errors.Is(err, printer.Timeout) && len(in.rest) > 0:
		return printer.Status{}, &printer.FaultError{Fault: printer.Garbage, Op: "brother: status"}
	case errors.Is(err, printer.Timeout) && !d.profile.Status.Sure():
		return printer.Status{}, nil
	case err != nil:
		return printer.Status{}, err
	}
	if want := int(math.Round(d.profile.Media.WidthMM)); reply.WidthMM != want {
		reply.Status.PaperOut = true
	}
	return reply.Status, nil
}

// reports puts together what arrives.
type reports struct {
	rest    []byte
	garbage bool // something arrived that is no report
}

func (r *reports) take(b []byte) (all []Report) {
	r.rest = append(r.rest, b...)
	for len(r.rest) >= statusBytes {
		one, ok := DecodeStatus(r.rest[:statusBytes])
		if !ok {
			// Its own beginning may be the next thing that arrives.
			r.garbage = true
			r.rest = r.rest[max(1, bytes.IndexByte(r.rest[1:], 0x80)+1):]
			continue
		}
		all = append(all, one)
		r.rest = r.rest[statusBytes:]
	}
	return all
}

// Ready implements printer.Driver. It also waits some seconds for a label that
// is being printed.
func (d *Driver) Ready(ctx context.Context) error {
	return drive.Settle(ctx, "brother: status", pollTime, d.Status)
}

// Send implements printer.Driver. The printer is not asked while it may print, so
// what it waits for is known only where the connection has status lines.
func (d *Driver) Send(ctx context.Context, s *printer.PageImage, o printer.JobOptions, report func(printer.Progress)) error {
	d.copies = max(1, o.Copies)
	d.rows = s.Preview.HeightDots * d.copies
	segs := Encode(s, d.profile, o)
	d.outstanding = drive.Outstanding(segs, drive.TotalBytes(segs))
	return d.transmit(ctx, segs, "brother: send", report)
}

func (d *Driver) transmit(ctx context.Context, segs []printer.Segment, op string, report func(printer.Progress)) error {
	why := func() printer.Fault { return drive.LineFault(d.conn) }
	return drive.Transmit(ctx, d.conn, segs, op, why, report)
}

// Confirm implements printer.Driver: the printer reports every page that is out.
// An error ends the job: the printer throws away what it has of it. It is not
// waited for, as the printer goes on to report it until Resync.
func (d *Driver) Confirm(ctx context.Context, report func(printer.Progress)) (bool, error) {
	if !printer.CanReply(d.conn) || !d.profile.Confirm.Has() {
		return false, nil
	}
	var in reports
	var now printer.Status
	out := 0
	ok, err := drive.Watch{
		Op:  "brother: confirm",
		Ask: func(context.Context) (printer.Status, error) { return now, nil }, // as it reported
		Listen: func(ctx context.Context, wait time.Duration) (heard, done bool, err error) {
			if wait == 0 {
				return false, false, nil
			}
			var news []Report
			err = drive.Receive(ctx, d.conn, "brother: confirm", wait, func(b []byte) bool {
				news = in.take(b)
				return len(news) > 0
			})
			for _, r := range news {
				now = r.Status
				now.Known, now.Busy = true, true // until all pages are out
				switch r.Kind {
				case Completed:
					if out++; out == d.copies {
						return true, true, nil
					}
				case Failed, Off:
					return true, false, &printer.FaultError{Fault: cmp.Or(now.Fault(), printer.Offline), Op: "brother: confirm"}
				case Reply, Notified, Phase:
				}
			}
			if errors.Is(err, printer.Timeout) {
				err = nil
			}
			return len(news) > 0, false, err
		},
		Limit:       confirmTime + time.Duration(d.rows)*rowTime,
		Outstanding: d.outstanding,
		Quiet:       true,
		MayBeDumb:   !d.profile.Confirm.Sure(),
	}.Confirm(ctx, report)
	if fe, is := errors.AsType[*printer.FaultError](err); is && fe.Fault == printer.Timeout {
		fe.Err = fmt.Errorf("%d of %d reported", out, d.copies)
	}
	return ok, err
}

// Resync implements printer.Driver: zeros are no command, and ESC @ throws away
// the page that has begun and forgets the error that ended it.
func (d *Driver) Resync(ctx context.Context, outstanding int) error {
	pad := append(make([]byte, max(outstanding, invalidBytes)), 0x1b, '@')
	return d.transmit(ctx, []printer.Segment{{Bytes: pad}}, "brother: resync", func(printer.Progress) {})
}
