package language_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"countertop/printer"
	"countertop/printer/internal/drive"
	"countertop/printer/language"
	"countertop/printer/printertest"
)

// models are printers of which silence is a fault.
var models = []string{"zebra-gk420d", "zebra-zq521", "brother-ql-800"}

func nothing(printer.Progress) {}

// small is a label with one of everything that the language draws itself.
func small(p printer.Profile) *printer.PageImage {
	b := printer.NewBitmap(200, 48)
	dots := printer.NewBitmap(19, 5)
	for i := range dots.Bits {
		dots.Bits[i] = "\x1bh\x40\xff\x0f\x20\x10\x80"[i%8]
	}
	ops := []printer.DrawOp{printer.DrawImage{X: 3, Y: 2, Bitmap: dots}}
	if len(p.Fonts) > 0 {
		ops = append(
			ops, printer.DrawBar{X: 40, Y: 2, W: 9, H: 2},
			printer.DrawQR{X: 60, Y: 12, ModuleDots: 1, Modules: 21, Level: 'M', Data: "R1"},
			printer.DrawCode128{X: 4, Y: 40, H: 4, ModuleDots: 1, Modules: 68, Data: "SA1"},
			printer.DrawText{X: 90, Y: 10, ScaleX: 1, ScaleY: 1, Text: "PRINT^XZ", Font: p.Fonts[0]},
		)
	}
	s := &printer.PageImage{Preview: b, Ops: ops}
	for y := range 5 {
		for x := range 19 {
			b.Set(3+x, 2+y, dots.Black(x, y))
		}
	}
	return s
}

func virtual(p printer.Profile, rows int) (*printertest.Virtual, *[]printertest.Print) {
	var out []printertest.Print
	o := printertest.For(p)
	o.PaperRows, o.RowTime = rows, 10*time.Millisecond
	o.OnPrint = func(p printertest.Print) error {
		if !p.Spoiled {
			out = append(out, p)
		}
		return nil
	}
	return printertest.NewVirtual(o), &out
}

// job prints s on v and says how it ended.
func job(ctx context.Context, v *printertest.Virtual, p printer.Profile, s *printer.PageImage, copies int, seen func(printer.Progress)) (bool, error) {
	c := v.Conn()
	defer c.Close()
	d := language.New(c, p)
	if err := d.Ready(ctx); err != nil {
		return false, err
	}
	if err := d.Send(ctx, s, printer.JobOptions{ID: "1", Copies: copies}, seen); err != nil {
		return false, err
	}
	return d.Confirm(ctx, seen)
}

func TestLabelIsConfirmedWhenItIsOut(t *testing.T) {
	for _, name := range models {
		for _, copies := range []int{1, 3} {
			t.Run(fmt.Sprint(name, " ", copies), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := profile(t, name)
					v, _ := virtual(p, 0)
					defer v.Close()
					begin := time.Now()
					ok, err := job(t.Context(), v, p, small(p), copies, nothing)
					if !ok || err != nil || v.Prints() != copies {
						t.Errorf("confirmed %v, %v, %d labels", ok, err, v.Prints())
					}
					if d, least := time.Since(begin), time.Duration(copies*48*10)*time.Millisecond; d < least-time.Millisecond || d > least+3*time.Second {
						t.Errorf("confirmed after %v, the labels take %v", d, least)
					}
				})
			})
		}
	}
}

func TestFaultBeforeTheLabelKeepsItBack(t *testing.T) {
	for _, name := range models {
		for want, set := range map[printer.Fault]func(*printertest.Faults){
			printer.CoverOpen: func(f *printertest.Faults) { f.CoverOpen = true },
			printer.PaperOut:  nil,
			printer.Timeout:   func(f *printertest.Faults) { f.Silent = true },
			printer.Garbage:   func(f *printertest.Faults) { f.Garbage = true },
		} {
			t.Run(fmt.Sprint(name, " ", want), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := profile(t, name)
					rows := 0
					if set == nil {
						rows = 1
					}
					v, _ := virtual(p, rows)
					defer v.Close()
					if set != nil {
						v.Set(set)
					} else if ok, _ := jobOf(t, v, p); ok {
						t.Fatal("a label of 48 rows on a roll of one")
					}
					c := v.Conn()
					defer c.Close()
					if err := language.New(c, p).Ready(t.Context()); !errors.Is(err, want) {
						t.Errorf("ready: %v", err)
					}
				})
			})
		}
	}
}

