package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// variable says which server tests use: an address of one, "required" for one that is
// started and must be there, "off" for none. Without it one is started where its
// programs are found.
const variable = "FOOTNOTE_TEST_POSTGRES"

func given() string {
	if value := os.Getenv(variable); value != "required" && value != "off" {
		return value
	}
	return ""
}

// missing skips a test, unless a server is required.
func missing(t testing.TB, err error) {
	t.Helper()
	if os.Getenv(variable) == "required" {
		t.Fatalf("PostgreSQL is required: %v", err)
	}
	t.Skipf("without PostgreSQL: %v; install it, or set %s to the address of a server", err, variable)
}

// A Running server keeps what it has in a folder of its own, which goes with it. It ends
// when this process does, in whatever way.
type Running struct {
	Folder  string // of its data; its socket is there, too
	port    string
	command *exec.Cmd
	life    io.Closer // which it ends with
}

// Start starts a server for one test, to be killed in it, with settings in the form of
// postgresql.conf.
func Start(t testing.TB, settings ...string) *Running {
	t.Helper()
	s, err := start("", settings...)
	if err != nil {
		missing(t, err)
	}
	t.Cleanup(s.End)
	return s
}

// Address is where it is: of the database postgres, by its socket.
func (s *Running) Address() string {
	return "postgres://postgres@/postgres?host=" + s.Folder + "&port=" + s.port
}

const settings = `listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 200
shared_buffers = 32MB
`

// start starts a server on the data in a folder, which it makes where that is empty.
func start(folder string, more ...string) (*Running, error) {
	initdb, server, err := programs()
	if err != nil {
		return nil, err
	}
	s := &Running{Folder: folder, port: "5432"}
	if folder == "" {
		if s.Folder, err = os.MkdirTemp("", "footnote-postgres-"); err != nil {
			return nil, err
		}
		if err := own(s.Folder); err != nil {
			return nil, err
		}
		make := exec.Command(initdb, "--pgdata", s.data(), "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync")
		if said, err := s.as(make).CombinedOutput(); err != nil {
			return nil, errors.Join(fmt.Errorf("initdb: %w: %s", err, said), os.RemoveAll(s.Folder))
		}
		conf := settings + fmt.Sprintf("unix_socket_directories = '%s'\n", s.Folder) + strings.Join(more, "\n") + "\n"
		if err := os.WriteFile(filepath.Join(s.data(), "postgresql.auto.conf"), []byte(conf), 0o644); err != nil {
			return nil, err
		}
	}
	return s, s.run(server)
}

func (s *Running) data() string { return filepath.Join(s.Folder, "data") }
func (s *Running) said() string { return filepath.Join(s.Folder, "said") }

// run starts the server below a shell, whose input ends with this process.
func (s *Running) run(server string) error {
	const script = `"$1" -D "$2" >"$3" 2>&1 & server=$!; echo $server >"$4"; cat >/dev/null; kill -QUIT $server; wait $server; rm -rf "$5"`
	s.command = s.as(exec.Command("sh", "-c", script, "sh", server, s.data(), s.said(), filepath.Join(s.Folder, "process"), s.Folder))
	var err error
	if s.life, err = s.command.StdinPipe(); err != nil {
		return err
	}
	if err := s.command.Start(); err != nil {
		return err
	}
	for range 600 {
		said, _ := os.ReadFile(s.said()) // not there yet
		if bytes.Contains(said, []byte("ready to accept")) {
			return nil
		}
		if bytes.Contains(said, []byte("FATAL")) {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	said, _ := os.ReadFile(s.said())
	s.End()
	return fmt.Errorf("the server does not start: %s", said)
}

// End ends the server and takes its data away.
func (s *Running) End() {
	_ = s.life.Close()
	_ = s.command.Wait() // it was killed, or ended before
}

// programs are where initdb and postgres are. Debian does not have them in PATH.
func programs() (initdb, server string, err error) {
	if os.Getenv(variable) == "off" {
		return "", "", errors.New(variable + " is off")
	}
	folders := filepath.SplitList(os.Getenv("PATH"))
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin"} {
		found, _ := filepath.Glob(pattern) // a pattern of ours is none that fails
		slices.Reverse(found)
		folders = append(folders, found...)
	}
	for _, folder := range folders {
		initdb, server = filepath.Join(folder, "initdb"), filepath.Join(folder, "postgres")
		if executable(initdb) && executable(server) {
			return initdb, server, nil
		}
	}
	return "", "", errors.New("its programs are not found")
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
