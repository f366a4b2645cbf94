package subscription

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"footnote/corpus/fetch"
	"footnote/internal/long"
	"footnote/library"
	"footnote/library/store"
)

var busy = fetch.Error{Kind: fetch.Status, Code: 429, Reason: "asks to come back in 30 s (429)", Wait: 30 * time.Second}

// bubble runs a test in a synctest bubble.
func bubble(t *testing.T, test func(*scene)) {
	t.Helper()
	long.Alone(t)
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		test(s)
		s.Library.Store.Close()
	})
}

// TestLinks checks that linked pages are added down to a depth, within the folder and host, at
// the pace that the site asks for, and that a second run is sent only what has changed.
func TestLinks(t *testing.T) {
	bubble(t, func(s *scene) {
		s.web.delay = 3 * time.Second
		s.web.pages = map[string]string{
			home + "guide/":      page("甲", "one", "two#x", "/other", "https://b.example/guide/", "none"),
			home + "guide/one":   page("乙", "two", "three", "./"),
			home + "guide/two":   page("丙"),
			home + "guide/three": page("丁", "four"),
			home + "guide/four":  page("戊"),
			home + "other":       page("己"),
		}
		u := s.subscribe(store.Subscription{Name: home + "guide/", Kind: store.Links, Depth: 1, Pause: time.Second})
		if r := s.must(u, Options{}); r != (Report{Read: 3, LeftOut: 1}) {
			s.Errorf("%+v %q", r, s.told)
		}
		s.holds("甲", "乙", "丙")
		for n, at := range s.web.times[1:] {
			if at.Sub(s.web.times[n]) < 3*time.Second {
				s.Errorf("%s was asked for after %v", s.web.asked[n+1], at.Sub(s.web.times[n]))
			}
		}
		s.web.pages[home+"guide/two"] = page("丙二", "five")
		if r := s.must(u, Options{}); r != (Report{Read: 1, Unchanged: 2, LeftOut: 1}) || s.web.sent != 1 {
			s.Errorf("%+v, %d sent", r, s.web.sent)
		}
		s.holds("甲", "乙", "丙二")
		u = s.subscribe(store.Subscription{Name: home + "guide/", Kind: store.Links, Depth: 3})
		if r := s.must(u, Options{}); r.Read != 2 || r.Unchanged != 3 {
			s.Errorf("deeper: %+v %q", r, s.told)
		}
		s.holds("甲", "乙", "丙二", "丁", "戊")
		delete(s.web.pages, home+"guide/three")
		if r := s.must(u, Options{}); r.Gone != 1 || r.Removed != 0 {
			s.Errorf("gone: %+v %q", r, s.told)
		}
		s.holds("甲", "乙", "丙二", "丁", "戊")
		if r := s.must(u, Options{Prune: true}); r.Removed != 1 {
			s.Errorf("removed: %+v %q", r, s.told)
		}
		s.holds("甲", "乙", "丙二", "戊")
	})
}

func TestMostLinks(t *testing.T) {
	bubble(t, func(s *scene) {
		s.web.pages = map[string]string{home: page("甲", "a", "b", "c"), home + "a": page("乙"), home + "b": page("丙"), home + "c": page("丁")}
		u := s.subscribe(store.Subscription{Name: home, Kind: store.Links, Depth: 5, Most: 2})
		s.must(u, Options{})
		s.tells("leads to more than 2 pages")
		s.holds("甲", "乙")
	})
}

// TestBusy checks that a run waits for a busy site, up to a limit, and that the next run
// continues where it stopped.
func TestBusy(t *testing.T) {
	bubble(t, func(s *scene) {
		s.web.pages = map[string]string{home + "sitemap.xml": listed(home+"a", home+"b", home+"c"), home + "a": page("甲"), home + "b": page("乙"), home + "c": page("丙")}
		s.web.answers[home+"b"] = []fetch.Error{busy, {Kind: fetch.Status, Code: 429, Reason: "answers 429"}}
		u := s.subscribe(store.Subscription{Name: home + "sitemap.xml", Kind: store.Sitemap, Every: time.Hour, Pause: time.Second})
		began := time.Now()
		s.must(u, Options{})
		s.holds("甲", "乙", "丙")
		if s.tells("waiting " + home + "b asks to come back"); time.Since(began) != 33*time.Second+unsaid {
			s.Errorf("it took %v", time.Since(began))
		}

		for name := range s.web.pages {
			if len(name) == len(home)+1 {
				s.web.pages[name] = page(name)
			}
		}
		long := busy
		long.Wait = time.Hour
		s.web.answers[home+"b"] = []fetch.Error{long}
		_, err := s.run(u, Options{})
		var stopped *StoppedError
		if !errors.As(err, &stopped) || stopped.Wait != time.Hour || errors.As(err, new(*fetch.Error)) {
			s.Fatal(err)
		}
		if kept := s.now(u); !kept.Due.Equal(time.Now().Add(time.Hour)) || kept.Fault == "" {
			s.Errorf("%+v", kept)
		}
		time.Sleep(time.Hour)
		if r := s.must(u, Options{}); r.Read != 2 || strings.Contains(strings.Join(s.web.asked, " "), home+"a") {
			s.Errorf("%+v, asked for %q", r, s.web.asked)
		}
		if kept := s.now(u); !kept.Due.Equal(time.Now().Add(time.Hour)) || kept.Fault != "" {
			s.Errorf("%+v", kept)
		}
	})
}

