package main

import (
	"archive/zip"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/internal/samples"
)

func TestRun(t *testing.T) {
	folder, archive := filepath.Join(t.TempDir(), "new"), filepath.Join(t.TempDir(), "all.zip")
	var out strings.Builder
	if err := run([]string{"--zip", archive, folder}, &out); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != len(samples.Folder())+len(samples.Formats()) || len(z.File) != len(files) {
		t.Errorf("%d files, %d in the archive, %v", len(files), len(z.File), err)
	}
	if err := run(nil, &out); err == nil || !strings.Contains(err.Error(), "one folder") {
		t.Errorf("without a folder: %v", err)
	}
	out.Reset()
	if err := run([]string{"--help"}, &out); !errors.Is(err, flag.ErrHelp) || !strings.Contains(out.String(), "usage: makesample") {
		t.Errorf("help: %v, %q", err, out.String())
	}
}
