// Package prompt writes the prompts for a language model. It fills the templates in text/, and
// makes sure that text from an article or a reader cannot break out of its place.
//
// It does not call a model or read an answer.
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

// Sentinel is what a model writes if the passages do not answer the question.
const Sentinel = "NO_ANSWER"

// A Passage is a passage that the model may cite.
type Passage struct {
	Number        int // from 1
	Heading, Text string
}

// An Exchange is an earlier question of the conversation with its answer.
type Exchange struct{ Question, Answer string }

// Texts are the parsed templates. They are safe for concurrent use.
type Texts struct {
	templates *template.Template
	version   string
}

// Load parses the built-in templates.
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

// Version returns a hash of the templates.
func (t *Texts) Version() string { return t.version }

// A Message is a prompt in the two parts that chat models expect.
type Message struct{ System, User string }

// Answer asks for an answer to question from passages. language is a phrase such as "in
// English".
func (t *Texts) Answer(question, language string, passages []Passage) (Message, error) {
	data := struct {
		Question, Language, Sentinel, Fence string
		Passages                            []Passage
	}{Question: quote(question), Language: language, Sentinel: Sentinel, Fence: fence()}
	data.Passages = quoted(passages)
	return t.fill("answer", data)
}

// Summary asks for a summary of an article in a number of sentences, from passages in the
// order of the article. language is a phrase such as "in English".
func (t *Texts) Summary(title, language string, sentences int, passages []Passage) (Message, error) {
	return t.fill("summary", struct {
		Title, Language, Fence string
		Sentences              int
		Passages               []Passage
	}{line(title), language, fence(), max(sentences, 1), quoted(passages)})
}

// A Checked is a passage with the statements that the model wrote from it.
type Checked struct {
	Heading, Text string
	Statements    []Statement
}

// A Statement is a statement with the number by which the prompt refers to it.
type Statement struct {
	Number int // from 1, unique in a prompt
	Text   string
}

// Check asks for each statement whether the passage above it says so, yes or no.
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

// Follow asks for a self-contained form of a follow-up, and for the same question in the
// language of the article.
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

// fence returns an unpredictable separator line: 96 random bits.
func fence() string {
	var nonce [12]byte
	_, _ = rand.Read(nonce[:]) // never fails (crypto/rand)
	return "=====" + hex.EncodeToString(nonce[:])
}

// quote removes what a reader cannot see but a model reads.
func quote(text string) string {
	return strings.Map(func(r rune) rune {
		if doc.IsInvisible(r) || unicode.Is(unicode.Co, r) {
			return -1
		}
		return r
	}, strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD")))
}

func line(text string) string { return strings.Join(strings.Fields(quote(text)), " ") }

// Tokens estimates the number of tokens of a text: one per Chinese character, and one per
// three and a half bytes of anything else. It is within a third of what common tokenizers
// give.
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
