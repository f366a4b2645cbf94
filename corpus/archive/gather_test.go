package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

// texts lets texts pass by their names.
func texts(name string) error {
	if slices.Contains([]string{".txt", ".md", ".html"}, strings.ToLower(filepath.Ext(name))) {
		return nil
	}
	return &doc.Error{Reason: "is of a kind that is not read"}
}

// gathered says what Gather finds, a line each.
func gathered(t *testing.T, path string) []string {
	t.Helper()
	var all []string
	err := Gather(t.Context(), path, texts, func(f doc.File, err error) error {
		name := strings.TrimPrefix(f.Source, path)
		var bad *doc.Error
		switch {
		case errors.As(err, &bad) && bad.Source == f.Source && f.Data == nil:
			name += ": " + bad.Reason
		case err != nil:
			t.Errorf("%s: %v blames %q", f.Source, err, bad.Source)
		case filepath.Base(f.Source) != f.Name:
			t.Errorf("%s is named %s", f.Source, f.Name)
		default:
			name += " = " + string(f.Data)
		}
		all = append(all, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestGatherFolder(t *testing.T) {
	folder := t.TempDir()
	deep := strings.Repeat("d/", maxFolders+1)
	for name, text := range map[string]string{
		"b.txt": "乙", "a/c.MD": "丙", "a/.git/d.txt": "x", ".hidden.txt": "x", "a/node_modules/e/README.md": "x", "program.exe": "x", "z.zip": string(samples.Zip("in/e.html", "戊", "f.exe", "x")), deep + "g.txt": "x",
	} {
		path := filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Symlink("b.txt", filepath.Join(folder, "l.txt")), os.Truncate(filepath.Join(folder, "b.txt"), 3)); err != nil {
		t.Fatal(err)
	}
	big, err := os.Create(filepath.Join(folder, "c.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(big.Truncate(doc.MaxBytes+1), big.Close()); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"/a/c.MD = 丙", "/b.txt = 乙", "/c.txt: is larger than 16 MiB", "/" + strings.TrimSuffix(deep[:2*maxFolders], "/") + ": is more than 16 folders deep",
		"/l.txt: is a link", "/program.exe: is of a kind that is not read", "/z.zip/in/e.html = 戊", "/z.zip/f.exe: is of a kind that is not read",
	}
	if diff := cmp.Diff(want, gathered(t, folder)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGatherOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.unknown")
	if err := os.WriteFile(path, []byte("文"), 0o600); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{" = 文"}, gathered(t, path)); diff != "" {
		t.Errorf("a file that was named is given, whatever its kind (-want +got):\n%s", diff)
	}
	var bad *doc.Error
	if err := Gather(t.Context(), path+"x", texts, nil); !errors.As(err, &bad) || bad.Reason != "no such file" {
		t.Errorf("got %v", err)
	}
	stop := errors.New("enough")
	if err := Gather(t.Context(), path, texts, func(doc.File, error) error { return stop }); err != stop {
		t.Errorf("got %v, want the error of yield", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Gather(ctx, filepath.Dir(path), texts, func(doc.File, error) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a cancelled context", err)
	}
}

// archiveOf is a zip of entries with those headers; each holds "文".
func archiveOf(t testing.TB, headers ...*zip.FileHeader) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, h := range headers {
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write([]byte("文"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestUnpack(t *testing.T) {
	link := &zip.FileHeader{Name: "link.txt"}
	link.SetMode(fs.ModeSymlink | 0o777)
	const chinese = "\xD7\xCA\xC1\xCF/\xB5\xC6\xCB\xFE.txt" // 资料/灯塔.txt in GBK
	data := archiveOf(t, &zip.FileHeader{Name: "a.txt"}, link, &zip.FileHeader{Name: chinese, NonUTF8: true}, &zip.FileHeader{Name: `dir\b.md`},
		&zip.FileHeader{Name: "../c.txt"}, &zip.FileHeader{Name: "/d.txt"}, &zip.FileHeader{Name: "e.zip"}, &zip.FileHeader{Name: "__MACOSX/f.txt"}, &zip.FileHeader{Name: "g/.h.txt"}, &zip.FileHeader{Name: "i/node_modules/j.txt"})
	var got []string
	err := Unpack(t.Context(), doc.File{Name: "x.zip", Source: "https://a.example/x.zip", Data: data}, texts, func(f doc.File, err error) error {
		line := strings.TrimPrefix(f.Source, "https://a.example/x.zip/") + " = " + string(f.Data)
		if err != nil {
			line = err.Error()
		}
		got = append(got, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	const at = "https://a.example/x.zip/"
	want := []string{"a.txt = 文", at + "link.txt: is a link", "资料/灯塔.txt = 文", "dir/b.md = 文", at + "../c.txt: has a path that leads out of the archive",
		at + "/d.txt: has a path that leads out of the archive", at + "e.zip: is an archive inside of an archive, which is not opened"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is found in an archive of the web never has the address of a page: an entry may
// have any name.
func TestUnpackSources(t *testing.T) {
	data := samples.Zip("b.md", "文")
	for source, want := range map[string]string{
		"https://a.example/x.ZIP": "https://a.example/x.ZIP/b.md", "https://a.example/get?to=": "https://a.example/get?to=#b.md", "https://a.example/x.zip?v=1": "https://a.example/x.zip?v=1#b.md",
		"https://a.example/get": "https://a.example/get#b.md", "x": "x/b.md", "x.zip": "x.zip/b.md",
	} {
		err := Unpack(t.Context(), doc.File{Name: "x", Source: source, Data: data}, texts, func(f doc.File, err error) error {
			if f.Source != want || err != nil {
				t.Errorf("%s: %s, %v; want %s", source, f.Source, err, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// What is one document, and what is no archive, is given as it is.
func TestUnpackDocuments(t *testing.T) {
	for name, data := range map[string][]byte{"x.docx": samples.Folder()[samples.Tea], "x.txt": []byte("文。")} {
		given := 0
		err := Unpack(t.Context(), doc.File{Name: name, Data: data}, texts, func(f doc.File, err error) error {
			if given++; err != nil || f.Name != name || !bytes.Equal(f.Data, data) {
				t.Errorf("%s came as %s, %v", name, f.Name, err)
			}
			return nil
		})
		if err != nil || given != 1 {
			t.Errorf("%s: given %d times, %v", name, given, err)
		}
	}
}

// An entry that has the bytes of another is not unpacked a second time.
func TestUnpackShared(t *testing.T) {
	data := archiveOf(t, &zip.FileHeader{Name: "a.txt"}, &zip.FileHeader{Name: "b.txt"})
	directory := bytes.Index(data, []byte("PK\x01\x02"))
	second := directory + bytes.Index(data[directory+4:], []byte("PK\x01\x02")) + 4
	copy(data[second+42:second+46], data[directory+42:directory+46]) // where its bytes are
	var refused, given []string
	err := Unpack(t.Context(), doc.File{Name: "x.zip", Data: data}, texts, func(f doc.File, err error) error {
		if err != nil {
			refused = append(refused, err.Error())
		} else {
			given = append(given, f.Name)
		}
		return nil
	})
	if diff := cmp.Diff([][]string{{"a.txt"}, {"x.zip/b.txt: shares its bytes with another file of the archive"}}, [][]string{given, refused}); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestTooManyEntries(t *testing.T) {
	var names []string
	for i := range maxEntries + 1 {
		names = append(names, strconv.Itoa(i), "")
	}
	for n, want := range map[int]string{maxEntries: "", maxEntries + 1: "more than 20000 files"} {
		data := samples.Zip(names[:2*n]...)
		_, err := Open(bytes.NewReader(data), int64(len(data)))
		if want == "" != (err == nil) || err != nil && !strings.Contains(err.(*doc.Error).Reason, want) {
			t.Errorf("%d files: %v", n, err)
		}
	}
}
