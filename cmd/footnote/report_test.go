package main

import (
	"context"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"footnote/library/store"
)

// asked keeps what two servers were asked, as serve does: asked DATA NEAREST, where that
// is the ID of an article of guild:1.
func asked(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 2 {
		ts.Fatalf("usage: asked DATA NEAREST")
	}
	background := context.Background()
	l, err := store.OpenLibrary(background, ts.MkAbs(args[0])+"/footnote.db")
	ts.Check(err)
	defer l.Close()
	r, _, err := l.Article(background, "guild:1", args[1], "")
	ts.Check(err)
	best := r.Article.Passages[0].Sentences[0]
	trace := `{"intent":"question","tier":"refused","confidence":0.07,"evidence":{"judged":true,"odds":-5,"top":-6},
		"found":[{"article":"` + args[1] + `","passage":0,"start":` + strconv.Itoa(best.Start) + `,"end":` + strconv.Itoa(best.End) + `,"score":0.41,"cosine":0.35,"judge":0.004}]}`
	now := time.Now()
	today := now.UTC().Format(time.DateOnly)
	for i, q := range []struct {
		scope    store.Scope
		text     string
		by       byte
		filled   time.Time
		ago      int
		outcome  string
		withText string
	}{
		{"guild:1", "Wi-Fi 密碼是多少?", 1, time.Time{}, 3, "refused", trace},
		{"guild:1", "请问wifi密码是多少", 2, time.Time{}, 2, "refused", trace},
		{"guild:1", hostile, 2, time.Time{}, 2, "refused", trace},
		{"guild:1", "=HYPERLINK(\"http://evil.example\")", 2, time.Time{}, 2, "unsure", ""},
		{"guild:1", "渡輪幾點開?", 3, now, 5, "refused", trace},
		{"guild:1", "上個月誰來過?", 3, time.Time{}, 60, "refused", trace},
		{"guild:2", "另一個伺服器的祕密", 4, time.Time{}, 1, "refused", ""},
	} {
		a := store.Asked{At: now.AddDate(0, 0, -q.ago), By: [16]byte{q.by}, Question: q.text, Outcome: q.outcome, Answer: [16]byte{0xab, byte(i)}, Filled: q.filled}
		if a.Trace = []byte(q.withText); !q.filled.IsZero() {
			a.Filler = args[1]
		}
		ts.Check(l.KeepQuestion(background, q.scope, a))
	}
	ts.Check(l.AddTallies(background, []store.Tally{
		{Scope: "guild:1", Day: today, Kind: "tier", Key: "sure", Amount: 6}, {Scope: "guild:1", Day: today, Kind: "tier", Key: "refused", Amount: 2},
		{Scope: "guild:1", Day: today, Kind: store.TallyArticle, Key: args[1], Amount: 6},
	}))
	aged := store.ShownAnswer{Scope: "guild:1", At: now.AddDate(0, 0, -3), Message: "77", Changed: now, Resting: store.Resting{Channel: "5", Answer: []byte{0xab, 0, 15: 0},
		Cited: []store.Cited{{Number: 1, Home: "guild:1", Article: args[1], Sentence: "湖面面積為36平方公里。" + hostile, Change: store.Altered}}}}
	secret := aged
	secret.Scope, secret.Message = "guild:2", ""
	ts.Check(l.KeepShown(background, []store.ShownAnswer{aged, secret}))
	f := store.OpenFeedback(ts.MkAbs(args[0])+"/footnote.db", func(w string) { ts.Fatalf("%s", w) })
	defer f.Close()
	ts.Check(f.Vote(background, store.Vote{Answer: [16]byte{0xab, 0}, Reader: [16]byte{1}, Good: false, At: now, Scope: "guild:1"}))
}
