package corpus

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"strings"
	"testing"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

const (
	harbour  = "港口的夜景，燈塔亮著。" // an alternative text
	prose    = "港口每天有三班渡輪，週末加開兩班，船票在碼頭的售票處買得到。燈塔高四十二公尺，建於一八九八年，守塔人每個月換一次班。"
	pictured = `<p>前一句。</p><figure><img src="a.png" alt="` + harbour + `"><figcaption>攝於一九二三年。</figcaption></figure><p><img src="b.png"></p><p>後一句。</p>`
)

// illustrated is an EPUB of those chapters.
func illustrated(chapters ...string) []byte {
	items, spine := "", ""
	pairs := []string{"mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfiles><rootfile full-path="o.opf"/></rootfiles></container>`}
	for i, c := range chapters {
		name := string(rune('a' + i))
		items += `<item id="` + name + `" href="` + name + `.xhtml" media-type="application/xhtml+xml"/>`
		spine += `<itemref idref="` + name + `"/>`
		pairs = append(pairs, name+".xhtml", "<html><body>"+c+"</body></html>")
	}
	return samples.Zip(append(pairs, "o.opf", `<package><metadata><title>書</title></metadata><manifest>`+items+`</manifest><spine>`+spine+`</spine></package>`)...)
}

func TestPicturesInFiles(t *testing.T) {
	large, dot := pngOf(t, 64), pngOf(t, 8)
	part := func(head, body string) string { return "--b\r\n" + head + "\r\n\r\n" + body + "\r\n" }
	message := func(kind string, parts ...string) string {
		return "From: a@x.example\r\nSubject: 信\r\nMIME-Version: 1.0\r\nContent-Type: multipart/" + kind + "; boundary=b\r\n\r\n" + strings.Join(parts, "") + "--b--\r\n"
	}
	page := func(text string) string { return part("Content-Type: text/html; charset=utf-8", text) }
	inline := func(id, data string) string {
		return part("Content-Type: image/png; name=image001.png\r\nContent-ID: <"+id+">\r\nContent-Disposition: inline; filename=image001.png\r\nContent-Transfer-Encoding: base64", data)
	}
	attached := part("Content-Type: image/png\r\nContent-Disposition: attachment; filename=scan.png\r\nContent-Transfer-Encoding: base64", large)
	file := part("Content-Type: text/html; charset=utf-8; name=a.html\r\nContent-Disposition: attachment; filename=a.html", "<p>前一句。</p><img src=a.png>")
	site := "<html><body><nav><img src=logo.png alt='網站的標誌'></nav><article><h1>渡輪</h1><p>" + prose + "</p><p>" + prose + `</p><figure style="margin:0"><img data-src="` + "https://x.example/a.jpg" + `" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="` + harbour + `"><figcaption>攝於一九二三年。</figcaption></figure><p>` + prose + `</p><img src="data:image/png;base64,` + strings.Repeat("A", 4000) + `"><img src="https://t.example/p.gif" width=1 height=1><p>` + prose + `</p></article><aside><img src=ad.png alt="買一送一"></aside></body></html>`
	sentences := "<html><body><nav><img src=logo.png alt='網站的標誌'></nav><article><h1>Files</h1><p>" + prose + `</p><p>Press <img class="icon" src="s.png" alt="Save"> to keep the file, or <a href="u"><img src="u.png" width="16" height="16" alt="Undo"></a>, and <img src="p.png" alt="Print">.</p><p>` + prose + `</p><p>See <a href="x">the list<img class="icon" src="x.png" alt="External link"></a> for more. They lost to <img width="23" height="15" src="f.png" alt="France"> <a href="f">France</a> by two goals.</p><p>` + prose + "</p></article></body></html>"
	for _, c := range []struct {
		name, file string
		data       []byte
		want       string // some of the text
		pictures   int
	}{
		{"a page", "x.html", []byte("<body>" + pictured), "前一句。\n\n" + harbour + "\n\n攝於一九二三年。\n\n後一句。", 2},
		{"a page of a site", "x.html", []byte(site), prose + "\n\n" + harbour + "\n\n攝於一九二三年。\n\n" + prose, 2},
		{"a page of a site with words", "x.html", []byte(sentences), prose + "\n\nPress Save to keep the file, or Undo, and Print.\n\n" + prose + "\n\nSee the list for more. They lost to France by two goals.", 1},
		{"a book with words", "x.epub", illustrated(`<h1>章</h1><p>按<img src="a.png" alt="儲存"/>即可，或<img src="b.png" class="icon" alt="離開"/>。</p>`), "按儲存即可，或離開。", 1},
		{"a book", "x.epub", illustrated("<h1>章</h1>"+pictured, `<svg viewBox="0 0 600 800"><image xlink:href="c.png"/></svg>`, `<h1>節</h1><p>文。</p><img src="b.png"/>`), "前一句。\n\n" + harbour + "\n\n攝於一九二三年。\n\n後一句。", 3},
		{"Markdown", "x.md", []byte("前一句。![" + harbour + "](a.png)\n\n![](b.png)\n\n後一句。"), "前一句。\n\n" + harbour + "\n\n後一句。", 2},
		{"a feed", "x.xml", []byte(`<rss><channel><title>訊</title><image><url>logo.png</url></image><item><title>文</title><description><![CDATA[` + pictured + `]]></description></item></channel></rss>`), "前一句。\n\n" + harbour + "\n\n攝於一九二三年。\n\n後一句。", 2},
		{"a feed of XHTML", "x.xml", []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title>訊</title><entry><title>文</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>前一句。</p><img src="a.png" alt="` + harbour + `"/><p>後一句。</p></div></content></entry></feed>`), "前一句。\n\n" + harbour + "\n\n後一句。", 1},
		{"a feed of JSON", "x.json", []byte(`{"version":"https://jsonfeed.org/version/1.1","title":"訊","items":[{"title":"文","content_html":"<p>前一句。</p><img src=a.png alt='` + harbour + `'>"}]}`), "前一句。\n\n" + harbour, 1},
		{"a notebook", "x.ipynb", []byte(`{"nbformat":4,"cells":[{"cell_type":"markdown","source":["前一句。![` + harbour + `](attachment:a.png)"]},{"cell_type":"code","source":"plot()","outputs":[{"data":{"text/plain":"<Figure size 640x480 with 1 Axes>","image/png":"AAAA"}}]},{"cell_type":"markdown","source":"![](b.png)"},{"cell_type":"code","source":"x","outputs":[{"png":"AAAA","text":"18.4"}]}]}`), "前一句。\n\n" + harbour + "\n\nplot()\n\nx\n\n18.4", 4},
		{"a message that shows pictures", "x.eml", []byte(message("related", page(`<p>前一句。</p><img src="cid:p1" alt="`+harbour+`"><img src="cid:p2" width=1 height=1>`), inline("p1", large), inline("p2", large))), "前一句。\n\n" + harbour, 1},
		{"of which the text is shown", "x.eml", []byte(message("related", part("Content-Type: multipart/alternative; boundary=c", "--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n前一句。後一句。\r\n--c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>前一句。</p><img src=\"cid:p1\"><img src=\"cid:p2\" alt=\"\">\r\n--c--"), inline("p1", large), inline("p2", large))), "前一句。後一句。", 1},
		{"no page of which names them", "x.eml", []byte(message("mixed", part("Content-Type: text/plain; charset=utf-8", "前一句。"), inline("p1", large), inline("p2", dot))), "前一句。\n\nimage001.png\n\n", 1},
		{"a message with an address in other letters", "x.eml", []byte(message("related", page(`<p>前一句。</p><img src="CID:p%40x&amp;y">`), inline("p@x&y", large))), "前一句。", 1},
		{"attached files with pictures of the same name", "x.eml", []byte(message("mixed", file, file)), "前一句。", 2},
		{"attached", "x.eml", []byte(message("mixed", part("Content-Type: text/plain; charset=utf-8", "前一句。"), attached)), "前一句。\n\nscan.png", 1},
		{"no pictures", "x.txt", []byte("前一句。後一句。"), "前一句。", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := new(Reader).Read(t.Context(), doc.File{Name: c.file, Source: c.file, Data: c.data})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(a.Text, c.want) || a.Pictures != c.pictures {
				t.Errorf("%d pictures in %q, want %d and %q", a.Pictures, a.Text, c.pictures, c.want)
			}
			if err := a.Check(); err != nil {
				t.Error(err)
			}
			if strings.Contains(c.want, harbour) && !hasSentence(a, harbour) {
				t.Errorf("%q is no sentence of %v", harbour, a.Passages)
			}
		})
	}
}

// pngOf is a picture with so many pixels on each side, in Base64.
func pngOf(t *testing.T, side int) string {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(out.Bytes())
}

// hasSentence reports whether a text is a sentence of an article, and no more.
func hasSentence(a *Article, text string) bool {
	for _, p := range a.Passages {
		for _, s := range p.Sentences {
			if a.Quote(s) == text {
				return true
			}
		}
	}
	return false
}

// What people and programs put in the place of an alternative text neither breaks a
// reader nor becomes text.
func TestHostileAlternatives(t *testing.T) {
	long := strings.Repeat("夜景，", 1<<20/len("夜景，"))
	for alt, want := range map[string]string{
		"燈塔\n\n# 港口\r\n\t的\u2028夜景":       "前。\n\n燈塔 # 港口的夜景\n\n後。\n\n",
		"燈塔\u202e\x01\u200b的夜景\U000E0041": "前。\n\n燈塔的夜景\n\n後。\n\n",
		"**燈塔** [x](http://x.example)":    "前。\n\n**燈塔** [x](http://x.example)\n\n後。\n\n",
		"a.png":                           "前。\n\n後。\n\n", "3f2a9c0e77b14d2f": "前。\n\n後。\n\n", "前": "前。\n\n後。\n\n",
		"@everyone <script>": "前。\n\n@everyone\n\n後。\n\n", "x < y > z 的圖": "前。\n\nx < y > z 的圖\n\n後。\n\n",
	} {
		page := `<body><p>前。</p><img src="a.png" alt="` + strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(alt) + `"><p>後。</p>`
		a, err := new(Reader).Read(t.Context(), doc.File{Name: "x.html", Data: []byte(page)})
		if err != nil || a.Text != want || a.Pictures != 1 {
			t.Errorf("%q: %+v, %v", alt, a, err)
		}
	}
	a, err := new(Reader).Read(t.Context(), doc.File{Name: "x.html", Data: []byte(`<body><p>前。</p><img src="a.png" alt="` + long + `"><p>後。</p>`)})
	if err != nil || len(a.Text) > 10_000 || len(a.Warnings) != 1 || !strings.Contains(a.Warnings[0].Message, "only its beginning is read") {
		t.Errorf("%v", err)
	}
}
