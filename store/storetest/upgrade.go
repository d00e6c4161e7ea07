package storetest

import (
	"archive/tar"
	"bytes"
	"compress/bzip2"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"countertop/app/repair"
)

// Released is a data directory as an older program left it, and what that
// program said of it. They lie in store/testdata, in a folder for each program;
// the README.md of the folder says how they were made.
type Released struct {
	Facts
	archive string
}

// Facts are what the older program said of its data directory, which it had
// opened at Now. What has a form of its own is kept in the form of that program,
// to be compared by Differ.
type Facts struct {
	Commit, Station string
	Now             time.Time
	Slots           int // on each shelf
	// Check is its report of the data, Bodies the SHA-256 of the bodies of all
	// events one after the other, in hex, Next the number that the next machine gets.
	Check  json.RawMessage
	Bodies string
	Next   repair.OrderID

	Orders     []OrderFacts
	Signatures map[string]struct { // by digest
		Order   repair.OrderID
		Text    string
		Strokes []repair.Stroke
		Salt    []byte
	}
	Passcodes                map[repair.OrderID]string
	Board, InShop, Described []repair.OrderID
	Counts                   json.RawMessage
	FollowUps                map[repair.Date][]repair.OrderID
	History                  map[string][]repair.OrderID // by serial number
	Days                     map[repair.Date]json.RawMessage

	People map[repair.CustomerID]json.RawMessage // null is erased
	Find   []struct {
		Text   string
		Orders []repair.OrderID
	}
	Customers []struct {
		Text string
		Rows []struct {
			ID      repair.CustomerID
			Orders  int
			Last    time.Time
			Devices json.RawMessage
		}
	}
	Models []struct {
		Kind   repair.DeviceKind
		Brand  string
		Models []string
	}

	Jobs                 []JobFacts
	OpenJobs, LatestJobs []int64
	Uncertain            map[string][2]int // by printer, see store.Uncertain
	More                 []Drawing         // of some jobs, on other printers
	LabelPrinter         string            // the printer that has Correction
	Correction           json.RawMessage

	Staff  []json.RawMessage
	PINs   map[repair.StaffID]string
	Locked []repair.StaffID
	Badges map[repair.StaffID]string
	Lost   []string // badges of before

	Enquiries     json.RawMessage
	OpenEnquiries []int64
	StockTakes    json.RawMessage
	OpenStockTake json.RawMessage
	Counted       []repair.OrderID // what it has seen
	Drafts        []struct {
		Draft  json.RawMessage
		Opened json.RawMessage // the check-in as it comes onto the screen
	}
	Words       json.RawMessage
	Suggestions json.RawMessage
	Settings    map[string]string
	Lang        string
	Volume      int
}

// OrderFacts are an order with all that happened to it.
type OrderFacts struct {
	Order, Customer json.RawMessage
	Events          []struct {
		Kind    string
		At      time.Time
		By      repair.StaffID
		Station string
	}
	Visit []repair.OrderID
}

// ID is the number of the order.
func (o OrderFacts) ID() (id repair.OrderID) {
	var order struct{ ID repair.OrderID }
	_ = json.Unmarshal(o.Order, &order) // it was read as JSON already
	return order.ID
}

// JobFacts are a print job with what is kept of it.
type JobFacts struct {
	Job, Attempts json.RawMessage
	// Input is the SHA-256 of what is kept to draw it from, in hex, "" if nothing
	// is; Picture that of the dots which it was first printed with. Drawn is what
	// the older program draws from it.
	Input, Picture string
	Drawn          *Drawing
}

// Drawing is a picture: Dots is the SHA-256 over "WxH\n" and the bits, in hex.
type Drawing struct {
	Job       int64
	Profile   string
	Corrected bool // by Facts.Correction
	Dots      string
}

// OpenReleased reads what NAME.json.bz2 in a folder says of NAME.tar.bz2.
func OpenReleased(folder, name string) (r Released, err error) {
	f, err := os.Open(filepath.Join(folder, name+".json.bz2"))
	if err != nil {
		return r, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	r.archive = filepath.Join(folder, name+".tar.bz2")
	d := json.NewDecoder(bzip2.NewReader(f))
	return r, d.Decode(&r.Facts)
}

// Layout are the shelves of the shop.
func (f Facts) Layout() repair.Layout {
	l := repair.Layout{}
	for _, k := range repair.Shelves {
		l[k] = f.Slots
	}
	return l
}

// Unpack puts the files of the data directory into an empty one.
func (r Released) Unpack(dir string) error {
	f, err := os.Open(r.archive)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	for files := tar.NewReader(bzip2.NewReader(f)); ; {
		h, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(files)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.Base(h.Name)), data, 0o600)
		}
		if err != nil {
			return err
		}
	}
}

// Differ compares what an older program said with what this one says, by their
// JSON: each path that differs, with both. What is new must be empty, and so must
// be what is gone; an empty list is as good as none.
func Differ(before json.RawMessage, now any) ([]string, error) {
	b, err := json.Marshal(now)
	if err != nil {
		return nil, err
	}
	values := make([]any, 2)
	for i, data := range [][]byte{before, b} {
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber() // an int64 is more than a float64 holds
		if err := d.Decode(&values[i]); err != nil {
			return nil, err
		}
	}
	var diffs []string
	differ("", values[0], values[1], &diffs)
	return diffs, nil
}

func differ(path string, before, now any, diffs *[]string) {
	if empty(before) && empty(now) {
		return
	}
	switch b := before.(type) {
	case map[string]any:
		n, ok := now.(map[string]any)
		if !ok {
			break
		}
		keys := maps.Clone(b)
		maps.Copy(keys, n)
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			differ(path+"."+k, b[k], n[k], diffs)
		}
		return
	case []any:
		n, ok := now.([]any)
		if !ok || len(n) != len(b) {
			break
		}
		for i := range b {
			differ(fmt.Sprintf("%s[%d]", path, i), b[i], n[i], diffs)
		}
		return
	default:
		if before == now {
			return
		}
	}
	*diffs = append(*diffs, fmt.Sprintf("%s: was %v, is %v", path, before, now))
}

// empty reports whether a value of JSON is the zero value of what it was made of.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == "" || v == time.Time{}.Format(time.RFC3339)
	case json.Number:
		return v == "0"
	case []any:
		return len(v) == 0
	case map[string]any:
		for _, x := range v {
			if !empty(x) {
				return false
			}
		}
		return true
	}
	return false
}
