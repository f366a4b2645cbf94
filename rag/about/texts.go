package about

import (
	"fmt"
	"strconv"
	"time"

	"footnote/rag/lexical"
)

// texts are the texts that a reader sees, in one language.
type texts struct {
	title, author, source func(what string) string
	fileTitle             func(name string) string // for an article without a title; the file has a name
	published             func(t time.Time) string
	publishedAs           func(date string) string // date as written in the file
	builtIn, stdin        string

	unrecorded map[matter]string // that something is not stated
	nearest    map[matter]string // the same, followed by a line that comes close

	length func(size) string

	none, choose, askAgain string
	articles               func(n int) string
	mention                func(n int, subject string) string
	mentionNone            func(subject string) string
	more, moreItems        func(n int) string // that were left out
	count                  func(n int, exact bool, under string) string
}

// A matter is what a reader may want to know about an article.
type matter int

const (
	author matter = iota
	editor
	translator
	pictures
	date
	rhythm
	origin
)

func textsIn(l lexical.Language) texts {
	switch l {
	case lexical.Traditional:
		return traditional()
	case lexical.Simplified:
		return simplified()
	}
	return english()
}

func traditional() texts {
	label := func(name string) func(string) string { return func(what string) string { return name + "：" + what } }
	return texts{
		title: label("標題"), author: label("作者"), source: label("來源"),
		fileTitle:   func(name string) string { return "這篇文章沒有寫標題，檔名是「" + name + "」。" },
		published:   func(t time.Time) string { return t.Format("發布日期：2006 年 1 月 2 日") },
		publishedAs: label("發布日期"),
		builtIn:     "這是程式內附的文章。", stdin: "這篇文章是從標準輸入讀進來的。",
		unrecorded: map[matter]string{
			author: "這篇文章沒有寫明作者。", editor: "這篇文章沒有寫明編輯。", translator: "這篇文章沒有寫明譯者。", pictures: "這篇文章沒有註明圖片出自誰手。",
			date: "這篇文章沒有註明發布日期。", rhythm: "這篇文章沒有寫明多久發布一次。", origin: "這篇文章沒有註明來源。",
		},
		nearest: map[matter]string{
			author: "這篇文章沒有寫明作者，文中最接近的線索是：", editor: "這篇文章沒有寫明編輯，文中最接近的線索是：", translator: "這篇文章沒有寫明譯者，文中最接近的線索是：",
			pictures: "這篇文章沒有註明圖片出自誰手，文中最接近的線索是：", date: "這篇文章沒有註明發布日期，文中最接近的線索是：",
			rhythm: "這篇文章沒有寫明多久發布一次，文中最接近的線索是：", origin: "這篇文章沒有註明來源，文中最接近的線索是：",
		},
		length: func(s size) string {
			return fmt.Sprintf("全文約 %s，共 %d 句%s，讀完大約要 %d 分鐘。", s.in(" 字", " 個英文單字"), s.sentences, s.parts("、%d 個小節", "、%d 頁"), s.minutes)
		},
		none: "目前還沒有任何文章。", choose: "你問的是哪一篇？", askAgain: "請帶上篇名再問一次。",
		articles: func(n int) string { return fmt.Sprintf("目前有 %d 篇文章：", n) },
		mention: func(n int, subject string) string {
			return fmt.Sprintf("有 %d 篇文章提到「%s」：", n, subject)
		},
		mentionNone: func(subject string) string { return "找不到提到「" + subject + "」的文章。" },
		more:        func(n int) string { return fmt.Sprintf("……另外還有 %d 篇沒有列出。", n) },
		moreItems:   func(n int) string { return fmt.Sprintf("……另外還有 %d 項沒有列出。", n) },
		count: func(n int, exact bool, under string) string {
			if !exact {
				return "「" + under + "」底下寫的是："
			}
			return fmt.Sprintf("「%s」底下列了 %d 項：", under, n)
		},
	}
}

