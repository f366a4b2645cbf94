package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

// TestSubscriptions checks that subscriptions are stored, found when due, and deleted with their
// scope.
func TestSubscriptions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, at storetest.Place) { subscribes(t, at(t)) })
}

func subscribes(t *testing.T, path string) {
	l := library(t, path)
	due := time.Unix(1_800_000_000, 5)
	page := Subscription{Scope: Guild("1"), Name: "https://example.org/a", Kind: Page, Every: time.Hour, Due: due}
	folder := Subscription{Scope: Local, Name: strings.Repeat("/長", 2000), Kind: Folder}
	for _, s := range []*Subscription{&page, &folder} {
		id, err := l.Subscribe(t.Context(), *s)
		if err != nil {
			t.Fatal(err)
		}
		s.ID = id
	}
	item := Item{Name: folder.Name + "/a.txt", Articles: []string{"1", "2"}, Size: 3, Written: due.UTC(), Hash: []byte{1}}
	other := Item{Name: "b", Gone: "is not there"}
	if err := l.SaveItems(t.Context(), folder.ID, item, other, Item{Name: "b", Fault: "later"}); err != nil {
		t.Fatal(err)
	}
	if err := l.SaveItems(t.Context(), folder.ID+100, item); err != nil {
		t.Errorf("of a subscription that no longer exists: %v", err)
	}
	if err := l.DropItem(t.Context(), folder.ID, "b"); err != nil {
		t.Fatal(err)
	}
	page.Begun = due.UTC()
	if id, err := l.Subscribe(t.Context(), page); err != nil || id != page.ID {
		t.Fatalf("again: %d, %v", id, err)
	}
	l.Close()
	l = library(t, path)
	for scope, want := range map[Scope][]Subscription{Guild("1"): {page}, Local: {folder}, Guild("2"): nil} {
		got, err := l.Subscriptions(t.Context(), scope)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", scope, err, d)
		}
	}
	items, err := l.Items(t.Context(), folder.ID)
	if d := cmp.Diff([]Item{item}, items); d != "" || err != nil {
		t.Errorf("items: %v (-want +got)\n%s", err, d)
	}
	for then, want := range map[time.Time]int{due.Add(-1): 0, due: 1} {
		if all, err := l.DueSubscriptions(t.Context(), then); len(all) != want || err != nil {
			t.Errorf("%v are due, %v", all, err)
		}
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := l.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	copied, err := library(t, backup).Items(t.Context(), folder.ID)
	if d := cmp.Diff(items, copied); d != "" || err != nil {
		t.Errorf("of the backup: %v\n%s", err, d)
	}
	if was, err := l.Unsubscribe(t.Context(), Local, page.Name); was || err != nil {
		t.Errorf("another scope's: %v, %v", was, err)
	}
	if was, err := l.Unsubscribe(t.Context(), Local, folder.Name); !was || err != nil {
		t.Errorf("%v, %v", was, err)
	}
	if err := l.Erase(t.Context(), Guild("1")); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{page.ID, folder.ID} {
		if items, err := l.Items(t.Context(), id); len(items) > 0 || err != nil {
			t.Errorf("%v are left, %v", items, err)
		}
	}
}

// TestSubscriptionDamage checks that flipped bits are noticed: a damaged subscription is
// reported, and a damaged item is read again.
func TestSubscriptionDamage(t *testing.T) {
	l := library(t, inFolder(t))
	id, err := l.Subscribe(t.Context(), Subscription{Scope: Local, Name: "/a", Kind: Folder})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.SaveItems(t.Context(), id, Item{Name: "/a/b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.writing.ExecContext(t.Context(), `update subscription_item set check_sum = check_sum + 1; update subscription set due = 7`); err != nil {
		t.Fatal(err)
	}
	if items, err := l.Items(t.Context(), id); len(items) > 0 || err != nil {
		t.Errorf("%v, %v", items, err)
	}
	if all, err := l.Subscriptions(t.Context(), Local); len(all) > 0 || err == nil || !toldOf(t, err) {
		t.Errorf("%v, %v", all, err)
	}
}