// TestDown checks that a site that fails repeatedly is left alone.
func TestDown(t *testing.T) {
	bubble(t, func(s *scene) {
		var all []string
		for _, name := range strings.Split("a b c d e f g h", " ") {
			all = append(all, home+name)
			s.web.answers[home+name] = []fetch.Error{{Code: 500, Reason: "answers 500"}} // repeated
		}
		s.web.pages[home+"sitemap.xml"] = listed(all...)
		for name := range s.web.answers {
			e := s.web.answers[name][0]
			e.Kind = fetch.Broken
			s.web.answers[name] = []fetch.Error{e, e, e}
		}
		u := s.subscribe(store.Subscription{Name: home + "sitemap.xml", Kind: store.Sitemap})
		_, err := s.run(u, Options{})
		if !errors.As(err, new(*StoppedError)) || len(s.web.asked) != 1+maxFailures {
			s.Errorf("%v after %q", err, s.web.asked)
		}
	})
}

// TestNeverOnAGuess checks that nothing is removed unless the list of pages could be read
// completely.
func TestNeverOnAGuess(t *testing.T) {
	bubble(t, func(s *scene) {
		top := home + "sitemap.xml"
		index := `<sitemapindex><sitemap><loc>` + home + `1.xml</loc></sitemap><sitemap><loc>` + home + `2.xml</loc></sitemap></sitemapindex>`
		s.web.pages = map[string]string{top: index, home + "1.xml": listed(home + "a"), home + "2.xml": listed(home + "b"), home + "a": page("甲"), home + "b": page("乙")}
		u := s.subscribe(store.Subscription{Name: top, Kind: store.Sitemap, Prune: true})
		s.must(u, Options{})
		s.holds("甲", "乙")
		for what, change := range map[string]func(){
			"empty":           func() { s.web.pages[top] = "<urlset></urlset>" },
			"an error page":   func() { s.web.pages[top] = "<html><body>Sorry" },
			"half":            func() { s.web.pages[top] = index[:60] },
			"not there":       func() { delete(s.web.pages, top) },
			"half of it gone": func() { delete(s.web.pages, home+"2.xml") },
			"a part is half":  func() { s.web.pages[home+"2.xml"] = listed(home + "b")[:30] },
			"another site's":  func() { s.web.pages[top] = listed("https://b.example/a") },
			"forbidden": func() {
				s.web.answers[top] = []fetch.Error{{Kind: fetch.Robots, Reason: "is not for programs"}}
			},
		} {
			before := map[string]string{}
			for name, text := range s.web.pages {
				before[name] = text
			}
			change()
			r, _ := s.run(u, Options{Prune: true})
			if r.Removed+r.Gone > 0 {
				s.Errorf("%s: %+v", what, r)
			}
			s.tells("taken to be gone")
			s.holds("甲", "乙")
			s.web.pages = before
		}
		s.web.pages[home+"2.xml"] = listed(home + "c")
		s.web.pages[home+"c"] = page("丙")
		s.must(u, Options{})
		s.holds("甲", "丙")
	})
}

// TestLeftOut checks that a problem with the first page is an error, while other pages with
// problems are left out.
func TestLeftOut(t *testing.T) {
	bubble(t, func(s *scene) {
		forbidden := fetch.Error{Kind: fetch.Robots, Reason: "is not for programs", Hint: "save it"}
		s.web.answers[home] = []fetch.Error{forbidden}
		u := s.subscribe(store.Subscription{Name: home, Kind: store.Links, Depth: 1})
		if _, err := s.run(u, Options{}); err == nil || err.Error() != home+": is not for programs" {
			s.Error(err)
		}
		s.web.pages = map[string]string{home: page("甲", "a", "b", "c"), home + "c": "\x00\x01\x02"}
		s.web.answers[home+"a"] = []fetch.Error{forbidden}
		s.web.answers[home+"b"] = []fetch.Error{{Kind: fetch.Redirects, Reason: "redirects to https://b.example/, which is on another site"}}
		if r := s.must(u, Options{}); r.Read != 1 || r.LeftOut != 3 {
			s.Errorf("%+v %q", r, s.told)
		}
		s.holds("甲")
	})
}

