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

// What goes wrong on the command line has its words, too.
func TestEveryConsoleErrorIsTranslated(t *testing.T) {
	all := collectReasons(t, "../../cmd", "../../internal/setup", "../../library/store", "../gateway", "../account")
	if len(all) < 100 {
		t.Fatalf("only %d errors were found", len(all))
	}
	c := texts.NewCatalog(nil, nil)
	for _, format := range all {
		english := texts.TemplateOf(format)
		if slices.Contains(notOnConsole, english) {
			continue
		}
		for _, locale := range []string{texts.TraditionalLocale, texts.SimplifiedLocale} {
			in := c.ForLocale(locale)
			if in.Console[english] == "" && in.Errors[english] == "" {
				t.Errorf("%s has no %q", locale, english)
			}
		}
	}
}

// notOnConsole are names, addresses, what has a text behind it, and the advice of
// doctor, which is English as all of its page.
var notOnConsole = []string{
	"%s", "%s: %s", "--shards: %s", "FOOTNOTE_DATA", "FOOTNOTE_DISCORD_API", "FOOTNOTE_ENV_FILE", "j.holder", "postgres://…", "postgres://%s@%s/%s%s", "%s&search_path=%s", "%s?search_path=%s",
	"a bot that is restarted too often is locked out until then", "footnote index shows what looks wrong in it", "footnote library remove --scope %s %s, and add it again; or footnote restore BACKUP",
}

// noSentences are what stands within an error as it is: numbers with their units, names
// of encodings, and the error of a kind of file, each of which is in the table.
var noSentences = []string{" (%s)", "%s KiB", "%s MiB", "%s bytes", "UTF-16", "text", "is %s", "the encoding that it declares"}

func isKind(name string) bool {
	return slices.ContainsFunc(doc.Kinds(), func(k doc.Kind) bool { return k.Name == name })
}

// Errors on the command line are in the language of the environment, whatever they are
// about; what is not known stays English.
func TestOnConsole(t *testing.T) {
	c := texts.NewCatalog(nil, nil)
	for _, one := range []struct{ english, traditional, simplified string }{
		{"there is no question", "沒有寫問題", "没有写问题"},
		{"a.pdf: is a damaged PDF", "a.pdf: 是損壞的 PDF", "a.pdf: 是损坏的 PDF"},
		{"https://a.example/: answers 404", "https://a.example/: 回應錯誤 404", "https://a.example/: 返回错误 404"},
		{"unknown flag --jsn, did you mean \"--json\"?", "沒有 --jsn 這個選項，你要的是 \"--json\" 嗎？", "没有 --jsn 这个选项，你要的是 \"--json\" 吗？"},
		{"discord: it does not know the token", "Discord：不認得這個 token", "Discord：不认识这个 token"},
		{"language model x: the server does not accept the key (status 401): no", "language model x: 伺服器不接受這個金鑰 (status 401): no", "language model x: 服务器不接受这个密钥 (status 401): no"},
		{"/d/footnote.db: is damaged: page 7", "/d/footnote.db: 已損壞：page 7", "/d/footnote.db: 已损坏：page 7"},
		{"something: else", "something: else", "something: else"},
	} {
		for locale, want := range map[string]string{texts.TraditionalLocale: one.traditional, texts.SimplifiedLocale: one.simplified, texts.EnglishLocale: one.english} {
			if got := c.ForLocale(locale).OnConsole(one.english); got != want {
				t.Errorf("%s: %q, want %q", locale, got, want)
			}
		}
	}
}

func TestForEnvironment(t *testing.T) {
	c := texts.NewCatalog(nil, nil)
	for _, one := range []struct{ all, messages, lang, want string }{
		{"", "", "", "en"}, {"", "", "zh_TW.UTF-8", "zh-TW"}, {"", "", "zh_HK", "zh-TW"}, {"", "", "zh_CN.GB18030", "zh-CN"}, {"", "", "zh_SG@pinyin", "zh-CN"},
		{"", "zh_TW", "zh_CN", "zh-TW"}, {"C", "zh_TW", "zh_CN", "en"}, {"zh_CN.UTF-8", "C", "C", "zh-CN"}, {"", "de_DE.UTF-8", "zh_TW", "en"}, {"", "", "POSIX", "en"},
	} {
		variables := map[string]string{"LC_ALL": one.all, "LC_MESSAGES": one.messages, "LANG": one.lang}
		if c.ForEnvironment(func(name string) string { return variables[name] }) != c.ForLocale(one.want) {
			t.Errorf("%v", one)
		}
	}
}
