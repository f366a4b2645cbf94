package store

import (
	"testing"
	"time"

	"footnote/internal/storetest"
)

// TestPictures checks that the number of an article's pictures that were not read is stored with
// it, and returned on request.
func TestPictures(t *testing.T) { storetest.Each(t, testPictures) }

func testPictures(t *testing.T, at storetest.Place) {
	l := library(t, at(t))
	pictured, other, gone := record(t, 1), record(t, 2), record(t, 3)
	pictured.Article.Pictures, gone.Article.Pictures = 3, 4
	other.Article.Sections[0].Title = `"Pictures":7,` // which a title may contain
	for _, r := range []Record{pictured, other, gone} {
		kept(t, l, Guild("1"), r, Outcome{})
	}
	remove(t, l, Guild("1"), gone, time.Now())
	holds(t, l, Guild("1"), pictured, other)
	all, err := l.List(t.Context(), Guild("1"))
	if err == nil {
		err = l.CountPictures(t.Context(), Guild("1"), all)
	}
	if err != nil || len(all) != 2 || all[0].Pictures != 3 || all[1].Pictures != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	if err := l.CountPictures(t.Context(), Guild("2"), all); err != nil || all[0].Pictures != 0 {
		t.Errorf("another scope: %+v, %v", all, err)
	}
}
