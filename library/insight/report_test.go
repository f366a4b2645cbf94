package insight

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"footnote/internal/storetest"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
)

// TestReport checks the report on a server's first week: what was asked, what is missing and
// why, and which article filled it.
func TestReport(t *testing.T) {
	s := newScene(t, storetest.File, true)
	here, there := store.Guild("1"), store.Guild("2")
	s.add(here, "lake.md", lake)
	s.add(there, "lake.md", lake)
	s.set(here, library.Settings{Retain: 30})
	s.set(there, library.Settings{Retain: 30})
	area := s.ask(here, 1, "鏡湖的湖面面積有多大?")
	s.ask(here, 1, "訪客中心的Wi-Fi密碼是什麼?")
	s.ask(here, 2, "请问wifi密码是多少？")
	s.ask(here, 3, "what's the wifi password?")
	s.ask(here, 3, "訪客中心的Wi-Fi密碼是什麼?")
	s.ask(here, 2, "你好")
	s.ask(here, 2, "幫我寫一個排序程式")
	s.ask(there, 9, "誰偷了鏡湖的秘密地圖?")
	s.vote(here, area, 2, false)
	s.vote(here, area, 3, false)
	s.vote(here, area, 4, true)
	r := s.report(here)
	if len(r.Days) != 1 || r.Days[0].Sure != 1 || r.Days[0].Asked() != 5 || r.Days[0].Other != 2 {
		t.Errorf("counts %+v", r.Days)
	}
	if len(r.Articles) != 1 || r.Articles[0].Title != "鏡湖報告" || r.Articles[0].Answers < 1 {
		t.Errorf("articles %+v", r.Articles)
	}
	if len(r.Gaps) != 1 || r.Gaps[0].Times != 4 || r.Gaps[0].People != 3 || r.Gaps[0].Nearest == nil || !strings.Contains(r.Gaps[0].Nearest.Place, "鏡湖報告") {
		t.Fatalf("gaps %+v", r.Gaps)
	}
	if r.Good != 1 || r.Bad != 2 || len(r.Disliked) != 1 || r.Disliked[0].Question != "鏡湖的湖面面積有多大?" || r.Disliked[0].Tier != rag.TierSure {
		t.Errorf("votes %d, %d, %+v", r.Good, r.Bad, r.Disliked)
	}
	raw, err := json.Marshal(r)
	if err != nil || strings.Contains(string(raw), "秘密地圖") || strings.Contains(r.QuestionsCSV(), "秘密地圖") {
		t.Errorf("a question of another scope, or %v:\n%s", err, raw)
	}
	if _, err := Explain(t.Context(), s.Library, there, r.Gaps[0].Questions[0].ID); err != ErrNoQuestion {
		t.Errorf("explained elsewhere: %v", err)
	}
	w, err := Explain(t.Context(), s.Library, here, r.Gaps[0].Questions[0].ID)
	if err != nil || w.Trace.Intent != "question" || len(w.Passages) == 0 || w.Passages[0].Sentence == "" || w.Passages[0].Judge == nil || !w.Trace.Evidence.Judged {
		t.Fatalf("why: %+v, %v", w, err)
	}
	if p := *w.Passages[0].Judge; p < 0 || p > .5 {
		t.Errorf("the judge gives %.2f", p)
	}

	// The article that fills it is found. No asker is told, as the settings do not say so.
	var told []string
	c := Checker{Library: s.Library, Log: s.recorder.Log, Filled: func(_ context.Context, scope store.Scope, all []store.Kept) {
		told = append(told, string(scope)+" "+all[0].Question)
	}}
	s.look(&c)
	s.add(here, "visitors.md", visitors)
	s.look(&c)
	r = s.report(here)
	if len(r.Gaps) != 0 || len(r.Filled) != 1 || r.Filled[0].Filler == nil || r.Filled[0].Filler.Title != "訪客中心" {
		t.Fatalf("after the article was added: gaps %+v, filled %+v", r.Gaps, r.Filled)
	}
	if len(told) != 0 {
		t.Errorf("told, although the settings do not say so: %q", told)
	}
	// Without the article it is a gap again.
	if _, _, err := s.Library.Remove(t.Context(), here, r.Filled[0].Filler.ID); err != nil {
		t.Fatal(err)
	}
	s.look(&c)
	if r = s.report(here); len(r.Gaps) != 1 || len(r.Filled) != 0 {
		t.Errorf("after it was removed: gaps %+v, filled %+v", r.Gaps, r.Filled)
	}
}

