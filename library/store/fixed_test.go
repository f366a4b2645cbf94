package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/storetest"
)

// fix returns the nth fixed answer of a person.
func fix(n int) Fixed {
	return Fixed{
		ID: fmt.Sprint("id", n), Question: fmt.Sprintf("幾點開? %d", n), Also: []string{"什麼時候開?"}, Answer: "八點。\n到五點。",
		Author: "愛麗絲", By: [16]byte{byte(n)}, At: time.Unix(1_800_000_000+int64(n), 0),
	}
}

// TestFixed checks that fixed answers are stored in their scope only, one per ID.
func TestFixed(t *testing.T) { storetest.Each(t, testFixed) }

func testFixed(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	has := func(scope Scope, want ...Fixed) {
		t.Helper()
		got, err := l.Fixed(t.Context(), scope)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: error %v, (-want +got)\n%s", scope, err, d)
		}
	}
	change := func(scope Scope, keep []Fixed, erase ...string) {
		t.Helper()
		before, err := l.Generation(t.Context(), scope)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.ChangeFixed(t.Context(), scope, func([]Fixed) ([]Fixed, []string, error) { return keep, erase, nil }); err != nil {
			t.Fatal(err)
		}
		if after, err := l.Generation(t.Context(), scope); err != nil || after <= before {
			t.Errorf("the generation was %d and is %d, %v", before, after, err)
		}
	}
	has(Guild("1"))
	change(Guild("1"), []Fixed{fix(2), fix(1)})
	change(Guild("2"), []Fixed{fix(1)})
	has(Guild("1"), fix(1), fix(2))
	has(Guild("2"), fix(1))

	later := fix(1)
	later.Answer, later.At = "九點。", time.Unix(1_800_000_009, 0)
	change(Guild("1"), []Fixed{later})
	has(Guild("1"), fix(2), later)
	has(Guild("2"), fix(1))
	change(Guild("1"), nil, later.ID, "another")
	has(Guild("1"), fix(2))

	refused := errors.New("no")
	err := l.ChangeFixed(t.Context(), Guild("1"), func(all []Fixed) ([]Fixed, []string, error) {
		if d := cmp.Diff([]Fixed{fix(2)}, all); d != "" {
			t.Error(d)
		}
		return []Fixed{fix(3)}, nil, refused
	})
	if !errors.Is(err, refused) {
		t.Error(err)
	}
	has(Guild("1"), fix(2))
	if err := l.Erase(t.Context(), Guild("2")); err != nil {
		t.Fatal(err)
	}
	has(Guild("2"))

	r, ok, err := ReadLibrary(t.Context(), path)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	defer r.Close()
	if got, err := r.Fixed(t.Context(), Guild("1")); err != nil || len(got) != 1 {
		t.Errorf("read: %v, %v", got, err)
	}
}

// TestFixedByNobody checks that if a person's data is deleted, their fixed answers stay without
// their name, and those of others do not change.
func TestFixedByNobody(t *testing.T) { storetest.Each(t, testFixedByNobody) }

func testFixedByNobody(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	for _, scope := range []Scope{Guild("1"), Guild("2")} {
		if err := l.ChangeFixed(t.Context(), scope, func([]Fixed) ([]Fixed, []string, error) { return []Fixed{fix(1), fix(2)}, nil, nil }); err != nil {
			t.Fatal(err)
		}
	}
	about, err := l.About(t.Context(), [16]byte{1})
	if d := cmp.Diff([]FixedThere{{Guild("1"), fix(1)}, {Guild("2"), fix(1)}}, about.Fixed); d != "" || err != nil {
		t.Error(err, d)
	}
	before, _ := l.Generation(t.Context(), Guild("2"))
	if err := l.Forget(t.Context(), [16]byte{1}); err != nil {
		t.Fatal(err)
	}
	if after, _ := l.Generation(t.Context(), Guild("2")); after <= before {
		t.Error("the generation has not increased")
	}
	nobodys := fix(1)
	nobodys.Author, nobodys.By, nobodys.Former = "", [16]byte{}, true
	for _, scope := range []Scope{Guild("1"), Guild("2")} {
		got, err := l.Fixed(t.Context(), scope)
		if d := cmp.Diff([]Fixed{nobodys, fix(2)}, got); d != "" || err != nil {
			t.Error(err, d)
		}
	}
	if about, err = l.About(t.Context(), [16]byte{1}); len(about.Fixed) != 0 || err != nil {
		t.Error(about.Fixed, err)
	}
}

// TestDamagedFixed checks that damaged fixed answers are left out.
func TestDamagedFixed(t *testing.T) { storetest.Each(t, testDamagedFixed) }

func testDamagedFixed(t *testing.T, at storetest.Place) {
	path := at(t)
	l := library(t, path)
	if err := l.ChangeFixed(t.Context(), Guild("1"), func([]Fixed) ([]Fixed, []string, error) { return []Fixed{fix(1), fix(2)}, nil, nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Open(t, path).Exec(`update fixed set at = at + 1 where id = 'id1'`); err != nil {
		t.Fatal(err)
	}
	got, err := l.Fixed(t.Context(), Guild("1"))
	var damage *DamageError
	if d := cmp.Diff([]Fixed{fix(2)}, got); d != "" || !errors.As(err, &damage) || damage.ID != "id1" || damage.What != "fixed answer" {
		t.Error(err, d)
	}
	if err := l.Forget(t.Context(), [16]byte{1}); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Fixed(t.Context(), Guild("1")); len(got) != 1 || err != nil {
		t.Errorf("%v, %v", got, err)
	}
}