// TestLimits checks that a run ends at the limits of the scope, and that articles added until
// then stay.
func TestLimits(t *testing.T) {
	bubble(t, func(s *scene) {
		var all []string
		for n := range 15 {
			name := home + strings.Repeat("x", n+1)
			all = append(all, name)
			s.web.pages[name] = page(name)
		}
		s.web.pages[home+"sitemap.xml"] = listed(all...)
		u := s.subscribe(store.Subscription{Name: home + "sitemap.xml", Kind: store.Sitemap})
		r, err := s.run(u, Options{})
		if !errors.As(err, new(*library.LimitError)) || r.Read != 12 {
			s.Errorf("%+v, %v", r, err)
		}
	})
}

// TestSchedule checks that a page is fetched again when it is due, until its article is removed
// for good.
func TestSchedule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		defer s.Library.Store.Close()
		s.web.set(home+"a", page("甲"))
		u := s.subscribe(store.Subscription{Name: home + "a", Kind: store.Page, Every: time.Hour})
		s.must(u, Options{})
		s.holds("甲")
		ctx, stop := context.WithCancel(s.Context())
		defer stop()
		go s.Keep(ctx)
		time.Sleep(59 * time.Minute)
		if asked, _ := s.web.counts(); asked != 1 {
			s.Errorf("asked %d times before it was due", asked)
		}
		s.web.set(home+"a", page("乙"))
		time.Sleep(2 * time.Minute)
		s.holds("乙")
		time.Sleep(4 * time.Hour)
		if asked, sent := s.web.counts(); asked != 6 || sent != 2 {
			s.Errorf("asked %d times, sent %d times", asked, sent)
		}
		s.web.set(home+"a", "")
		time.Sleep(time.Hour)
		s.holds("乙")
		s.web.set(home+"a", page("丙"))
		time.Sleep(time.Hour)
		s.holds("丙")
		all, _ := s.Library.List(s.Context(), store.Local)
		if _, was, err := s.Library.Remove(s.Context(), store.Local, all[0].ID); !was || err != nil {
			s.Fatal(err)
		}
		time.Sleep(3 * time.Hour)
		if left, err := s.Library.Store.Subscriptions(s.Context(), store.Local); len(left) > 0 || err != nil {
			s.Errorf("%+v, %v", left, err)
		}
		s.holds()
		stop()
		synctest.Wait()
	})
}

// TestChangedMeanwhile checks that changes of a subscription during a run are not overwritten by
// the run.
func TestChangedMeanwhile(t *testing.T) {
	bubble(t, func(s *scene) {
		s.web.pages = map[string]string{home: page("甲")}
		u := s.subscribe(store.Subscription{Name: home, Kind: store.Page, Every: time.Hour, Prune: true})
		changed := u
		changed.Every, changed.Prune, changed.Due = 7*24*time.Hour, false, time.Now().Add(7*24*time.Hour).UTC()
		s.web.before = func() {
			if _, err := s.Library.Store.Subscribe(s.Context(), changed); err != nil {
				s.Error(err)
			}
		}
		s.must(u, Options{})
		left, err := s.Library.Store.Subscriptions(s.Context(), u.Scope)
		if err != nil || len(left) != 1 || left[0].Every != changed.Every || left[0].Prune || !left[0].Due.Equal(changed.Due) || left[0].Ended.IsZero() {
			s.Errorf("%+v, %v", left, err)
		}
	})
}

// TestEndedMeanwhile checks that a run does not bring back what was erased or unsubscribed
// during it.
func TestEndedMeanwhile(t *testing.T) {
	for what, end := range map[string]func(*scene, store.Subscription) error{
		"stopped": func(s *scene, u store.Subscription) error {
			_, err := s.Library.Store.Unsubscribe(s.Context(), u.Scope, u.Name)
			return err
		},
		"erased": func(s *scene, u store.Subscription) error { return s.Library.Erase(s.Context(), u.Scope) },
	} {
		bubble(t, func(s *scene) {
			s.web.pages = map[string]string{home: page("甲")}
			u := s.subscribe(store.Subscription{Name: home, Kind: store.Page})
			s.web.before = func() {
				if err := end(s, u); err != nil {
					s.Error(err)
				}
			}
			if _, err := s.run(u, Options{}); !errors.Is(err, store.ErrNotSubscribed) {
				s.Errorf("%s: %v", what, err)
			}
			s.holds()
			if left, err := s.Library.Store.Subscriptions(s.Context(), u.Scope); len(left) > 0 || err != nil {
				s.Errorf("%s: %+v, %v", what, left, err)
			}
		})
	}
}
