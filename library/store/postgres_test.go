package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/long"
	"footnote/internal/storetest"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		place    string
		address  bool
		password bool
		shown    string
	}{
		{"/var/lib/footnote.db", false, false, "/var/lib/footnote.db"},
		{"a:b@postgres://x", false, false, "a:b@postgres://x"},
		{"postgres://me@db.example/footnote", true, false, "postgres://me@db.example:5432/footnote"},
		{"postgresql://me@db.example:6543/footnote?sslmode=disable", true, false, "postgres://me@db.example:6543/footnote"},
		{"postgres://me@one.example,two.example:5433/footnote?target_session_attrs=any", true, false, "postgres://me@one.example:5432,two.example:5433/footnote"},
		{"postgres://me@[::1]:5432/footnote?search_path=notes", true, false, "postgres://me@[::1]:5432/footnote?search_path=notes"},
		{"postgres://me@/footnote?host=/run/postgresql", true, false, "postgres://me@/footnote?host=/run/postgresql"},
		{"postgres://me:sesame@db.example/footnote", true, true, "postgres://me@db.example:5432/footnote"},
		{"postgres://me:ses%40me@db.example/footnote", true, true, "postgres://me@db.example:5432/footnote"},
		{"postgres://me:ses@me@db.example/footnote", true, true, ""},
		{"postgres://me:ses/sesame@db.example/footnote", true, true, ""},
		{"postgres://db.example/footnote?user=me&password=sesame", true, true, "postgres://me@db.example:5432/footnote"},
		{"postgres://me@db.example/footnote?sslpassword=sesame", true, true, "postgres://me@db.example:5432/footnote"},
		{"postgres://me:sesame@db.example:port/footnote", true, true, hidden},
		{"postgres://me@db.example/%zzsesame", true, false, hidden},
	} {
		if IsAddress(c.place) != c.address || HasPassword(c.place) != c.password {
			t.Errorf("%s: an address %v, with a password %v", c.place, IsAddress(c.place), HasPassword(c.place))
		}
		if got := Shown(c.place); strings.Contains(got, "sesame") || c.shown != "" && got != c.shown {
			t.Errorf("%s is shown as %s", c.place, got)
		}
	}
}

// TestSecretAddresses checks that no error contains the password, whatever is wrong with the
// address or the server.
func TestSecretAddresses(t *testing.T) {
	server := storetest.Server(t)
	closed := filepath.Join(t.TempDir(), "none")
	for place, want := range map[string]Kind{
		"postgres://me:sesame@/db?host=" + closed:                                         Unreachable,
		"postgres://me:sesame@127.0.0.1:1/db":                                             Unreachable,
		"postgres://me:sesame@127.0.0.1:1,127.0.0.1:2/db":                                 Unreachable,
		"postgres://me:sesame@127.0.0.1:port/db":                                          Failing,
		"postgres://me:sesame@[/db":                                                       Failing,
		"postgres://me:sesame@db?sslmode=sesame":                                          Failing,
		"postgres://me:sesame@db?sslrootcert=/none/sesame.crt&sslmode=verify-full&host=x": Failing,
		"postgres://me:ses%zzame@db.example/db":                                           Failing,
		strings.Replace(server, "postgres@", "nobody:sesame@", 1):                         Failing, // no such user
		strings.Replace(server, "/postgres?", "/none?", 1) + "&password=sesame":           Failing, // no such database
		server + "&password=sesame&nonsense=1":                                            Failing,
	} {
		_, err := OpenLibrary(t.Context(), place)
		if kind(err) != want {
			t.Errorf("%s: %v, want kind %d", place, err, want)
		}
		_, _, readErr := ReadLibrary(t.Context(), place)
		var said []string
		v := Open(place, func(w string) { said = append(said, w) })
		v.Close()
		all := fmt.Sprint(err, readErr, said)
		var trouble *OpenError
		if errors.As(err, &trouble) {
			all += trouble.Hint + fmt.Sprintf("%#v", trouble)
		}
		if kind(readErr) != want || len(said) != 1 {
			t.Errorf("%s: read %v, cached %q", place, readErr, said)
		}
		if secret := strings.ReplaceAll(all, "/none/sesame.crt", ""); strings.Contains(secret, "sesame") || strings.Contains(secret, "ame@") {
			t.Errorf("the password is in %s", all)
		}
	}
}

