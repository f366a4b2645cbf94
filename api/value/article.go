package value

import (
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/link"
	"footnote/library/store"
)

// Article describes an article.
type Article struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Source    string    `json:"source"`
	Chars     int       `json:"chars"`
	Passages  int       `json:"passages"`
	Sentences int       `json:"sentences"`
	SeenBy    string    `json:"read_from_pictures_by,omitempty"` // name of the model
	Pictures  int       `json:"pictures_not_read,omitempty"`     // number of pictures within the article that were not read
	Repairs   Repairs   `json:"repairs"`
	Warnings  []Warning `json:"warnings"`
}

// Repairs counts the repairs to an article.
type Repairs struct {
	Glosses     int `json:"glosses"`
	Mojibake    int `json:"mojibake"`
	Punctuation int `json:"punctuation"`
	Invisible   int `json:"invisible"`
}

// Warning is about a part of an article that looks broken and was left as it is.
type Warning struct {
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Message string `json:"message"`
}

// NewArticle returns the value of an article.
func NewArticle(a *corpus.Article) Article {
	return Article{a.ID, a.Title, a.Source, utf8.RuneCountInString(a.Text), len(a.Passages), a.SentenceCount(), a.SeenBy, a.Pictures, Repairs(a.Repairs), Warnings(a)}
}

// Warnings returns the warnings of an article.
func Warnings(a *corpus.Article) []Warning {
	warnings := make([]Warning, len(a.Warnings))
	for i, w := range a.Warnings {
		warnings[i] = Warning{w.Start, w.End, w.Message}
	}
	return warnings
}

// Library lists the articles of a library in the order in which they were added.
type Library struct {
	Articles []Summary `json:"articles"`
}

// Summary describes an article of a library.
type Summary struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Source    string    `json:"source"`
	Author    string    `json:"author,omitempty"`
	Published string    `json:"published,omitempty"`
	Chars     int       `json:"chars"`
	Passages  int       `json:"passages"`
	Sentences int       `json:"sentences"`
	Pages     int       `json:"pages,omitempty"`
	SeenBy    string    `json:"read_from_pictures_by,omitempty"` // name of the model
	Pictures  int       `json:"pictures_not_read,omitempty"`     // number of pictures within the article that were not read
	Added     time.Time `json:"added"`
}

// NewLibrary returns the value of a library's articles.
func NewLibrary(all []store.Summary) Library {
	l := Library{make([]Summary, len(all))}
	for i, s := range all {
		l.Articles[i] = NewSummary(s)
	}
	return l
}

// NewSummary returns the value of an article in a library.
func NewSummary(s store.Summary) Summary {
	return Summary{s.ID, s.Title, s.Source, s.Author, s.Published, s.Characters, s.Passages, s.Sentences, s.Pages, s.SeenBy, s.Pictures, s.Added.UTC()}
}

// Origin reduces a source to what reveals nothing about this machine: the address of a web
// page, or the base name of a file.
func Origin(source string) string {
	if to := link.To(&corpus.Article{Source: source}); to.Page != "" {
		return to.Page
	}
	if source == "" || strings.Contains(source, "://") {
		return ""
	}
	return path.Base(strings.ReplaceAll(source, `\`, "/"))
}

// Outside applies [Origin] to all sources, for programs on other machines.
func (l Library) Outside() Library {
	for i := range l.Articles {
		l.Articles[i].Source = Origin(l.Articles[i].Source)
	}
	return l
}
