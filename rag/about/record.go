package about

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

// Title is what an article is called, or that only its file has a name.
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

// Author is who wrote an article: as its file names them, else the sentences that
// do. The question says whether an editor, a translator or whoever made the
// pictures is asked for instead.
func Author(x *index.Index, a *corpus.Article, question string, language lexical.Language) Reply {
	t, who := textsIn(language), role(question)
	if who == author && a.Author != "" && !placeholder().MatchString(strings.TrimSpace(a.Author)) {
		return Reply{Lead: t.author(oneLine(a.Author))}
	}
	return said(t, who, read(x, a))
}

// role is whose name a question asks for.
func role(question string) matter {
	for _, m := range []matter{translator, pictures, editor} {
		if asksFor()[m].MatchString(question) {
			return m
		}
	}
	return author
}

// Date is when an article was published: as its file says, and as it says itself.
func Date(x *index.Index, a *corpus.Article, question string, language lexical.Language) Reply {
	t := textsIn(language)
	all := read(x, a)
	if asksFor()[rhythm].MatchString(question) {
		return said(t, rhythm, all)
	}
	if a.Published == "" {
		return said(t, date, all)
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

// Source is where an article comes from: its address or the name of its file, and
// what it says itself. It never shows a folder.
func Source(x *index.Index, a *corpus.Article, language lexical.Language) Reply {
	t := textsIn(language)
	reply := Reply{Lead: t.source(baseName(a.Source))}
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

// Length is how long an article is.
func Length(a *corpus.Article, language lexical.Language) Reply {
	return Reply{Lead: textsIn(language).length(sizeOf(a))}
}

// said is what an article itself says of a matter.
func said(t texts, m matter, all []sentence) Reply {
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

// baseName is an address without what may be secret in it, or the last part of a
// path.
func baseName(source string) string {
	if u, err := url.Parse(source); err == nil && doc.IsWebAddress(u) {
		u.User = nil
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

// firstLine is the first sentence, where it looks like a title.
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
