package store

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func key(n int) [32]byte { return sha256.Sum256([]byte(fmt.Sprint(n))) }

func vector(n int) []float32 {
	v := make([]float32, 384)
	for i := range v {
		v[i] = float32(n*1000 + i)
	}
	return v
}

// some returns n vectors by their keys, and the keys.
func some(n int) (map[[32]byte][]float32, [][32]byte) {
	vectors := map[[32]byte][]float32{}
	var keys [][32]byte
	for i := range n {
		vectors[key(i)] = vector(i)
		keys = append(keys, key(i))
	}
	return vectors, keys
}

// warned opens the cache at path and collects its warnings.
func warned(t *testing.T, path string) (*Vectors, *[]string) {
	t.Helper()
	var warnings []string
	v := Open(path, func(w string) { warnings = append(warnings, w) })
	t.Cleanup(func() { v.Close() })
	return v, &warnings
}

func load(t *testing.T, v *Vectors, model string, keys [][32]byte) map[[32]byte][]float32 {
	t.Helper()
	known, err := v.Load(t.Context(), model, keys)
	if err != nil {
		t.Fatal(err)
	}
	return known
}

func store(t *testing.T, v *Vectors, model string, vectors map[[32]byte][]float32) {
	t.Helper()
	if err := v.Store(t.Context(), model, vectors); err != nil {
		t.Fatal(err)
	}
}

// made returns a file of 40 vectors, with its log merged in.
func made(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.db")
	v, _ := warned(t, path)
	vectors, _ := some(40)
	store(t, v, "m", vectors)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func place(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "footnote.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
