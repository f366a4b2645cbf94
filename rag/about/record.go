package about

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/corpus/link"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

// Title returns the title of an article, or says that only its file has a name.
func Title(x *index.Index, a *corpus.Article, language lexical.Language) Reply {
	t := textsIn(language)
	if !namedByFile(a) {
		return Reply{Lead: t.title(oneLine(a.Title))}
	}
	first, ok := firstLine(a)
	if ref, there := x.Passage(a, 0); ok && there {
		return Reply{Lead: t.title(first.text), Statements: []Statement{{Ref: ref, Span: first.Span}}}
	}
	return Reply{Lead: t.fileTitle(baseName(a.Source)), Unrecorded: true}
}

// Author says who wrote an article: the author recorded in its file, or else the sentences
// that name one. If the question asks for an editor, a translator or the maker of the
// pictures, it looks for those.
func Author(x *index.Index, a *corpus.Article, question string, language lexical.Language) Reply {
	t, who := textsIn(language), role(question)
	if who == author && a.Author != "" && !placeholder().MatchString(strings.TrimSpace(a.Author)) {
		return Reply{Lead: t.author(oneLine(a.Author))}
	}
	return statedIn(t, who, read(x, a))
}

// role returns whose name a question asks for.
func role(question string) matter {
	for _, m := range []matter{translator, pictures, editor} {
		if asksFor()[m].MatchString(question) {
			return m
		}
	}
	return author
}

// Date says when an article was published: the recorded date, and what the article itself
// says.
func Date(x *index.Index, a *corpus.Article, question string, language lexical.Language) Reply {
	t := textsIn(language)
	all := read(x, a)
	if asksFor()[rhythm].MatchString(question) {
		return statedIn(t, rhythm, all)
	}
	if a.Published == "" {
		return statedIn(t, date, all)
	}
	reply := Reply{Lead: t.publishedAs(oneLine(a.Published))}
	if day, err := time.Parse(time.DateOnly, doc.Day(a.Published)); err == nil {
		reply.Lead = t.published(day)
	}
	if lines := find(all, dates()); len(lines) > 0 {
		reply.Statements = []Statement{lines[0].statement()}
	}
	return reply
}

// Source says where an article comes from: its address or file name, and what the article
// itself says. It never shows a directory.
func Source(x *index.Index, a *corpus.Article, language lexical.Language) Reply {
	t := textsIn(language)
	reply := Reply{Lead: t.source(addressOf(a))}
	switch a.Source {
	case "built-in":
		reply.Lead = t.builtIn
	case doc.Stdin, "":
		reply.Lead = t.stdin
	}
	for _, s := range find(read(x, a), namesOf(origin)) {
		reply.Statements = append(reply.Statements, s.statement())
	}
	return reply
}

// addressOf returns the address of an article or the name of its file. An address inside a
// private network must not be shown; the title replaces it.
func addressOf(a *corpus.Article) string {
	if to := link.To(a); to.Public {
		return to.Page
	}
	name := baseName(a.Source)
	if u, err := url.Parse(name); err != nil || !doc.IsWebAddress(u) {
		return name
	}
	if _, public := fetch.Linkable(name); public {
		return name
	}
	return oneLine(a.Title)
}

// Length says how long an article is.
func Length(a *corpus.Article, language lexical.Language) Reply {
	return Reply{Lead: textsIn(language).length(sizeOf(a))}
}

// statedIn returns what an article itself says about a matter.
func statedIn(t texts, m matter, all []sentence) Reply {
	if lines := find(all, namesOf(m)); len(lines) > 0 {
		return Reply{Statements: []Statement{lines[0].statement()}}
	}
	reply := Reply{Lead: t.unrecorded[m], Unrecorded: true}
	if lines := find(all, hintsOf(m)); len(lines) > 0 {
		reply.Lead = t.nearest[m]
		for _, s := range lines[:min(len(lines), 2)] {
			reply.Statements = append(reply.Statements, s.statement())
		}
	}
	return reply
}

// baseName returns a web address without the parts that may be secret, or else the last part
// of a path.
func baseName(source string) string {
	if u, err := url.Parse(source); err == nil && doc.IsWebAddress(u) {
		u.User, u.RawQuery, u.Fragment = nil, "", ""
		return oneLine(u.String())
	}
	return oneLine(source[strings.LastIndexAny(source, `/\`)+1:])
}

// namedByFile reports whether the title is only the name of the file.
func namedByFile(a *corpus.Article) bool {
	name := baseName(a.Source)
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	headed := func(s corpus.Section) bool { return s.Title == a.Title }
	return a.Title == name && !slices.ContainsFunc(a.Sections, headed)
}

// firstLine returns the first sentence, if it looks like a title.
func firstLine(a *corpus.Article) (sentence, bool) {
	if len(a.Passages) == 0 || a.SentenceCount() < 2 {
		return sentence{}, false
	}
	span := a.Passages[0].Sentences[0]
	first := sentence{Span: span, text: strings.TrimSpace(oneLine(a.Quote(span)))}
	first.opens, first.closes = beginsLine(a.Text[:span.Start]), endsLine(a.Text[span.End:])
	width := doc.Width(first.text)
	ok := kindOf(first) == label && !colophon().MatchString(first.text) && 6 <= width && width <= 80
	return first, ok
}
