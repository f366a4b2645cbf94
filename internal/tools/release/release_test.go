package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The archive contains the licences of everything in the program: of each module, of Go, and
// of the PDF engine with its libraries.
func TestLicences(t *testing.T) {
	t.Chdir("../../..")
	binary := filepath.Join(t.TempDir(), "footnote")
	write(t, binary, "a program")
	contents, err := gather(t.Context(), target{runtime.GOOS, runtime.GOARCH}, binary)
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{
		"footnote", "LICENSE", "README.md", "THIRD_PARTY.md", "licences/go/LICENSE", "licences/modernc.org/sqlite/LICENSE-SQLITE",
		"licences/go.yaml.in/yaml/v4/NOTICE", "licences/github.com/prometheus/client_golang/internal/github.com/golang/gddo/LICENSE", "licences/pdfium/freetype.txt", "licences/pdfium/pdfium.txt",
	} {
		if len(contents[place]) == 0 {
			t.Errorf("the archive lacks %s", place)
		}
	}
}

// TestLinks checks that every link of the README and of the documents leads to a file of the
// archive, for those who have only that.
func TestLinks(t *testing.T) {
	t.Chdir("../../..")
	binary := filepath.Join(t.TempDir(), "footnote")
	write(t, binary, "a program")
	contents, err := gather(t.Context(), target{runtime.GOOS, runtime.GOARCH}, binary)
	if err != nil {
		t.Fatal(err)
	}
	link, links := regexp.MustCompile(`\]\(([^)#:\s…]+)(#[^)]*)?\)`), 0
	for place, text := range contents {
		if path.Ext(place) != ".md" || strings.HasPrefix(place, "licences/") {
			continue
		}
		for _, found := range link.FindAllSubmatch(text, -1) {
			links++
			if to := path.Join(path.Dir(place), string(found[1])); contents[to] == nil {
				t.Errorf("%s links to %s, which the archive lacks", place, to)
			}
		}
	}
	if links < 100 {
		t.Errorf("only %d links were found", links)
	}
}

// TestTracked checks that files that are not in the repository stay out of the archive.
func TestTracked(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("docs", 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, "docs/a b.md", "a document")
	write(t, "docs/.DS_Store", "a desktop")
	for _, args := range [][]string{{"init", "-q"}, {"add", "docs/a b.md"}} {
		if _, err := output(t.Context(), nil, "git", args...); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string][]byte{}
	if err := readTracked(t.Context(), "docs", got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string][]byte{"docs/a b.md": []byte("a document")}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNoLicence(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "README.md"), "take it")
	if found, err := (module{path: "example.org/nobody", folder: folder}).licences(map[string][]byte{}); found || err != nil {
		t.Errorf("a module without a licence: %v, %v", found, err)
	}
}

// The same contents make the same archive, and unpacking it gives the contents and an
// executable program.
func TestArchives(t *testing.T) {
	contents := map[string][]byte{"footnote": []byte("a program"), "licences/x/LICENSE": []byte("do what you like")}
	at := time.Date(2026, 11, 27, 12, 0, 1, 0, time.UTC)
	for name, read := range map[string]func(*testing.T, []byte) map[string]entry{"a.tar.gz": readTar, "a.zip": readZip} {
		t.Run(name, func(t *testing.T) {
			var made [2][]byte
			for n := range made {
				file := filepath.Join(t.TempDir(), name)
				if err := pack(file, "top", contents, at.In(time.FixedZone("", n*3600))); err != nil {
					t.Fatal(err)
				}
				made[n], _ = os.ReadFile(file)
			}
			if !bytes.Equal(made[0], made[1]) {
				t.Error("two archives of the same contents differ")
			}
			want := map[string]entry{"top/footnote": {"a program", 0o755}, "top/licences/x/LICENSE": {"do what you like", 0o644}}
			if diff := cmp.Diff(want, read(t, made[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

type entry struct {
	Text string
	Mode fs.FileMode
}

func readTar(t *testing.T, data []byte) map[string]entry {
	g, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]entry{}
	for r := tar.NewReader(g); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all[header.Name] = entry{allOf(t, r), header.FileInfo().Mode().Perm()}
	}
}

func readZip(t *testing.T, data []byte) map[string]entry {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]entry{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = entry{allOf(t, r), f.Mode().Perm()}
	}
	return all
}

func TestTargets(t *testing.T) {
	got, err := parse("linux/amd64,windows/arm64")
	if err != nil || len(got) != 2 || got[1] != (target{"windows", "arm64"}) {
		t.Errorf("%v, %v", got, err)
	}
	for _, wrong := range []string{"", "linux", "linux/", "/amd64", "linux/amd64,"} {
		if _, err := parse(wrong); err == nil {
			t.Errorf("%q is accepted", wrong)
		}
	}
}

func TestChecksums(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "b"), "")
	write(t, filepath.Join(folder, "a"), "abc")
	if err := writeChecksums(folder, []string{"b", "a"}); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(filepath.Join(folder, "SHA256SUMS"))
	want := "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if err := emptyFolder(folder); err == nil {
		t.Error("a folder with files is accepted as empty")
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func allOf(t *testing.T, r io.Reader) string {
	t.Helper()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
