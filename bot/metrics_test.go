package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot"
	"footnote/bot/metrics"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/store"
)

// TestMetrics checks that all metrics exist before anything has happened, and count what
// happens.
func TestMetrics(t *testing.T) {
	withLibrary(t, quiet, func(o *bot.Options, _ *library.Options) {
		o.Metrics = metrics.New(metrics.Build{Version: "v1.2.3", Revision: "abc", Go: "go1.26"})
	}, func(t *testing.T, h *libraryScene) {
		time.Sleep(time.Second) // Discord sends the server
		_, before := get(t, h.scene, "/metrics")
		has(t, before,
			`footnote_build_info{goversion="go1.26",revision="abc",version="v1.2.3"} 1`,
			`footnote_questions_total{outcome="failed"} 0`,
			`footnote_question_duration_seconds_count{outcome="written"} 0`,
			`footnote_queue_duration_seconds_count 0`,
			`footnote_failures_total{what="vote"} 0`,
			`footnote_undelivered_total{reason="automod"} 0`,
			`footnote_limited_total{scope="queue"} 0`,
			`footnote_votes_total{vote="bad"} 0`,
			`footnote_additions_total{outcome="failed"} 0`,
			`footnote_cache_total{cache="answers",result="hit"} 0`,
			`footnote_database_errors_total{reason="no_space"} 0`,
			`footnote_database_errors_total{reason="late"} 0`,
			`footnote_model_requests_total{outcome="ok",what="write"} 0`,
			`footnote_model_tokens_total{direction="input"} 0`,
			`footnote_model_cost_total 0`,
			`footnote_shards 1`, `footnote_shard_connected{shard="0"} 1`, `footnote_guilds 1`, `footnote_ready 1`, `footnote_articles 0`,
		)
		h.Guild("another").Channel("general")
		h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅")
		h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
		time.Sleep(time.Minute) // articles are counted at intervals
		_, after := get(t, h.scene, "/metrics")
		has(t, after,
			`footnote_additions_total{outcome="done"} 1`, `footnote_addition_duration_seconds_count 1`, `footnote_articles 1`, `footnote_guilds 2`,
			`footnote_queue_duration_seconds_count 1`, `footnote_question_duration_seconds_count{outcome="extractive"} 1`,
			`footnote_cache_total{cache="indexes",result="miss"} `, `footnote_discord_rest_duration_seconds_count{route="POST /interactions/{id}/{token}/callback"} `,
		)
	})
}

// TestStoppingIsNotReady checks that a bot that is being stopped is alive, and not ready.
func TestStoppingIsNotReady(t *testing.T) {
	d := newEngine(t, builtin(t))
	play(t, d, func(_ *bot.Options, script *script) { script.answer = slow(d, 5*time.Second) }, func(t *testing.T, s *scene) {
		i := s.alice.Slash(s.room, "ask", question(asked))
		i.Acked()
		synctest.Wait()
		ended := make(chan error)
		go func() { ended <- s.bot.stop() }()
		synctest.Wait()
		if code, body := get(t, s, "/readyz"); code != 503 || body != "stopping\n" {
			t.Errorf("/readyz is %d: %s", code, body)
		}
		if code, _ := get(t, s, "/healthz"); code != 200 {
			t.Errorf("/healthz is %d", code)
		}
		_, figures := get(t, s, "/metrics")
		has(t, figures, "footnote_ready 0")
		i.Answer(fact)
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

var errFull = &store.OpenError{Path: "footnote.db", Reason: "the disk is full", Kind: store.NoSpace}

// TestFailuresAreLogged checks that a failure to store something is one line of the log, with
// the id of the event.
func TestFailuresAreLogged(t *testing.T) {
	for what, act := range map[string]func(h *libraryScene) string{
		"an addition failed": func(h *libraryScene) string {
			h.bot.FailPromises(errFull)
			i := h.alice.Slash(h.room, "library add", file("湖.md", lake))
			i.Answer("❌")
			return i.ID
		},
		"a vote could not be kept": func(h *libraryScene) string {
			h.alice.Slash(h.room, "library add", file("湖.md", lake)).Answer("✅")
			answer := h.alice.Slash(h.room, "ask", question(lakeAsk)).Answer(lakeFact)
			i := h.alice.Click(answer, "👍")
			i.Answer("")
			return i.ID
		},
	} {
		t.Run(what, func(t *testing.T) {
			withLibrary(t, quiet, func(o *bot.Options, _ *library.Options) { o.Votes = full{} }, func(t *testing.T, h *libraryScene) {
				id := act(h)
				time.Sleep(time.Second)
				found := 0
				for line := range strings.Lines(h.bot.log.String()) {
					if strings.Contains(line, what) && strings.Contains(line, "disk is full") && strings.Contains(line, "id="+id) && strings.Contains(line, "level=WARN") {
						found++
					}
				}
				if found != 1 {
					t.Errorf("%d lines say so:\n%s", found, h.bot.log.String())
				}
			})
		})
	}
}

type full struct{}

func (full) Vote(context.Context, store.Vote) error { return errors.Join(errFull) }

// TestNoNetworkAtStart checks that a bot that starts without a network waits for it until it is
// stopped, tries less and less often, and says why.
func TestNoNetworkAtStart(t *testing.T) {
	for what, c := range map[string]struct {
		fails  discordtest.Fault
		wanted time.Duration
		ready  bool
	}{
		"which comes in the end": {discordtest.Fault{Times: 120, Cut: true}, 2 * time.Hour, true},
		"until it is stopped":    {discordtest.Fault{Cut: true}, time.Hour, false},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := discordtest.New(t, discordtest.Options{Pipe: true})
				d.Fault("GET /users/@me", c.fails)
				var log discordtest.Log
				o := bot.Options{Token: discordtest.Token, API: d.Base(), Transport: d.Transport(), Dial: d.Dial, Files: uploads{}, Log: slog.New(slog.NewTextHandler(&log, nil))}
				o.Library = standing(t, newEngine(t, builtin(t)), o.Log)
				b, err := bot.New(o)
				if err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeout(t.Context(), c.wanted)
				defer cancel()
				var after time.Duration
				began := time.Now()
				if err := b.Run(ctx, func() { after = time.Since(began) }); err != nil || time.Since(began) > c.wanted+time.Minute {
					t.Errorf("it ended after %v: %v", time.Since(began), err)
				}
				if c.ready != (after > 15*time.Minute && after < time.Hour) {
					t.Errorf("it was ready after %v", after)
				}
				if n := strings.Count(log.String(), "discord does not answer; it is asked again"); n < 20 || n > 120 {
					t.Errorf("it logs %d times that it waits", n)
				}
			})
		})
	}
}
