package bot_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"footnote/bot"
	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/library"
)

// englishWords matches several English words in a row.
var englishWords = regexp.MustCompile(`[A-Za-z']{2,}(?:[ ,]+[A-Za-z']{2,}){2,}`)

// mention matches a slash command that can be clicked.
var mention = regexp.MustCompile(`</([a-z ]+):(\d+)>`)

// readers returns people whose Discord is in the languages that the bot speaks.
func (h *libraryScene) readers() map[string]*discordtest.Person {
	readers := map[string]*discordtest.Person{}
	for _, locale := range []string{"zh-TW", "zh-CN", "en-US"} {
		readers[locale] = h.Person("reader "+locale, locale)
		readers[locale].Grant(h.guild, "MANAGE_GUILD")
	}
	return readers
}

// TestAdditionsFailInEveryLanguage checks that whoever adds a file that cannot be read is told
// why and what to do, in their language.
func TestAdditionsFailInEveryLanguage(t *testing.T) {
	old := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504) + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00"
	const noZip = "PK\x03\x04\x14\x00\x00\x00broken"
	cases := []struct {
		what                          discordtest.Option
		traditional, simplified, more string
	}{
		{file("old.doc", old), "2007 年以前的 Word 檔", "2007 年以前的 Word 文件", "save it as DOCX."},
		{file("scan.png", "\x89PNG\r\n\x1a\n0000"), "文字辨識（OCR）", "文字识别（OCR）", "run OCR on it"},
		{file("empty.txt", ""), "是空的", "是空的", "is empty."},
		{file("space.txt", " \n \n"), "只有空白", "只有空白", "nothing but white space."},
		{file("paper.pdf", "%PDF-1.7\nbroken"), "請存成純文字", "请存为纯文本", "save it as plain text"},
		{file("report.docx", noZip), "請重新存檔", "请重新保存", "save or download it again."},
		{file("bytes.txt", "text \x00\x01\x02\x03"), "第 5 個位元組（第 1 行）是 NUL", "第 5 个字节（第 1 行）是 NUL", "byte 5 (line 1) is a NUL"},
		{file("talk.srt", "no time\n"), "裡面沒有字幕", "里面没有字幕", "holds no subtitles"},
		{file("data.json", `{"a": `), "不是 JSON，或第 5 個位元組有誤", "不是 JSON，或第 5 个字节有误", "is no JSON"},
		{file("nothing.zip", "PK\x05\x06"+strings.Repeat("\x00", 18)), "「nothing.zip」裡沒有可以加入的檔案", "“nothing.zip”里没有可以添加的文件", "nothing to add in “nothing.zip”"},
		{address("https://mill.example/none"), "回應錯誤 404；請檢查網址", "返回错误 404；请检查网址", "answers 404; check the address"},
	}
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		readers := h.readers()
		for _, c := range cases {
			for locale, want := range map[string]string{"zh-TW": c.traditional, "zh-CN": c.simplified, "en-US": c.more} {
				text := markdown.Unescape(h.over(readers[locale].Slash(h.room, "library add", c.what)).Text())
				has(t, text, want)
				if locale != "en-US" && englishWords.MatchString(text) {
					t.Errorf("%s is told %q", locale, text)
				}
			}
		}
	})
}

// TestCommandsAreNamedAsTheirReaderSeesThem checks that texts name commands as they are
// registered: slash commands can be clicked, and message commands have the name that the reader
// sees.
func TestCommandsAreNamedAsTheirReaderSeesThem(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		ids := map[string]string{}
		for _, c := range h.Commands() {
			ids[c["name"].(string)] = c["id"].(string)
		}
		for locale, reader := range h.readers() {
			menu := map[string][2]string{"zh-TW": {"用文章核對", "私密"}, "zh-CN": {"用文章核对", "私密"}, "en-US": {"Check against the article", "private"}}[locale]
			help := reader.Slash(h.room, "help").Answer("").Text()
			has(t, help, "</ask:"+ids["ask"]+">", "</library add:"+ids["library"]+">", menu[0], menu[1])
			policy := reader.Slash(h.room, "privacy policy").Answer("").Text()
			has(t, policy, "</privacy delete:"+ids["privacy"]+">")
			empty := reader.Slash(h.room, "ask", question("1 + 1?")).Answer("").Text()
			has(t, empty, "</library add:"+ids["library"]+">")
			for _, text := range []string{help, policy, empty} {
				for _, found := range mention.FindAllStringSubmatch(text, -1) {
					command, _, _ := strings.Cut(found[1], " ")
					if ids[command] != found[2] {
						t.Errorf("%s: %s is not registered", locale, found[0])
					}
				}
				if locale != "en-US" && englishWords.MatchString(mention.ReplaceAllString(text, "")) {
					t.Errorf("%s reads %q", locale, englishWords.FindString(mention.ReplaceAllString(text, "")))
				}
			}
		}
	})
}

// TestCommandsWithoutIDs checks that commands are plain text while their ids are not known.
func TestCommandsWithoutIDs(t *testing.T) {
	c := texts.NewCatalog(nil)
	for _, locale := range []string{"zh-TW", "zh-CN", "en-US"} {
		text := c.ForLocale(locale).NoArticles
		has(t, text, " /library add")
		if mention.MatchString(text) {
			t.Errorf("%q", text)
		}
	}
}

// TestOwnCommands checks that an operator's own names of commands are those that Discord shows
// and that texts use, in English too.
func TestOwnCommands(t *testing.T) {
	withLibrary(t, quiet, func(o *bot.Options, _ *library.Options) {
		o.Texts = map[string]map[string]string{
			"zh-TW": {"command_names.ask": "問館員", "command_descriptions.ask": "館員什麼都知道", "command_names.ask_private": "悄悄問", "command_names.Add_to_library": "收進書架"},
			"en":    {"command_names.ask": "librarian", "command_names.ask_private": "whisper", "command_names.library_add_every_never": "Never again"},
		}
	}, func(t *testing.T, h *libraryScene) {
		have := map[string]map[string]any{}
		for _, c := range h.Commands() {
			have[c["name"].(string)] = c
		}
		ask := fmt.Sprint(have["ask"]["name_localizations"], have["ask"]["description"], have["ask"]["description_localizations"], have["ask"]["options"])
		has(t, ask, "zh-TW:問館員", "zh-CN:提问", "en-US:librarian", "en-GB:librarian", "Ask about the articles", "zh-TW:館員什麼都知道", "悄悄問", "whisper")
		has(t, fmt.Sprint(have[wire.CommandAdd]["name_localizations"]), "收進書架")
		has(t, fmt.Sprint(have["library"]), "Never again")
		has(t, h.alice.Slash(h.room, "help").Answer("").Text(), "（問館員）", "「悄悄問」")
		h.bob.Slash(h.room, "ask", question("1 + 1?")).Answer("")
		h.restart()
		if n := len(h.Requests("PUT /applications/{id}/commands")); n != 1 {
			t.Errorf("commands were registered %d times", n)
		}
	})
}

// TestOwnWords checks that an operator's own texts replace the built-in ones.
func TestOwnWords(t *testing.T) {
	withLibrary(t, quiet, func(o *bot.Options, _ *library.Options) {
		o.Texts = map[string]map[string]string{"zh-TW": {"help": "問館員，或用 </ask>。"}}
	}, func(t *testing.T, h *libraryScene) {
		has(t, h.alice.Slash(h.room, "help").Answer("問館員").Text(), "</ask:")
		has(t, h.bob.Slash(h.room, "help").Answer("").Text(), "**Footnote** answers")
	})
}
