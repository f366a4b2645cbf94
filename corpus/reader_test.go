package corpus

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

func TestReadErrors(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct{ name, raw, want string }{
		{"empty", "", "is empty"},
		{"blank", " \n\t\n", "nothing but white space"},
		{"binary", "abc\x00\x01\x00\x00def", "byte 3 (line 1) is a NUL"},
		{"PDF", "%PDF-1.7\n...", "is a PDF"},
		{"PNG", "\x89PNG\r\n\x1a\n0000", "is a picture"},
		{"zip", "PK\x03\x04....", "zip archive"},
		{"damaged UTF-8", "第一行。\n第二\xE7行\xE7很\xE7好看。\n", "byte 19 (line 2) (0xE7) is not UTF-8"},
		{"Latin-1", "caf\xE9 au lait\n", "neither GB18030 nor Big5"},
		{"odd UTF-16", "\xFF\xFEa\x00\x00\xD8a\x00\x00\xD8", "is not UTF-16"},
		{"too large", strings.Repeat("a b ", doc.MaxBytes/4+1), "larger than 16 MiB"},
		{"headings alone", "# 題\n", "headings but no text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(folder, c.name+".md")
			if err := os.WriteFile(path, []byte(c.raw), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := readFile(t, path)
			var bad *doc.Error
			if !errors.As(err, &bad) || !strings.Contains(bad.Reason, c.want) || bad.Source != path {
				t.Errorf("got %v, want a Error with %q", err, c.want)
			}
		})
	}
	for path, want := range map[string]string{folder: "is a directory", filepath.Join(folder, "none"): "no such file"} {
		if _, err := readFile(t, path); err == nil || !strings.Contains(err.Error(), want) {
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

func TestFacts(t *testing.T) {
	type facts struct{ Title, Author, Published, Source string }
	const address = "https://a.example/news/1?x=2"
	for _, c := range []struct {
		name, head, source string
		want               facts
	}{
		{"JSON-LD", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","headline":"題 &amp; 目","author":[{"name":"甲某"},"乙某"],"datePublished":"2024-03-02T01:02:03Z"}]}</script><meta name="author" content="丙某">`, address, facts{"題 & 目", "甲某、乙某", "2024-03-02", address}},
		{"OpenGraph", `<meta property="og:title" content="題目"><meta property="article:published_time" content="2024年3月2日 10:00"><meta property="article:author" content="https://a.example/people/1"><meta property="og:url" content="/news/one">`, address, facts{"題目", "", "2024-03-02", "https://a.example/news/one"}},
		{"names", `<title>題目</title><meta name="Author" content="甲某"><meta name="publishdate" content="2024/3/2">`, address, facts{"題目", "甲某", "2024-03-02", address}},
		{"time", `<title>題目</title><time datetime="2024-03-02">昨天</time>`, address, facts{"題目", "", "2024-03-02", address}},
		{"no date", `<title>題目</title><meta name="date" content="2024-13-45">`, address, facts{"題目", "", "2024-13-45", address}},
		{"canonical", `<title>題目</title><link rel="canonical" href="../one#top"><meta property="og:url" content="/two">`, address, facts{"題目", "", "", "https://a.example/one"}},
		{"canonical of a file", `<title>題目</title><link rel="canonical" href="https://a.example/one">`, "saved/x.html", facts{"題目", "", "", "saved/x.html"}},
		{"canonical script", `<title>題目</title><link rel="canonical" href="javascript:alert(1)">`, address, facts{"題目", "", "", address}},
		{"canonical with a password", `<title>題目</title><link rel="canonical" href="https://a:b@a.example/">`, address, facts{"題目", "", "", address}},
		{"canonical without end", `<title>題目</title><link rel="canonical" href="/` + strings.Repeat("x", maxAddress) + `">`, address, facts{"題目", "", "", address}},
		{"too long a name", `<title>題目</title><meta name="author" content="` + strings.Repeat("名", 300) + `">`, address, facts{"題目", "", "", address}},
		{"broken JSON-LD", `<title>題目</title><script type="application/ld+json">{"headline":</script>`, address, facts{"題目", "", "", address}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := new(Reader).Read(t.Context(), doc.File{Source: c.source, Type: "text/html", Data: []byte(`<html><head>` + c.head + `</head><body><nav>首頁</nav><p>港口每天有三班渡輪。</p></body></html>`)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, facts{a.Title, a.Author, a.Published, a.Source}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What a file is goes by its bytes, then by what is said of it.
func TestFormats(t *testing.T) {
	docx := samples.Zip("[Content_Types].xml", "<Types/>", "word/document.xml", "<document><body><p><r><t>文。</t></r></p></body></document>")
	const markdown, html = "# 題\n\n*文*。", "<h1>題</h1><p>文。</p>"
	for _, c := range []struct {
		f    doc.File
		want string
	}{
		{doc.File{Name: "x.txt", Data: []byte("1. *文*。")}, "1. *文*。"},
		{doc.File{Name: "x.txt", Data: []byte(markdown)}, "題\n\n文。\n\n"},
		{doc.File{Name: "x.md", Type: "text/plain", Data: []byte("*文*。")}, "文。\n\n"},
		{doc.File{Name: "x", Type: "text/markdown", Data: []byte("*文*。")}, "文。\n\n"},
		{doc.File{Name: "x.md", Type: "text/html", Data: []byte(html)}, "題\n\n文。\n\n"},
		{doc.File{Source: "https://a.example/x.html?y=z.txt", Data: []byte(html)}, "題\n\n文。\n\n"},
		{doc.File{Name: "x.html", Type: "application/octet-stream", Data: docx}, "文。\n\n"},
		{doc.File{Name: "x", Type: "text/html", Data: docx}, "文。\n\n"},
	} {
		a, err := new(Reader).Read(t.Context(), c.f)
		if err != nil || a.Text != c.want {
			t.Errorf("%s %s %s: got %v, %v", c.f.Name, c.f.Source, c.f.Type, a, err)
		}
	}
	for want, f := range map[string]doc.File{
		"is an XLSX without a workbook":    {Name: "x.docx", Data: samples.Zip("[Content_Types].xml", "", "xl/a.xml", "")},
		"is no zip archive":                {Name: "x.docx", Data: []byte("文字。")},
		"is an Office file of before 2007": {Name: "x.docx", Data: []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....")},
		"is a picture or a scan, not text": {Type: "application/epub+zip", Data: []byte("GIF89a....")},
	} {
		if _, err := new(Reader).Read(t.Context(), f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	for name, data := range map[string]string{
		"is a zip archive":               string(samples.Zip("a.txt", "文。")),
		"is an OpenDocument":             string(samples.Zip("META-INF/manifest.xml", "", "content.xml", "")),
		"without a presentation in it":   string(samples.Zip("[Content_Types].xml", "", "ppt/a.xml", "")),
		"PDFs cannot be":                 "%PDF-1.7",
		"more than 5 million characters": strings.Repeat("a b ", doc.MaxCharacters/4+1),
		"more than 400000 lines":         strings.Repeat("a\n", doc.MaxParagraphs+1),
	} {
		if _, err := new(Reader).Read(t.Context(), doc.File{Source: "x", Data: []byte(data)}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q", err, name)
		}
	}
}
