package mail_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/mail"
	"footnote/internal/doctest"
	"footnote/internal/samples"
)

// message puts fields for people before a part, with the line ends of mail.
func message(part string) string {
	return strings.ReplaceAll("From: =?UTF-8?B?"+base64.StdEncoding.EncodeToString([]byte("陳站長"))+"?= <chen@harbour.example>\nTo: all@harbour.example\nDate: Mon, 3 Mar 2025 23:30:00 +0800\nSubject: =?GBK?B?ysLKtQ==?= update\nMIME-Version: 1.0\n"+part, "\n", "\r\n")
}

func several(kind string, parts ...string) string {
	out := ""
	for _, p := range parts {
		out += "--" + kind + "\n" + p + "\n"
	}
	return fmt.Sprintf("Content-Type: multipart/%s; boundary=%s\n\n%s--%s--\n", kind, kind, out, kind)
}

func attached(name, data string) string {
	return "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename*=UTF-8''" + name + "\n\n" + base64.StdEncoding.EncodeToString([]byte(data))
}

func read(t *testing.T, data string) (*corpus.Article, error) {
	t.Helper()
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "x.eml", Data: []byte(data)})
	if err == nil {
		if err := a.Check(); err != nil {
			t.Error(err)
		}
	}
	return a, err
}

const envelope = "事实 update\n\nFrom: 陳站長 <chen@harbour.example>\nTo: all@harbour.example\nDate: Mon, 3 Mar 2025 23:30:00 +0800\n\n"

func TestMessages(t *testing.T) {
	quoted := "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=E6=B8=AF=E5=8F=A3=E6=9C=89=E4=B8=89=E7=8F=AD=\n=E6=B8=A1=E8=BC=AA=E3=80=82"
	gbk := "Content-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("<p>\xB8\xDB\xBF\xDA\xD3\xD0\xC8\xFD\xB0\xE0\xB6\xC9\xC2\xD6\xA1\xA3</p><p>\xD6\xDC\xC4\xA9\xBC\xD3\xBF\xAA\xC1\xBD\xB0\xE0\xA1\xA3</p><p>\xB8\xDB\xBF\xDA\xC3\xBF\xCC\xEC\xBF\xAA\xB7\xC5\xA1\xA3</p>"))
	picture := "Content-Type: image/png\nContent-ID: <a>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="
	docx := string(samples.Zip("[Content_Types].xml", "", "word/document.xml", "<d><body><p><r><t>文。</t></r></p></body></d>"))
	inner := "From: li@harbour.example\nSubject: 舊信\n\n燈塔高四十二公尺。\n"
	for _, c := range []struct{ name, part, want string }{
		{"plain", "Content-Type: text/plain; charset=utf-8\n\n港口有三班渡輪。\n", "港口有三班渡輪。\n\n"},
		{"nothing said of its kind", "X-A: b\n\nThe ferry is late.\n", "The ferry is late.\n\n"},
		{"quoted", quoted, "港口有三班渡輪。\n\n"},
		{"HTML", gbk, "港口有三班渡轮。\n\n周末加开两班。\n\n港口每天开放。\n\n"},
		{"in seven bits", "Content-Type: text/plain; charset=ISO-2022-JP\n\n\x1b$B2q5D$O;0;~$+$i!#\x1b(B\n", "会議は三時から。\n\n"},
		{"alternatives", several("alternative", quoted, "Content-Type: text/html\n\n<p>The ferries.</p>"), "港口有三班渡輪。\n\n"},
		{"a line in place of a page", several("alternative", "Content-Type: text/plain\n\nSee HTML.", gbk), "港口有三班渡轮。\n\n周末加开两班。\n\n港口每天开放。\n\n"},
		{"a picture in the text", several("related", quoted, picture), "港口有三班渡輪。\n\n"},
		{"files", several("mixed", quoted, attached("%E6%B8%85%E5%96%AE.csv", "螺栓,400\n螺帽,20\n"), attached("x.docx", docx)), "港口有三班渡輪。\n\n清單.csv\n\n螺栓 | 400\n螺帽 | 20\n\nx.docx\n\n文。\n\n"},
		{"forwarded", several("mixed", quoted, "Content-Type: message/rfc822\n\n"+inner), "港口有三班渡輪。\n\n舊信\n\nFrom: li@harbour.example\n\n燈塔高四十二公尺。\n\n"},
		{"cut", "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + quoted, "港口有三班渡輪。\n\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := read(t, message(c.part))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(envelope+c.want, a.Text); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if a.Title != "事实 update" || a.Author != "陳站長" || a.Published != "2025-03-03" || len(a.Warnings) > 0 {
				t.Errorf("%q %q %q %v", a.Title, a.Author, a.Published, a.Warnings)
			}
		})
	}
}

