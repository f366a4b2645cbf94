package corpus

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func encoded(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEncodings(t *testing.T) {
	const hant, hans = "燈塔建於一八九八年。\n港口每天有三班渡輪，週末加開兩班。\n", "灯塔建于一八九八年。\n港口每天有三班渡轮，周末加开两班。\n"
	for _, c := range []struct{ name, raw, want string }{
		{"UTF-8", hant, hant},
		{"UTF-8 with mark", "\xEF\xBB\xBF" + hant, hant},
		{"UTF-16LE with mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), hant), hant},
		{"UTF-16BE with mark", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), hant), hant},
		{"UTF-16LE", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), hant), hant},
		{"UTF-16BE", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), hant), hant},
		{"GB18030", encoded(t, simplifiedchinese.GB18030, hans), hans},
		{"Big5", encoded(t, traditionalchinese.Big5, hant), hant},
		{"CRLF", strings.ReplaceAll(hant, "\n", "\r\n"), hant},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, read(t, "x.txt", c.raw).Text); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	page := `<html><head><meta charset="gbk"></head><body><p>` + hans + `</p></body></html>`
	if a := read(t, "x.html", encoded(t, simplifiedchinese.GBK, page)); !strings.Contains(a.Text, "灯塔建于") {
		t.Errorf("declared by the page: %q", a.Text)
	}
}

func TestReadErrors(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct{ name, raw, want string }{
		{"empty", "", "is empty"},
		{"blank", " \n\t\n", "nothing but white space"},
		{"binary", "abc\x00\x01\x00\x00def", "byte 3 (line 1) is a NUL"},
		{"PDF", "%PDF-1.7\n...", "is a PDF"},
		{"PNG", "\x89PNG\r\n\x1a\n0000", "image/png"},
		{"zip", "PK\x03\x04....", "zip archive"},
		{"damaged UTF-8", "第一行。\n第二\xE7行很好看。\n", "byte 19 (line 2) (0xE7) is not UTF-8"},
		{"Latin-1", "caf\xE9 au lait\n", "neither GB18030 nor Big5"},
		{"odd UTF-16", "\xFF\xFEa\x00\x00\xD8", "is not UTF-16"},
		{"too large", strings.Repeat("a b ", MaxBytes/4+1), "larger than 16 MiB"},
		{"headings alone", "# 題\n", "headings but no text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(folder, c.name+".md")
			if err := os.WriteFile(path, []byte(c.raw), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := ReadFile(path)
			var bad *ReadError
			if !errors.As(err, &bad) || !strings.Contains(bad.Reason, c.want) || bad.Source != path {
				t.Errorf("got %v, want a ReadError with %q", err, c.want)
			}
		})
	}
	for path, want := range map[string]string{folder: "is a directory", filepath.Join(folder, "none"): "no such file"} {
		if _, err := ReadFile(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

func TestLongLines(t *testing.T) {
	for name, text := range map[string]string{
		"sentences":      strings.Repeat("港口每天有三班渡輪。", 40_000),
		"no punctuation": strings.Repeat("港口每天有三班渡輪", 40_000),
		"one word":       strings.Repeat("a", 1<<20),
		"nested":         strings.Repeat("「（", 100_000) + "文。",
	} {
		t.Run(name, func(t *testing.T) { read(t, "x.txt", text) })
	}
	if a := read(t, "x.html", strings.Repeat("<div>", 200_000)+"<p>文章在此。</p>"); a.Text != "文章在此。\n\n" {
		t.Errorf("got %q", a.Text)
	}
}
