package texts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/texts"
)

func TestReadOverrides(t *testing.T) {
	o, err := texts.ReadOverrides([]byte("\uFEFF{\"en\": {\"thanks\": \"Ta!\"}}"))
	if d := cmp.Diff(texts.Overrides{"en": {"thanks": "Ta!"}}, o); d != "" || err != nil {
		t.Error(err, d)
	}
	for file, want := range map[string]string{
		"":                                  "EOF",
		"{\n \"en\": {\n  \"thanks\": }\n}": "line 3",
		`{"en": ["thanks"]}`:                "array",
		`{"en": {"thanks": 1}}`:             "number",
		`{} {}`:                             "behind the end",
	} {
		if _, err := texts.ReadOverrides([]byte(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", file, err)
		}
	}
}

// TestBuiltinHasNoFlaws checks that the built-in texts have no flaws, so that Discord accepts
// them all.
func TestBuiltinHasNoFlaws(t *testing.T) {
	for _, locale := range texts.Locales() {
		if flaws := (texts.Overrides{locale: texts.Builtin(locale)}).Flaws(); len(flaws) > 0 {
			t.Error(flaws)
		}
	}
}

func TestFlaws(t *testing.T) {
	for _, c := range []struct {
		locale, key, text string
		want              string // empty for none
	}{
		{"zh-TW", "thanks", "感謝！", ""},
		{"zh-TW", "thanks", "100% 感謝！", ""},
		{"zh-TW", "help", "</ask>（{ask}，{ask private}）", ""},
		{"zh-TW", "too_many.articles", "滿了。", ""},
		{"zh-TW", "error: is a damaged PDF", "是壞掉的 PDF", ""},
		{"zh-TW", "error: is a PDF with more than %s pages", "太長", ""},
		{"zh-TW", "error: is a PDF with more than %s pages", "%s %s", "more values"},
		{"zh-TW", "error: is a bad PDF", "是壞掉的 PDF", "is not a text of the bot"},
		{"de", "thanks", "Danke!", "is not a language"},
		{"en", "thank", "Ta!", "is not a text of the bot"},
		{"en", "thanks", " ", "is empty"},
		{"en", "thanks", "Ta, %s!", "the values %s in place of none"},
		{"en", "no_article", "There is none.", "the values none in place of %s"},
		{"en", "no_article", "“%s” is 100% gone", "the values %s % g in place of %s"},
		{"en", "in_days", "%s days", "the values %s in place of %d"},
		{"en", "several", "%d articles may be “%s”", "the values %d %s in place of %s %d"},
		{"en", "help", "</asks> {private}", "</asks> is not a command"},
		{"en", "sources", strings.Repeat("s", 81), "can be 81 characters long; Discord takes 80"},
		{"zh-TW", "command_names.ask", "問館員", ""},
		{"zh-TW", "command_names.ask", "問 館員", "is no name that Discord takes"},
		{"en", "command_names.ask", "Librarian", "is no name that Discord takes"},
		{"en", "command_names.ask", strings.Repeat("a", 33), "has 33 characters; Discord takes 32"},
		{"en", "command_names.Add_to_library", "Put it on the shelf", ""},
		{"en", "command_names.Add_to_library", strings.Repeat("a", 33), "Discord takes 32"},
		{"en", "command_names.Add_to_library", "Check against the article", `is the name of "Check against the article", too`},
		{"zh-TW", "command_names.ask_private", "檔案", `is the name of "ask file", too`},
		{"zh-TW", "command_names.ask_private", "搜尋", ""},
		{"zh-TW", "command_names.search", "提問", `is the name of "ask", too`},
		{"en", "command_names.settings_set_mode_auto", strings.Repeat("a ", 50), ""},
		{"en", "command_names.settings_set_mode_auto", strings.Repeat("a", 101), "Discord takes 100"},
		{"en", "command_descriptions.ask", strings.Repeat("長", 100), ""},
		{"en", "command_descriptions.ask", strings.Repeat("長", 101), "has 101 characters; Discord takes 100"},
		{"en", "command_descriptions.asks", "x", "is not a text of the bot"},
		{"en", "help", strings.Repeat("😀", 1000), ""},
		{"en", "help", strings.Repeat("😀", 1000) + "</ask>", "can be 2027 characters"},
	} {
		var got []string
		for _, f := range (texts.Overrides{c.locale: {c.key: c.text}}).Flaws() {
			got = append(got, f.Error())
		}
		if said := strings.Join(got, "; "); !strings.Contains(said, c.want) || (c.want == "") != (said == "") {
			t.Errorf("%s %s %.40q: %q, want %q", c.locale, c.key, c.text, said, c.want)
		}
	}
}

// TestOwnErrors checks that an operator's text for an error replaces it, in English too.
func TestOwnErrors(t *testing.T) {
	c := texts.NewCatalog(texts.Overrides{"zh-TW": {"error: is a damaged PDF": "是壞掉的 PDF"}, "en": {"error: is a damaged PDF": "is broken"}})
	for locale, want := range map[string]string{"zh-TW": "是壞掉的 PDF。", "zh-CN": "是损坏的 PDF。", "en": "is broken."} {
		if got := c.ForLocale(locale).Wrong("is a damaged PDF", ""); got != want {
			t.Errorf("%s: %q", locale, got)
		}
	}
	if got := c.ForLocale("en").Wrong("is empty", ""); got != "is empty." {
		t.Errorf("%q", got)
	}
}
