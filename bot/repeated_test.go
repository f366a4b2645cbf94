package bot_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/corpus/fetch"
	"footnote/internal/discordtest"
	"footnote/library"
	"footnote/library/subscription"
)

// A conditional web says that a page has not changed.
type conditional struct{ *web }

func (w conditional) Pause(string) time.Duration { return 0 }

func (w conditional) Get(ctx context.Context, r fetch.Request) (fetch.Page, error) {
	f, err := w.Fetch(ctx, r.Address)
	return fetch.Page{File: f}, err
}

func every(choice string) discordtest.Option {
	return discordtest.Option{Name: "every", Value: choice}
}

// towerPage returns a page about a tower of some height.
func towerPage(height string) string {
	return "<!doctype html><html lang=zh><title>鐘樓史</title><body><article><h1>鐘樓史</h1><p>" + strings.Repeat("鐘樓高"+height+"公尺，漆成白色，由三代人看守。", 4) + "</p></article></body></html>"
}

// dayLater waits until every page that is fetched again is due, and checks how many are left
// after it. A day of the gateway's heartbeats takes a second to run.
func (h *libraryScene) dayLater(left int) {
	h.Helper()
	all, err := h.db.Subscriptions(context.Background(), h.scope())
	for _, s := range all {
		if left := time.Until(s.Due); left <= 0 || left > s.Every {
			h.Errorf("%s is due in %v", s.Name, left)
		}
		s.Due = time.Now()
		err = errors.Join(err, h.db.SaveSubscription(context.Background(), s))
	}
	time.Sleep(2 * time.Minute)
	all, more := h.db.Subscriptions(context.Background(), h.scope())
	if err := errors.Join(err, more); err != nil || len(all) != left {
		h.Fatalf("%+v, %v", all, err)
	}
}

// TestRepeated checks that a page that a member wants fetched every day is fetched until its
// article is removed.
func TestRepeated(t *testing.T) {
	const page = "https://tower.example/history"
	withUpdates := func(b *bot.Options, l *library.Options) {
		b.Updates = &subscription.Updater{Web: conditional{l.Web.(*web)}, Log: b.Log}
	}
	withLibrary(t, quiet, withUpdates, func(t *testing.T, h *libraryScene) {
		h.web.put(page, towerPage("四十二"), 0)
		added := h.alice.Slash(h.room, "library add", address(page), every("daily")).Answer("✅ 已加入「鐘樓史」")
		has(t, added.Text(), "🔁 之後每天會重新讀取")
		h.dayLater(1)
		h.web.put(page, towerPage("五十一"), 0)
		h.dayLater(1)
		h.holds(h.scope(), "鐘樓史")
		all, err := h.library.Articles(context.Background(), h.scope())
		if err != nil || !strings.Contains(all[0].Text, "鐘樓高五十一公尺") {
			t.Errorf("%v, %v", all, err)
		}

		h.alice.Slash(h.room, "library remove", about("鐘樓史")).Answer("鐘樓史")
		h.dayLater(1) // it could still be restored
		time.Sleep(time.Hour)
		h.dayLater(0)
		h.holds(h.scope())

		none := h.alice.Slash(h.room, "library add", address("https://tower.example/none"), every("weekly")).Answer("❌")
		if strings.Contains(none.Text(), "🔁") {
			t.Error(none.Text())
		}
		has(t, h.alice.Slash(h.room, "library add", file("lake.md", lake), every("daily")).Answer("✅").Text(), "只有網頁能定期重新讀取")
		if left, err := h.db.Subscriptions(context.Background(), h.scope()); len(left) > 0 || err != nil {
			t.Errorf("%+v, %v", left, err)
		}
		h.alice.Slash(h.room, "library add", address(page), every("weekly")).Answer("🔁 之後每週會重新讀取")
		h.alice.Slash(h.room, "library add", address(page), every("never")).Answer("🔁 之後不再重新讀取")
		if left, err := h.db.Subscriptions(context.Background(), h.scope()); len(left) > 0 || err != nil {
			t.Errorf("%+v, %v", left, err)
		}
	})
}