func TestEncodedWords(t *testing.T) {
	a, err := read(t, "Subject: =?eucgb2312_cn?b?u+HS6c2o1qo=?=\nFrom: =?unknown?q?x?=\n\nText.\n")
	if err != nil || a.Title != "会议通知" || a.Author != "=?unknown?q?x?=" {
		t.Errorf("%+v, %v", a, err)
	}
}

// What is attached has its place: the row of a sheet, which ends with it.
func TestAttachedPositions(t *testing.T) {
	part := several("mixed", "Content-Type: text/plain; charset=utf-8\n\n見附件。", attached("a.csv", "螺栓,400\n螺帽,20\n"), attached("b.txt", "最後一句。"))
	a, err := read(t, message(part))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"見附件": "", "螺帽": "row 2", "最後": ""} {
		if got := a.At(strings.Index(a.Text, text)).String(); got != want {
			t.Errorf("%s stands at %q, want %q", text, got, want)
		}
	}
}

// What cannot be read is named, with a warning; a message of nothing else is refused
// with it.
func TestNotReadAttachments(t *testing.T) {
	part := several("mixed", "Content-Type: text/plain\n\nSee below.", attached("x.zip", string(samples.Zip("a.txt", "x"))), attached("scan.png", "\x89PNG\r\n\x1a\n0000"), attached("..%2F..%2Fetc%2Fa.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	a, err := read(t, message(part))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range a.Warnings {
		got = append(got, a.Quote(w.Span)+" "+w.Message)
	}
	if len(got) != 3 || !strings.HasPrefix(got[0], "x.zip was attached and is not read: it is a zip archive") || !strings.Contains(got[1], "run OCR") || !strings.HasPrefix(got[2], "a.doc ") {
		t.Errorf("warnings %q", got)
	}
	part = several("mixed", attached("scan.png", "\x89PNG\r\n\x1a\n0000"))
	if _, err := read(t, message(part)); err == nil || !strings.Contains(err.Error(), "scan.png is a picture or a scan") {
		t.Errorf("got %v", err)
	}
}

func TestHostileMessages(t *testing.T) {
	deep := "Content-Type: text/plain\n\nx"
	for range 100 {
		deep = "Content-Type: message/rfc822\n\nFrom: a@b.example\n" + deep
	}
	parts := strings.Repeat("--b\n\nx\n", maxParts+10)
	boundaries := ""
	for i := range 100 {
		boundaries += fmt.Sprintf("--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
	}
	for name, c := range map[string]struct{ data, want string }{
		"messages in messages": {"From: a@b.example\n" + deep, "deep"},
		"many parts":           {"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + parts, "more than 500 parts"},
		"parts in parts":       {"From: a@b.example\nContent-Type: multipart/mixed; boundary=b0\n\n" + boundaries, "deep"},
		"no message":           {"只是一段文字", "is no message"},
		"nothing":              {"From: a@b.example\n\n", "without any text"},
		"a huge subject":       {"From: a@b.example\nSubject: " + strings.Repeat("x ", 5<<20) + "\n\n", "without any text"},
	} {
		_, err := read(t, c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

const maxParts = 500

func TestLooks(t *testing.T) {
	for text, want := range map[string]bool{
		"Return-Path: <a@b>\r\nFrom: a\r\n\r\nx": true, "Received: from x\n\tby y\nFrom: a\nSubject: b\n\nx": true,
		"From: the beginning\nto the end": false, "Message-ID: x\n\nFrom: a": false, "一段文字": false, "": false,
	} {
		if got := mail.Looks([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzMessage(f *testing.F) {
	f.Add([]byte(message("Content-Type: text/html\n\n<p>x</p>")))
	f.Add([]byte(several("mixed", "Content-Type: message/rfc822\n\nFrom: a\n\nb", attached("a.txt", "x"))))
	f.Add([]byte(several("related", "Content-Type: text/html\n\n<img src=cid:a>x<img src=\"cid:b\" alt=\"\">", "Content-Type: image/png\nContent-ID: <a>\n\nx", "Content-Type: image/png\nContent-Disposition: inline\n\nx")))
	f.Add([]byte("Subject: =?x?Q?=zz?=\nContent-Type: multipart/alternative; boundary=\"\"\n\n----\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := mail.Parse(t.Context(), doc.File{Data: data}, func(context.Context, doc.File) (doc.Document, error) {
			return doc.Document{}, &doc.Error{Reason: "is not read"}
		})
		doctest.Check(t, d, err)
	})
}
