package setup

import (
	"os"
	"testing"
)

// An address without a scheme is recognized, unless it may be a file.
func TestCompleteAddress(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("there.org/page", 0o700); err != nil {
		t.Fatal(err)
	}
	for source, want := range map[string]string{
		"example.org/page":           "https://example.org/page",
		"www.example.org":            "https://www.example.org",
		"zh.wikipedia.org/wiki/鏡湖":   "https://zh.wikipedia.org/wiki/鏡湖",
		"wiki.example:8080/page?a=b": "https://wiki.example:8080/page?a=b",
		"there.org/page":             "there.org/page", // an existing folder
		"http://example.org/page":    "http://example.org/page",
		"example.org":                "example.org", // looks like a file name, as notes.md does
		"notes.md":                   "notes.md",
		"report.zip/a.html":          "report.zip/a.html",
		"docs/notes.md":              "docs/notes.md",
		"../example.org/page":        "../example.org/page",
		"/example.org/page":          "/example.org/page",
		"v1.2/readme.md":             "v1.2/readme.md",
		`C:\example.org\page`:        `C:\example.org\page`,
		"-":                          "-",
		"me@example.org/page":        "me@example.org/page",
		"example.org/a b":            "example.org/a b",
	} {
		if got := CompleteAddress(source); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}
