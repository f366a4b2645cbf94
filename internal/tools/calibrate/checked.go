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

// A statement is a line of statements.jsonl: a sentence that a model might write about a text,
// and whether the text supports it.
type statement struct {
	ID        string `json:"id"`
	Article   string `json:"article"`
	Question  string `json:"question"`
	Language  string `json:"lang"`
	Pair      string `json:"pair"` // how the languages of statement and text relate: same, script, cross
	Kind      string `json:"kind"`
	Supported bool   `json:"supported"`
	Statement string `json:"statement"`
	Evidence  string `json:"evidence"` // a quotation from the text
}

// A checked is a statement with the results of the check.
type checked struct {
	statement
	examined []verify.Examination // of the sources that the judge reads
	shown    bool                 // according to the built-in calibration
	likely   float64              // probability according to the built-in calibration
	byWords  bool                 // shown without a judge
	cited    bool                 // shown, with a footnote to the evidence
	unread   bool                 // rejected by a rule, before the judge reads it
}

// engines holds engines by the name of their article.
type engines map[string]*setup.Engine

// open returns the engine for an article. It reads the file at path the first time.
func (all engines) open(ctx context.Context, base *setup.Setup, article, path string) (*setup.Engine, error) {
	if e := all[article]; e != nil {
		return e, nil
	}
	e, err := base.SearcherOfFile(ctx, path)
	if err != nil {
		return nil, err
	}
	all[article] = e
	return e, nil
}

func (all engines) close() {
	for _, e := range all {
		e.Close()
	}
}

// checkAll checks the statements of a file. Their texts are in the folders.
func checkAll(ctx context.Context, base *setup.Setup, file string, folders ...string) ([]checked, error) {
	lines, err := eval.ReadLines[statement](file)
	if err != nil {
		return nil, err
	}
	judge, err := base.Judge()
	if err != nil {
		return nil, err
	}
	engines := engines{}
	defer engines.close()
	var all []checked
	for n, line := range lines {
		path, err := textFile(folders, line.Article)
		if err != nil {
			return nil, err
		}
		e, err := engines.open(ctx, base, line.Article, path)
		if err != nil {
			return nil, err
		}
		c, err := check(ctx, base, e, judge, line)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", line.ID, err)
		}
		if all = append(all, c); n%50 == 0 {
			fmt.Fprintf(os.Stderr, "%s: %d of %d statements\n", file, n, len(lines))
		}
	}
	return all, nil
}

// textFile returns the path of the text with this name in one of the folders.
func textFile(folders []string, name string) (string, error) {
	if name == eval.BuiltinName {
		return setup.Builtin, nil
	}
	for _, folder := range folders {
		if found, err := filepath.Glob(filepath.Join(folder, name+".*")); err == nil && len(found) == 1 {
			return found[0], nil
		}
	}
	return "", fmt.Errorf("there is no text %q in %s", name, strings.Join(folders, " or "))
}

// depth is how many passages a model sees when it writes a statement.
const depth = 5

// check checks a statement against the passages that its question finds, as if it cited the one
// with its evidence.
func check(ctx context.Context, base *setup.Setup, e *setup.Engine, judge rag.Judge, line statement) (checked, error) {
	c := checked{statement: line}
	hits, err := e.Search(ctx, line.Question, 1000)
	if err != nil {
		return c, err
	}
	refs, cites := choosePassages(hits, letters(line.Evidence))
	s := verify.Statement{Text: line.Statement, Cites: cites}
	embedder, err := base.NewEmbedder()
	if err != nil {
		return c, err
	}
	vector, err := index.EmbedQuestion(ctx, embedder, line.Statement)
	if err != nil {
		return c, err
	}
	s.Near = index.Near(refs, embedder.Model(), vector)
	x, sources := index.New(e.Articles()), rag.Sources(refs)
	if err := c.read(ctx, x, judge, sources, s); err != nil {
		return c, err
	}
	return c, c.readByWords(ctx, x, sources, s)
}

// choosePassages returns the passages that a model would see, and the one with the evidence,
// which is cited by its number.
func choosePassages(hits []index.Hit, evidence string) (refs []index.Ref, cites []int) {
	for i, h := range hits {
		cited := len(cites) == 0 && strings.Contains(letters(h.Text()), evidence)
		if i < depth || cited {
			refs = append(refs, h.Ref)
		}
		if cited {
			cites = append(cites, len(refs))
		}
	}
	return refs, cites
}

// read checks the statement with the judge.
func (c *checked) read(ctx context.Context, x *index.Index, judge rag.Judge, sources []verify.Source, s verify.Statement) error {
	checker, err := verify.New(x.Analyser(), x.Words(), judge)
	if err != nil {
		return err
	}
	r := checker.Read(sources)
	v, err := r.Check(ctx, s)
	if err != nil {
		return err
	}
	c.shown, c.likely, c.unread = v.Supported, v.Likely, v.Likely == 0
	evidence := letters(c.Evidence)
	c.cited = slices.ContainsFunc(v.Support, func(p verify.Place) bool {
		sentence := letters(sources[p.Source].Sentences[p.Sentence])
		return strings.Contains(sentence, evidence) || strings.Contains(evidence, sentence)
	})
	c.examined, err = r.Examine(ctx, s, r.ToJudge(s))
	return err
}

// readByWords checks the statement without a judge.
func (c *checked) readByWords(ctx context.Context, x *index.Index, sources []verify.Source, s verify.Statement) error {
	checker, err := verify.New(x.Analyser(), x.Words(), nil)
	if err != nil {
		return err
	}
	v, err := checker.Read(sources).Check(ctx, s)
	c.byWords = v.Supported
	return err
}

// letters returns the letters and digits of a text, in lower case.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
