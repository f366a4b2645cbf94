package corpus

import (
	"path/filepath"
	"strings"
	"testing"

	"footnote/corpus/doc"
	"footnote/internal/samples"
	"footnote/internal/shared"
)

// A fact is what a reader of a file must find in it, and must not.
type fact struct {
	file      string // in ../shared/cases; empty is that the twin stands alone
	twin      doc.File
	has, not  []string
	shared    []string // what the file in ../shared/cases has
	breakless bool     // no sentence has a line break
}

func facts() map[string]fact {
	page := func(body string) doc.File {
		return doc.File{Name: "x.html", Data: []byte("<!DOCTYPE html><meta charset=utf-8><h1>題目</h1>" + body)}
	}
	text := func(name, s string) doc.File { return doc.File{Name: name, Data: []byte(s)} }
	const line = "石橋橫跨鹿溪全長三百八十四公尺於一九七一年通車每天有兩萬六"
	return map[string]fact{
		"exponents and note marks of HTML": {
			"sup_digits.html", page(`<p>燈塔建於1898<sup><a href="#n3">3</a></sup>，高42<sup><a href="#c1">[1]</a></sup>公尺。每年約10<sup>6</sup>噸，H<sub>2</sub>O，35 km<sup>2</sup>。Built in 1898<sup>3</sup>, seen 20<sup>4</sup> miles away.</p>`),
			[]string{"建於1898，", "42公尺", "10⁶", "H₂O", "km²", "1898³", "20⁴ miles"}, []string{"18983", "106", "204", "[1]"},
			[]string{"建於1898，高42公尺", "約10⁶噸", "H₂O", "km²"}, false,
		},
		"exponents of Markdown": {
			"sup_digits.md", text("x.md", "# 題目\n\n約10^6^噸，10<sup>6</sup>噸，建於1898<sup>[3](#n)</sup>，35 km<sup>2</sup>，H~2~O。\n"),
			[]string{"約10⁶噸，10⁶噸，建於1898，35 km²，H₂O。"}, []string{"18983", "106"},
			[]string{"建於1898，每年約10⁶噸，10⁶噸。", "一說1897年。"}, false,
		},
		"note references of EPUB": {
			"epub_noteref.epub", book(`<p>山腹裡<a epub:type="noteref" href="#n1"><sup>1</sup></a>，冬天的溫度是零下十八度<sup><a href="#n2" role="doc-noteref">2</a></sup>。</p><aside epub:type="footnote" id="n2"><p>2. 以攝氏計算。</p></aside>`),
			[]string{"山腹裡，", "冬天的溫度是零下十八度。", "以攝氏計算"}, []string{"裡1", "度2", "度²"},
			[]string{"山腹裡，冬天的溫度是零下十八度。"}, false,
		},
		"exponents of DOCX": {
			"sup_digits.docx", doc.File{Name: "x.docx", Data: samples.Zip("[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p>`+
				`<w:r><w:t>約10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r><w:r><w:t>噸，建於1898</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r><w:r><w:t>。</w:t></w:r></w:p></w:body></w:document>`)},
			[]string{"10⁶噸，建於1898³。"}, []string{"18983", "106"}, []string{"10⁶噸", "建於1898"}, true,
		},
		"page breaks of EPUB": {
			"epub_pagebreak.epub", book(`<p>溫度是零下十<span epub:type="pagebreak" role="doc-pagebreak" id="p17">17</span>八度，存放著四千份種子。</p><div epub:type="pagebreak" title="18">18</div><p>管理員每年開庫兩次。</p>`),
			[]string{"零下十八度，存放著四千份種子。", "管理員每年"}, []string{"17", "18"},
			[]string{"零下十八度，"}, true,
		},
		"wrapped Chinese": {
			"hardwrap_zh.txt", text("x.txt", "石橋\n\n"+strings.Repeat(line+"\n，"+line[3:]+"\n千輛車經過。\n\n", 2)),
			nil, nil, []string{"四亿二千万元", "每天有两万六千辆车", "补强，工程"}, true,
		},
		"wrapped Chinese with indented paragraphs": {
			"hardwrap_zh_indent.txt", text("x.txt", "石橋\n\n　　"+line[6:]+"\n"+line+"\n"+line+"\n千輛車經過\n　　"+line[6:]+"\n千輛車經過。\n"),
			nil, []string{"千輛車經過橋"},
			[]string{"四亿二千万元。", "改走下游的新桥"}, true,
		},
		"OCR with a blank line after each line": {
			"ocr_zh.txt", text("x.txt", "石橋\n"+strings.Repeat("石橋橫跨鹿溪，全長三百八十四公尺，於一九\n\n", 3)+"七一年通車。\n"),
			[]string{"於一九七一年通車。"}, nil, []string{"于一九七一年通车，每天有两万六千辆车经过，是连接东西两岸的主要通道。", "四亿二千万元。"}, true,
		},
		"soft breaks of HTML": {
			"softbreak_zh.html", page("<p>水池可容納\n  四十萬立方公尺雨水，工程<b>歷時</b>\n十九個月，\n<i>共</i>三期。</p>"),
			[]string{"可容納四十萬", "歷時十九個月，共三期。"}, nil, []string{"可容纳四十万立方米雨水，工程历时十九个月"}, true,
		},
		"soft hyphens": {
			"", page("<p>The light\u00ADhouse gives infor&shy;\nmation to ships.</p>"), []string{"The lighthouse gives information to ships."}, nil, nil, false,
		},
	}
}

// book is one of EPUB, of a chapter.
func book(body string) doc.File {
	return doc.File{Name: "x.epub", Data: samples.Zip("mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>`,
		"p.opf", `<package><metadata><title>種子庫</title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`,
		"a.xhtml", `<html xmlns:epub="http://www.idpf.org/2007/ops"><body><h1>第一章</h1>`+body+`</body></html>`)}
}

func TestFactsStay(t *testing.T) {
	for name, f := range facts() {
		t.Run(name, func(t *testing.T) { f.check(t, f.twin, f.has) })
	}
}

func TestFactsOfSharedCases(t *testing.T) {
	for name, f := range facts() {
		if f.file == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			file, err := doc.Open(shared.Path(t, filepath.Join("cases", f.file)))
			if err != nil {
				t.Fatal(err)
			}
			f.check(t, file, f.shared)
		})
	}
}

func (f fact) check(t *testing.T, file doc.File, has []string) {
	t.Helper()
	a, err := new(Reader).Read(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	for _, want := range has {
		if !strings.Contains(a.Text, want) {
			t.Errorf("%q is not in:\n%s", want, a.Text)
		}
	}
	for _, bad := range f.not {
		if strings.Contains(a.Text, bad) {
			t.Errorf("%q is in:\n%s", bad, a.Text)
		}
	}
	for _, p := range a.Passages {
		for _, s := range p.Sentences {
			if f.breakless && strings.ContainsAny(a.Quote(s), "\n ") {
				t.Errorf("a break in %q", a.Quote(s))
			}
		}
	}
}
