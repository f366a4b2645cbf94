package approval

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
)

// An item is a waiting answer in the form in which it is stored, as encrypted JSON.
type item struct {
	At       time.Time
	Question string
	Quoted   bool
	Aside    bool
	Calls    bool
	Asker    string
	Locale   string
	Code     [16]byte // identifies the answer in votes
	Channel  string
	Reply    string
	Said     string
	Unasked  bool
	Private  *private `json:",omitempty"`
	Article  []byte
	Viewer   access.Viewer // whose access rights the search used
	Answer   string
	Cited    []cited
	Parts    []part

	Desk, Header, Last string // where helpers see it: ids of the channel, the first and the last message

	By    string    // id of the helper who is deciding; empty for nobody
	Since time.Time // when the helper began

	Sent *delivery `json:",omitempty"` // what was sent so far
}

// A delivery records which part of an answer was sent. The rest is sent later, once.
type delivery struct {
	By       string // id of the helper who sent it
	Address  string // link to the first message
	Messages []string
	Alone    privateProgress
	Parts    []part `json:",omitempty"` // only if the answer was edited
	Cited    []cited
	Edited   bool
}

// articles returns the ids of the articles that an answer rests on. There are none if it
// rests on files that came with the question.
func (it *item) articles() (ids []string) {
	if it.Aside {
		return nil
	}
	for _, c := range it.Cited {
		ids = append(ids, c.Article)
	}
	return ids
}

// delivered returns the answer whose delivery has begun.
func (it *item) delivered() answer {
	parts := it.Parts
	if it.Sent.Edited {
		parts = it.Sent.Parts
	}
	return answer{parts, footnotes(it.Sent.Cited), it.Sent.Edited}
}

// complete reports whether all parts of an answer were sent.
func (it *item) complete() bool {
	return it.Sent != nil && max(len(it.Sent.Messages), it.Sent.Alone.Parts) == len(it.delivered().parts)
}

// A cited is a sentence that an answer rests on.
type cited struct {
	Number         int
	Article, Quote string // id of the article, and the sentence
}

// A private identifies the interaction of a private question. Token is the interaction's
// token.
type private struct{ Guild, Application, ID, Token string }

// A part is one message of an answer.
type part struct {
	Content string
	Rows    [][]wire.Button
	Files   []rest.File `json:",omitempty"`
}

func newItem(w Waiting, desk string, now time.Time) item {
	it := item{
		At: now, Question: w.Question.Text, Quoted: w.Quoted, Aside: w.Aside, Calls: w.Calls, Asker: w.Asker, Locale: w.Texts.Locale(), Code: w.Question.Answer,
		Channel: w.Channel, Reply: w.Reply, Said: w.Said, Unasked: w.Unasked, Article: w.Article, Viewer: w.Viewer, Answer: w.Answer, Parts: partsOf(w.Parts), Desk: desk,
	}
	it.Cited = citedBy(w.Footnotes)
	if i := w.Private; i != nil {
		it.Private = &private{i.Guild, i.Application, i.ID, i.Token}
	}
	return it
}

func citedBy(all []rag.Footnote) (sentences []cited) {
	for _, f := range all {
		sentences = append(sentences, cited{f.Number, f.Article.ID, f.Quote})
	}
	return sentences
}

// footnotes returns the footnotes of an answer with only their numbers, quotations and
// article ids.
func footnotes(sentences []cited) (all []rag.Footnote) {
	for _, c := range sentences {
		f := rag.Footnote{Number: c.Number, Quote: c.Quote}
		f.Article = &corpus.Article{ID: c.Article}
		all = append(all, f)
	}
	return all
}

func partsOf(all []wire.Outgoing) (parts []part) {
	for _, m := range all {
		p := part{Content: *m.Content, Files: m.Files()}
		for _, row := range m.Components {
			p.Rows = append(p.Rows, row.Buttons)
		}
		parts = append(parts, p)
	}
	return parts
}

func (p part) outgoing() wire.Outgoing {
	m := wire.Text(p.Content, 0)
	for _, row := range p.Rows {
		m.Components = append(m.Components, wire.Buttons(row...)...)
	}
	if len(p.Files) > 0 {
		m = m.Attach(p.Files...)
	}
	return m
}

// question returns the question as package render shows it.
func (it *item) question(scope store.Scope, t *texts.Texts) render.Question {
	return render.Question{Text: it.Question, Quoted: it.Quoted, Aside: it.Aside, Calls: it.Calls, Scope: scope, Asker: it.Asker, Texts: t, Answer: it.Code}
}

// A sealer encrypts items.
type sealer struct{ cipher.AEAD }

func newSealer(token string) (sealer, error) {
	key, err := hkdf.Key(sha256.New, []byte(token), nil, "footnote: answers that wait, 1", 32)
	if err != nil {
		return sealer{}, fmt.Errorf("a key for answers that wait: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealer{}, fmt.Errorf("a key for answers that wait: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return sealer{aead}, err
}

// close encrypts an item. It can be decrypted only for the same scope and event.
func (s sealer) close(it item, scope store.Scope, event string) ([]byte, error) {
	plain, err := json.Marshal(it)
	if err != nil {
		return nil, fmt.Errorf("an answer that waits: %w", err)
	}
	return s.Seal(nil, nil, plain, []byte(string(scope)+" "+event)), nil
}

// errSealed is returned when a stored answer cannot be decrypted.
var errSealed = errors.New("it was kept under another token of the bot, or is damaged")

func (s sealer) open(n store.Note) (it item, err error) {
	plain, err := s.Open(nil, nil, n.Data, []byte(string(n.Scope)+" "+n.ID))
	if err != nil {
		return it, errSealed
	}
	return it, json.Unmarshal(plain, &it)
}

// change updates a stored answer, unless alter returns false. It reports whether an answer
// was updated.
func (d *Desk) change(ctx context.Context, scope store.Scope, event string, alter func(*item) bool) (altered bool, err error) {
	var failed error
	altered, err = d.Notes.ChangeNote(ctx, scope, kind, event, func(n *store.Note) bool {
		it, err := d.seal.open(*n)
		if failed = err; err != nil || !alter(&it) {
			return false
		}
		n.Data, failed = d.seal.close(it, scope, event)
		return failed == nil
	})
	return altered, errors.Join(err, failed)
}
