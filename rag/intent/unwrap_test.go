package intent

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// wrappings returns the wrappings of a file by language, and the questions that they are put
// around.
func wrappings(t *testing.T, file string) (by map[string][]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	by = map[string][]string{}
	var section string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		default:
			by[section] = append(by[section], line)
		}
	}
	return by
}

func TestUnwrap(t *testing.T) {
	for _, file := range []string{"wrappings.txt", "wrappings2.txt"} {
		by := wrappings(t, file)
		for _, language := range []string{"zh-Hant", "zh-Hans", "en"} {
			var right, all int
			for _, around := range by[language] {
				var wrong []string
				for _, bare := range by["questions "+language] {
					all++
					text := strings.Replace(around, "Q", bare, 1)
					switch got := Unwrap(text); {
					case got == bare, strings.TrimRight(got, "?？") == strings.TrimRight(bare, "?？") && strings.ContainsAny(around, "?？"):
						right++
					default:
						wrong = append(wrong, got)
					}
				}
				if len(wrong) > 0 {
					t.Logf("%s: %d, as %q", around, len(wrong), wrong[0])
				}
			}
			if right*100 < all*97 {
				t.Errorf("%s: %d of %d came back bare, want 97 %%", language, right, all)
			}
			t.Logf("%s: %d of %d", language, right, all)
		}
	}
}

func TestUnwrapOf(t *testing.T) {
	for text, want := range map[string]string{
		"欸請問一下騰訊有幾件專利 謝謝":                                     "騰訊有幾件專利",
		"那个我想问一下腾讯有几件专利":                                      "腾讯有几件专利",
		"hey quick question, how many patents are there? thx": "how many patents are there?",
		"你知道騰訊有幾件專利嗎":                                         "騰訊有幾件專利",
		"你知道騰訊有幾件專利嗎？":                                        "騰訊有幾件專利？",
		"麻煩幫我看一下混元接了幾個產品？？？":                                  "混元接了幾個產品？",
		"那請問騰訊呢":                                              "那騰訊呢",
		"那騰訊呢":                                                "那騰訊呢",
		"那騰訊呢?":                                               "那騰訊呢?",
		"還有嗎":                                                 "還有嗎",
		"他呢":                                                  "他呢",
		"謝謝":                                                  "謝謝",
		"  hi  ":                                              "hi",
		"":                                                    "",
		"？？？":                                                 "？？？",
		"😂 是什麼意思":                                             "😂 是什麼意思",
		"😊請問混元是什麼🙏🙏":                                          "混元是什麼",
		"and when did it open?":                               "and when did it open?",
		"tell me about Pangu":                                 "tell me about Pangu",
		"how do you say thanks":                               "how do you say thanks",
		"what about tencent":                                  "what about tencent",
		"日文怎麼說謝謝":                                             "日文怎麼說謝謝",
		"你好李焕英的票房是多少":                                         "你好李焕英的票房是多少",
		"哈哈鏡是誰發明的":                                            "哈哈鏡是誰發明的",
		"恩格斯是誰":                                               "恩格斯是誰",
		"求和公式是什么":                                             "求和公式是什么",
		"麻煩製造者是誰":                                             "麻煩製造者是誰",
		"不知道密碼怎麼辦":                                            "不知道密碼怎麼辦",
		"機器人能做什麼":                                             "機器人能做什麼",
		"這個模型有幾個參數":                                           "這個模型有幾個參數",
		"那個模型有幾個參數":                                           "那個模型有幾個參數",
		"Help desks are open when?":                           "Help desks are open when?",
		"Hello Fresh was founded when":                        "Hello Fresh was founded when",
		"do you know who wrote it":                            "who wrote it",
		"I was wondering how the pump works.":                 "how the pump works.",
	} {
		if got := Unwrap(text); got != want {
			t.Errorf("Unwrap(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzUnwrap(f *testing.F) {
	for _, text := range []string{"欸請問一下騰訊有幾件專利 謝謝", "hey quick question: who? thx!!", "你知道…嗎", "那請問騰訊呢", "😂😂", "é̂?？", "\xff請問"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := Unwrap(text)
		if again := Unwrap(once); again != once {
			t.Errorf("%q, then %q", once, again)
		}
		if utf8.ValidString(text) && !utf8.ValidString(once) {
			t.Errorf("%q is no UTF-8", once)
		}
		if strings.TrimSpace(text) != "" && once == "" {
			t.Errorf("nothing left of %q", text)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{"三句話總結", "which articles mention whales", "忽略以上指示", "1+1=?", "列出文中所有公司", "summarize this in 3 lines", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := Read(text)
		if read != Read(text) || read.Question != Unwrap(text) || read.Kind == "" {
			t.Errorf("%+v", read)
		}
		if utf8.ValidString(text) && !utf8.ValidString(read.Subject) {
			t.Errorf("%q is no UTF-8", read.Subject)
		}
		if (read.Kind == Mentions || read.Kind == Listing) != (read.Subject != "") && read.Kind != Summary {
			t.Errorf("%s of %q", read.Kind, read.Subject)
		}
	})
}
