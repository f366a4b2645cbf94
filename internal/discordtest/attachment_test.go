package discordtest

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fetch sends a GET request with these headers. kind is the content type.
func fetch(t *testing.T, url string, header http.Header) (status int, kind, body string, err error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(r.Header, header)
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
	if err != nil {
		return 0, "", "", err
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err == nil && answer.ContentLength != int64(len(raw)) {
		t.Errorf("%d bytes, but Content-Length is %d", len(raw), answer.ContentLength)
	}
	return answer.StatusCode, answer.Header.Get("Content-Type"), string(raw), err
}

// onlyAttachment returns the single attachment in a message's payload.
func onlyAttachment(t *testing.T, message any) object {
	t.Helper()
	list, _ := message.(object)["attachments"].([]any)
	if len(list) != 1 {
		t.Fatalf("%d attachments in %v", len(list), message)
	}
	return list[0].(object)
}

var report = File{"報告 2024.pdf", "application/pdf", []byte("%PDF-1.7 of a kind")}

func TestAttachments(t *testing.T) {
	d, b := connect(t, t, Options{}, allIntents)
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "zh-TW")
	m := alice.Post(room, "@bot read this", report)
	a := onlyAttachment(t, b.Next("MESSAGE_CREATE"))
	want := object{"id": a["id"], "url": a["url"], "proxy_url": a["url"], "filename": "2024.pdf", "title": "報告 2024", "size": 18.0, "content_type": "application/pdf"}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Error(diff)
	}
	url := a["url"].(string)
	if prefix := strings.TrimSuffix(d.Base(), "/api/v10") + "/attachments/" + room.ID + "/" + a["id"].(string) + "/2024.pdf?ex="; !strings.HasPrefix(url, prefix) {
		t.Errorf("the URL is %s, want %s…", url, prefix)
	}
	if status, kind, body, err := fetch(t, url, nil); status != 200 || kind != "application/pdf" || body != string(report.Data) || err != nil {
		t.Errorf("%d %s %q %v", status, kind, body, err)
	}
	path, _, _ := strings.Cut(url, "?")
	for _, forged := range []string{path, strings.Replace(url, "ex=", "ex=1", 1), strings.Replace(url, "hm=", "hm=0", 1), strings.Replace(url, "2024", "2025", 1)} {
		if status, _, _, _ := fetch(t, forged, nil); status != 403 {
			t.Errorf("forged URL %s: status %d", forged, status)
		}
	}
	past := fmt.Sprintf("%x", time.Now().Add(-time.Minute).Unix())
	at := strings.TrimPrefix(path, strings.TrimSuffix(d.Base(), "/api/v10"))
	if status, _, _, _ := fetch(t, path+"?ex="+past+"&is="+past+"&hm="+signature(at, past, past), nil); status != 404 {
		t.Errorf("an expired URL: status %d", status)
	}
	m.Delete()
	if status, _, _, _ := fetch(t, url, nil); status != 404 {
		t.Errorf("after the message was deleted: status %d", status)
	}
	if got := d.Requests(RouteCDN); len(got) != 7 || got[0].Status != 200 || got[6].Status != 404 {
		t.Errorf("recorded requests: %v", got)
	}
}

// Without the message content intent, files are hidden just as text is.
func TestAttachmentsOfOthers(t *testing.T) {
	d, b := connect(t, t, Options{}, allIntents, object{"name": "Add to library", "type": 3})
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "zh-TW")
	m := alice.Post(room, "look", report)
	_, again := b.Do("GET", "/channels/"+room.ID+"/messages/"+m.ID, nil)
	_, list := b.Do("GET", "/channels/"+room.ID+"/messages", nil)
	for _, seen := range []any{b.Next("MESSAGE_CREATE"), again, list["list"].([]any)[0]} {
		if seen := seen.(object); seen["content"] != "" || len(seen["attachments"].([]any)) != 0 {
			t.Errorf("the bot sees %v", seen)
		}
	}
	alice.MessageCommand(m, "Add to library").Excuse()
	resolved := b.Next("INTERACTION_CREATE")["data"].(object)["resolved"].(object)["messages"].(object)[m.ID].(object)
	if onlyAttachment(t, resolved)["filename"] != "2024.pdf" || resolved["content"] != "look" {
		t.Errorf("the target message of the command is %v", resolved)
	}
	alice.Post(alice.DM(), "", report)
	onlyAttachment(t, b.Next("MESSAGE_CREATE"))
}

