// Package intent says what a reader wants: an answer from the articles, something
// about the articles themselves, a word of small talk, or a task that is none of
// ours.
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
	Thanks    Kind = "thanks"
	Laughter  Kind = "laughter"
	Abuse     Kind = "abuse"
	Identity  Kind = "identity"  // who are you
	Help      Kind = "help"      // what can you do
	Request   Kind = "request"   // a task that is none of ours: translate, write code
	Injection Kind = "injection" // orders to a language model
)
