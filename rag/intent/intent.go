// Package intent says what a reader wants: an answer from the articles, something
// about the articles themselves, a word of small talk, or a task that is none of
// ours. It reads nothing but the words: the rules hold for all of a message, so
// that a question about an article that merely contains such words stays one.
package intent

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

// Small reports small talk: what a person says to another who is there.
func (k Kind) Small() bool {
	switch k {
	case Greeting, Farewell, Thanks, Laughter, Abuse:
		return true
	}
	return false
}

// An Intent is what a message asks for.
type Intent struct {
	Kind      Kind
	Question  string // the message without its wrapping; empty only where the message is blank
	Subject   string // of Mentions and Listing: what is looked for; of Summary: a topic, or ""
	Sentences int    // of Summary: how many are asked for, 0 where that is not said
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
		read.small(newWording(text))
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
