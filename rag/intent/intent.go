// Package intent says what a reader wants: an answer from the articles, something about the
// articles themselves, small talk, or a task that Footnote does not do. It looks only at the
// words. The rules match whole messages, so that a question about an article that merely
// contains such words remains a question.
package intent

import "footnote/corpus/doc"

// A Kind is what a reader wants.
type Kind string

// Kinds that the articles answer.
const (
	Question Kind = "question" // anything that is none of the others
	Summary  Kind = "summary"  // what the articles are about, the main points
	Title    Kind = "title"
	Author   Kind = "author"
	Date     Kind = "date"   // when the article was published or written
	Source   Kind = "source" // where the article comes from
	Length   Kind = "length"
	Articles Kind = "articles" // how many articles there are, and which
	Mentions Kind = "mentions" // which articles mention something
	Listing  Kind = "listing"  // how many there are of something, or all of them
)

// Kinds that need no article.
const (
	Greeting  Kind = "greeting"
	Farewell  Kind = "farewell"
	Thanks    Kind = "thanks" // also "all right", and praise
	Laughter  Kind = "laughter"
	Abuse     Kind = "abuse"     // also "that is wrong"
	Identity  Kind = "identity"  // who are you
	Help      Kind = "help"      // what can you do
	Request   Kind = "request"   // a task that Footnote does not do: translate, write code
	Injection Kind = "injection" // orders to a language model
)

// An Intent is what a message asks for.
type Intent struct {
	Kind      Kind
	Question  string // the message without its wrapping; empty only if the message is blank
	Subject   string // of Mentions and Listing: what to look for; of Summary: a topic, or ""
	Sentences int    // of Summary: how many are asked for, or 0
	// Elliptical says that the message leaves its subject out (誰寫的, when was it released,
	// 為什麼). After a question about something it may ask about that, and is then a Question.
	// Without one before it, it has its Kind.
	Elliptical bool
}

// maxLength is the length, in bytes, up to which a message is checked for anything but orders.
// A longer one is a text rather than a short request.
const maxLength = 600

// Read says what a reader wants. It takes microseconds, without any requests.
func Read(text string) Intent {
	read := Intent{Kind: Question, Question: Unwrap(text)}
	switch {
	case orders(text):
		read.Kind = Injection
	case len(text) > maxLength:
		if task(newWording(text[:maxLength])) {
			read.Kind = Request
		}
	default:
		whole := newWording(text)
		read.small(whole)
		read.Elliptical = read.elliptical(whole)
		if read.Kind != Question {
			break
		}
		if kind, elliptical, ok := bare(whole); ok {
			read.Kind, read.Elliptical = kind, elliptical
		}
	}
	return read
}

// small reads a short message: first as a whole, then without its wrapping, and last without
// what may be wrapping.
func (i *Intent) small(whole wording) {
	bare, loose := newWording(i.Question), newWording(withoutLead(i.Question))
	for _, try := range []struct {
		read  func(wording) (Kind, bool)
		which []wording
	}{{aboutBot, []wording{bare, whole, loose}}, {smallTalk, []wording{whole, bare}}} {
		for _, w := range try.which {
			if kind, ok := try.read(w); ok {
				i.Kind = kind
				return
			}
		}
	}
	for _, w := range []wording{bare, whole, loose} {
		if i.about(w); i.Kind != Question {
			return
		}
	}
}

// names matches words that make it clear that the article or the bot is meant.
var names = doc.Pattern(`[文篇这本你我]|报[道导]|作者|标题|题目|记者|编辑|来源|出处|字数|链接|连结|网址|日期|机器人|说明|帮助|指令|教|求|救|article|text|post|doc|report|story|page|paper|essay|blog|author|writer|title|headline|source|link|url|date|word|\b(?:you|your|u|ur|bot|help|commands?|menu|this|usage|manual|faq|i|me|instructions|options)\b`)

// elliptical reports whether the message leaves out the subject that its kind needs.
func (i Intent) elliptical(w wording) bool {
	switch i.Kind {
	case Title, Author, Date, Source, Length, Help:
		return worded(w.words) && !names().MatchString(w.words)
	}
	return false
}

// about tries the rules for whole messages.
func (i *Intent) about(w wording) {
	for _, read := range []func(wording) (Intent, bool){aboutArticle, acrossArticles, summary} {
		if found, ok := read(w); ok {
			i.Kind, i.Subject, i.Sentences = found.Kind, found.Subject, found.Sentences
			return
		}
	}
	if task(w) {
		i.Kind = Request
	}
}
