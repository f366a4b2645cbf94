package reply

import (
	"strings"
	"testing"
)

// read returns what a reader says about pieces, after the last time that it took everything
// back.
func read(hold bool, pieces ...string) (said string, over bool) {
	r := Reader{Hold: hold}
	take := func(more string, anew bool) {
		if anew {
			said = ""
		}
		said += more
	}
	for _, piece := range pieces {
		take(r.Add(piece))
	}
	take(r.End())
	return said, r.Over()
}

func TestReader(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "",
		"Yes. [1]":                              "Yes. [1]",
		"1 < 2 <t> [a] ◁b▷ &lt;c&gt; <thin":     "1 < 2 <t> [a] ◁b▷ &lt;c&gt; <thin",
		"<think>a</think>b":                     "b",
		"a</think>b":                            "b",
		"</think>b":                             "b",
		"<think>a":                              "",
		"<think>a</thinking>b</think>c":         "c",
		"Okay, a. [1]</think>b<think>c":         "b",
		"Okay, it is so.":                       "Okay, it is so.",
		"我先想想。\n最終答案：好。":                        "好。",
		"問題：好嗎？\n答：好。":                          "好。",
		"使用者：一種人。":                              "使用者：一種人。",
		"好。\n\n使用者：再問":                          "好。",
		"好。\n使用者都說好。":                           "好。\n使用者都說好。",
		"Questions: 5.\nUsers: 6.":              "Questions: 5.\nUsers: 6.",
		"An assistant\nof his.":                 "An assistant\nof his.",
		"Yes.assistant\n\nNo.":                  "Yes.",
		"<|im_start|>assistant\nYes.":           "Yes.",
		"Yes.<|im_end|>No.":                     "Yes.",
		"Yes.<|unheard|> No.":                   "Yes. No.",
		"[THINK]a[/THINK]b [think] c":           "b ",
		"<|channel|>final<|message|>a":          "a",
		"<|channel|>" + strings.Repeat("a", 99): "",
		"Models think.":                         "Models think.",
		"analysisa. assistantfinalb":            "b",
		"Analysis shows it.":                    "Analysis shows it.",
	} {
		var whole string
		for size := 0; size <= len(text); size++ {
			pieces := []string{text}
			if size > 0 {
				pieces = nil
				for runes := []rune(text); len(runes) > 0; runes = runes[min(size, len(runes)):] {
					pieces = append(pieces, string(runes[:min(size, len(runes))]))
				}
			}
			if whole, _ = read(false, pieces...); whole != want {
				t.Errorf("%q in pieces of %d: %q, want %q", text, size, whole, want)
			}
		}
		if held, _ := read(true, text); held != want && !strings.Contains(want, held) {
			t.Errorf("%q held: %q, want %q", text, held, want)
		}
	}
}

// TestReaderStreams checks that text that cannot be a thought is returned at once.
func TestReaderStreams(t *testing.T) {
	var r Reader
	for _, piece := range []string{"騰訊", "申請的專利", "超過6.6萬件", "。[1]", "\n其中", "人工智能專利"} {
		if said, _ := r.Add(piece); said != piece {
			t.Errorf("%q was held: %q", piece, said)
		}
	}
	r = Reader{}
	for _, piece := range []string{"我先", "想一下。[1]", "騰訊"} {
		if said, _ := r.Add(piece); said != "" {
			t.Errorf("%q was shown before it was clear that it is not a thought", said)
		}
	}
	if said, _ := r.End(); said != "我先想一下。[1]騰訊" {
		t.Errorf("at the end %q", said)
	}
}

