package store

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"countertop/app/repair"
	"countertop/store/migration"
)

// Options say which store to open.
type Options struct {
	// Dir is the data directory; it is made if it is missing.
	Dir string
	// Station is this counter's letter, A to Z. "" takes that of an existing
	// store.
	Station string
	// Layout is the number of slots on each shelf; nil is the default layout.
	Layout repair.Layout
	// Now is the time in the shop's time zone; nil is time.Now.
	Now func() time.Time
	// Pepper is the file of the secret that PINs are mixed with, without the name
	// of the shop that is added to it. It must not lie in Dir. Where that is "", or
	// cannot be written, "countertop-pepper" beside Dir is.
	Pepper string
	// PINCost is what a new PIN costs to try; zero is 64 MiB in three passes.
	PINCost PINCost
	// Readings gives the initials and full spellings of a Chinese name, in small
	// letters, by which it can be found too; it may take its time, once. Without
	// it, names that are new are found by them only after the store was opened
	// with it.
	Readings func(name string) []string
}

// Store is an open data directory.
type Store struct {
	dir     string
	station string
	// origin is what this installation writes its journal under, moved what the
	// database had before, if it is a copy.
	origin, moved string
	layout        atomic.Pointer[repair.Layout]
	now           func() time.Time
	// readings is that of Options, or nil.
	readings func(string) []string
	key      []byte
	lock     *os.File
	anchor   *anchorWriter

	// writing is held by whoever changes the database.
	writing sync.Mutex
	known   *memory // nil if it must be read again
	writes  int64   // the transactions that are no events, see anchor

	findings []Finding // see Findings

	// mu is held for reading by every query and for writing while the
	// connections are replaced.
	mu sync.RWMutex
	w  *sql.DB // one connection
	r  *sql.DB // up to 4, read only
	c  *sql.DB // one connection, for checkpoints beside the writer
	// broken is why the last attempt to open again failed.
	broken error

	closing sync.Once

	peppers *peppers
	cost    PINCost
	pins    sync.Mutex // one PIN is tried or set at a time
	// unwritten are counts of wrong PINs that the disk did not take, under pins.
	unwritten  map[string]repair.PINThrottle
	freeing    sync.WaitGroup
	recoveries sync.Mutex // one recovery code is tried at a time
}

const dataFile = "countertop.db"

// dsn is the name of the data file with every PRAGMA, so that each pooled
// connection has them; set by Exec they would reach only one.
func dsn(dir string, write bool) string {
	q := url.Values{
		"_busy_timeout": {"5000"}, "_synchronous": {"FULL"}, "_foreign_keys": {"1"}, "_stmt_cache_size": {"64"},
	}
	if write {
		q.Set("_journal_mode", "WAL")
		q.Set("_txlock", "immediate")
		q.Set("_secure_delete", "on")
	} else {
		q.Set("mode", "ro")
		q.Set("_query_only", "1")
	}
	path := (&url.URL{Path: filepath.Join(dir, dataFile)}).EscapedPath()
	return "file:" + path + "?" + q.Encode()
}

// canSearch tells whether this program was built with what the search needs.
func canSearch(ctx context.Context, db *sql.DB) error {
	var has bool
	err := db.QueryRowContext(ctx, `SELECT sqlite_compileoption_used('ENABLE_FTS5')`).Scan(&has)
	if err == nil && !has {
		err = ErrNoSearch
	}
	return err
}

