// Package intent says what a reader wants: an answer from the articles, something
// about the articles themselves, a word of small talk, or a task that is none of
// ours. It reads nothing but the words: the rules hold for all of a message, so
// that a question about an article that merely contains such words stays one.
package intent

import "footnote/corpus/doc"

// A Kind is what a reader wants.
type Kind string

// What is asked of the articles.
const (
	Question Kind = "question" // anything that is nothing of what follows
	Summary  Kind = "summary"  // what they are about, the main points
	Title    Kind = "title"
	Author   Kind = "author"
	Date     Kind = "date"   // when it was published or written
	Source   Kind = "source" // where it comes from
	Length   Kind = "length"
	Articles Kind = "articles" // how many there are, and which
	Mentions Kind = "mentions" // which of them mention something
	Listing  Kind = "listing"  // how many, or all, of something
)

// What is not.
const (
	Greeting  Kind = "greeting"
	Farewell  Kind = "farewell"
	Thanks    Kind = "thanks" // and "all right", and praise
	Laughter  Kind = "laughter"
	Abuse     Kind = "abuse"     // and "that is wrong"
	Identity  Kind = "identity"  // who are you
	Help      Kind = "help"      // what can you do
	Request   Kind = "request"   // a task that is none of ours: translate, write code
	Injection Kind = "injection" // orders to a language model
)

// An Intent is what a message asks for.
type Intent struct {
	Kind      Kind
	Question  string // the message without its wrapping; empty only where the message is blank
	Subject   string // of Mentions and Listing: what is looked for; of Summary: a topic, or ""
	Sentences int    // of Summary: how many are asked for, 0 where that is not said
	// Elliptical says that what is asked about is left out (誰寫的, when was it
	// released, 為什麼): after a question about something it may ask about that, and is
	// then a Question. With nothing before it, it has its Kind.
	Elliptical bool
}

// maxLength is how many bytes a message has at most that is looked at for
// anything but orders: what is longer is a text, not a wish in a few words.
const maxLength = 600

// Read says what a reader wants. It takes microseconds and asks nobody.
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

// small reads a message of a few words: what it says as a whole, then what it says
// without its wrapping, and at last without what may be one.
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

// names is said where it is clear that an article or the bot is meant.
var names = doc.Pattern(`[文篇这本你我]|报[道导]|作者|标题|题目|记者|编辑|来源|出处|字数|链接|连结|网址|日期|机器人|说明|帮助|指令|教|求|救|article|text|post|doc|report|story|page|paper|essay|blog|author|writer|title|headline|source|link|url|date|word|\b(?:you|your|u|ur|bot|help|commands?|menu|this|usage|manual|faq|i|me|instructions|options)\b`)

// elliptical reports a kind that is read in words that leave its subject out.
func (i Intent) elliptical(w wording) bool {
	switch i.Kind {
	case Title, Author, Date, Source, Length, Help:
		return worded(w.words) && !names().MatchString(w.words)
	}
	return false
}

// about tries what holds for a whole message.
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
