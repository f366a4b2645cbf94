package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// A trap is a server that a script sees as $TRAP. It records what it is sent as
// authorization and refuses everything.
type trap struct {
	sync.Mutex
	seen []string
}

func newTrap(t testing.TB) (*trap, string) {
	caught := &trap{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		caught.Lock()
		defer caught.Unlock()
		caught.seen = append(caught.seen, r.Header.Get("Authorization"))
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(s.Close)
	return caught, s.URL
}

// take is what was seen since the last time.
func (c *trap) take() []string {
	c.Lock()
	defer c.Unlock()
	defer func() { c.seen = nil }()
	return c.seen
}

// trapCommands are those of scripts that have a trap.
var trapCommands = map[string]func(*testscript.TestScript, bool, []string){
	"untouched": func(ts *testscript.TestScript, _ bool, _ []string) {
		if seen := ts.Value("trap").(*trap).take(); len(seen) > 0 {
			ts.Fatalf("the trap was sent %q", seen)
		}
	},
	"touched": func(ts *testscript.TestScript, _ bool, args []string) {
		if seen := ts.Value("trap").(*trap).take(); !slices.Contains(seen, args[0]) {
			ts.Fatalf("the trap was sent %q, not %q", seen, args[0])
		}
	},
	// envfile writes lines into a file.
	"envfile": func(ts *testscript.TestScript, _ bool, args []string) {
		path := filepath.Join(ts.Getenv("WORK"), args[0])
		ts.Check(os.MkdirAll(filepath.Dir(path), 0o700))
		ts.Check(os.WriteFile(path, []byte(strings.Join(args[1:], "\n")+"\n"), 0o600))
	},
	// status runs a command that must end with it.
	"status": func(ts *testscript.TestScript, _ bool, args []string) {
		want, err := strconv.Atoi(args[0])
		ts.Check(err)
		err = ts.Exec(args[1], args[2:]...)
		exit, ended := err.(*exec.ExitError)
		if got := 0; err != nil && (!ended || exit.ExitCode() != want) || err == nil && got != want {
			ts.Fatalf("ended with %v, should with %d", err, want)
		}
	},
}
