package bot_test

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/bot"
	"footnote/corpus"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// An engine answers from articles, by their words.
type engine struct {
	*rag.Engine
	index *index.Index
}

func builtin(t testing.TB) *corpus.Article {
	t.Helper()
	article, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return article
}

func newEngine(t testing.TB, articles ...*corpus.Article) engine {
	t.Helper()
	x := index.New(articles)
	e, err := rag.New(x, rag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return engine{e, x}
}

// votes remembers votes.
type votes struct {
	mu  sync.Mutex
	all []store.Vote
}

func (v *votes) Vote(_ context.Context, one store.Vote) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.all = append(v.all, one)
	return nil
}

func (v *votes) kept() []store.Vote {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.all)
}

// A running bot, and how to stop it.
type running struct {
	*bot.Bot
	stop func() error
	log  *discordtest.Log
}

// start runs a bot in a fake Discord until the test ends. change may set options.
func start(t testing.TB, d *discordtest.Discord, change func(*bot.Options)) running {
	t.Helper()
	return startScripted(t, d, change, nil)
}

// startScripted is start with a script that answers first; nil for none.
func startScripted(t testing.TB, d *discordtest.Discord, change func(*bot.Options), wrap func(bot.Answerer) bot.Answerer) running {
	t.Helper()
	var log discordtest.Log
	o := bot.Options{
		Token: discordtest.Token, API: d.Base(), Transport: d.Transport(), Dial: d.Dial,
		UserRate: 1000, GuildRate: 100_000, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if change != nil {
		change(&o)
	}
	if o.Library == nil {
		o.Library = standing(t, newEngine(t, builtin(t)), o.Log)
	}
	files := &http.Client{Transport: d.Transport(), Timeout: 20 * time.Second}
	if o.Files == nil {
		o.Files = uploads{files}
	}
	b, err := bot.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if wrap != nil {
		b.AnswerThrough(wrap)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- b.Run(ctx, func() { close(ready) }) }()
	var once sync.Once
	var result error
	stop := func() error {
		once.Do(func() {
			cancel()
			result = <-ended
			files.CloseIdleConnections()
			for _, secret := range []string{discordtest.Token, discordtest.TokenPrefix} {
				if strings.Contains(log.String(), secret) {
					t.Errorf("%.10s… is in the log", secret)
				}
			}
			if t.Failed() {
				t.Logf("the bot's log:\n%.4000s", log.String())
			}
		})
		return result
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("the bot ended with %v", err)
		}
	})
	select {
	case <-ready:
	case err := <-ended:
		ended <- err
		t.Fatalf("the bot ended at once: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatalf("the bot is not ready\n%s\n%s", log.String(), d.Transcript())
	}
	waitForCommands(t, d)
	return running{Bot: b, stop: stop, log: &log}
}

// standing returns a library in a new file, in which everybody is answered from the articles of
// an engine.
func standing(t testing.TB, e engine, log *slog.Logger) *library.Library {
	t.Helper()
	db, err := store.OpenLibrary(context.Background(), filepath.Join(t.TempDir(), "footnote.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	l, err := library.New(library.Options{Store: db, Reader: &corpus.Reader{}, Standing: e.index, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func waitForCommands(t testing.TB, d *discordtest.Discord) {
	t.Helper()
	for range 400 {
		if len(d.Commands()) > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("no commands were registered\n%s", d.Transcript())
}

func question(text string) discordtest.Option {
	return discordtest.Option{Name: "question", Value: text}
}

func private() discordtest.Option { return discordtest.Option{Name: "private", Value: true} }