func FuzzReader(f *testing.F) {
	for _, text := range []string{"<think>a</think>b", "a</think>b", "Yes.\nUser: no", "<|channel|>final<|message|>a<|end|>", "[THINK]", "&lt;/think&gt;", "assistant\n\nassistant\n", "我先\n答案：a", "\xff<", "◁"} {
		f.Add(text, 3)
	}
	f.Fuzz(func(t *testing.T, text string, size int) {
		text = strings.ToValidUTF8(text, "?") // as JSON is
		whole, over := read(false, text)
		size = 1 + (size&0xff)%7
		var pieces []string
		for runes := []rune(text); len(runes) > 0; runes = runes[min(size, len(runes)):] {
			pieces = append(pieces, string(runes[:min(size, len(runes))]))
		}
		if in, ended := read(false, pieces...); in != whole || over != ended {
			t.Errorf("%q in pieces of %d: %q, over %v; whole: %q, over %v", text, size, in, ended, whole, over)
		}
	})
}

func TestSentinel(t *testing.T) {
	for text, want := range map[string][2]bool{
		"NO_ANSWER": {true, true}, "**no_answer**": {true, true}, "No answer.": {true, true}, "(NO ANSWER)": {true, true},
		"So NO_ANSWER.": {true, false}, "There was no answer.": {}, "No answer came.": {}, "Yes.": {},
	} {
		if is, alone := Sentinel(text); is != want[0] || alone != want[1] {
			t.Errorf("%q: %v, %v", text, is, alone)
		}
	}
}

func TestWithoutRefusal(t *testing.T) {
	for _, text := range []string{
		"文章沒有提到騰訊的股價。", "這些段落沒有談到騰訊的股價。", "這個問題的答案在段落中找不到。", "該信息未在文章中給出。", "文章只提到了專利，沒有提到股價。", "没有足够信息判断。",
		"None of the passages mention this.", "It does not say.", "That information isn't available in the passages.", "Neither passage mentions the price.",
	} {
		if rest, refuses := WithoutRefusal(text); !refuses || rest != "" {
			t.Errorf("%q: %v, %q", text, refuses, rest)
		}
	}
	if rest, refuses := WithoutRefusal("文章沒有提到股價，但是提到專利超過6.6萬件。"); !refuses || rest != "專利超過6.6萬件。" {
		t.Errorf("%v, %q", refuses, rest)
	}
	for _, text := range []string{ // from an article
		"華為沒有公布晶片的數量。", "專家表示無法確定原因。", "有害內容沒有被及時刪除。", "資料顯示騰訊沒有虧損。", "原文件無法復原。", "文章指出，中國沒有足夠的算力。", "數據不足是最大的問題。",
		"Huawei does not provide chips.", "Researchers could not determine the cause.", "The text message service was not available in 2019.", "There was no answer from the company.", "Unknown fossils were found.",
	} {
		if _, refuses := WithoutRefusal(text); refuses {
			t.Errorf("%q was taken for a refusal", text)
		}
	}
}

func TestIsSources(t *testing.T) {
	for _, text := range []string{"Sources:", "來源：", "參考資料", "Sources: passage 1", ": 段落1", "passage", "**References**"} {
		if !IsSources(text) {
			t.Errorf("%q was not recognised", text)
		}
	}
	for _, text := range []string{"來源：新華社。", "The source is a spring.", "文章有三段。", "Sources of salt are few.", "41 metres"} {
		if IsSources(text) {
			t.Errorf("%q was recognised", text)
		}
	}
}

func TestIsCourtesy(t *testing.T) {
	for _, text := range []string{"希望這能幫到你！", "如果您還有其他問題，請告訴我。", "以上就是答案。", "好的。", "Sure!", "I hope this helps!", "Let me know if you need more.", "（注：以上信息来自段落1。）"} {
		if !IsCourtesy(text) {
			t.Errorf("%q was not recognised", text)
		}
	}
	for _, text := range []string{"希望小學建於1990年。", "如果有其他國家加入，規模會更大。", "謝謝觀看的人數達三萬。", "以下是主要數據：6.6萬件。", "Sure-footed goats live there.", "Sure, it is 66,000.", "Yes, 66,000."} {
		if IsCourtesy(text) {
			t.Errorf("%q was recognised", text)
		}
	}
}
