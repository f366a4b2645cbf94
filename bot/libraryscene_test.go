package bot_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
)

// A libraryScene is a scene in which articles are added to a library in a file on the disk.
// alice may manage the server.
type libraryScene struct {
	*scene
	*testing.T
	library *library.Library
	db      *store.Library
	guild   *discordtest.Guild
	web     *web
	path    string
	change  func(*bot.Options, *library.Options)
	close   func()
}

// withLibrary runs such a scene in a bubble. change, which may be nil, is applied to every bot
// that starts in it.
func withLibrary(t *testing.T, o discordtest.Options, change func(*bot.Options, *library.Options), act func(t *testing.T, h *libraryScene)) {
	t.Helper()
	o.Pipe = true
	synctest.Test(t, func(t *testing.T) { act(t, newLibraryScene(t, o, change)) })
}

func newLibraryScene(t *testing.T, o discordtest.Options, change func(*bot.Options, *library.Options)) *libraryScene {
	t.Helper()
	s := &scene{Discord: discordtest.New(t, o)}
	h := &libraryScene{scene: s, T: t, path: filepath.Join(t.TempDir(), "footnote.db"), change: change, web: &web{pages: map[string]string{}}}
	h.open()
	t.Cleanup(func() { h.close() })
	h.guild = s.Guild("reading room")
	s.room = h.guild.Channel("general")
	s.alice, s.bob = s.Person("alice", "zh-TW"), s.Person("bob", "en-US")
	s.alice.Grant(h.guild, "MANAGE_GUILD")
	return h
}

// open starts a bot on the file.
func (h *libraryScene) open() {
	h.Helper()
	db, err := store.OpenLibrary(context.Background(), h.path)
	if err != nil {
		h.Fatal(err)
	}
	o := library.Options{Store: db, Reader: &corpus.Reader{}, Web: h.web}
	votes := store.OpenFeedback(h.path, func(warning string) { h.Error(warning) })
	var once sync.Once
	h.close = func() {
		once.Do(func() {
			if stop := h.bot.stop; stop == nil { // it did not start
			} else if err := stop(); err != nil {
				h.Error(err)
			}
			if err := votes.Close(); err != nil {
				h.Error(err)
			}
			if err := db.Close(); err != nil {
				h.Error(err)
			}
		})
	}
	h.scene.bot = start(h.T, h.Discord, func(b *bot.Options) {
		b.Votes = votes
		if h.change != nil {
			h.change(b, &o)
		}
		if o.Log == nil {
			o.Log = b.Log
		}
		l, err := library.New(o)
		if err != nil {
			h.Fatal(err)
		}
		b.Library, h.library, h.db = l, l, db
		if b.Updates != nil {
			b.Updates.Library = l
		}
	})
}

// restart stops the bot and starts another one on the same file.
func (h *libraryScene) restart() {
	h.Helper()
	h.close()
	time.Sleep(6 * time.Second) // Discord lets a bot identify once in five seconds
	h.open()
}

// over returns the last message of an addition.
func (h *libraryScene) over(i *discordtest.Interaction) *discordtest.Message {
	h.Helper()
	for range 10_000 {
		if m := i.Answer(""); !strings.ContainsAny(m.Text(), "📥⏳🌐📖") {
			return m
		}
		time.Sleep(500 * time.Millisecond)
	}
	h.Fatal("an addition has not ended")
	return nil
}

// scope returns the scope of the server.
func (h *libraryScene) scope() store.Scope { return store.Guild(h.guild.ID) }

// holds fails the test unless a scope has exactly the articles with these titles.
func (h *libraryScene) holds(scope store.Scope, titles ...string) {
	h.Helper()
	all, err := h.library.List(context.Background(), scope)
	if err != nil {
		h.Fatal(err)
	}
	var have []string
	for _, k := range all {
		have = append(have, k.Title)
	}
	if fmt.Sprint(have) != fmt.Sprint(titles) {
		h.Errorf("%s has %q, not %q", scope, have, titles)
	}
}

