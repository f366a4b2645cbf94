package main

import "testing"

// Arguments that do not fit the flags are refused before anything is fitted or written.
func TestUsage(t *testing.T) {
	for _, c := range []struct {
		options options
		args    []string
	}{
		{options{}, nil},
		{options{}, []string{"folder"}},
		{options{forSentences: true}, []string{"folder", "output.json"}},
		{options{forStatements: true}, nil},
		{options{forStatements: true}, []string{"folder", "output.json", "other"}},
	} {
		if err := c.options.run(t.Context(), c.args); err == nil || err.Error() != usage {
			t.Errorf("%+v %q: %v", c.options, c.args, err)
		}
	}
}