// TestTold checks that the askers of filled questions are told if the server's settings say so,
// as far as their contacts are stored.
func TestTold(t *testing.T) {
	s := newScene(t, storetest.File, true)
	here := store.Guild("1")
	s.add(here, "lake.md", lake)
	s.set(here, library.Settings{Retain: 30})
	s.ask(here, 2, "访客中心的wifi密码")
	s.set(here, library.Settings{Retain: 30, Tell: true})
	s.ask(here, 1, "訪客中心的Wi-Fi密碼是什麼?")
	s.ask(here, 1, "鏡湖的湖面面積有多大?")
	var told []string
	c := Checker{Library: s.Library, Log: s.recorder.Log, Filled: func(ctx context.Context, scope store.Scope, all []store.Kept) {
		for _, q := range all {
			contact, err := s.Store.TakeContact(ctx, scope, q.Number)
			if err != nil {
				t.Error(err)
			}
			told = append(told, q.Question+" "+string(contact))
		}
	}}
	s.look(&c)
	s.add(here, "visitors.md", visitors)
	for range 3 {
		s.look(&c)
		c.checked = nil // as after a restart
	}
	if got := strings.Join(told, ", "); got != "訪客中心的Wi-Fi密碼是什麼? \x01c" {
		t.Errorf("told %q", got)
	}
}

// TestCountsAlone checks that a server that stores no questions still has counts, and no text of
// a reader.
func TestCountsAlone(t *testing.T) { storetest.Each(t, testCountsAlone) }

func testCountsAlone(t *testing.T, at storetest.Place) {
	var path string
	s := newScene(t, func(t testing.TB) string { path = at(t); return path }, true)
	here := store.Guild("1")
	s.add(here, "lake.md", lake)
	s.ask(here, 1, "鏡湖的湖面面積有多大?")
	s.ask(here, 1, "誰偷了祕密地圖?")
	s.ask(store.Person("5"), 1, "誰偷了祕密地圖?")
	r := s.report(here)
	if r.Kept != 0 || len(r.Days) != 1 || r.Days[0].Asked() != 2 || len(r.Gaps)+len(r.Filled) != 0 || len(r.Articles) != 1 {
		t.Errorf("%+v", r)
	}
	if p := s.report(store.Person("5")); len(p.Days) != 0 {
		t.Errorf("of a person: %+v", p.Days)
	}
	if storetest.Keeps(t, path, "祕密地圖") {
		t.Error("a question is stored")
	}
}

// TestCSV checks that no spreadsheet takes a cell for a formula, and that each text stays in its
// own cell.
func TestCSV(t *testing.T) {
	hostile := []string{`=HYPERLINK("http://evil.example","x")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\u200b=1", "＝1", "a;=1+1", "a,b\n\"c\"", "\x1b[31mred\u202e", "|calc"}
	r := None(store.Guild("1"))
	for _, q := range hostile {
		r.Gaps = append(r.Gaps, Group{Question: q, Times: 1, Questions: []Question{{Question: q, ID: "0a"}}})
	}
	text := r.QuestionsCSV()
	if strings.ContainsAny(text, "\x1b\u202e\u200b\t") {
		t.Errorf("control characters in\n%q", text)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, bom))).ReadAll()
	if err != nil || len(rows) != 1+len(hostile) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, want := range []string{`'=HYPERLINK("http://evil.example","x")`, "'+1+1", "'-2+3", "'@SUM(A1)", "'=1", "'=1", "'＝1", "a;=1+1", `a,b "c"`, "[31mred", "'|calc"} {
		if got := rows[1+i][5]; got != want {
			t.Errorf("%q is %q, want %q", hostile[i], got, want)
		}
	}
	for line := range strings.Lines(strings.TrimPrefix(text, bom)) { // also where a reader parts cells by other signs
		for _, part := range strings.FieldsFunc(line, func(r rune) bool { return r == '"' }) {
			if strings.HasPrefix(part, "=") {
				t.Errorf("a cell may begin with %q", part)
			}
		}
	}
}

func TestWeeks(t *testing.T) {
	got := Weeks([]Day{{Day: "2026-11-22", Sure: 1}, {Day: "2026-11-23", Sure: 2}, {Day: "2026-11-29", Refused: 3}, {Day: "2026-11-30", Other: 4}})
	want := []Day{{Day: "2026-11-16", Sure: 1}, {Day: "2026-11-23", Sure: 2, Refused: 3}, {Day: "2026-11-30", Other: 4}}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%+v", got)
	}
}
