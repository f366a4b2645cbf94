package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWriteNew checks that a new file is there as a whole or not at all, and that an existing
// one is left alone.
func TestWriteNew(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "all.jsonl")
	broken := errors.New("broken")
	half := func(w io.Writer) error {
		_, err := io.WriteString(w, "half")
		return errors.Join(err, broken)
	}
	if err := WriteNew(path, half); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if left, err := os.ReadDir(folder); len(left) > 0 || err != nil {
		t.Errorf("%v is left, error %v", left, err)
	}
	whole := func(w io.Writer) error {
		_, err := io.WriteString(w, "whole")
		return err
	}
	if err := WriteNew(path, whole); err != nil {
		t.Fatal(err)
	}
	if err := WriteNew(path, half); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing file: error %v", err)
	}
	got, err := os.ReadFile(path)
	if diff := cmp.Diff("whole", string(got)); diff != "" || err != nil {
		t.Errorf("error %v, %s", err, diff)
	}
	if left, err := os.ReadDir(folder); len(left) != 1 || err != nil {
		t.Errorf("%v is there, error %v", left, err)
	}
}
