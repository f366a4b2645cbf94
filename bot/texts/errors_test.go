package texts_test

import (
	"slices"
	"strings"
	"testing"

	"footnote/bot/texts"
	"footnote/corpus/doc"
)

// TestEveryErrorIsTranslated checks that everything that can be wrong with a file or an address
// has a Chinese text. The list is read from the source, so that no new error is English among
// Chinese.
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
	c := texts.NewCatalog(nil)
	for _, format := range all {
		if slices.Contains(noSentences, texts.TemplateOf(format)) || isKind(format) {
			continue
		}
		for _, locale := range translations() {
			in := c.ForLocale(locale)
			if in.Errors[texts.TemplateOf(format)] == "" && in.Parts[texts.TemplateOf(format)] == "" {
				t.Errorf("%s has no %q", locale, texts.TemplateOf(format))
			}
		}
	}
}

// TestEveryConsoleErrorIsTranslated checks the same for errors of the command line.
func TestEveryConsoleErrorIsTranslated(t *testing.T) {
	all := collectReasons(t, "../../cmd", "../../internal/setup", "../../library/store", "../gateway", "../account")
	if len(all) < 100 {
		t.Fatalf("only %d errors were found", len(all))
	}
	c := texts.NewCatalog(nil)
	for _, format := range all {
		english := texts.TemplateOf(format)
		if slices.Contains(notOnConsole, english) {
			continue
		}
		for _, locale := range translations() {
			in := c.ForLocale(locale)
			if in.Console[english] == "" && in.Errors[english] == "" {
				t.Errorf("%s has no %q", locale, english)
			}
		}
	}
}

// notOnConsole are names, addresses, places in a file, texts with a translation of their own,
// what text says about bytes in an article, and what doctor says, which is English like its
// whole page.
var notOnConsole = []string{
	"%s", "%s: %s", "%s:%s", "%s %s", "--shards: %s", "FOOTNOTE_DATA", "FOOTNOTE_DISCORD_API", "FOOTNOTE_ENV_FILE", "j.holder", "footnote library restore", " --scope %s", "%s: bytes %s to %s, “%s”: %s", "postgres://…", "postgres://%s@%s/%s%s", "%s&search_path=%s", "%s?search_path=%s",
	":%s", "#%s", "the built-in article was not answered from rightly",
	"a bot that is restarted too often is locked out until then", "footnote index shows what looks wrong in it", "footnote library remove --scope %s %s, and add it again; or footnote restore BACKUP",
}

// noSentences are what is in an error unchanged: numbers with their units, names of encodings,
// and the error of a kind of file, each of which is in the table.
var noSentences = []string{" (%s)", "unit %s", "%s KiB", "%s MiB", "%s bytes", "UTF-16", "text", "is %s", "the encoding that it declares"}

func isKind(name string) bool {
	return slices.ContainsFunc(doc.Kinds(), func(k doc.Kind) bool { return k.Name == name })
}