// TestServerTrouble checks that schemas that are not a library are reported as what they are,
// and left unchanged.
func TestServerTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		change string
		want   Kind
	}{
		"newer":   {`update footnote set version = 1000`, Newer},
		"odd":     {`update footnote set version = 0`, Damaged},
		"foreign": {`drop table footnote`, Foreign},
		"lacking": {`alter table counter rename to lost`, Damaged},
	} {
		t.Run(name, func(t *testing.T) {
			place := storetest.Schema(t)
			l := library(t, place)
			keepAll(t, l, Local, record(t, 1))
			l.Close()
			if _, err := storetest.Open(t, place).Exec(c.change); err != nil {
				t.Fatal(err)
			}
			if _, err := OpenLibrary(t.Context(), place); kind(err) != c.want {
				t.Errorf("%v, want kind %d", err, c.want)
			}
			if _, ok, err := ReadLibrary(t.Context(), place); ok || kind(err) != c.want {
				t.Errorf("for reading: %v", err)
			}
			v, warnings := warned(t, place)
			servesFromMemory(t, v)
			if len(*warnings) != 1 {
				t.Errorf("warnings %q", *warnings)
			}
		})
	}
	t.Run("none", func(t *testing.T) {
		place := storetest.Schema(t)
		if _, ok, err := ReadLibrary(t.Context(), place); ok || err != nil {
			t.Errorf("ok %v, error %v", ok, err)
		}
		var there bool
		if err := storetest.Open(t, place).QueryRow(`select current_schema() is not null`).Scan(&there); err != nil || there {
			t.Errorf("reading creates a schema: %v, %v", there, err)
		}
	})
	t.Run("may not be written", func(t *testing.T) {
		place := storetest.Schema(t)
		l := library(t, place)
		keepAll(t, l, Local, record(t, 1))
		l.Close()
		reading := place + "&default_transaction_read_only=on"
		if _, err := OpenLibrary(t.Context(), reading); kind(err) != ReadOnly {
			t.Errorf("%v", err)
		}
		l, ok, err := ReadLibrary(t.Context(), reading)
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		holds(t, l, Local, record(t, 1))
		l.Close()
	})
}

// TestServerLost checks that calls wait while a server is down, and that everything acknowledged
// is there when it is back.
func TestServerLost(t *testing.T) {
	server := storetest.Start(t, storetest.Durable()...)
	l := library(t, server.Address())
	times := 5
	if !long.On(t) {
		times = 1
	}
	for n := range times {
		keepAll(t, l, Local, record(t, 2*n))
		server.Kill()
		var waiting sync.WaitGroup
		waiting.Go(func() { // both start while there is no server
			if _, err := l.List(t.Context(), Local); err != nil {
				t.Error(err)
			}
		})
		waiting.Go(func() { keepAll(t, l, Local, record(t, 2*n+1)) })
		waiting.Go(func() {
			if _, err := l.Generation(t.Context(), Local); err != nil {
				t.Error(err)
			}
		})
		if err := server.Run(); err != nil {
			t.Fatal(err)
		}
		waiting.Wait()
	}
	var want []Record
	for n := range 2 * times {
		want = append(want, record(t, n))
	}
	holds(t, l, Local, want...)

	server.Kill() // a caller who does not want to wait need not
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := l.List(ctx, Local); !errors.Is(err, context.DeadlineExceeded) && kind(err) != Unreachable {
		t.Errorf("%v", err)
	}
}

// TestCachesGoOn checks that caches work in memory while there is no server, and that their new
// data is stored afterwards.
func TestCachesGoOn(t *testing.T) {
	server := storetest.Start(t, storetest.Durable()...)
	place := server.Address()
	library(t, place).Close()
	var said []string
	f := OpenFeedback(place, func(w string) { said = append(said, w) })
	defer f.Close()
	v, warnings := warned(t, place)
	vectors, keys := some(3)
	store(t, v, "m", vectors)
	count := func(want int) {
		t.Helper()
		if good, _, err := f.Count(t.Context()); good != want || err != nil {
			t.Errorf("%d votes, %v, want %d", good, err, want)
		}
	}
	vote1, vote2 := vote(1, 1, true), vote(2, 1, true)
	if err := f.Vote(t.Context(), vote1); err != nil {
		t.Fatal(err)
	}
	server.Kill()
	if err := f.Vote(t.Context(), vote2); err != nil {
		t.Fatal(err)
	}
	count(1) // those in memory
	if known := load(t, v, "m", keys); len(known) != 0 {
		t.Errorf("%d vectors of a server that is gone", len(known))
	}
	if len(said) != 1 || len(*warnings) != 1 || !strings.Contains(said[0], "until it works again") {
		t.Errorf("warnings %q, %q", said, *warnings)
	}
	if err := server.Run(); err != nil {
		t.Fatal(err)
	}
	f.again, v.again = time.Now(), time.Now()
	count(2)
	if d := cmp.Diff(vectors, load(t, v, "m", keys)); d != "" {
		t.Errorf("(-want +got)\n%.500s", d)
	}
	if len(f.memory) > 0 {
		t.Error("votes are still in memory")
	}
	if len(said) != 1 || len(*warnings) != 1 {
		t.Errorf("warnings %q, %q", said, *warnings)
	}
}

