//go:build linux || darwin

package main

import (
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"footnote/internal/setup"
)

// Those that bring trouble return what is then in the database, and what ends
// the trouble.

func database(t *testing.T, data string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(data, setup.DatabaseName))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func nothing() {}

// bringNewer raises the version in the header, a number of four bytes.
// sqlite.org/fileformat2.html#user_version_number
func bringNewer(t *testing.T, data string) ([]byte, func()) {
	raw := database(t, data)
	binary.BigEndian.PutUint32(raw[60:], 99)
	writeFile(t, data, setup.DatabaseName, raw)
	return raw, nothing
}

// bringCorruption clears the page in the middle.
func bringCorruption(t *testing.T, data string) ([]byte, func()) {
	raw := database(t, data)
	const page = 4096
	middle := len(raw) / page / 2 * page
	clear(raw[middle : middle+page])
	writeFile(t, data, setup.DatabaseName, raw)
	return raw, nothing
}

// bringLock locks the bytes by which SQLite keeps others out of a file. They
// are beyond its end. sqlite.org/fileformat2.html#the_lock_byte_page
func bringLock(t *testing.T, data string) ([]byte, func()) {
	raw := database(t, data)
	f, err := os.OpenFile(filepath.Join(data, setup.DatabaseName), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Start: 1 << 30, Len: 512}
	if err := syscall.FcntlFlock(f.Fd(), syscall.F_SETLK, &all); err != nil {
		t.Fatal(err)
	}
	return raw, func() { f.Close() } // which unlocks it
}

// mounted puts a small disk in the place of the folder, with what was in it.
func mounted(t *testing.T, data string) {
	t.Helper()
	raw := database(t, data)
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", data).CombinedOutput(); err != nil {
		t.Skipf("mounting a disk is not permitted: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", data).CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	})
	writeFile(t, data, setup.DatabaseName, raw)
}

func bringReadOnly(t *testing.T, data string) ([]byte, func()) {
	mounted(t, data)
	if out, err := exec.Command("mount", "-o", "remount,ro", data).CombinedOutput(); err != nil {
		t.Skipf("%v %s", err, out)
	}
	return database(t, data), nothing
}

func bringFull(t *testing.T, data string) ([]byte, func()) {
	mounted(t, data)
	fill(t, data)
	return database(t, data), nothing
}

// fill leaves no room on a disk.
func fill(t *testing.T, folder string) {
	t.Helper()
	f, err := os.Create(filepath.Join(folder, "other files"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for rest := make([]byte, 4096); err == nil; {
		_, err = f.Write(rest)
	}
}
