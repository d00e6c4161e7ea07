package tspl

import (
	"context"
	"errors"
	"strings"
	"time"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

// Driver prints on a TSPL printer.
type Driver struct {
	conn        printer.Conn
	profile     printer.Profile
	rows        int  // of the job sent last, all copies
	outstanding int  // by it, should it not have arrived
	answered    bool // a question about its status: silence is a fault from then on
}

var _ printer.Driver = (*Driver)(nil)

// New returns a driver for a printer of profile p on c.
func New(c printer.Conn, p printer.Profile) *Driver { return &Driver{conn: c, profile: p} }

const (
	// answerTime is how long a printer may think about <ESC>!?.
	answerTime = time.Second
	// confirmTime and rowTime are how long a label may take: 10 s and 1 inch a
	// second, the slowest SPEED there is.
	confirmTime = 10 * time.Second
	rowTime     = 5 * time.Millisecond
	pollTime    = 50 * time.Millisecond
)

// Status implements printer.Driver.
func (d *Driver) Status(ctx context.Context) (printer.Status, error) {
	if !printer.CanReply(d.conn) || !d.profile.Status.Has() {
		if l, ok := d.conn.(printer.LineStatus); ok {
			return l.LineStatus()
		}
		return printer.Status{}, ctx.Err()
	}
	question, length := query, 1
	if d.profile.Status.Use == "esc-!s" {
		question, length = longQuery, longAnswer
	}
	var answer []byte
	drive.Drain(d.conn)
	err := drive.Ask(ctx, d.conn, "tspl: status", question, answerTime, func(b []byte) bool {
		answer = append(answer, b...)
		return len(answer) >= length
	})
	if errors.Is(err, printer.Timeout) && len(answer) == 0 && !d.profile.Status.Sure() && !d.answered {
		return printer.Status{}, nil
	}
	if err != nil && (len(answer) == 0 || !errors.Is(err, printer.Timeout)) {
		return printer.Status{}, err
	}
	var st printer.Status
	ok := len(answer) == length
	if ok && length == longAnswer {
		st, ok = DecodeLongStatus(answer)
	} else if ok {
		st, ok = DecodeStatus(answer[0])
	}
	if !ok {
		return printer.Status{}, &printer.FaultError{Fault: printer.Garbage, Op: "tspl: status"}
	}
	d.answered = true
	return st, nil
}

// Ready implements printer.Driver. It also waits some seconds for a label that
// is being printed, so that its end is not taken for that of the next.
func (d *Driver) Ready(ctx context.Context) error {
	return drive.Settle(ctx, "tspl: status", pollTime, d.Status)
}

// Send implements printer.Driver. Inside a label the printer is not asked over
// the data line: the manual promises an answer at any time, not that a question
// within the data of a BITMAP is taken out of it, and three bytes too many there
// would shift the rest of the label. So what it waits for is known only where
// the connection has status lines.
func (d *Driver) Send(ctx context.Context, s *printer.PageImage, o printer.JobOptions, report func(printer.Progress)) error {
	d.rows = s.Preview.HeightDots * max(1, o.Copies)
	why := func() printer.Fault { return drive.LineFault(d.conn) }
	segs := Encode(s, d.profile, o)
	d.outstanding = drive.Outstanding(segs, drive.TotalBytes(segs))
	return drive.Transmit(ctx, d.conn, segs, "tspl: send", why, report)
}

// Confirm implements printer.Driver: the label is out when the printer was
// printing and then is ready. After a fault it must be seen printing once more,
// as a printer that forgot the label becomes ready without.
func (d *Driver) Confirm(ctx context.Context, report func(printer.Progress)) (bool, error) {
	if !printer.CanReply(d.conn) || !d.profile.Confirm.Has() || !d.profile.Status.Has() {
		return false, nil
	}
	return drive.Watch{
		Op:          "tspl: confirm",
		Ask:         d.Status,
		Limit:       confirmTime + time.Duration(d.rows)*rowTime,
		Outstanding: d.outstanding,
		Prompt:      true,
		Quiet:       true, // some models are
		Sure:        d.profile.Confirm.Sure(),
		MayBeDumb:   !d.profile.Status.Sure(),
	}.Confirm(ctx, report)
}

// Resync implements printer.Driver. The padding is empty lines rather than
// blank dots: the printer is at command level after an unknown part of them and
// skips the rest, and what went into the image is cleared by CLS.
func (d *Driver) Resync(ctx context.Context, outstanding int) error {
	// A broken line may be "PRINT 1": the question mark makes it one the printer refuses. It
	// may also be a QRCODE, whose content can have line ends in it (manual, QRCODE,
	// example b): the quote ends it, and is a line to be refused if it was none.
	pad := "?\r\n\"" + strings.Repeat("\r\n", outstanding/2+1) + "CLS\r\n"
	segs := []printer.Segment{{Bytes: []byte(pad)}}
	why := func() printer.Fault { return drive.LineFault(d.conn) }
	return drive.Transmit(ctx, d.conn, segs, "tspl: resync", why, func(printer.Progress) {})
}
