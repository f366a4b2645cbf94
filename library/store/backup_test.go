package store

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

// kind returns the kind of an OpenError, or -1 for any other error.
func kind(err error) Kind {
	var trouble *OpenError
	if errors.As(err, &trouble) {
		return trouble.Kind
	}
	return -1
}

// TestBackup checks that a backup made during writes opens, and contains a prefix of these
// writes.
func TestBackup(t *testing.T) {
	path := inFolder(t)
	l := library(t, path)
	all := make([]Record, 60)
	for n := range all {
		all[n] = record(t, n)
	}
	keepAll(t, l, Local, all[:5]...)
	var writing sync.WaitGroup
	writing.Go(func() { keepAll(t, l, Local, all[5:]...) })
	for i := range 5 {
		to := filepath.Join(t.TempDir(), "backup 備份.db")
		if err := l.Backup(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		if err := l.Backup(t.Context(), to); !errors.Is(err, fs.ErrExist) {
			t.Errorf("over an existing file: %v", err)
		}
		copied := library(t, to)
		got, err := copied.List(t.Context(), Local)
		if err != nil || len(got) < 5 {
			t.Fatalf("backup %d has %d articles, error %v", i, len(got), err)
		}
		holds(t, copied, Local, all[:len(got)]...)
		copied.Close()
		alone(t, to)
	}
	writing.Wait()
	if err := l.Backup(t.Context(), filepath.Join(path, "x")); kind(err) != Failing {
		t.Errorf("into a missing directory: %v", err)
	}
	alone(t, path)
}

func backedUp(t *testing.T, records ...Record) string {
	t.Helper()
	l := library(t, inFolder(t))
	keepAll(t, l, Local, records...)
	to := filepath.Join(t.TempDir(), "backup.db")
	if err := l.Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestRestore checks that a backup replaces a file of any kind, and that the replaced file is
// kept.
func TestRestore(t *testing.T) {
	now, before := record(t, 1), record(t, 2)
	from := backedUp(t, now)
	l := library(t, inFolder(t))
	keepAll(t, l, Local, before)
	l.Close()
	whole := contents(t, l.path)
	newer := bytes.Clone(whole)
	newer[63] = version + 1
	for name, data := range map[string][]byte{
		"whole": whole, "newer": newer, "cut": whole[:len(whole)/2], "garbage": []byte(strings.Repeat("x", 5000)), "empty": {}, "foreign": foreign(t),
	} {
		t.Run(name, func(t *testing.T) {
			to := place(t, data)
			if _, err := Restore(t.Context(), from, to); err != nil {
				t.Fatal(err)
			}
			restored := library(t, to)
			holds(t, restored, Local, now)
			restored.Close()
			kept, _ := filepath.Glob(to + ".before-*")
			if len(kept) != 1 {
				t.Fatalf("the replaced file is %q", kept)
			}
			if name != "whole" && !bytes.Equal(data, contents(t, kept[0])) {
				t.Error("the replaced file has changed")
			}
			if name == "whole" {
				holds(t, library(t, kept[0]), Local, before)
			}
		})
	}
	t.Run("absent", func(t *testing.T) {
		to := filepath.Join(t.TempDir(), "new", "footnote.db")
		if _, err := Restore(t.Context(), from, to); err != nil {
			t.Fatal(err)
		}
		holds(t, library(t, to), Local, now)
		alone(t, to)
	})
}

// TestRestoreOverLog checks that the log of the replaced file is never applied to the restored
// one.
func TestRestoreOverLog(t *testing.T) {
	now, before := record(t, 1), record(t, 2)
	from := backedUp(t, now)
	for _, damaged := range []bool{false, true} {
		l := library(t, inFolder(t))
		keepAll(t, l, Local, before)
		to := place(t, contents(t, l.path)) // as left by a program that died
		log := contents(t, l.path+"-wal")
		if damaged {
			if err := os.WriteFile(to, []byte(strings.Repeat("x", 5000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(to+"-wal", log, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(t.Context(), from, to); err != nil {
			t.Fatal(err)
		}
		holds(t, library(t, to), Local, now)
		kept, _ := filepath.Glob(to + ".before-*")
		if damaged {
			if len(kept) < 2 || !bytes.Equal(log, contents(t, kept[0]+"-wal")) {
				t.Errorf("the log of a damaged file is not kept: %q", kept)
			}
			continue
		}
		holds(t, library(t, kept[0]), Local, before)
	}
}

// TestRestoreRefused checks that a restore changes nothing if the backup is not intact, or if
// another program uses the file.
func TestRestoreRefused(t *testing.T) {
	r := record(t, 1)
	from := backedUp(t, r)
	sound := contents(t, from)
	newer, cut := bytes.Clone(sound), bytes.Clone(sound)
	newer[63] = version + 1
	clear(cut[4096:8192])
	l := library(t, inFolder(t))
	keepAll(t, l, Local, r)
	refused := func(name, from string, want Kind) {
		t.Helper()
		_, err := Restore(context.Background(), from, l.path)
		if kind(err) != want {
			t.Errorf("%s: %v, want kind %d", name, err, want)
		}
		if bad, ok := errors.AsType[*OpenError](err); ok && bad.Path == from && want != Newer && bad.Hint != backupHint {
			t.Errorf("%s: the hint is %q", name, bad.Hint)
		}
		holds(t, l, Local, r)
		alone(t, l.path)
	}
	refused("newer", place(t, newer), Newer)
	refused("damaged", place(t, cut), Damaged)
	refused("foreign", place(t, foreign(t)), Foreign)
	refused("garbage", place(t, []byte("garbage")), Damaged)
	refused("absent", filepath.Join(t.TempDir(), "x"), Failing)
	orphans := place(t, sound)
	db, err := connect(orphans, "mode=rw")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`delete from scope`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	refused("rows of nothing", orphans, Damaged)
	refused("while it is open", from, Locked)
	unlock, err := Lock(filepath.Dir(l.path))
	if err != nil {
		t.Fatal(err)
	}
	refused("while it is served", from, Locked)
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
}

// TestBackupOfServer checks that a server's tables are backed up into a file, that they can be
// restored from it, and that the replaced ones are kept in a schema of their own.
func TestBackupOfServer(t *testing.T) {
	server := everything(t, storetest.Schema)
	want := all(t, server)
	backup := filepath.Join(t.TempDir(), "backup.db")
	l := library(t, server)
	if err := l.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := l.Backup(t.Context(), backup); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing file: %v", err)
	}
	alone(t, backup)
	if d := cmp.Diff(want, all(t, backup), wholly()); d != "" {
		t.Errorf("(-server +backup)\n%.2000s", d)
	}
	if info, err := os.Stat(backup); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if _, err := Restore(t.Context(), backup, server); kind(err) != Locked {
		t.Errorf("while it is open: %v", err)
	}
	keepAll(t, l, Guild("9"), record(t, 50))
	l.Close()
	later := all(t, server)
	if _, err := Restore(t.Context(), server, server); err == nil {
		t.Error("an address is a backup")
	}
	for name, data := range map[string][]byte{"garbage": []byte("garbage"), "foreign": foreign(t)} {
		if _, err := Restore(t.Context(), place(t, data), server); err == nil {
			t.Errorf("%s is a backup", name)
		}
	}
	if d := cmp.Diff(later, all(t, server), wholly()); d != "" {
		t.Errorf("a refused restore changed something: %.2000s", d)
	}
	if _, err := Restore(t.Context(), backup, server); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, all(t, server), wholly()); d != "" {
		t.Errorf("(-backup +server)\n%.2000s", d)
	}
	_, schema, _ := strings.Cut(server, "search_path=")
	db := storetest.Open(t, server)
	var aside string
	if err := db.QueryRow(`select nspname from pg_namespace where nspname like 'before%' || $1`, schema).Scan(&aside); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(later, all(t, strings.Replace(server, schema, aside, 1)), wholly()); d != "" {
		t.Errorf("the replaced tables are not kept: %.2000s", d)
	}
	db.Close()
	l = library(t, server)
	if id := enqueue(t, l, job(Guild("1"), "e", nil)); id != 5 {
		t.Errorf("the next job has the id %d", id)
	}
	l.Close()

	other := storetest.Schema(t) // another place, and an older backup
	if _, err := Restore(t.Context(), place(t, contents(t, "testdata/version4.db")), other); err != nil {
		t.Fatal(err)
	}
	held(t, library(t, other))
}