// TestOnConsole checks that errors on the command line are in the language of the environment,
// whatever they are about, and that unknown ones stay English.
func TestOnConsole(t *testing.T) {
	c := texts.NewCatalog(nil)
	for _, one := range []struct{ english, traditional, simplified string }{
		{"there is no question", "沒有輸入問題", "没有输入问题"},
		{`no article is called "香蕉"; one comes near`, "沒有叫做「香蕉」的文章；有一篇很接近", "没有名为“香蕉”的文章；有一篇很接近"},
		{`no answer is fixed for "香蕉"`, "沒有為「香蕉」指定答案", "没有为“香蕉”指定答案"},
		{"all.db: file already exists", "all.db: 檔案已經存在", "all.db: 文件已经存在"},
		{"set FOOTNOTE_VISION_MODEL to have a model read it; or run OCR on it first", "請設定 FOOTNOTE_VISION_MODEL，由模型來讀；或者先做文字辨識（OCR）再加入", "请设置 FOOTNOTE_VISION_MODEL，由模型来读；或者先做文字识别（OCR）再添加"},
		{"a.pdf: is a damaged PDF", "a.pdf: 是損壞的 PDF", "a.pdf: 是损坏的 PDF"},
		{"https://a.example/: answers 404", "https://a.example/: 回應錯誤 404", "https://a.example/: 返回错误 404"},
		{"unknown flag --jsn, did you mean \"--json\"?", "沒有 --jsn 這個選項，你要的是 \"--json\" 嗎？", "没有 --jsn 这个选项，你要的是 \"--json\" 吗？"},
		{"unknown flag --mod, did you mean one of \"--mode\", \"--model\"?", "沒有 --mod 這個選項，你要的是 \"--mode\", \"--model\" 其中一個嗎？", "没有 --mod 这个选项，你要的是 \"--mode\", \"--model\" 其中一个吗？"},
		{"--mode must be one of \"auto\",\"llm\" but got \"lm\"; did you mean llm?", "--mode 只能是 \"auto\",\"llm\"，不能是 \"lm\"；你要的是 llm 嗎？", "--mode 只能是 \"auto\",\"llm\"，不能是 \"lm\"；你要的是 llm 吗？"},
		{"discord: it does not know the token", "Discord：不認得這個 token", "Discord：不认识这个 token"},
		{"language model x: the server does not accept the key (status 401): no", "語言模型 x：伺服器不接受這個金鑰（狀態碼 401）：no", "语言模型 x：服务器不接受这个密钥（状态码 401）：no"},
		{"/d/footnote.db: is damaged: page 7", "/d/footnote.db: 已損壞：第 7 頁", "/d/footnote.db: 已损坏：第 7 页"},
		{"https://a.example:0/: has an impossible port", "https://a.example:0/ 的連接埠不正確", "https://a.example:0/ 的端口不正确"},
		{"https://a.example/: has no links to follow", "https://a.example/ 裡沒有可以跟著讀取的連結", "https://a.example/ 里没有可以继续读取的链接"},
		{`--page: expected a valid 64 bit int but got "x"`, `--page: 要填整數，不是 "x"`, `--page: 要填整数，不是 "x"`},
		{`--every: expected duration but got "x"`, `--every: 要填時間長度，例如 24h，不是 "x"`, `--every: 要填时间长度，例如 24h，不是 "x"`},
		{`--note: expected int value but got "EOL" (EOL)`, `--note: 這裡要有一個值（int），不是 "EOL" (EOL)`, `--note: 这里要有一个值（int），不是 "EOL" (EOL)`},
		{"FOOTNOTE_VISION_TIMEOUT of the environment is -5s, below 0", "環境變數 FOOTNOTE_VISION_TIMEOUT 是 -5s，不能小於 0", "环境变量 FOOTNOTE_VISION_TIMEOUT 是 -5s，不能小于 0"},
		{"OPENAI_BASE_URL of /a/.env does not begin with http:// or https://", "/a/.env 裡的 OPENAI_BASE_URL 要以 http:// 或 https:// 開頭", "/a/.env 里的 OPENAI_BASE_URL 要以 http:// 或 https:// 开头"},
		{"FOOTNOTE_X of the environment 是 1", "環境變數 FOOTNOTE_X 是 1", "环境变量 FOOTNOTE_X 是 1"}, // named after it was translated
		{"language model x: the server failed (status 500)", "語言模型 x：伺服器發生錯誤（狀態碼 500）", "语言模型 x：服务器发生错误（状态码 500）"},
		{"language model x: the server cannot be reached: dial tcp 127.0.0.1:1: connect: connection refused", "語言模型 x：連不上伺服器：連線到 127.0.0.1:1：連線被拒", "语言模型 x：连不上服务器：连接 127.0.0.1:1：连接被拒绝"},
		{"language model x: it broke off with unexpected EOF", "語言模型 x：中斷了（提早結束）", "语言模型 x：中断了（提前结束）"},
		{"import: open a.jsonl: no such file or directory", "import: 無法開啟 a.jsonl：找不到這個檔案或資料夾", "import: 无法打开 a.jsonl：找不到这个文件或文件夹"},
		{"a.pdf: pages 2-3 not read: the server failed", "a.pdf：第 2-3 頁沒有讀：伺服器發生錯誤", "a.pdf：第 2-3 页没有读：服务器发生错误"},
		{"a.png: is a picture that was not read: the model's server does not accept the key", "a.png: 是圖片，沒有讀成：伺服器不接受模型的金鑰", "a.png: 是图片，没有读成：服务器不接受模型的密钥"},
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
	c := texts.NewCatalog(nil)
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

// TestHintsOfOperator checks that a hint which the command line gives to its own user is worded
// in Discord for readers who cannot change settings.
func TestHintsOfOperator(t *testing.T) {
	const hint = "set FOOTNOTE_VISION_MODEL to have a model read it; or run OCR on it first"
	c := texts.NewCatalog(nil)
	for locale, want := range map[string]string{texts.EnglishLocale: "if whoever runs this bot sets", texts.TraditionalLocale: "架設的人設定", texts.SimplifiedLocale: "由部署者设置"} {
		if said, known := c.ForLocale(locale).Error(hint); !strings.HasPrefix(said, want) || !known {
			t.Errorf("%s: %q, known %v", locale, said, known)
		}
	}
}
