package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
	"countertop/scanner/wedge"
)

// codesOfAllTypes are n codes, every type that is printed among them.
func codesOfAllTypes(rng *rand.Rand, n int) (codes []string) {
	key, day := []byte("an invented key of the shop"), time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	for i := range n {
		id := repair.MakeOrderID(byte('A'+i%26), day, 1+rng.IntN(9999))
		staff := repair.StaffID(fmt.Sprintf("A%03d", rng.IntN(1000)))
		place := repair.Place{Kind: repair.Shelves[rng.IntN(4)], Slot: rng.IntN(100)}
		codes = append(codes, []string{
			repair.OrderCode(id), repair.AccessoryCode(id, 1+i%99), repair.CopyCode(key, id), repair.ShelfCode(place), repair.BadgeCode(key, staff, 1),
			repair.LoanerCode(fmt.Sprintf("NB%03d", rng.IntN(1000))), repair.OldPartCode(id, 1+i%99), repair.ShelfCode(repair.Place{Kind: repair.PlaceBench, Slot: rng.IntN(100)}),
		}[i%8])
	}
	return codes
}

// What a scanner types is cut into its codes by the grammar of the shop, at any
// pace, with Enter or without, however seldom the window looks.
func TestTypedCodesOfAllTypesAreCutByTheGrammar(t *testing.T) {
	for _, pace := range []int{0, 1, 2, 5, 10, 20} { // ms a character
		for _, enter := range []bool{true, false} {
			for _, frame := range []int{2, 16, 60, 200} { // ms at most from look to look
				t.Run(fmt.Sprintf("%d ms a key, Enter %v, up to %d ms a frame", pace, enter, frame), func(t *testing.T) {
					rng := rand.New(rand.NewPCG(uint64(pace), uint64(frame)))
					want := codesOfAllTypes(rng, 1000)
					type typed struct {
						at   time.Time
						r    rune
						done bool // Enter
					}
					var keys []typed
					now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
					for _, code := range want {
						for _, r := range code {
							keys = append(keys, typed{at: now, r: r})
							now = now.Add(time.Duration(pace) * time.Millisecond)
						}
						if enter {
							keys = append(keys, typed{at: now, done: true})
						}
						now = now.Add(20 * time.Millisecond)
					}
					var (
						s      wedge.State
						got    []string
						others int // pieces that are no scan, and Enters
						due    bool
						end    = now.Add(time.Second)
					)
					for now = keys[0].at; now.Before(end); now = now.Add(time.Duration(1+rng.IntN(frame)) * time.Millisecond) {
						var runes []rune
						pressed := due // an Enter waits for one more look
						due = false
						for ; len(keys) > 0 && !keys[0].at.After(now); keys = slices.Delete(keys, 0, 1) {
							if keys[0].done {
								due = true
							} else {
								runes = append(runes, keys[0].r)
							}
						}
						var out wedge.Out
						s, out = wedge.Step(repair.MatchCode, s, runes, pressed, now)
						for _, p := range out.Pieces {
							if p.Kind == wedge.Scanned {
								got = append(got, p.Scan.Text)
							} else {
								others++
							}
						}
						if out.Enter {
							others++
						}
					}
					if d := cmp.Diff(want, got); d != "" || others != 0 {
						t.Errorf("%d scans of %d; %d were taken for typing; (-want +got):\n%.2000s", len(got), len(want), others, d)
					}
				})
			}
		}
	}
}