func simplified() texts {
	label := func(name string) func(string) string { return func(what string) string { return name + "：" + what } }
	return texts{
		title: label("标题"), author: label("作者"), source: label("来源"),
		fileTitle:   func(name string) string { return "这篇文章没有写标题，文件名是“" + name + "”。" },
		published:   func(t time.Time) string { return t.Format("发布日期：2006年1月2日") },
		publishedAs: label("发布日期"),
		builtIn:     "这是程序自带的文章。", stdin: "这篇文章是从标准输入读进来的。",
		unrecorded: map[matter]string{
			author: "这篇文章没有写明作者。", editor: "这篇文章没有写明编辑。", translator: "这篇文章没有写明译者。", pictures: "这篇文章没有注明图片出自谁手。",
			date: "这篇文章没有注明发布日期。", rhythm: "这篇文章没有写明多久发布一次。", origin: "这篇文章没有注明来源。",
		},
		nearest: map[matter]string{
			author: "这篇文章没有写明作者，文中最接近的线索是：", editor: "这篇文章没有写明编辑，文中最接近的线索是：", translator: "这篇文章没有写明译者，文中最接近的线索是：",
			pictures: "这篇文章没有注明图片出自谁手，文中最接近的线索是：", date: "这篇文章没有注明发布日期，文中最接近的线索是：",
			rhythm: "这篇文章没有写明多久发布一次，文中最接近的线索是：", origin: "这篇文章没有注明来源，文中最接近的线索是：",
		},
		length: func(s size) string {
			return fmt.Sprintf("全文约%s，共%d句%s，读完大约要%d分钟。", s.in("字", "个英文单词"), s.sentences, s.parts("、%d个小节", "、%d页"), s.minutes)
		},
		none: "目前还没有任何文章。", choose: "你问的是哪一篇？", askAgain: "请带上标题再问一次。",
		articles:    func(n int) string { return fmt.Sprintf("目前有%d篇文章：", n) },
		mention:     func(n int, subject string) string { return fmt.Sprintf("有%d篇文章提到“%s”：", n, subject) },
		mentionNone: func(subject string) string { return "找不到提到“" + subject + "”的文章。" },
		more:        func(n int) string { return fmt.Sprintf("……另外还有%d篇没有列出。", n) },
		moreItems:   func(n int) string { return fmt.Sprintf("……另外还有%d项没有列出。", n) },
		count: func(n int, exact bool, under string) string {
			if !exact {
				return "“" + under + "”下面写的是："
			}
			return fmt.Sprintf("“%s”下面列了%d项：", under, n)
		},
	}
}

func english() texts {
	label := func(name string) func(string) string { return func(what string) string { return name + ": " + what } }
	return texts{
		title: label("Title"), author: label("Author"), source: label("Source"),
		fileTitle:   func(name string) string { return "The article gives no title; the file is called “" + name + "”." },
		published:   func(t time.Time) string { return t.Format("Published: January 2, 2006") },
		publishedAs: label("Published"),
		builtIn:     "This article comes with the program.", stdin: "This article was read from standard input.",
		unrecorded: map[matter]string{
			author: "The article does not name its author.", editor: "The article does not name an editor.", translator: "The article does not name a translator.",
			pictures: "The article does not say who made the pictures.", date: "The article does not say when it was published.",
			rhythm: "The article does not say how often it comes out.", origin: "The article does not say where it comes from.",
		},
		nearest: map[matter]string{
			author: "The article does not name its author. The closest it comes:", editor: "The article does not name an editor. The closest it comes:",
			translator: "The article does not name a translator. The closest it comes:", pictures: "The article does not say who made the pictures. The closest it comes:",
			date: "The article does not say when it was published. The closest it comes:", rhythm: "The article does not say how often it comes out. The closest it comes:",
			origin: "The article does not say where it comes from. The closest it comes:",
		},
		length: func(s size) string {
			return fmt.Sprintf("About %s in %s%s; it takes about %s to read.",
				s.in(" Chinese characters", " words"), counted(s.sentences, "sentence"), s.parts(", %d sections", ", %d pages"), counted(s.minutes, "minute"))
		},
		none: "There are no articles yet.", choose: "Which article do you mean?", askAgain: "Ask again with its title.",
		articles: func(n int) string {
			if n == 1 {
				return "There is one article:"
			}
			return fmt.Sprintf("There are %d articles:", n)
		},
		mention: func(n int, subject string) string {
			if n == 1 {
				return "One article mentions “" + subject + "”:"
			}
			return fmt.Sprintf("%d articles mention “%s”:", n, subject)
		},
		mentionNone: func(subject string) string { return "Found no article that mentions “" + subject + "”." },
		more:        func(n int) string { return fmt.Sprintf("… and %d more.", n) },
		moreItems:   func(n int) string { return fmt.Sprintf("… and %d more.", n) },
		count: func(n int, exact bool, under string) string {
			if !exact {
				return "Under “" + under + "”:"
			}
			return fmt.Sprintf("%d under “%s”:", n, under)
		},
	}
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