func openPool(dir string, write bool) (*sql.DB, error) {
	db, err := sql.Open(driverName, dsn(dir, write))
	if err != nil {
		return nil, err
	}
	n := 4
	if write {
		n = 1
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// SetLayout changes the number of slots on each shelf for what is decided from
// now on; nil is the default layout. Machines stay where they are. It may be
// called from any goroutine.
func (s *Store) SetLayout(l repair.Layout) {
	if l == nil {
		l = repair.DefaultLayout()
	}
	s.layout.Store(&l)
}

func (s *Store) slots() repair.Layout { return *s.layout.Load() }

// Open opens the store in a directory, or begins a new one.
//
// It takes the directory for this process, brings an older file to the present
// schema, and verifies the end of the journal against the anchor; it does not
// read the whole file (see Check). Print jobs that were being sent become
// uncertain. It returns ErrInUse, repair.ErrReadOnly, ErrNewer, ErrNotDatabase,
// ErrOtherStation, ErrDamaged or ErrNoSearch, wrapped; ErrPepper if there are PINs
// of before version 9 of the schema and no place for the secret that they need now.
//
// A file of version 7 of the schema takes about 20 s for 100,000 orders, once, and
// for as long free space of 1.7 times its size; killed or out of space on the way,
// it is the file that it was, or goes on from there. One from before version 7 has
// its orders made again from the journal, one from before version 6 its index of
// the search too: about 12 s more.
func Open(ctx context.Context, o Options) (*Store, error) { return open(ctx, o, true) }

// open is Open; without verify it takes a journal whose end is missing as it
// is.
func open(ctx context.Context, o Options, verify bool) (_ *Store, err error) {
	s := &Store{
		dir: o.Dir, station: o.Station, now: o.Now, readings: o.Readings,
		cost: cmp.Or(o.PINCost, pinCost), unwritten: map[string]repair.PINThrottle{},
	}
	s.SetLayout(o.Layout)
	if s.now == nil {
		s.now = time.Now
	}
	if s.station != "" && (len(s.station) != 1 || s.station < "A" || s.station > "Z") {
		return nil, fmt.Errorf("store: station %q is not a letter from A to Z", s.station)
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, wrap("open", err)
	}
	if s.lock, err = takeLock(filepath.Join(s.dir, "lock")); err != nil {
		return nil, wrap("open "+s.dir, err)
	}
	defer func() {
		if err != nil {
			s.closePools()
			s.lock.Close()
		}
	}()
	// SQLite gives its other files the mode of this one.
	f, err := os.OpenFile(filepath.Join(s.dir, dataFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, wrap("open "+s.dir, err)
	}
	f.Close()
	if s.key, err = loadKey(s.dir); err != nil {
		return nil, wrap("open shop key", err)
	}
	if s.peppers, err = findPeppers(o, s.key); err != nil {
		return nil, wrap("open "+s.dir, err)
	}
	if err := s.openPools(ctx); err != nil {
		return nil, wrap("open "+s.dir, err)
	}
	if err := s.begin(ctx); err != nil {
		return nil, wrap("open "+s.dir, err)
	}
	if verify {
		err = s.verifyTail(ctx)
	} else {
		err = s.keepNumber(ctx)
	}
	if err != nil {
		return nil, wrap("open "+s.dir, err)
	}
	end, err := last(ctx, s.w, s.origin)
	if err != nil {
		return nil, wrap("open "+s.dir, err)
	}
	s.writes = end.writes
	s.anchor = startAnchor(s.dir, end, s.checkpoint)
	err = s.refill(ctx)
	if err == nil {
		err = s.carryOver(ctx)
	}
	if err == nil {
		err = s.checkSmall(ctx)
	}
	if err != nil {
		s.anchor.close()
		return nil, wrap("open "+s.dir, err)
	}
	return s, nil
}

// refill makes again what a migration emptied: the table of orders, and the
// index of the search.
func (s *Store) refill(ctx context.Context) error {
	var empty bool
	err := s.w.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM event) AND NOT EXISTS (SELECT 1 FROM orders)`).Scan(&empty)
	if err == nil && empty {
		_, err = s.Rebuild(ctx)
	}
	if err != nil {
		return err
	}
	return s.index(ctx)
}

func takeLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrInUse
		}
		return nil, err
	}
	return f, nil
}

// openPools opens the connections and brings the schema up.
func (s *Store) openPools(ctx context.Context) (err error) {
	if s.w, err = openPool(s.dir, true); err != nil {
		return err
	}
	if err := canSearch(ctx, s.w); err != nil {
		return err
	}
	if err := migration.Up(ctx, s.w); err != nil {
		return err
	}
	if s.c, err = openPool(s.dir, true); err != nil {
		return err
	}
	s.r, err = openPool(s.dir, false)
	return err
}

// checkpoint folds the write-ahead log into the data file while nobody waits
// for it; else some commit would have to.
func (s *Store) checkpoint() {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.broken == nil {
		// What it cannot do now, the next one does, or a commit at 1,000 pages.
		_, _ = s.c.Exec(`PRAGMA wal_checkpoint(PASSIVE)`)
	}
}

func (s *Store) closePools() {
	for _, db := range []*sql.DB{s.r, s.c, s.w} {
		if db != nil {
			db.Close()
		}
	}
}

// begin settles whose store it is and what a stop in mid-print left.
func (s *Store) begin(ctx context.Context) error {
	have, err := meta(ctx, s.w, "station")
	if err != nil {
		return err
	}
	switch {
	case have == "" && s.station == "":
		return errors.New("a new store needs a station letter")
	case have == "":
		if _, err := s.w.ExecContext(ctx, `INSERT INTO meta VALUES ('station', ?)`, s.station); err != nil {
			return err
		}
	case s.station != "" && s.station != have:
		return fmt.Errorf("%w: it is that of %s, not %s", ErrOtherStation, have, s.station)
	default:
		s.station = have
	}
	if err := s.settleInstallation(ctx); err != nil {
		return err
	}
	err = s.transact(ctx, func(ctx context.Context, tx execer) error {
		return errors.Join(interrupt(ctx, tx, s.now()), pruneInputs(ctx, tx, s.now()))
	})
	return errors.Join(err, s.wrapOldPINs(ctx))
}

// keepNumber carries the last number over from the anchor, before it is
// written anew: a number whose event was lost may stand on paper.
func (s *Store) keepNumber(ctx context.Context) error {
	a, ok, err := readAnchor(s.dir)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	if !ok || a.number.Station() != s.station {
		return nil
	}
	return s.transact(ctx, func(ctx context.Context, tx execer) error {
		last, err := meta(ctx, tx, "last-number")
		if err != nil {
			return err
		}
		return setMeta(ctx, tx, "last-number", max(last, string(a.number)))
	})
}

// Station is this counter's letter.
func (s *Store) Station() string { return s.station }

// Close writes the anchor, folds the write-ahead log into the data file and
// gives the directory free. A second Close does nothing.
func (s *Store) Close() (err error) {
	s.closing.Do(func() { err = s.close() })
	return err
}

func (s *Store) close() error {
	s.freeing.Wait()
	s.anchor.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	if s.broken == nil {
		s.r.Close() // a reader would keep the log from being emptied
		s.c.Close()
		_, err := s.w.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
		errs = append(errs, err, s.w.Close())
	}
	errs = append(errs, s.lock.Close())
	return wrap("close", errors.Join(errs...))
}

// read runs f with the pool of readers.
func (s *Store) read(op string, f func(*sql.DB) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.broken != nil {
		return wrap(op, s.broken)
	}
	return wrap(op, f(s.r))
}

// write runs f in one immediate transaction and makes it durable. It cannot be
// interrupted once it has begun: what is said and what is stored must agree.
// After an I/O error it opens the store again and returns repair.ErrIO; whether the
// transaction is there must then be looked up.
func (s *Store) write(ctx context.Context, op string, f func(context.Context, execer) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	n := s.writes + 1
	err := s.store(ctx, op, func(ctx context.Context, tx execer) error {
		if err := f(ctx, tx); err != nil {
			return err
		}
		return setMeta(ctx, tx, "writes", strconv.FormatInt(n, 10))
	})
	if err == nil {
		s.writes = n
		s.anchor.set(func(a *anchor) { a.writes = n })
	}
	return err
}

// store is write by who has s.writing.
func (s *Store) store(ctx context.Context, op string, f func(context.Context, execer) error) error {
	if err := ctx.Err(); err != nil {
		return wrap(op, err)
	}
	ctx = context.WithoutCancel(ctx)
	err := s.transact(ctx, f)
	if rule := (*repair.RuleError)(nil); err != nil && !errors.As(err, &rule) {
		s.known = nil // a disk error leaves it open what was stored
	}
	if errors.Is(kindOf(err), repair.ErrIO) || errors.Is(err, errBroken) {
		if again := s.reopen(ctx); again != nil {
			err = fmt.Errorf("%w (%w)", err, again)
		}
	}
	return wrap(op, err)
}

var errBroken = errors.New("the store is closed after a disk error")

func (s *Store) transact(ctx context.Context, f func(context.Context, execer) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.broken != nil {
		return fmt.Errorf("%w: %w", errBroken, s.broken)
	}
	// A sql.Tx would start a goroutine to watch ctx, and wait for it.
	c, err := s.w.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	conn := writer{c}
	if _, err := conn.ExecContext(ctx, `BEGIN IMMEDIATE`, prepared); err != nil {
		return err
	}
	if err = f(ctx, conn); err == nil {
		_, err = conn.ExecContext(ctx, `COMMIT`, prepared)
	}
	if err != nil {
		_, _ = conn.ExecContext(ctx, `ROLLBACK`) // some errors have done so already
	}
	return err
}

// writer is a connection that hands statements to the driver itself; on the way
// there, database/sql takes as long as they do.
type writer struct{ *sql.Conn }

func (w writer) ExecContext(ctx context.Context, query string, args ...any) (res sql.Result, err error) {
	values := make([]driver.NamedValue, len(args))
	for i, a := range args {
		values[i].Ordinal = i + 1
		if values[i].Value, err = driver.DefaultParameterConverter.ConvertValue(a); err != nil {
			return nil, err
		}
	}
	err = w.Raw(func(c any) error {
		res, err = c.(driver.ExecerContext).ExecContext(ctx, query, values)
		return err
	})
	return res, err
}

// prepared is an argument that no statement uses: go-sqlite3 keeps a statement
// with arguments prepared, and compiles one without them each time.
const prepared = true

// reopen replaces all connections after a disk error: after a failed fsync
// nothing that SQLite or the page cache holds can be trusted. Folding the log
// into the data file writes what is in the log once more; only when that
// succeeds is it durable.
func (s *Store) reopen(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closePools()
	s.broken = s.openPools(ctx)
	if s.broken == nil {
		s.broken = s.verifyTail(ctx)
	}
	if s.broken == nil {
		s.writes, s.broken = writesOf(ctx, s.w)
	}
	if s.broken == nil {
		var busy, logged, moved int
		row := s.w.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
		if s.broken = row.Scan(&busy, &logged, &moved); s.broken == nil && busy != 0 {
			s.broken = repair.ErrBusy
		}
	}
	if s.broken != nil {
		s.closePools()
	}
	return s.broken
}

func meta(ctx context.Context, q querier, key string) (value string, err error) {
	err = q.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = ?`, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return value, err
}

func setMeta(ctx context.Context, tx execer, key, value string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`, key, value)
	return err
}

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// execer is a transaction of the writer.
type execer interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}
