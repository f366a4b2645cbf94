package texts_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"footnote/bot/texts"
	"footnote/rag/lexical"
)

var verbs = regexp.MustCompile(`%[a-z]`)

// translations returns all languages but English, from which they are translated.
func translations() []string {
	return slices.DeleteFunc(texts.Locales(), func(locale string) bool { return locale == texts.EnglishLocale })
}

// TestEveryLanguage checks that every text exists in each language, with the same values.
func TestEveryLanguage(t *testing.T) {
	english := texts.Builtin(texts.EnglishLocale)
	if len(english) < 100 {
		t.Fatalf("only %d texts", len(english))
	}
	for _, locale := range translations() {
		other := texts.Builtin(locale)
		if len(other) != len(english) {
			t.Errorf("%v has %d texts, English %d", locale, len(other), len(english))
		}
		for name, text := range english {
			want, got := verbs.FindAllString(text, -1), verbs.FindAllString(other[name], -1)
			slices.Sort(want)
			slices.Sort(got)
			if text == "" || other[name] == "" || !slices.Equal(want, got) {
				t.Errorf("%s: %q, in %v %q", name, text, locale, other[name])
			}
		}
	}
}

// TestErrorTables checks that both tables have the same errors, with no more values than the
// English has.
func TestErrorTables(t *testing.T) {
	c := texts.NewCatalog(nil)
	for _, of := range []func(*texts.Texts) texts.Errors{func(t *texts.Texts) texts.Errors { return t.Errors }, func(t *texts.Texts) texts.Errors { return t.Parts }, func(t *texts.Texts) texts.Errors { return t.Console }} {
		sameErrors(t, of(c.ForLanguage(lexical.Traditional)), of(c.ForLanguage(lexical.Simplified)))
	}
}

func sameErrors(t *testing.T, traditional, simplified texts.Errors) {
	t.Helper()
	for english, translation := range traditional {
		other := simplified[english]
		if other == "" || translation == "" {
			t.Errorf("%q is not in both", english)
		}
		for _, one := range []string{translation, other} {
			if len(verbs.FindAllString(one, -1)) > len(verbs.FindAllString(english, -1)) {
				t.Errorf("%q says more than %q", one, english)
			}
		}
	}
	if len(traditional) != len(simplified) {
		t.Errorf("%d and %d errors", len(traditional), len(simplified))
	}
}

// TestScripts checks that words of Taiwan and of the mainland do not mix, and neither do the
// scripts.
func TestScripts(t *testing.T) {
	analyser := lexical.NewAnalyser()
	c := texts.NewCatalog(nil)
	for locale, foreign := range map[string]string{
		texts.TraditionalLocale: "文件夾 程序 網絡 信息 默認 服務器 用戶 單元格 軟件 幻燈片 字節 鏈接 屏幕 菜單 打印 演示文稿 擴展名 私信 子區 文檔",
		texts.SimplifiedLocale:  "档案 资料夹 影片 程式 网路 讯息 预设 伺服器 使用者 储存格 软体 投影片 位元 连结 萤幕 支援 简报 副档名 私讯 讨论串 字元 存档",
	} {
		all := texts.Builtin(locale)
		maps.Copy(all, c.ForLocale(locale).Errors)
		maps.Copy(all, c.ForLocale(locale).Parts)
		maps.Copy(all, c.ForLocale(locale).Console)
		for key, text := range all {
			for word := range strings.FieldsSeq(foreign) {
				if strings.Contains(text, word) {
					t.Errorf("%s, %s: %s in %q", locale, key, word, text)
				}
			}
			if locale == texts.TraditionalLocale && analyser.Language(text) == lexical.Simplified {
				t.Errorf("%s, %s: %q", locale, key, text)
			}
			for _, r := range text {
				if locale == texts.SimplifiedLocale && unicode.Is(unicode.Han, r) && analyser.Fold(string(r)) != string(r) {
					t.Errorf("%s, %s: %c in %q", locale, key, r, text)
				}
			}
		}
	}
}

