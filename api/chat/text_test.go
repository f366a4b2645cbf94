package chat

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/rag/lexical"
)

// What an article says is no picture, link, tag or mention, wherever the reader's program
// would make one of it; everything else stays as it is.
func TestSafe(t *testing.T) {
	for _, text := range []string{
		"![a](http://x.example)", "[a](http://x.example)", "[1]: http://x.example", "<img src=x>", "</b>", "<!-- x -->", "<@1>", "<#1>", "<:a:1>", "@everyone", "@here",
		`\![a](x)`, `\<b>`, "<![a](x)", "![[a]](x)", "a@everyone@here", "<<b>",
	} {
		got := safe(text)
		if risky.MatchString(got) || strings.ReplaceAll(got, invisible, "") != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	for _, text := range []string{"塔高41公尺。 [1][2]", "a < b, 3<4, x <= y", "me@example.org", "[1] (see there)", "Sources:\n- [1] A", "!", "]", "<"} {
		if got := safe(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// However a text comes in pieces, it is the same in the end, and no piece of it was risky.
func FuzzGrowing(f *testing.F) {
	f.Add("a ![b](c) <i> @everyone", uint8(3))
	f.Add("@@everyone!", uint8(1))
	f.Add("塔]:<]( [1]", uint8(2))
	f.Fuzz(func(t *testing.T, text string, size uint8) {
		var g growing
		shown, step := "", int(size%7)+1
		for rest := text; rest != ""; {
			n := min(step, len(rest))
			shown += g.add(rest[:n])
			rest = rest[n:]
		}
		if whole := safe(text); shown+safe(g.held) != whole || !strings.HasPrefix(whole, shown) {
			t.Errorf("%q and %q of %q", shown, g.held, whole)
		}
		if risky.MatchString(shown) {
			t.Errorf("%q", shown)
		}
	})
}

// A reader whose program shows each piece in an edit of its own never sees half a mark.
func TestGrowingMarks(t *testing.T) {
	var g growing
	var shown []string
	for _, piece := range []string{"It is tall. [", "1", "2", "]", "[3]", " It is old.", " [", "a]"} {
		shown = append(shown, g.add(piece))
	}
	want := []string{"It is tall. ", "", "", "", "", "[12][3] It is old.", " ", "[a"}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
}

// The mentions of people and bots are no part of a question.
func TestInquireMentions(t *testing.T) {
	for _, text := range []string{
		"<@1420912312312312313>: What happens?", "<@!1420912312312312313>: <@1420912312312312314> What happens?",
		"What <@1420912312312312314>happens?", "<@1420912312312312313>: What happens?<@&1420912312312312314>",
	} {
		r := Request{Messages: []Message{{"user", Content{Text: text}}}}
		if q, err := r.inquire(); err != nil || q.Text != "What happens?" {
			t.Errorf("%q asks %q, %v", text, q.Text, err)
		}
	}
}

// What was answered before is read again without the list of sources below it.
func TestWithoutSources(t *testing.T) {
	for _, language := range []lexical.Language{lexical.Traditional, lexical.Simplified, lexical.English} {
		said := "It is <" + invisible + "b> tall. [1]"
		if got := withoutSources(said + "\n\n" + textsIn(language).sources + "\n\n- [1] Tower"); got != "It is <b> tall. [1]" {
			t.Errorf("%s: %q", language, got)
		}
	}
	if got := withoutSources("Sources: none"); got != "Sources: none" {
		t.Errorf("%q", got)
	}
}

// A conversation is the last of its questions, each with what was said to it.
func TestInquire(t *testing.T) {
	r := Request{}
	say := func(role, text string) { r.Messages = append(r.Messages, Message{role, Content{Text: text}}) }
	say("assistant", "Hello, ask me anything.")
	for n := range 14 {
		say("user", strings.Repeat("q", n+1))
		say("assistant", "a")
		say("assistant", "b")
	}
	say("user", strings.Repeat("long ", 1000))
	say("assistant", strings.Repeat("塔", maxSaid))
	say("user", "<@!81384788765712384>: why?")
	q, err := r.inquire()
	if err != nil || q.Text != "why?" || len(q.History) != maxTurns {
		t.Fatalf("%+v, %v", q.Question, err)
	}
	if last := q.History[maxTurns-1]; last.Question != strings.Repeat("q", 14) || last.Answer != "a\nb" {
		t.Errorf("%+v", last)
	}
}
