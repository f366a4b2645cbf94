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
	"strconv"
	"strings"
	"testing"
	"time"
)

// variable says which PostgreSQL server tests use: the address of one, "required" to start one
// and fail if that is impossible, or "off" for none. If it is not set, a server is started if
// its programs are found.
const variable = "FOOTNOTE_TEST_POSTGRES"

func given() string {
	if value := os.Getenv(variable); value != "required" && value != "off" {
		return value
	}
	return ""
}

// missing skips a test, or fails it if a server is required.
func missing(t testing.TB, err error) {
	t.Helper()
	if os.Getenv(variable) == "required" {
		t.Fatalf("PostgreSQL is required: %v", err)
	}
	t.Skipf("without PostgreSQL: %v; install it, or set %s to the address of a server", err, variable)
}

// A Running server keeps its data in a folder of its own, which is deleted with it. It ends
// when this process does, however that ends.
type Running struct {
	Folder  string // holds the data and the socket
	program string
	server  *exec.Cmd
	log     *os.File
	janitor *exec.Cmd
	life    io.Closer // closing it ends the janitor
}

// Durable returns the settings of a server that loses no acknowledged write.
func Durable() []string {
	return []string{"fsync = on", "synchronous_commit = on", "full_page_writes = on"}
}

// Start starts a server for one test, which may kill it. more are settings in the form of
// postgresql.conf.
func Start(t testing.TB, more ...string) *Running {
	t.Helper()
	s, err := start(more...)
	if err != nil {
		missing(t, err)
	}
	t.Cleanup(s.End)
	return s
}

// Address returns the address of the database postgres, by the server's socket.
func (s *Running) Address() string {
	return "postgres://postgres@/postgres?host=" + s.Folder
}

const settings = `listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 200
shared_buffers = 32MB
`

// start starts a server with new data.
func start(more ...string) (s *Running, err error) {
	initdb, program, err := programs()
	if err != nil {
		return nil, err
	}
	return begin(program, append(strings.Split(settings, "\n"), more...), initdb, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync", "--pgdata")
}

// begin starts a server with data that a command creates. The command's last argument is the
// data folder.
func begin(program string, settings []string, command string, arguments ...string) (s *Running, err error) {
	s = &Running{program: program}
	if s.Folder, err = os.MkdirTemp("", "footnote-postgres-"); err != nil {
		return nil, err
	}
	if err := own(s.Folder); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.Folder))
	}
	made, err := s.as(exec.Command(command, append(arguments, s.data())...)).CombinedOutput()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w: %s", command, err, made), os.RemoveAll(s.Folder))
	}
	conf, err := os.OpenFile(filepath.Join(s.data(), "postgresql.auto.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = fmt.Fprintf(conf, "\n%s\nunix_socket_directories = '%s'\n", strings.Join(settings, "\n"), s.Folder)
		err = errors.Join(err, conf.Close())
	}
	if err == nil {
		err = s.clean()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.Folder))
	}
	if err := s.Run(); err != nil {
		s.End()
		return nil, err
	}
	return s, nil
}