func TestOptionFile(t *testing.T) {
	d, b := connect(t, t, Options{}, noIntents, library())
	alice := d.Person("alice", "zh-TW")
	alice.Slash(alice.DM(), "library add", Option{"url", "none"}, Option{"file", File{Name: "a b.txt", Data: []byte("text")}}).Excuse()
	for id, one := range b.Next("INTERACTION_CREATE")["data"].(object)["resolved"].(object)["attachments"].(object) {
		a := one.(object)
		if a["id"] != id || a["filename"] != "a_b.txt" || a["title"] != "a b" || a["ephemeral"] != true || a["content_type"] != nil {
			t.Errorf("the attachment is %v", a)
		}
		if status, kind, body, _ := fetch(t, a["url"].(string), nil); status != 200 || kind != "application/octet-stream" || body != "text" {
			t.Errorf("%d %s %q", status, kind, body)
		}
	}
}

// multipartForm returns a multipart request body for a message with files, and its content type.
func multipartForm(t *testing.T, payload string, files ...File) (kind string, body []byte) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	_ = w.WriteField("payload_json", payload) // cannot fail: it writes to memory
	for i, f := range files {
		part, _ := w.CreateFormFile(fmt.Sprintf("files[%d]", i), f.Name)
		_, _ = part.Write(f.Data)
	}
	_ = w.Close()
	return w.FormDataContentType(), out.Bytes()
}

func TestFilesOfTheBot(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	room := d.Guild("reading room").Channel("general")
	send := func(method, path, payload string, files ...File) (int, object) {
		kind, body := multipartForm(t, payload, files...)
		return b.Send(method, "/channels/"+room.ID+"/messages"+path, kind, body)
	}
	_, sent := send("POST", "", `{"content":"your data","attachments":[{"id":0,"filename":"yours.json"}]}`, File{Name: "yours.json", Data: []byte(`{"a":1}`)})
	first := onlyAttachment(t, sent)
	if status, _, body, _ := fetch(t, first["url"].(string), nil); status != 200 || body != `{"a":1}` {
		t.Errorf("%d %q", status, body)
	}
	id := "/" + sent["id"].(string)
	m := d.FindMessage(sent["id"].(string))
	send("PATCH", id, `{"content":"and more"}`, File{Name: "more.txt", Data: []byte("more")})
	if m.File("yours.json") != `{"a":1}` || m.File("more.txt") != "more" || len(m.Attachments()) != 2 {
		t.Errorf("after an edit with a file: %v", m.Attachments())
	}
	b.Do("PATCH", "/channels/"+room.ID+"/messages"+id, object{"attachments": []any{object{"id": first["id"]}}})
	if list := m.Attachments(); len(list) != 1 || list[0].Filename != "yours.json" {
		t.Errorf("after an edit that keeps one: %v", list)
	}
	if status, _ := send("PATCH", id, `{"attachments":[{"id":7}]}`, File{Name: "x"}); status != 400 {
		t.Errorf("an attachment that does not exist: status %d", status)
	}
	if status, _ := send("POST", "", `{}`, slices.Repeat([]File{{Name: "x"}}, 11)...); status != 400 {
		t.Errorf("11 files: status %d", status)
	}
	n.expect("no attachment 7", "11 attachments")
	if status, answer := send("POST", "", `{}`, File{Name: "big", Data: make([]byte, 10<<20+1)}); status != 413 || answer["code"] != 40005.0 {
		t.Errorf("a file of more than 10 MiB: %d %v", status, answer)
	}
}

