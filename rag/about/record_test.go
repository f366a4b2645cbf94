package about_test

import (
	"strings"
	"testing"

	"footnote/rag/about"
	"footnote/rag/lexical"
)

const body = "\n\n港口每天有三班渡輪，最早的一班在清晨六點開出。渡輪可以載兩百人，也可以載二十輛汽車。票價在去年調高了一成，學生仍然只付半價。\n"

// TestAuthor checks that the author is found in the forms that people write.
func TestAuthor(t *testing.T) {
	for _, c := range []struct{ name, text, question, want string }{
		{"front matter", "---\nauthor: 甲某\n---\n# 渡輪" + body, "誰寫的", "作者：甲某"},
		{"label", "渡輪\n\n文／乙某" + body, "作者是誰", "文／乙某 [1]"},
		{"reporter", "# 渡輪\n\n（記者丙小某／港口報導）今天風很大。" + body, "這篇誰寫的", "（記者丙小某／港口報導）今天風很大。 [1]"},
		{"byline", "# Ferries\n\nBy Jane Q. Example\n\nThe ferries run three times a day and carry two hundred people. They are never late.\n", "who wrote this", "By Jane Q. Example [1]"},
		{"byline with a date", "# Ferries\n\nPosted on June 2, 2023 by Jane Example\n\nThe ferries run three times a day and carry two hundred people.\n", "who wrote this", "Posted on June 2, 2023 by Jane Example [1]"},
		{"minutes", "# 會議紀錄\n\n時間：113年10月5日\n\n紀錄：己某" + body, "誰寫的", "紀錄：己某 [1]"},
		{"editor", "# 渡輪\n\n文／乙某\n\n責任編輯：丁某" + body, "編輯是誰", "責任編輯：丁某 [1]"},
		{"translator", "# 渡輪\n\n作者：乙某\n\n譯者：戊某" + body, "是誰翻譯的", "譯者：戊某 [1]"},
		{"artist", "# Ferries\n\nThe ferries run three times a day and carry two hundred people.\n\n_Cover art by Jane Example_\n", "who drew the cover art?", "Cover art by Jane Example [1]"},
		{"not the artist", "# Ferries\n\nThe ferries run three times a day and carry two hundred people.\n\n_Cover art by Jane Example_\n", "who's the author?", "這篇文章沒有寫明作者。"},
		{"placeholder", "---\nauthor: admin\n---\n# 渡輪" + body, "誰寫的", "這篇文章沒有寫明作者。"},
		{"another's author", "# 渡輪" + body + "\n這本書的作者放棄了寫作，後來去開渡輪。\n", "誰寫的", "這篇文章沒有寫明作者。"},
		{"hint", "# 渡輪" + body + "\n本文同步刊登在港口觀察的部落格。\n", "誰寫的", "這篇文章沒有寫明作者，文中最接近的線索是：\n本文同步刊登在港口觀察的部落格。 [1]"},
	} {
		a := read(t, "ferry.md", c.text)
		got := about.Author(words(a), a, c.question, lexical.Traditional)
		if got.Text() != c.want || got.Unrecorded != strings.Contains(c.want, "沒有寫明") {
			t.Errorf("%s: %v %q, want %q", c.name, got.Unrecorded, got.Text(), c.want)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct{ name, text, question, want string }{
		{"front matter", "---\ndate: 2024-05-06\n---\n# 渡輪" + body, "什麼時候寫的", "发布日期：2024年5月6日"},
		{"front matter and text", "---\ndate: 2024-05-06\n---\n# 渡輪\n\n一年前的今天，渡輪停駛了。" + body, "什么时候写的", "发布日期：2024年5月6日\n一年前的今天，渡輪停駛了。 [1]"},
		{"words", "---\ndate: 春天\n---\n# 渡輪" + body, "什么时候写的", "发布日期：春天"},
		{"label", "# 渡輪\n\n發布時間：2023年4月5日 10:00" + body, "何时发表", "發布時間：2023年4月5日 10:00 [1]"},
		{"a line", "# Ferries\n\nMarch 5, 2021\n\nThe ferries run three times a day and carry two hundred people.\n", "when was this written", "March 5, 2021 [1]"},
		{"a line with a byline", "# Ferries\n\n*By Jane Example | 14 March 2022*\n\nThe ferries run three times a day and carry two hundred people.\n", "when was this written", "By Jane Example | 14 March 2022 [1]"},
		{"a line with the time", "# 渡輪\n\n2024-12-18 14:05" + body, "何时", "2024-12-18 14:05 [1]"},
		{"minutes", "# 會議紀錄\n\n時間：113年10月5日\n\n紀錄：己某" + body, "何时", "時間：113年10月5日 [1]"},
		{"updated", "# Ferries\n\nThe ferries run three times a day and carry two hundred people.\n\nLast updated on 7 May 2022.\n", "date?", "Last updated on 7 May 2022. [1]"},
		{"of something else", "# 渡輪" + body + "\n2019年10月29日，一艘渡輪撞上了碼頭。\n", "什么时候写的", "这篇文章没有注明发布日期。"},
		{"hint", "# 渡輪\n\n距離2030年只剩三個月。" + body, "什么时候写的", "这篇文章没有注明发布日期，文中最接近的线索是：\n距離2030年只剩三個月。 [1]"},
		{"rhythm", "---\ndate: 2024-05-06\n---\n# 周刊\n\n本刊每周五发布。" + body, "每周几发", "本刊每周五发布。 [1]"},
	} {
		a := read(t, "ferry.md", c.text)
		got := about.Date(words(a), a, c.question, lexical.Simplified)
		if got.Text() != c.want || got.Unrecorded != strings.Contains(c.want, "没有注明") {
			t.Errorf("%s: %v %q, want %q", c.name, got.Unrecorded, got.Text(), c.want)
		}
	}
}

// TestSource checks that no directory, password or token is shown.
func TestSource(t *testing.T) {
	for source, want := range map[string]string{
		"/home/somebody/secret/ferry.md": "Source: ferry.md", `C:\Users\somebody\ferry.md`: "Source: ferry.md", "folder/ferry.md": "Source: ferry.md",
		"https://somebody:password@ferry.example/a/b": "Source: https://ferry.example/a/b", "https://ferry.example/a?id=7": "Source: https://ferry.example/a?id=7",
		"http://wiki.corp/secret/ferry.md": "Source: 渡輪", "http://192.168.1.7/?token=password": "Source: 渡輪",
		"https://ferry.example/a?token=password": "Source: https://ferry.example/a", "-": "This article was read from standard input.",
	} {
		a := read(t, source, "# 渡輪"+body)
		if got := about.Source(words(a), a, lexical.English).Text(); got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
	a := read(t, "ferry.md", "# 渡輪"+body+"\n本文轉載自《港口週報》。\n")
	if got, want := about.Source(words(a), a, lexical.Traditional).Text(), "來源：ferry.md\n本文轉載自《港口週報》。 [1]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct{ source, text, want string }{
		{"ferry.md", "# 渡輪的一天" + body, "標題：渡輪的一天"},
		{"/home/somebody/ferry.txt", strings.TrimSpace(body), "這篇文章沒有寫標題，檔名是「ferry.txt」。"},
		{"notes.txt", "渡輪的一天\n一、船" + body + "二、票" + body, "標題：渡輪的一天\n渡輪的一天 [1]"},
	} {
		a := read(t, c.source, c.text)
		if got := about.Title(words(a), a, lexical.Traditional).Text(); got != c.want {
			t.Errorf("%s: %q, want %q", c.source, got, c.want)
		}
	}
}

func TestLength(t *testing.T) {
	a := builtin(t)
	for language, want := range map[lexical.Language]string{
		lexical.Traditional: "全文約 3,400 字，共 85 句、3 個小節，讀完大約要 9 分鐘。",
		lexical.Simplified:  "全文约3,400字，共85句、3个小节，读完大约要9分钟。",
		lexical.English:     "About 3,400 Chinese characters in 85 sentences, 3 sections; it takes about 9 minutes to read.",
	} {
		if got := about.Length(a, language).Text(); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
	short := read(t, "ferry.md", "# Ferries\n\nThe ferries don't run.\n")
	if got, want := about.Length(short, lexical.English).Text(), "About 5 words in 1 sentence; it takes about 1 minute to read."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