// Standby starts a server that replicates this one. A write is acknowledged once both have it.
func (s *Running) Standby(t testing.TB) *Running {
	t.Helper()
	program, err := filepath.EvalSymlinks(s.program) // the other programs are in the same folder
	if err != nil {
		t.Fatal(err)
	}
	copier := filepath.Join(filepath.Dir(program), "pg_basebackup")
	if !executable(copier) {
		missing(t, errors.New("pg_basebackup was not found"))
	}
	standby, err := begin(s.program, nil, copier, "--host", s.Folder, "--username", "postgres", "--checkpoint", "fast", "--write-recovery-conf", "--no-sync", "--pgdata")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(standby.End)
	for _, query := range []string{`alter system set synchronous_standby_names = '*'`, `select pg_reload_conf()`} {
		if _, err := Open(t, s.Address()).Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	return standby
}

// Promote makes a standby take the place of the server that it replicated.
func (s *Running) Promote(t testing.TB) {
	t.Helper()
	db := Open(t, s.Address())
	if _, err := db.Exec(`alter system reset synchronous_standby_names`); err != nil { // the setting was copied, but this server has no standby
		t.Log(err)
	}
	if _, err := db.Exec(`select pg_promote()`); err != nil {
		t.Fatal(err)
	}
}

func (s *Running) data() string { return filepath.Join(s.Folder, "data") }

// clean starts a shell whose input ends with this process. The shell then ends the server and
// deletes its folder.
func (s *Running) clean() (err error) {
	const script = `cat >/dev/null; p=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$p" && while kill -0 "$p" 2>/dev/null; do sleep 0.1; done; rm -rf "$1"`
	s.janitor = s.as(exec.Command("sh", "-c", script, "sh", s.Folder))
	if s.life, err = s.janitor.StdinPipe(); err != nil {
		return err
	}
	return s.janitor.Start()
}

// Run starts the server, also after [Running.Kill], and waits until it accepts connections. It
// first waits for the remaining processes of a killed server to end.
func (s *Running) Run() error {
	for range 100 {
		err := s.run()
		if err == nil || !strings.Contains(err.Error(), "still in use") {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("the remaining processes of the killed server do not end")
}

func (s *Running) run() (err error) {
	if s.log, err = os.CreateTemp(s.Folder, "log-"); err != nil { // a new file, because processes of a killed server may still write to the old one
		return err
	}
	s.server = s.as(exec.Command(s.program, "-D", s.data()))
	s.server.Stdout, s.server.Stderr = s.log, s.log
	if err := s.server.Start(); err != nil {
		return err
	}
	for range 1200 {
		said, err := os.ReadFile(s.log.Name())
		switch {
		case err != nil:
			return err
		case bytes.Contains(said, []byte("ready to accept")): // or, for a standby, read-only connections
			return nil
		case bytes.Contains(bytes.ReplaceAll(said, []byte("FATAL:  the database system is "), nil), []byte("FATAL")):
			s.Kill()
			return fmt.Errorf("the server does not start: %s", said)
		}
		time.Sleep(25 * time.Millisecond)
	}
	return errors.New("the server does not start within 30 s")
}

// Kill ends the server at once, as a power failure does, along with the processes that serve
// its connections, which would otherwise continue for a moment.
func (s *Running) Kill() {
	children, _ := exec.Command("pgrep", "-P", strconv.Itoa(s.server.Process.Pid)).Output() // empty if the server has ended
	_ = s.server.Process.Kill()                                                             // or it has ended
	for _, line := range strings.Fields(string(children)) {
		id, err := strconv.Atoi(line)
		if err != nil {
			continue
		}
		if child, err := os.FindProcess(id); err == nil {
			_ = child.Kill() // or it has ended
		}
	}
	_ = s.server.Wait()
	s.log.Close()
}

// End ends the server and deletes its data.
func (s *Running) End() {
	if s.server != nil && s.server.Process != nil {
		s.Kill()
	}
	_ = s.life.Close()
	_ = s.janitor.Wait()
}

// programs returns the paths of initdb and postgres. Debian does not put them in PATH.
func programs() (initdb, server string, err error) {
	if os.Getenv(variable) == "off" {
		return "", "", errors.New(variable + " is off")
	}
	folders := filepath.SplitList(os.Getenv("PATH"))
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin"} {
		found, _ := filepath.Glob(pattern) // our patterns are valid
		slices.Reverse(found)
		folders = append(folders, found...)
	}
	for _, folder := range folders {
		initdb, server = filepath.Join(folder, "initdb"), filepath.Join(folder, "postgres")
		if executable(initdb) && executable(server) {
			return initdb, server, nil
		}
	}
	return "", "", errors.New("the programs initdb and postgres were not found")
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
