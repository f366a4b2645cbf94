package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/long"
)

// pages are what is at addresses.
type pages map[string]string

func (p pages) Get(_ context.Context, r fetch.Request) (fetch.Page, error) {
	text, there := p[r.Address]
	if !there {
		return fetch.Page{}, &fetch.Error{Address: r.Address, Reason: "answers 404", Code: 404, Kind: fetch.Status}
	}
	return fetch.Page{File: doc.File{Source: r.Address, Data: []byte(text)}}, nil
}

func packed(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.String()
}

func urlset(addresses ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>` + strings.Join(addresses, "</loc><lastmod>2024-01-01</lastmod></url>\n<url><loc>") + `</loc></url></urlset>`
}

func index(addresses ...string) string {
	return `<sitemapindex><sitemap><loc>` + strings.Join(addresses, "</loc></sitemap><sitemap><loc>") + `</loc></sitemap></sitemapindex>`
}

const home = "https://a.example"

func TestRead(t *testing.T) {
	p := pages{
		home + "/sitemap.xml": index(home+"/1.xml", home+"/2.xml.gz", home+"/sitemap.xml", home+"/1.xml", home+"/none.xml", "https://b.example/3.xml", home+"/list.txt", home+"/cut.xml"),
		home + "/1.xml":       urlset(" "+home+"/a?x=1&amp;y=2#part\n", home+"/b", home+"/b", "https://b.example/c", "ftp://a.example/d", "", "/e", home+"/人"),
		home + "/2.xml.gz":    packed(urlset(home+"/f", "http://www.A.example:80/g")),
		home + "/list.txt":    "\ufeff" + home + "/h\r\n\r\n" + home + "/i\n",
		home + "/cut.xml":     urlset(home + "/j")[:130],
	}
	list, err := Read(t.Context(), p, doc.File{Source: home + "/sitemap.xml", Data: []byte(p[home+"/sitemap.xml"])}, 100)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{home + "/a?x=1&y=2", home + "/b", home + "/e", home + "/%E4%BA%BA", home + "/f", "http://www.a.example/g", home + "/h", home + "/i"}
	if d := cmp.Diff(want, list.Pages); d != "" || list.Elsewhere != 3 {
		t.Errorf("%d elsewhere (-want +got)\n%s", list.Elsewhere, d)
	}
	if len(list.Problems) != 2 || !strings.Contains(list.Problems[0].Error(), "none.xml: answers 404") || !strings.Contains(list.Problems[1].Error(), "cut.xml: is XML that is not well formed") {
		t.Errorf("problems %v", list.Problems)
	}
}

// What is no sitemap, or not all of one, says why.
func TestUnread(t *testing.T) {
	many := make([]string, maxEntries+1)
	for n := range many {
		many[n] = fmt.Sprintf("%s/%d", home, n)
	}
	unpacks, whole := 1<<10, long.On(t)
	if whole {
		unpacks = maxUnpacked
	}
	bomb := packed(`<urlset><url><loc>` + strings.Repeat(" ", unpacks) + `</loc></url></urlset>`)
	tooLong := map[bool]string{true: "is a sitemap that is longer than 50 MiB", false: "is a sitemap that lists nothing"}[whole]
	for text, want := range map[string]string{
		"<!doctype html><html><p>Sorry":  "is no sitemap: it begins with <html>",
		urlset(home + "/a")[:130]:        "is XML that is not well formed in line 1: unexpected EOF",
		"<urlset></urlset>":              "is a sitemap that lists nothing",
		"":                               "is a sitemap that lists nothing",
		"https://a.example/\nhello":      "is no sitemap: line 2 is not an address",
		packed(urlset(home + "/a"))[:60]: "is a sitemap that is packed, and breaks off or is damaged",
		"\x1f\x8bnonsense":               "is a sitemap that cannot be unpacked",
		bomb:                             tooLong,
		urlset(many...):                  "is a sitemap that lists more than 50000 addresses",
		urlset(many[:2000]...):           "lists more than 1000 pages",
		strings.Repeat("<urlset>", 300):  "is XML that nests its elements deeper than 256",
		`<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>`: "is XML that is not well formed in line 1: invalid character entity &a;",
	} {
		_, err := Read(t.Context(), pages{}, doc.File{Source: home + "/sitemap.xml", Data: []byte(text)}, 1000)
		var bad *doc.Error
		if !errors.As(err, &bad) || bad.Reason != want || bad.Source != home+"/sitemap.xml" {
			t.Errorf("%.60q: %v, want %s", text, err, want)
		}
	}
}

// Sitemaps that name each other, or ever more of them, come to an end.
func TestLoops(t *testing.T) {
	p := pages{home + "/a.xml": index(home+"/b.xml", home+"/a.xml"), home + "/b.xml": index(home+"/a.xml", home+"/c.xml"), home + "/c.xml": index(home + "/d.xml"), home + "/d.xml": urlset(home + "/")}
	list, err := Read(t.Context(), p, doc.File{Source: home + "/a.xml", Data: []byte(p[home+"/a.xml"])}, 10)
	if err != nil || len(list.Pages) != 0 || len(list.Problems) != 1 || !strings.Contains(list.Problems[0].Error(), "within each other") {
		t.Errorf("%+v, %v", list, err)
	}
	var many []string
	for n := range 2 * maxMaps {
		many = append(many, fmt.Sprintf("%s/%d.xml", home, n))
	}
	list, err = Read(t.Context(), pages{}, doc.File{Source: home + "/a.xml", Data: []byte(index(many...))}, 10)
	if err != nil || len(list.Problems) != 2*maxMaps {
		t.Errorf("%d problems, %v", len(list.Problems), err)
	}
}

func TestIsSitemap(t *testing.T) {
	for _, c := range []struct {
		source, data string
		want         bool
	}{
		{"https://a.example/x", urlset("a"), true},
		{"https://a.example/x", index("a"), true},
		{"https://a.example/x.gz", packed(urlset("a")), true},
		{"https://a.example/x", "<!-- -->\n" + urlset("a")[38:], true},
		{"https://a.example/sitemap-news.txt?a", "https://a.example/1\n", true},
		{"https://a.example/notes.txt", "https://a.example/1\n", false},
		{"https://a.example/sitemap.txt", "A list of lists", false},
		{"https://a.example/sitemap.xml", "<rss><channel></channel></rss>", false},
		{"https://a.example/sitemap.html", "<!doctype html><title>Sitemap</title><a href=x>y</a>", false},
		{"https://a.example/a.gz", "\x1f\x8b", false},
		{"https://a.example/", "", false},
	} {
		if got := IsSitemap(doc.File{Source: c.source, Data: []byte(c.data)}); got != c.want {
			t.Errorf("%s %.40q: %v", c.source, c.data, got)
		}
	}
}

func TestLinks(t *testing.T) {
	page := func(head, body string) doc.File {
		return doc.File{Source: "https://a.example/guide/one", Type: "text/html", Data: []byte("<!doctype html><html><head>" + head + "</head><body>" + body)}
	}
	body := `<a href="two.html#x">2</a> <a href='two.html'>2 again</a><a href="/guide/three/">3</a><a href="/other">o</a><a href="../guide/../x">x</a>
		<a href="//b.example/guide/">b</a><a href="javascript:alert(1)">j</a><a href="mailto:x@y">m</a><a href="four.pdf">4</a><a href="p.JPG">p</a><a href="s.css">s</a>
		<a rel="nofollow ugc" href="spam">s</a><area href="five?a=1&amp;b=2"><a>none</a><a href="http://a.example/guide/six">6</a><a href="https://user:pw@a.example/guide/u">u</a><a href=" 七.html ">7</a>`
	const folder = "https://a.example/guide/"
	want := []string{folder + "two.html", folder + "three/", folder + "four.pdf", folder + "five?a=1&b=2", "http://a.example/guide/six", folder + "%E4%B8%83.html"}
	for head, want := range map[string][]string{
		"": want, `<meta name=Robots content="noindex, NOFOLLOW">`: nil, `<meta name=robots content=noindex>`: want,
		`<base href="https://b.example/">`: {"http://a.example/guide/six"}, `<base href="deep/">`: append([]string{folder + "deep/two.html", folder + "three/", folder + "x", folder + "deep/four.pdf", folder + "deep/five?a=1&b=2"}, want[4], folder+"deep/%E4%B8%83.html"),
	} {
		got := Links(page(head, body), folder+"start.html")
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: (-want +got)\n%s", head, d)
		}
	}
	if got := Links(doc.File{Source: folder, Data: []byte{0, 1, 2}}, folder); len(got) > 0 {
		t.Errorf("%v of no page", got)
	}
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(urlset(home + "/a")))
	f.Add([]byte(index(home + "/a.xml")))
	f.Add([]byte(packed(urlset(home + "/a"))))
	f.Add([]byte(home + "/a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := doc.File{Source: home + "/sitemap.xml", Data: data}
		IsSitemap(file)
		Links(file, home+"/")
		list, err := Read(t.Context(), pages{}, file, 100)
		var bad *doc.Error
		if err != nil && !errors.As(err, &bad) {
			t.Fatal(err)
		}
		for _, page := range list.Pages {
			if !strings.HasPrefix(page, "http://a.example/") && !strings.HasPrefix(page, home+"/") && !strings.Contains(page, "www.a.example/") {
				t.Errorf("%q is not of the site", page)
			}
		}
	})
}
