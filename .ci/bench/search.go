package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

const (
	// searched is the size of the store that is searched.
	searched = 1_000_000
	// filling names how it is filled: another number when that changes.
	filling = 1
	// asked is how many texts of each kind and length are looked for.
	asked = 200
	// shown and shownPersons are how many hits a screen gets.
	shown        = 20
	shownPersons = 6
	// searchBudget is that of the design, in ms.
	searchBudget = 5
)

// million is a store with a million orders. It is kept in the user's cache
// folder, for filling it takes minutes.
func million() (dir string, err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dir = filepath.Join(cache, "countertop-bench", fmt.Sprintf("search-%d-%d", filling, searched))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	began, half := time.Now(), dir+".half"
	if err := errors.Join(os.RemoveAll(half), os.MkdirAll(filepath.Dir(dir), 0o700)); err != nil {
		return "", err
	}
	fmt.Printf("%-8s filling %s with %d orders, once\n", "search", dir, searched)
	if err := storetest.FillToFind(half, searched); err != nil {
		return "", err
	}
	fmt.Printf("%-8s filled in %v\n", "search", time.Since(began).Round(time.Second))
	return dir, os.Rename(half, dir)
}

// search looks for pieces of what stands in a million orders. What is compared
// with the budget is the CPU time of the thread, the median of seven runs of
// each text: on a machine that others share, their work stands in the others, as
// caches that are cold and as time that the hypervisor took.
func (b *bench) search() ([]row, error) {
	dir, err := million()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(context.Background(), store.Options{Dir: dir, Station: storetest.Station, Readings: storetest.Readings})
	if err != nil {
		return nil, err
	}
	defer s.Close() //nolint:errcheck // it is only read
	rows, err := sizes(dir)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for _, kind := range texts {
		for length := 1; length <= 8; length++ {
			found, err := ask(rng, kind.of, length, func(text string) (int, error) {
				list, err := s.Find(context.Background(), text, shown)
				return len(list), err
			})
			if err != nil {
				return nil, err
			}
			rows = append(rows, found.row(fmt.Sprintf("orders by %d of %s", length, kind.name)))
		}
		people, err := ask(rng, kind.of, 0, func(text string) (int, error) {
			list, err := s.Customers(context.Background(), text, shownPersons)
			return len(list), err
		})
		if err != nil {
			return nil, err
		}
		rows = append(rows, people.row("persons by 1 to 8 of "+kind.name))
	}
	models, err := ask(rng, texts[0].of, 0, func(string) (int, error) {
		list, err := s.RecentModels(context.Background(), repair.KindLaptop, "HP", 8)
		return len(list), err
	})
	if err != nil {
		return nil, err
	}
	last := models.row("recent models of a brand")
	last.budget = 2
	return append(rows, last), nil
}

// texts are what people look for, of an order and its person.
var texts = []struct {
	name string
	of   func(i int) []string
}{
	{"a phone", func(i int) []string { return storetest.FoundCustomer(i, searched).Phones }},
	{"a Chinese name", func(i int) []string {
		c := storetest.FoundCustomer(i, searched)
		return []string{c.Name, c.Company}
	}},
	{"initials, spelling", func(i int) []string { return storetest.Readings(storetest.FoundCustomer(i, searched).Name) }},
	{"a serial number", func(i int) []string { return []string{storetest.Device(i).Serial} }},
	{"an order number", func(i int) []string { return []string{string(storetest.Number(i, searched))} }},
	{"a model", func(i int) []string { return []string{strings.ReplaceAll(storetest.Device(i).Name(), " ", "")} }},
	{"anything, two words", func(i int) []string {
		c := storetest.FoundCustomer(i, searched)
		return []string{c.Name + " " + c.Phones[0][7:], storetest.Device(i).Brand + " " + storetest.Device(i).Serial[3:8]}
	}},
}

// timings of one kind of question, in ms.
type timings struct {
	cpu         []float64 // median of seven runs
	first, wall []float64 // of the first, CPU and on the clock
	hits        int
}

// runs is how often each text is looked for: in rounds, so that a moment in which
// the machine is slow is one of the runs of many texts and not all of one.
const runs = 7

// ask asks for pieces of texts of this length, 0 for any from 1 to 8.
func ask(rng *rand.Rand, of func(i int) []string, length int, question func(text string) (hits int, err error)) (t timings, err error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var pieces []string
	for misses := 0; len(pieces) < asked; {
		n := length
		if n == 0 {
			n = 1 + rng.IntN(8)
		}
		fit := slices.DeleteFunc(of(rng.IntN(searched)), func(s string) bool { return len([]rune(s)) < n })
		if len(fit) == 0 {
			if misses++; misses > 1000*asked {
				return t, fmt.Errorf("no text has %d characters", n)
			}
			continue
		}
		whole := []rune(fit[rng.IntN(len(fit))])
		from := rng.IntN(len(whole) - n + 1)
		pieces = append(pieces, string(whole[from:from+n]))
	}
	took := make([][]float64, len(pieces))
	for run := range runs {
		for i, text := range pieces {
			began, used := time.Now(), threadTime()
			hits, err := question(text)
			if err != nil {
				return t, err
			}
			took[i] = append(took[i], ms(threadTime()-used))
			if run == 0 {
				t.first, t.wall = append(t.first, took[i][0]), append(t.wall, ms(time.Since(began)))
				t.hits += hits
			}
		}
	}
	for _, ds := range took {
		t.cpu = append(t.cpu, median(ds))
	}
	return t, nil
}

// threadTime is the CPU time of this thread so far.
func threadTime() time.Duration {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &ts); err != nil {
		panic(err) // every Linux has it
	}
	return time.Duration(ts.Nano())
}

func (t timings) row(what string) row {
	at := func(ds []float64) string {
		return fmt.Sprintf("%.2f/%.1f/%.1f", percentile(ds, 50), percentile(ds, 99), percentile(ds, 100))
	}
	return row{what, searchBudget, percentile(t.cpu, 99), "ms", fmt.Sprintf(
		"p50/p99/max: CPU %s, of the first %s, clock %s; %.1f hits",
		at(t.cpu), at(t.first), at(t.wall), float64(t.hits)/float64(len(t.cpu)))}
}

// sizes is what the store takes on the disk; there is no budget but the disk.
func sizes(dir string) ([]row, error) {
	info, err := os.Stat(filepath.Join(dir, "countertop.db"))
	if err != nil {
		return nil, err
	}
	kB := float64(info.Size()) / 1000 / searched
	return []row{{
		"size of an order with its events and index", 8, kB, "kB",
		fmt.Sprintf("%.2f GB for %d orders", kB*searched/1e6, searched),
	}}, nil
}
