package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"footnote/internal/setup"
	"footnote/rag"
	"footnote/rag/eval"
	"footnote/rag/index"
	"footnote/rag/verify"
)

// A statement is one line of statements.jsonl: a sentence that a model might write
// about a text, and whether the text bears it out.
type statement struct {
	ID        string `json:"id"`
	Article   string `json:"article"`
	Question  string `json:"question"`
	Language  string `json:"lang"`
	Pair      string `json:"pair"` // the statement's language and the text's: same, script, cross
	Kind      string `json:"kind"`
	Supported bool   `json:"supported"`
	Statement string `json:"statement"`
	Evidence  string `json:"evidence"` // of the text
}

// A checked statement is one with what came of it.
type checked struct {
	statement
	examined []verify.Examination // of the sources that are judged
	shown    bool                 // by the calibration that is built in
	likely   float64              // by the same
	byWords  bool                 // without a judge
	rests    bool                 // shown, with a footnote to the evidence
	unread   bool                 // nothing is examined: a rule that stands for itself is broken
}

// engines are those of articles, by name.
type engines map[string]*setup.Engine

func (all engines) close() {
	for _, e := range all {
		e.Close()
	}
}

// checkAll checks the statements of a file, whose texts are in one of some folders.
func checkAll(ctx context.Context, made *setup.Setup, file string, folders ...string) ([]checked, error) {
	lines, err := eval.ReadLines[statement](file)
	if err != nil {
		return nil, err
	}
	judge, err := made.Judge()
	if err != nil {
		return nil, err
	}
	engines := engines{}
	defer engines.close()
	var all []checked
	for n, line := range lines {
		e := engines[line.Article]
		if e == nil {
			if e, err = openText(ctx, made, folders, line.Article); err != nil {
				return nil, err
			}
			engines[line.Article] = e
		}
		c, err := check(ctx, made, e, judge, line)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", line.ID, err)
		}
		if all = append(all, c); n%50 == 0 {
			fmt.Fprintf(os.Stderr, "%s: %d of %d statements\n", file, n, len(lines))
		}
	}
	return all, nil
}

func openText(ctx context.Context, made *setup.Setup, folders []string, name string) (*setup.Engine, error) {
	if name == eval.BuiltinName {
		return made.SearcherOfFile(ctx, setup.Builtin)
	}
	for _, folder := range folders {
		if found, err := filepath.Glob(filepath.Join(folder, name+".*")); err == nil && len(found) == 1 {
			return made.SearcherOfFile(ctx, found[0])
		}
	}
	return nil, fmt.Errorf("no text is called %q in %s", name, strings.Join(folders, " or "))
}

// depth is how many passages a model has seen that wrote the statement.
const depth = 5

// check checks a statement that cites the passage with its evidence, among those
// that the question finds.
func check(ctx context.Context, made *setup.Setup, e *setup.Engine, judge rag.Judge, line statement) (checked, error) {
	c := checked{statement: line}
	hits, err := e.Search(ctx, line.Question, 1000)
	if err != nil {
		return c, err
	}
	var refs []index.Ref
	var cites []int
	for i, h := range hits {
		cited := len(cites) == 0 && strings.Contains(letters(h.Text()), letters(line.Evidence))
		if i < depth || cited {
			refs = append(refs, h.Ref)
		}
		if cited {
			cites = append(cites, len(refs))
		}
	}
	s := verify.Statement{Text: line.Statement, Cites: cites}
	embedder, err := made.NewEmbedder()
	if err != nil {
		return c, err
	}
	vector, err := index.EmbedQuestion(ctx, embedder, line.Statement)
	if err != nil {
		return c, err
	}
	s.Near = index.Near(refs, embedder.Model(), vector)
	x := index.New(e.Articles())
	for _, j := range []verify.Judge{judge, nil} {
		checker, err := verify.New(x.Analyser(), x.Words(), j)
		if err != nil {
			return c, err
		}
		sources := rag.Sources(refs)
		r := checker.Read(sources)
		v, err := r.Check(ctx, s)
		if err != nil {
			return c, err
		}
		if j == nil {
			c.byWords = v.Supported
			continue
		}
		c.shown, c.likely, c.unread = v.Supported, v.Likely, v.Likely == 0
		c.rests = slices.ContainsFunc(v.Support, func(p verify.Place) bool {
			sentence, evidence := letters(sources[p.Source].Sentences[p.Sentence]), letters(line.Evidence)
			return strings.Contains(sentence, evidence) || strings.Contains(evidence, sentence)
		})
		if c.examined, err = r.Examine(ctx, s, r.ToJudge(s)); err != nil {
			return c, err
		}
	}
	return c, nil
}

// letters leaves the letters and digits of a text.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
