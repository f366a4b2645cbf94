package embedding

import "testing"

// An error names a model as a request may.
func TestShortName(t *testing.T) {
	for model, want := range map[string]string{
		"multilingual-e5-small-6c0d4289421933a5-836b805d": "multilingual-e5-small",
		"text-embedding-3-small":                          "text-embedding-3-small",
		"deadbeef":                                        "deadbeef",
	} {
		if got := shortName(model); got != want {
			t.Errorf("%s is called %s", model, got)
		}
	}
}
