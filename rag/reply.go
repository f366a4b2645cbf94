package rag

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/rag/about"
	"footnote/rag/intent"
	"footnote/rag/lexical"
)

// reply answers small talk, tasks that Footnote does not do, and questions about the articles
// themselves. It returns false if the question must be answered from the content of the
// articles after all.
func (e *Engine) reply(ctx context.Context, want intent.Intent, q asked, emit func(string) error) (Answer, bool, error) {
	a := Answer{Question: q.Text, Intent: want.Kind, Mode: ModeExtractive, Confidence: 1}
	if a.Text = want.Kind.Reply(q.Language); a.Text != "" {
		if want.Kind == intent.Request || want.Kind == intent.Injection {
			a.Tier = TierRefused
		}
		return a, true, emit(a.Text)
	}
	if e.index.Len() == 0 {
		return Answer{}, false, nil
	}
	said, ok, err := e.about(ctx, want, q)
	if err != nil || !ok {
		return Answer{}, false, err
	}
	a.Text, a.Tier = said.Text(), TierSure
	for i, s := range said.Statements {
		a.Footnotes = append(a.Footnotes, newFootnote(i+1, s.Ref, s.Span))
	}
	switch {
	case said.Unrecorded && len(said.Statements) > 0:
		a.Tier, a.Confidence = TierUnsure, 0.5
	case said.Unrecorded:
		a.Tier, a.Confidence = TierRefused, 0
	}
	if want.Kind == intent.Summary && e.writer != nil && len(said.Statements) > 0 {
		a, err = e.writer.summary(ctx, q, summary{want, said, a}, emit)
		return a, true, err
	}
	return a, true, emit(a.Text)
}

// isFollowUp reports whether the conversation already has a question about the articles.
func (q asked) isFollowUp() bool {
	return slices.ContainsFunc(q.history, func(t Turn) bool { return intent.Read(t.Question).Kind.Reply(q.Language) == "" })
}

// Language returns the language in which to reply: that of the first text that tells it or, if
// none does, that of the first article's title.
func (e *Engine) Language(texts ...string) lexical.Language {
	if articles := e.index.Articles(); len(articles) > 0 {
		texts = append(texts, articles[0].Title)
	}
	return e.index.Analyser().LanguageOf(texts...)
}

// about answers a question about the articles themselves, with package about. It returns false
// if that package has no answer.
func (e *Engine) about(ctx context.Context, want intent.Intent, q asked) (said about.Reply, ok bool, err error) {
	switch want.Kind {
	case intent.Articles:
		said, err = about.Articles(ctx, e.index, q.Language)
		return said, true, err
	case intent.Mentions:
		said, err = about.Mentions(ctx, e.index, want.Subject, q.Language)
		return said, true, err
	}
	article, err := e.articleMeant(ctx, q)
	if err != nil {
		return said, false, err
	}
	if want.Kind == intent.Listing {
		return about.Listing(ctx, e.index, article, want.Subject, q.Language)
	}
	if article == nil {
		said, err = about.Choose(ctx, e.index, q.Language)
		return said, true, err
	}
	switch want.Kind {
	case intent.Summary:
		return about.SummaryOf(ctx, e.index, article, want.Subject, want.Sentences)
	case intent.Title:
		said = about.Title(e.index, article, q.Language)
	case intent.Author:
		said = about.Author(e.index, article, q.Text, q.Language)
	case intent.Date:
		said = about.Date(e.index, article, q.Text, q.Language)
	case intent.Source:
		said = about.Source(e.index, article, q.Language)
	case intent.Length:
		said = about.Length(article, q.Language)
	default:
		return said, false, nil
	}
	return said, true, nil
}

// articleMeant returns the article, with its full text, that a question is about: the only
// one, the one with the longest title that the question names, or the one that the previous
// answer rests on. It returns nil if there is none.
func (e *Engine) articleMeant(ctx context.Context, q asked) (*corpus.Article, error) {
	articles := e.index.Articles()
	if len(articles) == 1 {
		return e.index.Whole(ctx, articles[0])
	}
	var named *corpus.Article
	for _, a := range articles {
		title := e.index.Analyser().Fold(a.Title)
		if utf8.RuneCountInString(title) > 1 && strings.Contains(q.Folded, title) && (named == nil || len(a.Title) > len(named.Title)) {
			named = a
		}
	}
	if named != nil || len(q.history) == 0 {
		return e.index.Whole(ctx, named)
	}
	last := len(q.history) - 1
	read, err := e.read(ctx, q.history[last].Question)
	if err != nil {
		return nil, err
	}
	before, err := e.understand(ctx, asked{read, q.history[:last]})
	if err != nil || len(before.statements) == 0 {
		return nil, err
	}
	return before.statements[0].Article, nil
}