// TestFailover checks that a standby takes over if a server dies under load: everything
// acknowledged is there, sums are exact, and writing continues.
func TestFailover(t *testing.T) {
	long.Skip(t, "it takes a minute")
	first := storetest.Start(t, append(storetest.Durable(), "wal_level = replica", "max_wal_senders = 5")...)
	second := first.Standby(t)
	place := "postgres://postgres@/postgres?host=" + first.Folder + "," + second.Folder
	l := library(t, place)
	if state, err := l.State(t.Context()); err != nil || state.Standby || state.Standbys != 1 || !strings.Contains(state.String(), "1 standby, at most ") {
		t.Errorf("%+v, %v", state, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	type tally struct{ acknowledged, unknown int64 }
	tallies := make([]tally, 6)
	var failed sync.Map
	var working sync.WaitGroup
	for i := range tallies {
		working.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				switch _, err := l.Spend(t.Context(), Guild(fmt.Sprint(i)), "2026-11-25", "tokens", 3); {
				case err == nil:
					tallies[i].acknowledged += 3
				case strings.Contains(err.Error(), "nobody knows"):
					tallies[i].unknown += 3
				default:
					failed.Store(err.Error(), true)
				}
			}
		})
	}
	time.Sleep(3 * time.Second)
	first.Kill()
	killed := time.Now()
	second.Promote(t)
	for { // until writing works again
		if _, err := l.Spend(t.Context(), Local, "2026-11-25", "tokens", 1); err == nil {
			break
		} else if time.Since(killed) > 5*time.Minute {
			t.Fatal(err)
		}
	}
	t.Logf("writing works again %v after the kill", time.Since(killed).Round(time.Millisecond))
	time.Sleep(2 * time.Second)
	stop()
	working.Wait()
	failed.Range(func(err, _ any) bool { t.Error(err); return true })
	for i, want := range tallies {
		got, err := l.Spent(t.Context(), Guild(fmt.Sprint(i)), "2026-11-25", "tokens")
		if err != nil || got < want.acknowledged || got > want.acknowledged+want.unknown || want.acknowledged == 0 {
			t.Errorf("%d stored, %d acknowledged, %d unknown: %v", got, want.acknowledged, want.unknown, err)
		}
		t.Logf("writer %d: %d acknowledged, %d unknown, %d stored", i, want.acknowledged, want.unknown, got)
	}
	f := OpenFeedback(place, func(w string) { t.Error(w) })
	defer f.Close()
	if err := f.Vote(t.Context(), vote(1, 1, true)); err != nil {
		t.Fatal(err)
	}
	if good, _, err := f.Count(t.Context()); good != 1 || err != nil {
		t.Errorf("%d votes, %v", good, err)
	}
}

// TestAbandonedWrite checks that a process that stops in the middle of a write does not block
// others for long. It repeats its transaction when it continues.
func TestAbandonedWrite(t *testing.T) {
	long.Skip(t, "it takes ten seconds")
	place := storetest.Schema(t)
	l, other := library(t, place), library(t, place)
	begun, times := make(chan bool, 2), 0
	var stopped sync.WaitGroup
	stopped.Go(func() {
		err := l.update(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			begun <- true
			if times++; times == 1 {
				time.Sleep(abandoned + 3*time.Second)
			}
			_, err := numberOf(ctx, tx, Guild("1"))
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-begun
	before := time.Now()
	if err := other.SaveSettings(t.Context(), Guild("2"), []byte("{}"), Unwanted{}); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(before); waited < abandoned-time.Second {
		t.Errorf("two write at once: one waited only for %v", waited)
	}
	stopped.Wait()
	if all, err := other.Scopes(t.Context()); times != 2 || err != nil || cmp.Diff([]Scope{Guild("2"), Guild("1")}, all) != "" {
		t.Errorf("after %d tries there are %v, %v", times, all, err)
	}
}

// TestTrustedServer checks that servers are trusted by the rules of libpq, and that the password
// is accepted from any of the places where it may be given.
func TestTrustedServer(t *testing.T) {
	address, certificate := storetest.StartTLS(t, "sesame")
	trusted := "?sslmode=verify-full&sslrootcert=" + certificate
	passwords := filepath.Join(t.TempDir(), "passwords")
	if err := os.WriteFile(passwords, []byte("localhost:*:*:postgres:sesame\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	whole := strings.Replace(address, "postgres@", "postgres:sesame@", 1)
	for _, c := range []struct {
		place, variable, file string
		want                  Kind
		says                  string
	}{
		{whole, "", "", -1, ""}, // TLS, with any certificate
		{whole + trusted, "", "", -1, ""},
		{address + trusted, "sesame", "", -1, ""},
		{address + trusted, "", passwords, -1, ""},
		{whole + "?sslmode=verify-full", "", "", Failing, "certificate that is not trusted"},
		{strings.Replace(whole, "localhost", "127.0.0.1", 1) + trusted, "", "", Failing, "certificate that is not trusted"},
		{whole + "?sslmode=disable", "", "", Failing, "lets this user not in"},
		{address + trusted, "sesam", "", Failing, "lets this user not in"},
		{address + trusted, "", "", Failing, "lets this user not in"},
	} {
		t.Setenv("PGPASSWORD", c.variable)
		t.Setenv("PGPASSFILE", c.file)
		l, err := OpenLibrary(t.Context(), c.place)
		if err == nil {
			l.Close()
		}
		if kind(err) != c.want || c.says != "" && !strings.Contains(err.Error(), c.says) || err != nil && strings.Contains(err.Error(), "sesam") {
			t.Errorf("%s: %v", c.place, err)
		}
	}
}
