package sentence

import (
	"footnote/corpus"
	"footnote/corpus/doc"
)

// A Context is what a sentence does not say itself but its reader knows.
type Context struct {
	Heading string // the heading above it, see [Under]; may be empty
	Subject int    // the number, from 0 in the article, of the sentence that names its subject, see [Subject]; or -1
}

// Contexts returns the contexts of all sentences of an article, in order. It goes through the
// article once.
func Contexts(article *corpus.Article) []Context {
	w := walk{section: -1}
	for p, passage := range article.Passages {
		for s := range passage.Sentences {
			w.visit(place{article, p, s})
		}
	}
	return w.all
}

// A walk goes through an article from its first sentence to its last.
type walk struct {
	all     []Context
	section int
	heading string // the current heading
}

func (w *walk) visit(here place) {
	title := here.article.Sections[here.section()].Title
	if here.section() != w.section {
		w.section, w.heading = here.section(), title
	}
	c := Context{w.heading, -1}
	if here.breaksBefore() {
		if heading, ok := (line{here, here.lineEnd()}).heads(); ok {
			c.Heading, w.heading = title, heading
			if heading == "" {
				w.heading = title
			}
		}
	}
	if NeedsSubject(here.text()) {
		if _, back, ok := here.subject(); ok {
			c.Subject = len(w.all) - back
		}
	}
	w.all = append(w.all, c)
}

// subject returns the sentence that names the subject of this one, and how many sentences
// before this one it is.
func (p place) subject() (named place, back int, ok bool) {
	for back := 1; back <= subjectWithin; back++ {
		prior, there := p.before()
		if !there {
			break
		}
		p = prior
		l := p.line()
		kind, sure := p.byItself(l)
		if !sure && l.isOpen() {
			kind = p.kind()
		}
		switch kind {
		case Heading:
			return p, 0, false
		case Statement, Item, Question, LeadIn:
			if doc.Width(p.text()) >= minNaming && !NeedsSubject(p.text()) {
				return p, back, true
			}
		}
	}
	return p, 0, false
}
