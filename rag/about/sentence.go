package about

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
)

// A sentence is a sentence of an article, with its formatting.
type sentence struct {
	index.Ref
	corpus.Span
	text   string    // on one line
	opens  bool      // it begins a paragraph
	closes bool      // it ends a paragraph
	torn   bool      // it continues an unfinished line before it
	item   bool      // it is one of several consecutive short paragraphs
	deep   bool      // it is below a heading within its part
	under  string    // the numbered title directly above it: 5、WiFi Card
	vector []float32 // of length 1; nil if there are none
}

// read returns the sentences of an article in order, or nil if the article is no longer in the
// index.
func read(x *index.Index, a *corpus.Article) []sentence {
	var all []sentence
	for i, p := range a.Passages {
		ref, ok := x.Passage(a, i)
		if !ok {
			return nil
		}
		vectors := ref.SentenceVectors()
		for j, span := range p.Sentences {
			s := sentence{Ref: ref, Span: span, text: strings.TrimSpace(oneLine(ref.Article.Quote(span)))}
			s.opens, s.closes = beginsLine(ref.Article.Text[:span.Start]), endsLine(ref.Article.Text[span.End:])
			if vectors != nil {
				s.vector = vectors[j]
			}
			all = append(all, s)
		}
	}
	markItems(all)
	return all
}

// maxItem is the width limit of a list item.
const maxItem = 90

// markItems finds list items, whose bullets are not preserved: short paragraphs of one
// sentence next to others.
func markItems(all []sentence) {
	short := func(i int) bool {
		return i >= 0 && i < len(all) && all[i].opens && all[i].closes && doc.Width(all[i].text) <= maxItem
	}
	for i := range all {
		all[i].torn = i > 0 && all[i].opens && startsLower(all[i].text) && all[i-1].closes && !doc.EndsSentence(all[i-1].text) && all[i-1].Passage >= all[i].Passage-1
		all[i].item = short(i) && (short(i-1) || short(i+1))
		if i > 0 && kindOf(all[i-1]) == label && numbers().MatchString(all[i-1].text) {
			all[i].under = all[i-1].text
		}
	}
}

func beginsLine(before string) bool {
	before = strings.TrimRight(before, " \t\u3000")
	return before == "" || strings.HasSuffix(before, "\n")
}

func endsLine(after string) bool {
	after = strings.TrimLeft(after, " \t\u3000")
	return after == "" || strings.HasPrefix(after, "\n")
}

func (s sentence) statement() Statement { return Statement{Ref: s.Ref, Span: s.Span} }

// A kind says what a sentence is, which decides whether it can be shown by itself.
type kind int

const (
	prose    kind = iota
	question      // a question
	label         // a heading, a caption, an item without a verb
	leadIn        // announces what is below it
	row           // a table row
	code
	notice // addresses the reader: subscribe, scan, click, welcome
	credit // says where something is from: -- somebody, （via）
)

// kindOf returns the kind of a sentence.
func kindOf(s sentence) kind {
	text := strings.TrimFunc(s.text, func(r rune) bool { return unicode.IsSpace(r) || doc.IsClosingMark(r) })
	last, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case strings.Contains(s.text, " | "), strings.Contains(s.text, "   "), strings.Contains(s.text, "\t"), strings.HasSuffix(s.text, "|"):
		return row
	case isCode(s.text), strings.Contains(s.text, "://") && doc.Width(s.text) < 160:
		return code
	case last == '?' || last == '？' || asks().MatchString(text):
		return question
	case last == ':' || last == '：':
		return leadIn
	case credits().MatchString(s.text):
		return credit
	case s.closes && !doc.EndsSentence(s.text), s.torn, strings.HasPrefix(s.text, "["), strings.HasPrefix(s.text, ":::"):
		return label
	case captions().MatchString(s.text):
		return label
	case notices().MatchString(s.text):
		return notice
	}
	return prose
}

// isCode reports whether a text has too few letters for a sentence, or begins like a command.
func isCode(text string) bool {
	letters, others := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letters++
		case !unicode.IsSpace(r):
			others++
		}
	}
	return letters < 2*others || commands().MatchString(text)
}

var (
	asks     = doc.Pattern(`(?:嗎|吗|呢|為什麼|为什么)[。.!！]?$`)
	commands = doc.Pattern(`^(?:\$ |# |> |import |from \S+ import |func |package |go (?:get|install|run) |npm |pip |git |docker |curl |<\w+|//|/\*)|[{};]$|\w+\(\)[;{]|:= |\./\.\.\.|=\[|=\{|\w\]\(|^\w+(?:\.\w+)*\(.*\)$`)
	credits  = doc.Pattern(`^(?:--|——|—) ?\S|^[（(][^（）()]{0,40}[)）]。?$|^(?:via|Photo|Image|Cover art|Illustration|圖片來源|图片来源|圖／|图／|攝影|摄影)\b?.{0,50}$`)
	captions = doc.Pattern(`^(?:[▲△▼]|圖\s?[0-9一二三四五六七八九十]|图\s?[0-9一二三四五六七八九十]|表\s?[0-9一二三四五六七八九十]|(?:Figure|Fig\.|Table) ?[0-9])`)
	notices  = doc.Pattern(`(?i)^(?:see|refer to|check out|for more|learn more|read)\b|歡迎|欢迎|訂閱|订阅|掃描|扫描|二維碼下|二维码，|加微信|報名|报名|點擊|点击|點此|点此|公眾號|公众号|投稿|留言|按讚|點讚|点赞|分享給|分享给|追蹤我|關注我|关注我|延伸閱讀|延伸阅读|免費諮詢|免费咨询|版權|版权所有|轉載請|转载请|登入|登录|註冊|注册账|助教|` +
		`\b(?:subscribe|sign up|log ?in|newsletter|click here|follow (?:me|us)|read (?:on|more)|cookies?|all rights reserved|copyright|welcome|pull requests?|contributions? (?:are|is)|thanks? (?:to|for)|stay tuned|share this|star (?:this|the) repo|issue tracker|badge)\b`)
)
