package library

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/scan"
	"footnote/internal/samples"
	"footnote/internal/storetest"
	"footnote/library/store"
)

// scanned reads any file as a scan of three pages, so that no PDF engine is needed.
type scanned struct{}

func (scanned) Parse(context.Context, doc.File) (doc.Document, error) {
	return doc.Document{}, errors.New("nothing sees")
}

func (scanned) ParseSeen(ctx context.Context, _ doc.File, see doc.See) (d doc.Document, err error) {
	seen, err := see(ctx, []int{1, 2, 3}, func(_ context.Context, number, _ int) (*image.NRGBA, error) {
		return samples.ScanPage(number), nil
	})
	if err == nil && seen.Failure != nil {
		err = seen.Failure
	}
	d = doc.Document{SeenBy: seen.By, Unread: seen.Unread}
	for n := range 3 {
		d.Blocks = append(d.Blocks, seen.Blocks[n+1]...)
	}
	return d, err
}

// An eye is a model that reads the sample pages, for 60 tokens each. before is called with the
// number of the page, and may return an error.
type eye struct {
	version string
	before  func(page int) error
	asked   []int
}

func (*eye) Model() string     { return "eyes" }
func (e *eye) Version() string { return e.version }

func (e *eye) See(_ context.Context, s scan.Sight) (scan.Seen, error) {
	img, err := scan.Decode(s.Data)
	if err != nil {
		return scan.Seen{}, err
	}
	e.asked = append(e.asked, samples.Marks(img))
	if e.before != nil {
		if err := e.before(samples.Marks(img)); err != nil {
			return scan.Seen{}, err
		}
	}
	text, _ := samples.SeenText(img)
	return scan.Seen{Text: text, Tokens: 60}, nil
}

func seeing(e *eye) func(*Options) {
	return func(o *Options) { o.Reader = &corpus.Reader{PDF: scanned{}, Eye: e} }
}

