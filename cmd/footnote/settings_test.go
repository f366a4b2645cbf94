package main

import "testing"

// A data directory is somebody else's if a .env names it that was merely found.
func TestDataFound(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, ".", ".env", []byte("FOOTNOTE_DATA=theirs\n"))
	for want, args := range map[bool][]string{
		true:  {"version"},
		false: {"version", "--data", "ours"},
	} {
		c := &cli{}
		if _, err := c.parse(args, streams{}); err != nil || c.dataFound != want {
			t.Errorf("%q: %t, %v", args, c.dataFound, err)
		}
	}
	c := &cli{}
	if _, err := c.parse([]string{"version", "--env-file", ".env"}, streams{}); err != nil || c.dataFound || c.Data != "theirs" {
		t.Errorf("named: %t, %q, %v", c.dataFound, c.Data, err)
	}
}