// uploads fetches what people upload, from the fake.
type uploads struct{ *http.Client }

func (u uploads) Fetch(ctx context.Context, address string) (doc.File, error) {
	failed := func(reason string) error { return &fetch.Error{Address: fetch.Redacted(address), Reason: reason} }
	r, err := http.NewRequestWithContext(ctx, "GET", address, nil)
	if err != nil {
		return doc.File{}, err
	}
	response, err := u.Do(r)
	if err != nil {
		return doc.File{}, failed("cannot be reached from here")
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return doc.File{}, failed(fmt.Sprint("answers ", response.StatusCode))
	}
	f, err := doc.ReadAll(response.Body, address)
	if err != nil {
		return doc.File{}, failed("broke off in the middle")
	}
	f.Type = response.Header.Get("Content-Type")
	return f, nil
}

// A web has the pages behind addresses.
type web struct {
	mu    sync.Mutex
	pages map[string]string
	slow  time.Duration
}

func (w *web) Fetch(ctx context.Context, address string) (doc.File, error) {
	w.mu.Lock()
	page, found := w.pages[address]
	slow := w.slow
	w.mu.Unlock()
	select {
	case <-time.After(slow):
	case <-ctx.Done():
		return doc.File{}, ctx.Err()
	}
	if !found {
		return doc.File{}, &fetch.Error{Address: fetch.Redacted(address), Reason: "answers 404", Hint: "check the address; the page may be gone", Kind: fetch.Status}
	}
	kind := "text/plain"
	if strings.HasPrefix(page, "<") {
		kind = "text/html"
	}
	return doc.File{Name: filepath.Base(address), Source: address, Type: kind, Charset: "utf-8", Data: []byte(page)}, nil
}

// put sets the page at an address.
func (w *web) put(address, page string, slow time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[address], w.slow = page, slow
}

// Options of commands.

func file(name, text string) discordtest.Option {
	return discordtest.Option{Name: "file", Value: discordtest.File{Name: name, Data: []byte(text)}}
}

func address(at string) discordtest.Option { return discordtest.Option{Name: "url", Value: at} }

func about(article string) discordtest.Option {
	return discordtest.Option{Name: "article", Value: article}
}

func option(name string, value any) discordtest.Option {
	return discordtest.Option{Name: name, Value: value}
}

// Two articles, each with a question, its answer, and a later version.
const (
	lake     = "# 鏡湖報告\n\n鏡湖位於北坡，湖面面積為37平方公里。湖水最深處達到82公尺。每年十一月湖面開始結冰。\n\n冬季的觀測由山下的氣象站負責，資料每小時傳送一次，並與鄰近三個測站比對。\n"
	lakeNew  = "# 鏡湖報告\n\n鏡湖位於北坡，湖面面積為39平方公里。湖水最深處達到82公尺。每年十一月湖面開始結冰。\n\n冬季的觀測由山下的氣象站負責，資料每小時傳送一次，並與鄰近三個測站比對。\n"
	lakeAsk  = "鏡湖的湖面面積是多少平方公里?"
	lakeFact = "37平方公里"
	tower    = "# 钟楼史\n\n钟楼建于1894年，塔身高61米。钟楼的大钟重达四吨。1923年的地震使塔尖倾斜。\n\n塔内的木梯共有十二段，最窄处只容一人通过。管理员每周上发条一次，并记录误差。\n"
	towerAsk = "钟楼的塔身高多少米?"
	mill     = "# The old mill\n\nThe old mill was built in 1787 by two brothers. Its wheel is 9 metres wide. The mill stopped grinding wheat in 1931.\n\nSwallows nest below the roof, and the stones are shown to visitors on Sundays.\n"
	millAsk  = "When was the old mill built?"
)

// read returns a file as the library reads it.
func read(name, text string) doc.File {
	return doc.File{Name: name, Source: name, Data: []byte(text)}
}

// snowflake returns an id as Discord writes it.
func snowflake(n uint64) string { return fmt.Sprint(n) }