// addScan adds the scan. It returns the pages of which the progress was reported; e.asked has
// those that the model was asked for.
func addScan(t *testing.T, l *Library, e *eye, scope store.Scope) (a Added, told []int) {
	t.Helper()
	e.asked = nil
	from := Origin{Key: "scan.pdf", Seeing: func(page, of int) {
		if told = append(told, page); of != 3 {
			t.Errorf("page %d of %d", page, of)
		}
	}}
	a, err := l.Add(t.Context(), scope, pdf("scan.pdf", "scan"), from, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a, told
}

// TestSeeing checks that pages of a scan are not read twice: not after another page failed, not
// after a restart, not for a new version. Another model reads them again, and so does another
// scope.
func TestSeeing(t *testing.T) { storetest.Each(t, testSeeing) }

func testSeeing(t *testing.T, at storetest.Place) {
	place, home := at(t), store.Guild("1")
	e := &eye{version: "1", before: func(page int) error {
		if page == 2 {
			return &scan.Failure{Reason: "the model refused to read it"}
		}
		return nil
	}}
	l := opened(t, place, seeing(e))
	half, told := addScan(t, l, e, home)
	want := []doc.Unread{{Numbers: []int{2}, Reason: "the model refused to read it", Again: true}}
	if diff := cmp.Diff([]any{[]int{1, 2, 3}, []int{1, 2, 3}, want, "eyes"}, []any{e.asked, told, half.Article.Unread, half.Article.SeenBy}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if text := half.Article.Text; !strings.Contains(text, "42 metres") || strings.Contains(text, "27 sea miles") || !strings.Contains(text, "1987") {
		t.Errorf("half of it is %q", text)
	}
	e.before = nil
	l = opened(t, place, seeing(e))
	whole, told := addScan(t, l, e, home)
	if diff := cmp.Diff([]any{[]int{2}, []int{2}, store.Replaced}, []any{e.asked, told, whole.Change}); diff != "" || !strings.Contains(whole.Article.Text, "27 sea miles") {
		t.Errorf("tried again (-want +got):\n%s", diff)
	}
	if again, _ := addScan(t, l, e, home); again.Change != store.Unchanged || len(e.asked) > 0 {
		t.Errorf("once more: %v, asked for %v", again.Outcome, e.asked)
	}
	kept, err := l.Articles(t.Context(), home)
	if err != nil || len(kept) != 1 || kept[0].SeenBy != "eyes" || kept[0].SeenAt(strings.Index(kept[0].Text, "1987")) != "eyes" {
		t.Errorf("stored: %+v, %v", kept, err)
	}
	if addScan(t, l, e, store.Guild("2")); len(e.asked) != 3 {
		t.Errorf("another scope reads %d pages", len(e.asked))
	}
	e.version = "2"
	if addScan(t, l, e, home); len(e.asked) != 3 {
		t.Errorf("another model is asked for %v", e.asked)
	}
}

// TestSeeingInterrupted checks that a failed addition keeps the pages that it read, and that the
// next one continues from there.
func TestSeeingInterrupted(t *testing.T) { storetest.Each(t, testSeeingInterrupted) }

func testSeeingInterrupted(t *testing.T, at storetest.Place) {
	e := &eye{version: "1"}
	l := fresh(t, at, seeing(e))
	ctx, cancel := context.WithCancel(t.Context())
	e.before = func(page int) error {
		if page == 2 {
			cancel()
			return context.Canceled
		}
		return nil
	}
	if _, err := l.Add(ctx, store.Local, pdf("scan.pdf", "scan"), Origin{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	if all, err := l.List(t.Context(), store.Local); err != nil || len(all) > 0 {
		t.Errorf("%d articles, %v", len(all), err)
	}
	e.before = nil
	if added, _ := addScan(t, l, e, store.Local); len(e.asked) != 2 || len(added.Article.Unread) > 0 {
		t.Errorf("asked for %v, %v unread", e.asked, added.Article.Unread)
	}
}

// TestSeeingBudget checks that pages count towards the scope's tokens of the day. Pages beyond
// them are named, and can be read another day. If no page can be read, nothing is added.
func TestSeeingBudget(t *testing.T) { storetest.Each(t, testSeeingBudget) }

func testSeeingBudget(t *testing.T, at storetest.Place) {
	e := &eye{version: "1"}
	l := fresh(t, at, func(o *Options) {
		seeing(e)(o)
		o.Limits.Tokens = 100
	})
	home := store.Guild("1")
	added, _ := addScan(t, l, e, home)
	want := []doc.Unread{{Numbers: []int{3}, Reason: "the tokens of the language model for today are used up", Again: true}}
	if diff := cmp.Diff([]any{[]int{1, 2}, want}, []any{e.asked, added.Article.Unread}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if used, limit, err := l.Budget(t.Context(), home); used != 120 || limit != 100 || err != nil {
		t.Errorf("used %d of %d, %v", used, limit, err)
	}
	_, err := l.Add(t.Context(), home, file("shot.png", string(samples.Screenshot())), Origin{}, nil)
	var bad *doc.Error
	if !errors.As(err, &bad) || !strings.Contains(bad.Reason, "used up") || !strings.Contains(bad.Hint, "tomorrow") {
		t.Errorf("a picture: %v", err)
	}
	if used, _, _ := l.Budget(t.Context(), home); used != 120 {
		t.Errorf("pages that were not read cost %d", used-120)
	}
}

// TestSeeingAside checks that nothing is stored of a picture that is asked about without adding
// it: it is read, and paid for, each time.
func TestSeeingAside(t *testing.T) { storetest.Each(t, testSeeingAside) }

func testSeeingAside(t *testing.T, at storetest.Place) {
	e := &eye{version: "1"}
	l := fresh(t, at, seeing(e))
	for range 2 {
		e.asked = nil
		if _, err := l.Aside(t.Context(), store.Guild("1"), []doc.File{file("shot.png", string(samples.Screenshot()))}); err != nil || len(e.asked) != 1 {
			t.Errorf("asked for %v, %v", e.asked, err)
		}
	}
	if used, _, _ := l.Budget(t.Context(), store.Guild("1")); used != 120 {
		t.Errorf("it costs %d", used)
	}
}

// TestSeenOriginal checks that the file of a picture is stored as an original, and that its
// progress is reported.
func TestSeenOriginal(t *testing.T) {
	e := &eye{version: "1"}
	l := opened(t, t.TempDir()+"/x.db", func(o *Options) {
		seeing(e)(o)
		o.KeepOriginals = true
	})
	shot := samples.Screenshot()
	a, err := l.Promise(t.Context(), store.Job{Scope: store.Guild("1"), Name: "shot.png", Source: "shot.png", Data: shot, At: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	var pages []int
	e.before = func(int) error { pages = append(pages, a.Progress().Page, a.Progress().Pages); return nil }
	ctx, end := context.WithCancel(t.Context())
	defer end()
	done := make(chan struct{})
	go func() { defer close(done); l.Run(ctx) }()
	p, err := a.Follow(t.Context(), nil)
	end()
	<-done
	if err != nil || p.Stage != StageDone || len(p.Added) != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	if diff := cmp.Diff([]int{1, 1}, pages); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	keptOf(t, l, store.Guild("1"), p.Added[0].Article.ID, len(shot))
}
