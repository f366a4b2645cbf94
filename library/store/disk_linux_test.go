package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

const ownDisksVariable = "FOOTNOTE_TEST_OWN_DISKS"

// onOwnDisks runs the current test again in a process that can mount disks in a namespace of its
// own. It returns true in that process.
func onOwnDisks(t *testing.T) bool {
	t.Helper()
	if os.Getenv(ownDisksVariable) != "" {
		return true
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, "-test.run=^"+t.Name()+"$", "-test.v")
	c.Env = append(os.Environ(), ownDisksVariable+"=1")
	c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		c.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		c.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
	}
	said, err := c.CombinedOutput()
	var ended *exec.ExitError
	switch {
	case err != nil && !errors.As(err, &ended):
		t.Skipf("this system does not allow mounting in a namespace: %v", err)
	case err != nil:
		t.Errorf("on disks of its own:\n%s", said)
	case bytes.Contains(said, []byte("--- SKIP")):
		t.Skipf("on disks of its own:\n%s", said)
	}
	return false
}

// disk mounts an empty disk.
func disk(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	_ = syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, "") // fails if they are private already
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("this system does not mount a disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
	return folder
}

func readOnly(t *testing.T, folder string) {
	t.Helper()
	if err := syscall.Mount("", folder, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("this system does not make a disk read-only: %v", err)
	}
}

// TestFullDisk checks that on a full disk everything acknowledged can be read, and that writing
// works again once there is space.
func TestFullDisk(t *testing.T) {
	if !onOwnDisks(t) {
		return
	}
	folder := disk(t, "6m")
	spare := filepath.Join(folder, "spare")
	if err := os.WriteFile(spare, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	l := library(t, filepath.Join(folder, "footnote.db"))
	kept := fill(t, l)
	t.Logf("%d articles until the disk was full", len(kept))
	if len(kept) == 0 {
		t.Fatal("no article was stored")
	}
	holds(t, l, Local, kept...)
	if err := l.Backup(t.Context(), filepath.Join(folder, "backup.db")); kind(err) != NoSpace {
		t.Errorf("a backup on the full disk: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "backup*")); len(left) > 0 {
		t.Errorf("the backup left %q", left)
	}
	if _, was, err := l.Remove(t.Context(), Local, kept[0].Article.ID, time.Now()); was != (err == nil) || err != nil && kind(err) != NoSpace {
		t.Errorf("removed %v, error %v", was, err)
	} else if was {
		kept = kept[1:]
	}
	holds(t, l, Local, kept...)
	l.Close()

	rest, err := os.Create(filepath.Join(folder, "rest"))
	if err != nil {
		t.Fatal(err)
	}
	for block := make([]byte, 4096); err == nil; {
		_, err = rest.Write(block)
	}
	rest.Close()
	if _, err := OpenLibrary(t.Context(), filepath.Join(folder, "other.db")); kind(err) != NoSpace {
		t.Errorf("a new library on the full disk: %v", err)
	}
	if l, err := OpenLibrary(t.Context(), l.path); err == nil {
		l.Close()
	} else if kind(err) != NoSpace {
		t.Errorf("opened on the full disk: %v", err)
	}
	reading, ok, err := ReadLibrary(t.Context(), l.path)
	if !ok || err != nil {
		t.Fatalf("read on the full disk: %v, %v", ok, err)
	}
	holds(t, reading, Local, kept...)
	reading.Close()

	if err := errors.Join(os.Remove(rest.Name()), os.Remove(spare)); err != nil {
		t.Fatal(err)
	}
	l = library(t, l.path)
	holds(t, l, Local, kept...)
	if _, was, err := l.Remove(t.Context(), Local, kept[0].Article.ID, time.Now()); !was || err != nil {
		t.Errorf("with space again: removed %v, error %v", was, err)
	}
	holds(t, l, Local, kept[1:]...)
}

// TestFullDiskOfBackup checks that a backup names the disk that is full: that of the copy, not
// that of the library.
func TestFullDiskOfBackup(t *testing.T) {
	if !onOwnDisks(t) {
		return
	}
	l := library(t, inFolder(t))
	keepAll(t, l, Local, record(t, 1))
	to := filepath.Join(disk(t, "64k"), "backup.db")
	var full *OpenError
	if err := l.Backup(t.Context(), to); !errors.As(err, &full) || full.Kind != NoSpace || full.Path != to {
		t.Errorf("a backup to a full disk: %v", err)
	}
}

// TestLimitedFile checks the same for a process with a limit on the size of its files.
func TestLimitedFile(t *testing.T) {
	path := inFolder(t)
	_, said := child(t, "limited", path)
	kept := 0
	for ; said.Scan() && said.Text() == "done"; kept++ {
	}
	if said.Text() != "no space" || kept == 0 {
		t.Fatalf("after %d: %s", kept, said.Text())
	}
	l := library(t, path)
	if got, err := l.Articles(t.Context(), Local, "m"); len(got) != kept || err != nil {
		t.Errorf("%d were acknowledged, %d are there, error %v", kept, len(got), err)
	}
}

// systemParts returns the parts for [TestMain] that exist only on this system.
func systemParts() map[string]func(string) error {
	return map[string]func(string) error{"limited": limited}
}

// limited puts articles into a file that must not grow beyond a megabyte.
func limited(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 20, Max: 1 << 20}); err != nil {
		return err
	}
	l, err := OpenLibrary(context.Background(), path)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		r, err := numbered(n)
		if err != nil {
			return err
		}
		r.Vectors = bytes.Repeat(r.Vectors, 1000)
		if _, err := l.Put(context.Background(), Local, r, 0); kind(err) == NoSpace {
			fmt.Println("no space")
			return nil
		} else if err != nil {
			return err
		}
		fmt.Println("done")
	}
}

