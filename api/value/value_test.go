package value_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"footnote/api/value"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// A footnote and a passage of a page have its address, opened at the sentence; those of
// a file have none.
func TestURL(t *testing.T) {
	const page, place = "https://example.org/tower", "#:~:text=The%20tower%20is%2042%20metres%20tall"
	for source, want := range map[string]string{page: page + place, "tower.md": "", page + "?token=secret": "", "http://wiki.lan:8080/tower": "http://wiki.lan:8080/tower" + place} {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "tower.md", Source: source, Data: []byte("# Tower\n\nThe tower is 42 metres tall.\n")})
		if err != nil {
			t.Fatal(err)
		}
		ref, _ := index.New([]*corpus.Article{a}).Passage(a, 0)
		sentence := a.Passages[0].Sentences[0]
		answer := rag.Answer{Footnotes: []rag.Footnote{{Number: 1, Ref: ref, Span: sentence}}, Nearest: []index.Hit{{Ref: ref, Best: index.Sentence{Span: sentence}}}}
		got := value.NewAnswer(answer, nil, 0)
		if got.Footnotes[0].URL != want || got.Nearest[0].URL != want {
			t.Errorf("%s: %q and %q", source, got.Footnotes[0].URL, got.Nearest[0].URL)
		}
		raw, err := json.Marshal(got)
		if err != nil || strings.Contains(string(raw), `"url"`) != (want != "") || strings.Contains(string(raw), "secret") {
			t.Errorf("%s: %s, %v", source, raw, err)
		}
	}
}

// What is kept says when it was read; what was read just now does not.
func TestReadAt(t *testing.T) {
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "tower.md", Source: "tower.md", Data: []byte("# Tower\n\nThe tower is 42 metres tall.\n")})
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[time.Time]string{{}: "", time.Unix(1_800_000_000, 0): `"read_at":"2027-01-15T08:00:00Z"`} {
		a.Read = at
		ref, _ := index.New([]*corpus.Article{a}).Passage(a, 0)
		span := a.Passages[0].Sentences[0]
		answer := rag.Answer{Footnotes: []rag.Footnote{{Number: 1, Ref: ref, Span: span}}, Nearest: []index.Hit{{Ref: ref, Best: index.Sentence{Span: span}}}}
		raw, err := json.Marshal(value.NewAnswer(answer, nil, 0))
		if n := strings.Count(string(raw), `"read_at"`); err != nil || !strings.Contains(string(raw), want) || n != 2*min(len(want), 1) {
			t.Errorf("%v: %s, %v", at, raw, err)
		}
	}
}

// Who does not know what to ask is told what to ask; thanks and answers end as they
// are.
func TestInvites(t *testing.T) {
	for kind, want := range map[intent.Kind]bool{
		intent.Greeting: true, intent.Identity: true, intent.Help: true,
		intent.Thanks: false, intent.Abuse: false, intent.Request: false, intent.Question: false, intent.Summary: false,
	} {
		if got := value.Invites(rag.Answer{Intent: kind}); got != want {
			t.Errorf("%s invites: %t", kind, got)
		}
	}
}

// What a source says of the machine is told to nobody outside.
func TestOutside(t *testing.T) {
	for source, want := range map[string]string{
		"/home/somebody/report.pdf": "report.pdf", `C:\Users\somebody\report.pdf`: "report.pdf", "report.pdf": "report.pdf",
		"https://example.org/a": "https://example.org/a", "file:///home/somebody/report.pdf": "",
	} {
		l := value.NewLibrary([]store.Summary{{Source: source}}).Outside()
		if got := l.Articles[0].Source; got != want {
			t.Errorf("%s is told as %q, not %q", source, got, want)
		}
	}
}
