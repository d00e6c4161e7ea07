package transport_test

import (
	"errors"
	"os"
	"testing"
	"time"

	"github.com/creack/pty"

	"countertop/printer"
	"countertop/printer/escpos"
	"countertop/printer/printertest"
)

func TestXOFFHoldsTheSerialPort(t *testing.T) {
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer master.Close()
	defer slave.Close()
	c := open(t, "serial:"+slave.Name()+"?flow=xonxoff")
	if _, err := master.Write([]byte{0x13}); err != nil {
		t.Fatal(err)
	}
	// The kernel hands XOFF over in its own time.
	for end := time.Now().Add(5 * time.Second); ; {
		_ = c.SetDeadline(time.Now().Add(50 * time.Millisecond))
		_, err := c.Write([]byte("."))
		if errors.Is(err, os.ErrDeadlineExceeded) {
			break
		}
		if err != nil || time.Now().After(end) {
			t.Fatalf("not held: %v", err)
		}
	}
	if _, err := master.Write([]byte{0x11}); err != nil {
		t.Fatal(err)
	}
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := c.Write([]byte("go")); err != nil {
		t.Errorf("after XON: %v", err)
	}
}

// The paper ends while the slip is on its way; no question gets through, but the
// printer reports it.
func TestPaperOutWhileSendingIsKnown(t *testing.T) {
	for _, kind := range kinds {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			v, device := served(t, kind, printertest.Options{Language: printer.ESCPOS, PaperRows: 100, RowTime: 100 * time.Microsecond})
			c := open(t, device)
			d := escpos.New(c, load(t, "epson-tm-t20"))
			known := false
			see := func(p printer.Progress) {
				if p.Fault == printer.PaperOut && !known {
					known = true
					time.AfterFunc(100*time.Millisecond, func() { v.Refill(0) })
				}
			}
			if err := d.Send(t.Context(), printer.PageImageOf(stripes(576, 1500)), printer.JobOptions{}, see); err != nil {
				t.Fatal(err)
			}
			if ok, err := d.Confirm(t.Context(), see); !ok || err != nil || !known || v.Prints() != 1 {
				t.Errorf("confirmed %v, %v, known %v, %d slips", ok, err, known, v.Prints())
			}
		})
	}
}
