package eval

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A Case is a question as people type it, with what a right answer shows.
type Case struct {
	ID         string   `json:"id"`
	Article    string   `json:"article"` // the name of a file without its extension, or [BuiltinName]
	Language   string   `json:"lang"`    // zh-Hant, zh-Hans, en or mix
	Kind       string   `json:"kind"`    // for example fact, why, near-miss, social
	Question   string   `json:"question"`
	History    []string `json:"history"` // the earlier questions of the conversation, the latest last
	Answerable bool     `json:"answerable"`
	Evidence   []string `json:"evidence"` // substrings of the article
	Need       string   `json:"need"`     // "any" or "all" of the evidence; empty means any
	Expect     string   `json:"expect"`   // what else is a right answer; begins with title, author or date
}

// BuiltinName is the name of the built-in article in cases.
const BuiltinName = "builtin"

// needAll is the Need of a case that requires all of its evidence.
const needAll = "all"

// A class says how a case is judged.
type class int

const (
	answers  class = iota // by its evidence
	refusals              // by not being answered
	intents               // by being recognised as what it is
)

func (c Case) class() class {
	switch c.Kind {
	case "social", "request", "injection", "meta", "summary":
		return intents
	}
	if c.Answerable {
		return answers
	}
	return refusals
}

// ByEvidence reports whether a case is a question about an article's content, which must
// either be answered by its evidence or be refused.
func (c Case) ByEvidence() bool { return c.class() != intents }

// ReadCases reads a file of one [Case] per line. An error names the line, or the case that is
// invalid.
func ReadCases(path string) ([]Case, error) {
	cases, err := ReadLines[Case](path)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		if err := c.check(); err != nil {
			return nil, fmt.Errorf("%s: question %s: %w", path, cmp.Or(c.ID, "without an id"), err)
		}
	}
	return cases, nil
}

func (c Case) check() error {
	switch {
	case c.ID == "" || c.Article == "" || c.Question == "":
		return fmt.Errorf("needs an id, an article and a question")
	case c.class() == answers && len(c.Evidence) == 0:
		return fmt.Errorf("is answerable, but names no evidence")
	case c.Need != "" && c.Need != "any" && c.Need != needAll:
		return fmt.Errorf("needs any or all of its evidence, not %q", c.Need)
	}
	for _, e := range c.Evidence {
		if plain(e) == "" {
			return fmt.Errorf("has evidence without a word: %q", e)
		}
	}
	return nil
}

// ArticleFiles finds the file of every article that cases name: the path in known, or else the
// file in folder with that name, whatever its extension.
func ArticleFiles(cases []Case, folder string, known map[string]string) (map[string]string, error) {
	var entries []fs.DirEntry
	if folder != "" {
		var err error
		if entries, err = os.ReadDir(folder); err != nil {
			return nil, err
		}
	}
	files := map[string]string{}
	for _, c := range cases {
		if _, found := files[c.Article]; found {
			continue
		}
		if path, ok := known[c.Article]; ok {
			files[c.Article] = path
			continue
		}
		var called []string
		for _, e := range entries {
			if name := e.Name(); !e.IsDir() && strings.TrimSuffix(name, filepath.Ext(name)) == c.Article {
				called = append(called, filepath.Join(folder, name))
			}
		}
		switch len(called) {
		case 0:
			return nil, fmt.Errorf("question %s is about %q, and no file is called so; --articles DIR says where it is, --article-file %[2]s=FILE names it", c.ID, c.Article)
		case 1:
			files[c.Article] = called[0]
		default:
			return nil, fmt.Errorf("question %s is about %q, which may be %s; --article-file %[2]s=FILE names it", c.ID, c.Article, strings.Join(called, " or "))
		}
	}
	return files, nil
}