// TestReadOnlyDisk checks that a library on a read-only disk can be read, and that nothing there
// changes.
func TestReadOnlyDisk(t *testing.T) {
	if !onOwnDisks(t) {
		return
	}
	folder := disk(t, "8m")
	r := record(t, 1)
	l := library(t, filepath.Join(folder, "footnote.db"))
	keepAll(t, l, Local, r)
	torn := filepath.Join(folder, "torn.db") // as left by a program that died
	for _, ending := range []string{"", "-wal"} {
		if err := os.WriteFile(torn+ending, contents(t, l.path+ending), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l.Close()
	old := filepath.Join(folder, "old.db")
	asVersion(t, old, 3)
	readOnly(t, folder)
	before := contents(t, l.path)
	if _, err := OpenLibrary(t.Context(), l.path); kind(err) != ReadOnly {
		t.Errorf("opened: %v", err)
	}
	if _, err := OpenLibrary(t.Context(), old); kind(err) != ReadOnly {
		t.Errorf("an old one opened: %v", err)
	}
	if _, err := OpenLibrary(t.Context(), filepath.Join(folder, "new.db")); kind(err) != ReadOnly {
		t.Errorf("a new one made: %v", err)
	}
	if _, err := Lock(folder); kind(err) != ReadOnly {
		t.Errorf("served: %v", err)
	}
	reading, ok, err := ReadLibrary(t.Context(), l.path)
	if !ok || err != nil {
		t.Fatalf("read: %v, %v", ok, err)
	}
	holds(t, reading, Local, r)
	if err := reading.Backup(t.Context(), filepath.Join(t.TempDir(), "backup.db")); err != nil {
		t.Errorf("backed up: %v", err)
	}
	reading.Close()
	if _, ok, err := ReadLibrary(t.Context(), torn); ok || kind(err) != ReadOnly {
		t.Errorf("with a log: %v, %v", ok, err)
	}
	if _, err := Restore(t.Context(), l.path, old); kind(err) != ReadOnly {
		t.Errorf("restored: %v", err)
	}
	v, warnings := warned(t, old)
	vectors, keys := some(1)
	if got := load(t, v, "m", keys); len(got) != 1 || len(*warnings) > 0 {
		t.Errorf("%d vectors of an old file, warnings %q", len(got), *warnings)
	}
	store(t, v, "other", vectors)
	if len(load(t, v, "other", keys)) != 1 {
		t.Error("the cache does not work in memory")
	}
	if !bytes.Equal(before, contents(t, l.path)) {
		t.Error("the file has changed")
	}
}

// TestReadOnlyFile checks the same for a read-only file in a writable directory.
func TestReadOnlyFile(t *testing.T) {
	if !onOwnDisks(t) {
		return
	}
	folder := t.TempDir()
	l := library(t, inFolder(t))
	r := record(t, 1)
	keepAll(t, l, Local, r)
	l.Close()
	path := filepath.Join(folder, "footnote.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, "") // fails if they are private already
	for _, flags := range []uintptr{syscall.MS_BIND, syscall.MS_BIND | syscall.MS_REMOUNT | syscall.MS_RDONLY} {
		if err := syscall.Mount(l.path, path, "", flags, ""); err != nil {
			t.Skipf("this system does not make a file read-only: %v", err)
		}
	}
	t.Cleanup(func() { _ = syscall.Unmount(path, syscall.MNT_DETACH) })
	if _, err := OpenLibrary(t.Context(), path); kind(err) != ReadOnly {
		t.Errorf("opened: %v", err)
	}
	reading, ok, err := ReadLibrary(t.Context(), path)
	if !ok || err != nil {
		t.Fatalf("read: %v, %v", ok, err)
	}
	defer reading.Close()
	holds(t, reading, Local, r)
}