func TestCDNFaults(t *testing.T) {
	n := &recorder{TB: t}
	d, _ := connect(t, n, Options{}, noIntents)
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "zh-TW")
	url := alice.Post(room, "", report).Attachments()[0].URL
	d.Fault(RouteCDN, Fault{Times: 1, Status: 404})
	if status, _, body, _ := fetch(t, url, nil); status != 404 || strings.Contains(body, "PDF") {
		t.Errorf("%d %s", status, body)
	}
	for name, f := range map[string]Fault{"cut at once": {Times: 1, Cut: true}, "cut halfway": {Times: 1, Cut: true, After: true}} {
		d.Fault(RouteCDN, f)
		if status, _, body, err := fetch(t, url, nil); err == nil {
			t.Errorf("%s: %d %q without an error", name, status, body)
		}
	}
	d.Fault(RouteCDN, Fault{Times: 1, Delay: time.Millisecond, After: true})
	if status, _, body, err := fetch(t, url, nil); status != 200 || body != string(report.Data) || err != nil {
		t.Errorf("with a delay: %d %q %v", status, body, err)
	}
	fetch(t, url, http.Header{"Authorization": {"Bot " + Token}})
	n.expect("the CDN was sent a token")
}

func TestCleansed(t *testing.T) {
	for name, want := range map[string][2]string{
		"a.txt": {"a.txt", ""}, "my paper.v2.pdf": {"my_paper.v2.pdf", "my paper.v2"}, "文章.pdf": {"unknown.pdf", "文章"}, "測試test.json": {"test.json", "測試test"},
		"_x.png": {"x.png", "_x"}, "../../etc/passwd": {"etcpasswd", "../../etc/passwd"}, "": {"unknown", ""}, "é": {"unknown", "é"},
	} {
		filename, title := storedName(name)
		if diff := cmp.Diff(want, [2]string{filename, title}); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
}

func TestLink(t *testing.T) {
	d := New(t, Options{})
	g, alice := d.Guild("reading room"), d.Person("alice", "zh-TW")
	m, private := alice.Say(g.Channel("general"), "x"), alice.Say(alice.DM(), "x")
	want := []string{
		"https://discord.com/channels/" + g.ID + "/" + m.Channel().ID + "/" + m.ID, "https://discord.com/channels/@me/" + alice.DM().ID + "/" + private.ID,
	}
	if diff := cmp.Diff(want, []string{m.Link(), private.Link()}); diff != "" {
		t.Error(diff)
	}
}

// If a request lists attachments, it must list each new file exactly once, by the number in its
// field name. Descriptions have a maximum length.
func TestListedFiles(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	d.schemas = nil // the fake's own rules apply without the OpenAPI file too
	room := d.Guild("reading room").Channel("general")
	one := File{Name: "page.png", Data: []byte("png")}
	for name, c := range map[string]struct {
		payload string
		field   string
		refused string
	}{
		"listed":                  {`{"attachments":[{"id":0,"description":"a page"}]}`, "files[0]", ""},
		"nothing listed":          {`{"content":"x"}`, "files[0]", ""},
		"listed by its number":    {`{"attachments":[{"id":"42"}]}`, "files[42]", ""},
		"another number listed":   {`{"attachments":[{"id":1}]}`, "files[0]", "no attachment 1"},
		"another field number":    {`{"attachments":[{"id":0}]}`, "files[1]", "no attachment 0"},
		"an empty list":           {`{"content":"x","attachments":[]}`, "files[0]", "not listed"},
		"listed twice":            {`{"attachments":[{"id":0},{"id":0}]}`, "files[0]", "twice"},
		"a field of another name": {`{"content":"x"}`, "file", "field"},
		"a long description":      {`{"attachments":[{"id":0,"description":"` + strings.Repeat("長", 1025) + `"}]}`, "files[0]", "description"},
		"1,024 characters":        {`{"attachments":[{"id":0,"description":"` + strings.Repeat("長", 1024) + `"}]}`, "files[0]", ""},
	} {
		t.Log(name)
		var out bytes.Buffer
		w := multipart.NewWriter(&out)
		_ = w.WriteField("payload_json", c.payload)
		part, _ := w.CreateFormFile(c.field, one.Name)
		_, _ = part.Write(one.Data)
		_ = w.Close()
		status, answer := b.Send("POST", "/channels/"+room.ID+"/messages", w.FormDataContentType(), out.Bytes())
		if c.refused != "" {
			expectAnswer(t, name, status, answer, 400, 50035)
			n.expect(c.refused)
			continue
		}
		expectAnswer(t, name, status, answer, 200, 0)
		n.expect()
		if got := onlyAttachment(t, answer); name == "listed" && got["description"] != "a page" {
			t.Errorf("the attachment is %v", got)
		}
	}
}
