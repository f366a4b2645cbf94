package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// pack writes contents, whose keys are paths below the folder top, to a zip or tar.gz file, as
// the name of the file says. Every entry has the time at, so that the same contents make the
// same file.
func pack(file, top string, contents map[string][]byte, at time.Time) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if strings.HasSuffix(file, ".zip") {
		return packZip(f, top, contents, at)
	}
	return packTar(f, top, contents, at)
}

func packZip(out io.Writer, top string, contents map[string][]byte, at time.Time) error {
	z := zip.NewWriter(out)
	for _, place := range slices.Sorted(maps.Keys(contents)) {
		header := &zip.FileHeader{Name: path.Join(top, place), Method: zip.Deflate, Modified: at.UTC()}
		header.SetMode(mode(place))
		w, err := z.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := w.Write(contents[place]); err != nil {
			return err
		}
	}
	return z.Close()
}

func packTar(out io.Writer, top string, contents map[string][]byte, at time.Time) error {
	g := gzip.NewWriter(out)
	t := tar.NewWriter(g)
	for _, place := range slices.Sorted(maps.Keys(contents)) {
		header := &tar.Header{Name: path.Join(top, place), Mode: int64(mode(place)), Size: int64(len(contents[place])), ModTime: at.UTC(), Format: tar.FormatPAX}
		if err := t.WriteHeader(header); err != nil {
			return err
		}
		if _, err := t.Write(contents[place]); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), g.Close())
}

// mode returns the permissions of a file. Only the program is executable.
func mode(place string) os.FileMode {
	if place == "footnote" || place == "footnote.exe" {
		return 0o755
	}
	return 0o644
}

// writeChecksums writes the SHA-256 of each file in the format of sha256sum, which can check
// them.
func writeChecksums(folder string, files []string) error {
	var sums strings.Builder
	for _, name := range slices.Sorted(slices.Values(files)) {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), name)
	}
	return os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(sums.String()), 0o644)
}
