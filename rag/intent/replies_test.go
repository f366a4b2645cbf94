package intent

import (
	"strings"
	"testing"

	"footnote/rag/lexical"
)

// TestReply checks that kinds that need no article have a reply in each language and script,
// and that others have none.
func TestReply(t *testing.T) {
	analyser := lexical.NewAnalyser()
	for _, language := range []lexical.Language{lexical.Traditional, lexical.Simplified, lexical.English} {
		seen := map[string]Kind{}
		for _, k := range []Kind{Greeting, Farewell, Thanks, Laughter, Abuse, Identity, Help, Request, Injection} {
			reply := k.Reply(language)
			if got := analyser.Language(strings.ReplaceAll(reply, "Footnote", "")); got != language {
				t.Errorf("%s in %s is %s: %q", k, language, got, reply)
			}
			if other, ok := seen[reply]; ok {
				t.Errorf("%s and %s say the same", k, other)
			}
			seen[reply] = k
		}
		for _, k := range []Kind{Question, Summary, Title, Author, Date, Source, Length, Articles, Mentions, Listing} {
			if reply := k.Reply(language); reply != "" {
				t.Errorf("%s says %q", k, reply)
			}
		}
		if got := analyser.Language(Try(language)); got != language {
			t.Errorf("the line above suggestions in %s is %s", language, got)
		}
	}
	if Help.Reply(lexical.Other) != Help.Reply(lexical.English) {
		t.Error("the reply in other languages is not in English")
	}
}