// jobOf prints a label that uses up the roll, and gives up on it.
func jobOf(t *testing.T, v *printertest.Virtual, p printer.Profile) (bool, error) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	return job(ctx, v, p, small(p), 1, nothing)
}

// Zebra's printers and the mobile ones print a label again that the paper did
// not suffice for; Brother's have thrown it away.
func TestPaperOutInTheLabel(t *testing.T) {
	for _, name := range models {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := profile(t, name)
				v, out := virtual(p, 20)
				defer v.Close()
				time.AfterFunc(10*time.Minute, func() { v.Refill(0) })
				times := 0
				ok, err := job(t.Context(), v, p, small(p), 1, func(p printer.Progress) {
					if p.Fault == printer.PaperOut {
						times++
					}
				})
				if p.Language == printer.Brother {
					if ok || !errors.Is(err, printer.PaperOut) || len(*out) != 0 {
						t.Errorf("confirmed %v, %v, %d labels", ok, err, len(*out))
					}
				} else if !ok || err != nil || len(*out) != 1 || times < 100 {
					t.Errorf("confirmed %v, %v, %d labels, paper out said %d times", ok, err, len(*out), times)
				}
			})
		})
	}
}

func TestLabelThatMayBeLostIsNotConfirmed(t *testing.T) {
	for _, name := range models {
		for what, after := range map[string]func(v *printertest.Virtual){
			"silence":     func(v *printertest.Virtual) { v.Set(func(f *printertest.Faults) { f.Silent = true }) },
			"nonsense":    func(v *printertest.Virtual) { v.Set(func(f *printertest.Faults) { f.Garbage = true }) },
			"cable":       func(v *printertest.Virtual) { v.UnplugAfter(0) },
			"power cycle": func(v *printertest.Virtual) { v.PowerCycle(); v.Refill(0) },
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := profile(t, name)
					v, out := virtual(p, 20)
					defer v.Close()
					time.AfterFunc(5*time.Second, func() { after(v) })
					ok, err := job(t.Context(), v, p, small(p), 1, nothing)
					if ok || err == nil || len(*out) != 0 {
						t.Errorf("confirmed %v, %v, %d labels", ok, err, len(*out))
					}
				})
			})
		}
	}
}

// The cable, or the power, fails after every byte of a label: nothing comes out
// by what brings the printer back, and the next label is whole.
func TestNextLabelIsGoodAfterABreakAnywhere(t *testing.T) {
	for _, name := range models {
		for _, power := range []bool{false, true} {
			t.Run(fmt.Sprint(name, " ", power), func(t *testing.T) {
				p := profile(t, name)
				s := small(p)
				size := drive.TotalBytes(language.Encode(s, p, printer.JobOptions{}))
				var want *printertest.Print
				for k := range size + 1 {
					synctest.Test(t, func(t *testing.T) {
						v, out := virtual(p, 0)
						defer v.Close()
						c := v.Conn()
						d := language.New(c, p)
						if err := d.Ready(t.Context()); err != nil {
							t.Fatal(err)
						}
						if power {
							v.PowerOffAfter(k)
						} else {
							v.UnplugAfter(k)
						}
						err := d.Send(t.Context(), s, printer.JobOptions{}, nothing)
						if err == nil {
							_, err = d.Confirm(t.Context(), nothing)
						}
						fe, is := errors.AsType[*printer.FaultError](err)
						if !is {
							t.Fatalf("cut after %d: %v", k, err)
						}
						v.Plug()
						time.Sleep(time.Minute)
						// One that had all of it may have printed it by now.
						before := len(*out)
						c = v.Conn()
						if err := language.New(c, p).Resync(t.Context(), max(fe.Outstanding, 1)); err != nil {
							t.Fatal(err)
						}
						c.Close()
						time.Sleep(time.Minute)
						if len(*out) != before || before > 0 && k < size-4 {
							t.Errorf("cut after %d: %d labels came out, %d of them by what brings it back", k, len(*out), len(*out)-before)
						}
						ok, err := job(t.Context(), v, p, s, 1, nothing)
						if !ok || err != nil || len(*out) != before+1 {
							t.Fatalf("cut after %d: the next label: %v, %v, %d", k, ok, err, len(*out)-before)
						}
						last := (*out)[before]
						if want == nil {
							want = &last
						}
						if !bytes.Equal(want.Bitmap.Bits, last.Bitmap.Bits) || len(last.Codes) != len(want.Codes) {
							t.Errorf("cut after %d: the next label is another", k)
						}
					})
				}
			})
		}
	}
}
