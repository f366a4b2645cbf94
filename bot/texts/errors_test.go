package texts_test

import (
	"slices"
	"testing"

	"footnote/bot/texts"
	"footnote/corpus/doc"
)

// Whatever can be wrong with a file or an address has its words in Chinese. The list
// is read out of the source, so that no new error is English among Chinese.
func TestEveryErrorIsTranslated(t *testing.T) {
	all := collectReasons(t, "../../corpus")
	if len(all) < 150 {
		t.Fatalf("only %d errors were found", len(all))
	}
	for _, k := range doc.Kinds() {
		if !k.IsRead() {
			all = append(all, "is "+k.Name, k.Instead)
		}
	}
	c := texts.NewCatalog(nil, nil)
	for _, format := range all {
		if slices.Contains(noSentences, texts.TemplateOf(format)) || isKind(format) {
			continue
		}
		for _, locale := range []string{texts.TraditionalLocale, texts.SimplifiedLocale} {
			in := c.ForLocale(locale)
			if in.Errors[texts.TemplateOf(format)] == "" && in.Parts[texts.TemplateOf(format)] == "" {
				t.Errorf("%s has no %q", locale, texts.TemplateOf(format))
			}
		}
	}
}

// noSentences are what stands within an error as it is: numbers with their units, names
// of encodings, and the error of a kind of file, each of which is in the table.
var noSentences = []string{" (%s)", "%s KiB", "%s MiB", "%s bytes", "UTF-16", "text", "is %s", "the encoding that it declares"}

func isKind(name string) bool {
	return slices.ContainsFunc(doc.Kinds(), func(k doc.Kind) bool { return k.Name == name })
}
