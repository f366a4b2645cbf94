package api_test

import (
	"testing"

	"footnote/api/value"
)

// What programs are told of an article says how many pictures of it were not read.
func TestPicturesInside(t *testing.T) {
	s := serve(t, nil)
	s.add("local", "harbour.md", "# Harbour\n\nThree ferries leave a day.\n\n![The lighthouse shows a green light.](a.png) ![](b.png)\n")
	s.add("local", "lake.md", lake)
	var all value.Library
	s.get("/articles", &all)
	if len(all.Articles) != 3 || all.Articles[1].Pictures != 2 || all.Articles[2].Pictures != 0 {
		t.Errorf("%+v", all)
	}
}
