package chat

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"

	"footnote/corpus/link"
	"footnote/rag"
	"footnote/rag/fixed"
	"footnote/rag/footnotes"
	"footnote/rag/intent"
	"footnote/rag/lexical"
)

// texts are the words that are added to an answer.
type texts struct {
	sources, attached string
	fixed             string // introduces the author and date of a fixed answer
	former, runner    string // stand in for a name
}

func textsIn(language lexical.Language) texts {
	switch language {
	case lexical.Traditional:
		return texts{"來源：", "（這裡不讀圖片和檔案，只回答了文字。）", "📌 答案由 %s 指定，%s，不是出自文章", "一位以前的管理者", "這個程式的營運者"}
	case lexical.Simplified:
		return texts{"来源：", "（这里不读图片和文件，只回答了文字。）", "📌 答案由 %s 指定，%s，不是出自文章", "一位以前的管理者", "这个程序的运营者"}
	}
	return texts{"Sources:", "(Pictures and files are not read here; only the words were answered.)", "📌 Fixed by %s on %s; no article says it", "a former manager", "whoever runs this program"}
}

// fixedBy names the author of a fixed answer.
func (t texts) fixedBy(s fixed.Source) string {
	by := cmp.Or(line(s.Author), t.runner)
	if s.Former {
		by = t.former
	}
	return fmt.Sprintf(t.fixed, by, s.At.UTC().Format(time.DateOnly))
}

// whole returns the content of a message: the answer's text, remarks on it, and its sources.
func whole(a rag.Answer, attached int, next []string) string {
	t := textsIn(a.Language)
	var out strings.Builder
	out.WriteString(a.Text)
	if a.Degraded != "" {
		fmt.Fprintf(&out, "\n\n(%s)", a.Degraded)
	}
	if a.Reason != "" {
		fmt.Fprintf(&out, "\n\n%s", a.Reason)
	}
	if a.Fixed != nil {
		fmt.Fprintf(&out, "\n\n%s", t.fixedBy(*a.Fixed))
	}
	if attached > 0 {
		fmt.Fprintf(&out, "\n\n%s", t.attached)
	}
	for i, one := range next {
		if i == 0 {
			fmt.Fprintf(&out, "\n\n%s\n", intent.Try(a.Language))
		}
		fmt.Fprintf(&out, "\n- %s", line(one))
	}
	for i, l := range footnotes.Lines(a, place) {
		if i == 0 {
			fmt.Fprintf(&out, "\n\n%s\n", t.sources)
		}
		source(&out, l)
	}
	return safe(out.String())
}

// source writes where the sentences of footnotes are, quotes them if the answer words them
// differently, and gives the address of a web page.
func source(out *strings.Builder, l footnotes.Line) {
	fmt.Fprintf(out, "\n- %s %s", l.Marks(), line(l.Place))
	for _, q := range l.Quotes {
		if len(l.Numbers) == 1 {
			fmt.Fprintf(out, ": %s", line(q.Shown()))
		} else {
			fmt.Fprintf(out, "\n  %s %s", q.Mark(), line(q.Shown()))
		}
	}
	if to := link.To(l.Article, l.Spans...); to.Address != "" {
		fmt.Fprintf(out, "\n  %s", to.Address)
	}
}

func place(f rag.Footnote) string {
	if at := f.Article.At(f.Start).String(); at != "" {
		return f.Place() + ", " + at
	}
	return f.Place()
}

func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// withoutSources removes the list of sources that this server added to an earlier answer. The
// language of the list is unknown, so it looks for the heading in every language.
func withoutSources(text string) string {
	for _, language := range []lexical.Language{lexical.Traditional, lexical.Simplified, lexical.English} {
		if at := strings.LastIndex(text, "\n\n"+textsIn(language).sources+"\n"); at >= 0 {
			text = text[:at]
		}
	}
	return strings.ReplaceAll(text, invisible, "")
}

// invisible is a zero-width space. It keeps text of an article from becoming a picture, a link,
// a tag or a mention in a client that renders Markdown, HTML or Discord's markup, and cannot be
// seen in others.
const invisible = "\u200b"

// risky matches the beginnings of such markup. The list of sources is not escaped: its
// addresses are bare.
var risky = regexp.MustCompile(`!\[|\]\(|\]:|<[A-Za-z/!?@#&:]|@(?:everyone|here)`)

func safe(text string) string {
	for risky.MatchString(text) { // again, as a match may begin within another one
		text = risky.ReplaceAllStringFunc(text, func(found string) string { return found[:1] + invisible + found[1:] })
	}
	return text
}

// begun matches the longest end of a text that further text may turn into a risky sequence,
// with the mark that it may end, as half of one should not be seen.
var begun = regexp.MustCompile(`(?:[!\]<]|\[\d{0,3})*(?:@(?:e(?:v(?:e(?:r(?:y(?:o(?:n)?)?)?)?)?)?|h(?:e(?:r)?)?)?)?$`)

// A growing text is made safe while it arrives.
type growing struct{ held string }

// add appends delta and returns the text that can be shown now.
func (g *growing) add(delta string) string {
	g.held += delta
	shown := g.held
	if at := begun.FindStringIndex(shown); at != nil {
		shown = shown[:at[0]]
	}
	g.held = g.held[len(shown):]
	return safe(shown)
}
