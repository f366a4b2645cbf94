package setup

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/access"
)

// answering returns the titles of the articles that answer now.
func answering(t *testing.T, o *Standing) (titles []string) {
	t.Helper()
	o.looked = time.Time{}
	e, err := o.Engine(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range e.Articles() {
		titles = append(titles, a.Title)
	}
	return titles
}

// A Standing follows changes of the library, which is empty at first, grows, and is emptied again.
func TestStanding(t *testing.T) {
	built, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s := words(t, nil)
	o, err := NewStanding(s)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	hold := func(want ...string) {
		t.Helper()
		if d := cmp.Diff(want, answering(t, o)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
	}
	hold(built.Title)
	keep(t, s, "", lighthouse)
	hold("燈塔手冊")
	first, err := o.Engine(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := o.Engine(t.Context(), ""); err != nil || again != first {
		t.Errorf("nothing has changed, but the engine is a new one: %v", err)
	}
	keep(t, s, "", bridge)
	hold("燈塔手冊", "石橋手冊")
	id := o.index.Articles()[1].ID
	one, err := o.Engine(t.Context(), id)
	if err != nil || len(one.Articles()) != 1 || one.Articles()[0].Title != "石橋手冊" {
		t.Errorf("one of them: %v", err)
	}
	a, err := o.Article(t.Context(), id)
	if err != nil || a.Text == "" {
		t.Errorf("the text of one: %v, %v", a, err)
	}
	if e, err := o.Engine(t.Context(), "none"); e != nil || err != nil {
		t.Errorf("an article that does not exist: %v, %v", e, err)
	}
	if a, err := o.Article(t.Context(), "none"); a != nil || err != nil {
		t.Errorf("its text: %v, %v", a, err)
	}
	l, err := s.Library(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, _, err := l.Remove(t.Context(), l.Scope, id); err != nil {
		t.Fatal(err)
	}
	hold("燈塔手冊")
	if _, _, err := l.Remove(t.Context(), l.Scope, o.index.Articles()[0].ID); err != nil {
		t.Fatal(err)
	}
	hold(built.Title)
}

// From the next question on, an article that is limited to a role answers nobody, until it is
// unrestricted again.
func TestStandingOutside(t *testing.T) {
	s := words(t, func(s *Settings) { s.Scope = "guild:7" })
	keep(t, s, "guild:7", lighthouse)
	keep(t, s, "guild:7", bridge)
	o, err := NewStanding(s)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	l, err := s.Library(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	hold := func(want ...string) {
		t.Helper()
		if d := cmp.Diff(want, answering(t, o)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
	}
	limit := func(id string, roles ...string) {
		t.Helper()
		if _, err := l.ChangeAccess(t.Context(), l.Scope, id, func(access.Rule) (access.Rule, error) { return access.Rule{Roles: roles}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	hold("燈塔手冊", "石橋手冊")
	id, other := o.index.Articles()[1].ID, o.index.Articles()[0].ID
	limit(id, "r")
	hold("燈塔手冊")
	if e, err := o.Engine(t.Context(), id); e != nil || err != nil {
		t.Errorf("the engine for a restricted article: %v, %v", e, err)
	}
	if a, err := o.Article(t.Context(), id); a != nil || err != nil {
		t.Errorf("its text: %v, %v", a, err)
	}
	limit(other, "r")
	hold()
	limit(id)
	hold("石橋手冊")
}

// Asking a server without articles is an error until it has one. Invalid settings are an error at
// once.
func TestStandingErrors(t *testing.T) {
	s := words(t, func(s *Settings) { s.Scope = "guild:7" })
	o, err := NewStanding(s)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if _, err := o.Engine(t.Context(), ""); err == nil {
		t.Error("no error without articles")
	}
	keep(t, s, "guild:7", lighthouse)
	if d := cmp.Diff([]string{"燈塔手冊"}, answering(t, o)); d != "" {
		t.Error(d)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	o.lock <- struct{}{}
	if _, err := o.Engine(ended, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting for the lock with a cancelled context: %v", err)
	}
	<-o.lock
	for name, change := range map[string]func(*Settings){
		"a file that does not exist": func(s *Settings) { s.Articles = []string{"nowhere.md"} },
		"no scope":                   func(s *Settings) { s.Scope = "elsewhere" },
		"no model":                   func(s *Settings) { s.Mode = modeLLM },
	} {
		if _, err := NewStanding(words(t, change)); err == nil {
			t.Errorf("%s: no error", name)
		} else if _, bad := errors.AsType[*doc.Error](err); !bad {
			if _, bad = errors.AsType[*Error](err); !bad {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
