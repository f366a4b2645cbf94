// Package pages shows the pages that an answer rests on as pictures with the cited
// sentences marked, if the original file of an article is stored.
package pages

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/picture"
	"footnote/internal/rate"
	"footnote/library/store"
)

// Originals gives access to the original files of articles.
type Originals interface {
	// Original returns the file that an article of a scope was read from, if it is stored.
	Original(ctx context.Context, scope store.Scope, id string) (data []byte, found bool, err error)
}

const (
	maxPictures = 4                // in one message
	maxWaiting  = 8                // people whose pages are being drawn or waiting; others get the text alone
	within      = 30 * time.Second // for all pictures of a message, including the wait for other people's
	perPerson   = 6                // uses a minute
)

// A Shower shows pages of articles. It is safe for concurrent use.
type Shower struct {
	send      *wire.Sender
	originals Originals
	drawer    picture.Drawer
	log       *slog.Logger

	people  *rate.Limiter
	places  chan struct{} // holds a token for each person who waits
	turn    chan struct{} // holds a token while files are in memory, so that only one person's are
	drawn   *drawings
	timeout time.Duration
}

// New returns a Shower. If drawer is nil, no pages are shown.
func New(send *wire.Sender, originals Originals, drawer picture.Drawer, log *slog.Logger) *Shower {
	return &Shower{send: send, originals: originals, drawer: drawer, log: log,
		people: rate.New(perPerson, time.Minute), places: make(chan struct{}, maxWaiting), turn: make(chan struct{}, 1), drawn: newDrawings(), timeout: within}
}

// Show adds pictures of the places' pages to a reply that shows their text. If that fails,
// or too many people want it, the reply keeps only the text.
func (s *Shower) Show(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply, places []render.Place) {
	if s.drawer == nil || !render.HavePages(places) {
		return
	}
	if ok, _ := s.people.Take(i.Asker()); !ok {
		return
	}
	select {
	case s.places <- struct{}{}:
		defer func() { <-s.places }()
	default:
		s.log.Info("too many pages are being drawn", "id", i.ID)
		return
	}
	limited, cancel := context.WithTimeout(ctx, s.timeout)
	shown := s.pictures(limited, i.Scope(), t, places)
	cancel()
	if len(shown) > 0 && ctx.Err() == nil {
		_ = s.send.DeliverNext(ctx, r, message(t, shown)) // DeliverNext logs the error
	}
}

// A shown page is a picture with its caption.
type shown struct {
	picture.Picture
	number  int // page number
	place   string
	numbers []int  // numbers of the cited sentences on the page
	text    string // text of the marked sentences
	seen    bool   // a model read the page from a scan, so nothing can be marked on it
}

// pictures draws the pages, as many as fit into one message.
func (s *Shower) pictures(ctx context.Context, scope store.Scope, t *texts.Texts, places []render.Place) (all []shown) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil
	}
	for _, a := range render.ArticlesOf(places) {
		var spans []corpus.Span
		var numbers []int
		for n, p := range places {
			if p.Article() == a {
				spans, numbers = append(spans, p.Span), append(numbers, n+1)
			}
		}
		pages := picture.Pages(a, spans)
		if len(pages) == 0 {
			continue
		}
		data, found, err := s.originals.Original(ctx, scope, a.ID)
		if err != nil {
			s.log.Warn("the file of an article cannot be read", "error", err)
		}
		if !found || err != nil {
			continue
		}
		for _, page := range pages {
			if len(all) == maxPictures {
				return all
			}
			drawn, err := s.drawn.draw(ctx, s.drawer, scope, a.ID, data, page)
			if err != nil {
				s.log.Warn("a page cannot be drawn", "error", err)
				continue
			}
			if drawn.Boxes { // the fonts are missing, so nobody could read the page
				continue
			}
			one := shown{Picture: drawn, number: page.Number, place: render.PageOf(t, a, page.Number), seen: a.SeenOn(page.Number) != ""}
			for n, q := range page.Quotations {
				if number := numbers[q.Of]; !slices.Contains(one.numbers, number) {
					one.numbers = append(one.numbers, number)
				}
				if drawn.Marked[n] {
					one.text += strings.TrimSpace(q.Text) + " "
				}
			}
			all = append(all, one)
		}
	}
	return all
}

// message returns a message with the pictures, and a line for each.
func message(t *texts.Texts, all []shown) wire.Outgoing {
	var lines []string
	var files []rest.File
	for n, one := range all {
		numbers := ""
		for _, number := range one.numbers {
			numbers += fmt.Sprintf("[%d]", number)
		}
		line := "-# 📄 " + numbers + " " + markdown.Escape(one.place)
		if !one.seen && slices.Contains(one.Marked, false) {
			line += " " + t.NotMarked
		}
		lines = append(lines, line)
		files = append(files, rest.File{Name: fmt.Sprintf("page-%d-%d.png", n+1, one.number), Type: "image/png", Data: one.PNG, Description: render.AltText(one.text, one.place)})
	}
	return wire.Text(strings.Join(lines, "\n"), 0).Attach(files...)
}
