package keep

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A file is an open database.
type file struct {
	path     string
	db       *sql.DB
	readOnly bool
}

const (
	applicationID = 0x466e6f74 // "Fnot"
	version       = 3
)

// errNewer is that a later version of the program made the file. It is not
// broken and must stay as it is.
var errNewer = errors.New("was made by a newer version of footnote")

// schema makes the version, of nothing, of version 1, which had no answers, or
// of version 2, which had no votes. A row's check is a CRC-32C of what it holds: a disk may turn a bit over without
// SQLite seeing it. Times are nanoseconds since 1970.
const schema = `
create table if not exists vector (
	model text not null,
	key   blob not null,
	data  blob not null,
	check_sum integer not null,
	primary key (model, key)
) without rowid;
create table if not exists answer (
	key     blob primary key not null,
	written integer not null,
	data    blob not null,
	check_sum integer not null
) without rowid;
create index if not exists answer_written on answer (written);
create table if not exists vote (
	answer blob not null,
	reader blob not null,
	good   integer not null,
	at     integer not null,
	check_sum integer not null,
	primary key (answer, reader)
) without rowid;
pragma application_id = %d;
pragma user_version = %d;`

// openFile opens the database at path, or a new one where there is none that can
// be used.
func openFile(path string, warn func(string)) (*file, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("cannot make the folder of %s: %w", path, err)
	}
	f, err := open(path)
	if err == nil || !broken(err) {
		return f, err
	}
	return renew(path, err, warn)
}

// renew sets a file aside that is no use, and begins a new one.
func renew(path string, reason error, warn func(string)) (*file, error) {
	aside := path + ".broken-" + time.Now().UTC().Format("20060102T150405.000000000")
	if err := setAside(path, aside); err != nil {
		return nil, fmt.Errorf("%s is broken (%w) and cannot be set aside: %w", path, reason, err)
	}
	warn(fmt.Sprintf("%s cannot be used: %v; it is now %s, and a new one is begun", path, reason, aside))
	return open(path)
}

// setAside renames a database with what belongs to it.
func setAside(path, aside string) error {
	if err := os.Rename(path, aside); err != nil {
		return err
	}
	for _, companion := range []string{"-wal", "-shm"} {
		if err := os.Rename(path+companion, aside+companion); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func open(path string) (*file, error) {
	f := &file{path: path}
	if err := f.connect(""); err == nil {
		return f, nil
	} else if code(err) != sqlite3.SQLITE_READONLY && code(err) != sqlite3.SQLITE_CANTOPEN {
		return nil, fmt.Errorf("cannot use %s: %w", path, err)
	}
	// What is there can still be read, if nobody can be writing it.
	f.readOnly = true
	if err := f.connect("&mode=ro&immutable=1"); err != nil {
		return nil, fmt.Errorf("cannot use %s: %w", path, err)
	}
	return f, nil
}

// connect opens the database and checks that it is ours.
func (f *file) connect(options string) (err error) {
	location := &url.URL{Scheme: "file", Opaque: (&url.URL{Path: f.path}).EscapedPath()}
	location.RawQuery = "_pragma=busy_timeout(5000)&_pragma=synchronous(normal)" + options
	if f.db, err = sql.Open("sqlite", location.String()); err != nil {
		return err
	}
	f.db.SetMaxOpenConns(1)
	defer func() {
		if err != nil {
			f.db.Close()
		}
	}()
	var application, made, tables int
	err = f.db.QueryRow(`select (select application_id from pragma_application_id), (select user_version from pragma_user_version),
		(select count(*) from sqlite_master)`).Scan(&application, &made, &tables)
	switch {
	case err != nil:
		return err
	case application == applicationID && (made == version || f.readOnly && made < version):
		return nil
	case application == applicationID && made > version:
		return errNewer
	case application == applicationID && made >= 1: // what is missing is made below
	case tables > 0 || application != 0:
		return errForeign
	case f.readOnly:
		return errors.New("it is empty and cannot be written")
	}
	if err := f.useLog(); err != nil {
		return err
	}
	if _, err := f.db.Exec(`begin immediate;` + fmt.Sprintf(schema, applicationID, version) + `commit;`); err != nil {
		return err
	}
	return os.Chmod(f.path, 0o600)
}

// useLog turns the write-ahead log on. Where two processes do so in the same
// moment, SQLite tells one of them at once that it would wait for ever.
func (f *file) useLog() error {
	const tries = 50
	for i := 0; ; i++ {
		_, err := f.db.Exec(`pragma journal_mode = wal`)
		if code(err) != sqlite3.SQLITE_BUSY || i == tries {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// errForeign is that the file is a database of another program.
var errForeign = errors.New("is a database of another program")

// broken reports whether a file is to be set aside.
func broken(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_CORRUPT || c == sqlite3.SQLITE_NOTADB || errors.Is(err, errForeign)
}

// code is SQLite's primary result code, 0 for other errors.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

func (f *file) close() error { return f.db.Close() }
