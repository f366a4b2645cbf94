// Package prompt writes what a language model is asked. The texts are the
// templates in text/; here they are filled, and what comes from an article or
// a reader is kept from getting out of its place.
//
// No model is called here and no answer read.
package prompt

import (
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"text/template"
	"unicode"

	"footnote/corpus/doc"
)

//go:embed text
var files embed.FS

// Sentinel is what a model writes where the passages do not answer.
const Sentinel = "NO_ANSWER"

// A Passage is what may be cited.
type Passage struct {
	Number        int // from 1
	Heading, Text string
}

// An Exchange is a question of the conversation and what was answered.
type Exchange struct{ Question, Answer string }

// Texts are the templates, ready to be filled. It is safe for concurrent use.
type Texts struct {
	templates *template.Template
	version   string
}

// Load reads the built-in templates.
func Load() (*Texts, error) {
	templates, err := template.ParseFS(files, "text/*.txt")
	if err != nil {
		return nil, fmt.Errorf("prompts: %w", err)
	}
	sum := sha256.New()
	err = fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := files.ReadFile(path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(text), text)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("prompts: %w", err)
	}
	return &Texts{templates, hex.EncodeToString(sum.Sum(nil))[:12]}, nil
}

// Version changes with every change of a template.
func (t *Texts) Version() string { return t.version }

// A Message is a prompt in the two parts that chat models take.
type Message struct{ System, User string }

// Answer asks for an answer to question from passages, in a language that is
// named as in "in English".
func (t *Texts) Answer(question, language string, passages []Passage) (Message, error) {
	data := struct {
		Question, Language, Sentinel, Fence string
		Passages                            []Passage
	}{Question: quote(question), Language: language, Sentinel: Sentinel, Fence: fence()}
	data.Passages = quoted(passages)
	return t.fill("answer", data)
}

// Summary asks for a summary of an article in a number of sentences, from passages
// of it in their order, in a language that is named as in "in English".
func (t *Texts) Summary(title, language string, sentences int, passages []Passage) (Message, error) {
	return t.fill("summary", struct {
		Title, Language, Fence string
		Sentences              int
		Passages               []Passage
	}{line(title), language, fence(), max(sentences, 1), quoted(passages)})
}

// A Checked is a passage and what was written from it.
type Checked struct {
	Heading, Text string
	Statements    []Statement
}

// A Statement is one that was written, with the number by which it is asked about.
type Statement struct {
	Number int // from 1, each once in a prompt
	Text   string
}

// Check asks of each statement whether the passage above it says so, yes or no.
func (t *Texts) Check(passages []Checked) (Message, error) {
	data := struct {
		Fence    string
		Passages []Checked
		Lines    int // of the reply
	}{Fence: fence()}
	for _, p := range passages {
		one := Checked{Heading: line(p.Heading), Text: quote(p.Text)}
		for _, s := range p.Statements {
			one.Statements = append(one.Statements, Statement{s.Number, line(s.Text)})
		}
		data.Passages = append(data.Passages, one)
		data.Lines += len(p.Statements)
	}
	return t.fill("check", data)
}

func quoted(passages []Passage) []Passage {
	all := make([]Passage, len(passages))
	for i, p := range passages {
		all[i] = Passage{p.Number, line(p.Heading), quote(p.Text)}
	}
	return all
}

// Follow asks for a question made whole, and for it in the language of the
// article.
func (t *Texts) Follow(question, article string, history []Exchange) (Message, error) {
	data := struct {
		Question, Article, Fence string
		History                  []Exchange
	}{Question: quote(question), Article: article, Fence: fence()}
	for _, h := range history {
		data.History = append(data.History, Exchange{quote(h.Question), quote(h.Answer)})
	}
	return t.fill("follow", data)
}

func (t *Texts) fill(name string, data any) (Message, error) {
	var system, user strings.Builder
	if err := t.templates.ExecuteTemplate(&system, name+".system.txt", data); err != nil {
		return Message{}, fmt.Errorf("prompt %s: %w", name, err)
	}
	if err := t.templates.ExecuteTemplate(&user, name+".user.txt", data); err != nil {
		return Message{}, fmt.Errorf("prompt %s: %w", name, err)
	}
	return Message{strings.TrimSpace(system.String()), strings.TrimSpace(user.String())}, nil
}

// fence is a line mark that no text can foresee: 96 random bits.
func fence() string {
	var nonce [12]byte
	_, _ = rand.Read(nonce[:]) // never fails (crypto/rand)
	return "=====" + hex.EncodeToString(nonce[:])
}

// quote drops what a reader cannot see but a model reads.
func quote(text string) string {
	return strings.Map(func(r rune) rune {
		if doc.IsInvisible(r) || unicode.Is(unicode.Co, r) {
			return -1
		}
		return r
	}, strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD")))
}

func line(text string) string { return strings.Join(strings.Fields(quote(text)), " ") }

// Tokens estimates how many tokens a model makes of text: one of a character of
// Chinese, one of three and a half bytes of anything else. It is within a third
// of what common tokenizers make of it.
func Tokens(text string) int {
	wide, narrow := 0, 0
	for _, r := range text {
		if r >= 0x2E80 {
			wide++
		} else {
			narrow += len(string(r))
		}
	}
	return wide + (2*narrow+6)/7
}