func TestError(t *testing.T) {
	c := texts.NewCatalog(nil)
	for _, one := range []struct{ reason, hint, traditional, simplified, english string }{
		{"is a damaged PDF", "open it in a PDF viewer and save it anew", "是損壞的 PDF；請用 PDF 閱讀器開啟，另存新檔。", "是损坏的 PDF；请用 PDF 阅读器打开，另存为新文件。", "is a damaged PDF; open it in a PDF viewer and save it anew."},
		{"is a PDF with more than 500 pages", "", "是超過 500 頁的 PDF。", "是超过 500 页的 PDF。", "is a PDF with more than 500 pages."},
		{"holds more than 20 million characters", "", "超過 2000 萬個字元。", "超过 2000 万个字符。", "holds more than 20 million characters."},
		{`byte 7 (line 2) (0x80) is not UTF-8`, "", "第 7 個位元組（第 2 行）（0x80）不是 UTF-8。", "第 7 个字节（第 2 行）（0x80）不是 UTF-8。", "byte 7 (line 2) (0x80) is not UTF-8."},
		{"redirects to http://a.example/, which answers 404", "", "會轉到 http://a.example/，那裡的情況是：回應錯誤 404。", "会转到 http://a.example/，那里的情况是：返回错误 404。", "redirects to http://a.example/, which answers 404."},
		{"asks to come back in 5 minutes (503)", "try again later", "要我們 5 分鐘後再試（503）；請稍後再試。", "要求 5 分钟后再试（503）；请稍后再试。", "asks to come back in 5 minutes (503); try again later."},
		{`has a part, "a.xml", that is not well formed in line 3: unexpected EOF`, "", `裡面的 "a.xml" 有問題：第 3 行的格式不正確。`, `里面的 "a.xml" 有问题：第 3 行的格式不正确。`, `has a part, "a.xml", that is not well formed in line 3: unexpected EOF.`},
		{"input/output error", "buy a disk", "無法讀取。", "无法读取。", "input/output error; buy a disk."},
	} {
		for locale, want := range map[string]string{texts.TraditionalLocale: one.traditional, texts.SimplifiedLocale: one.simplified, texts.EnglishLocale: one.english} {
			if got := c.ForLocale(locale).Wrong(one.reason, one.hint); got != want {
				t.Errorf("%s: %q, want %q", locale, got, want)
			}
		}
	}
}

// TestNames checks that slash commands are mentions as soon as their ids are known, and are
// named as their reader sees them.
func TestNames(t *testing.T) {
	c := texts.NewCatalog(texts.Overrides{"zh-TW": {"stale": "</ask>（{ask}，{ask private}）</library add>"}, "en": {"stale": "</ask> {ask private}"}})
	if got := c.ForLocale("zh-TW").Stale; got != "/ask（提問，私密）/library add" {
		t.Errorf("%q", got)
	}
	c.Registered(map[string]string{"ask": "11", "library": "12"})
	if got := c.ForLocale("zh-TW").Stale; got != "</ask:11>（提問，私密）</library add:12>" {
		t.Errorf("%q", got)
	}
	if got := c.ForLocale("en-US").Stale; got != "</ask:11> private" {
		t.Errorf("%q", got)
	}
	unknown := texts.Names{"ask": {}, "ask private": {}}.Unknown("</ask> </asks> {ask private} {private}")
	if !slices.Equal(unknown, []string{"</asks>", "{private}"}) {
		t.Errorf("%q", unknown)
	}
}

func TestForLocale(t *testing.T) {
	c := texts.NewCatalog(nil)
	traditional, simplified, english := c.ForLanguage(lexical.Traditional), c.ForLanguage(lexical.Simplified), c.ForLanguage(lexical.English)
	for locale, want := range map[string]*texts.Texts{
		"zh-TW": traditional, "zh-HK": traditional, "zh-CN": simplified, "zh": simplified, "en-US": english, "de": english, "": english,
	} {
		if c.ForLocale(locale) != want {
			t.Errorf("%s has another language", locale)
		}
	}
}
