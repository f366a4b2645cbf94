package lexical

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func terms(tokens []Token) []string {
	all := make([]string, len(tokens))
	for i, t := range tokens {
		all[i] = t.Term
	}
	return all
}

func TestTokens(t *testing.T) {
	a := NewAnalyser()
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"white space and marks", " \t\n，。！?", ""},
		{"Han", "大模型", "大 大模 模 模型 型"},
		{"traditional is simplified", "數據", "数 数据 据"},
		{"simplified", "数据", "数 数据 据"},
		{"one character", "云", "云"},
		{"marks end a bigram", "大，模", "大 模"},
		{"Kana", "テスト", "テ テス ス スト ト"},
		{"half-width Kana", "ﾃｽﾄ", "テ テス ス スト ト"},
		{"Kana with a long vowel", "データ", "デ デー ー ータ タ"},
		{"half-width Kana with a voice mark", "ｶﾞ", "ガ"},
		{"Hangul", "한국어", "한 한국 국 국어 어"},
		{"Hangul of parts", "\u1112\u1161\u11AB", "한"},
		{"full width", "ＧＰＴ－４", "gpt 4"},
		{"name with a number", "GPT-4", "gpt 4"},
		{"case", "OpenAI OPENAI", "openai openai"},
		{"accents", "Café Zürich", "cafe zurich"},
		{"combining accents", "Cafe\u0301", "cafe"},
		{"accents beyond NFKC", "q\u0303", "q"},
		{"English stems", "running models studies", "run model studi"},
		{"apostrophe", "the model's", "the model"},
		{"curly apostrophe", "model’s", "model"},
		{"thousands", "1,000 1000", "1000 1000"},
		{"number and unit", "8.1ZB", "8.1 zb"},
		{"full stop is no decimal point", "8. 1.", "8 1"},
		{"number beside Han", "2022年", "2022 年"},
		{"full-width digits", "２０２２", "2022"},
		{"compatibility ideograph", "㍿", "株 株式 式 式会 会 会社 社"},
		{"emoji", "👍🏽大", "大"},
		{"joined emoji", "👨‍👩‍👧", ""},
		{"zero-width space", "大\u200b模", "大 大模 模"},
		{"beyond the first plane", "𠀀𠀁", "𠀀 𠀀𠀁 𠀁"},
		{"Cyrillic", "Привет Мир", "привет мир"},
		{"mixed", "用GPT訓練", "用 gpt 训 训练 练"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := strings.Fields(test.want)
			if diff := cmp.Diff(want, terms(a.Tokens(test.text))); diff != "" {
				t.Errorf("Tokens(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// TestTokenSpans checks positions where folding changes the length.
func TestTokenSpans(t *testing.T) {
	a := NewAnalyser()
	for _, test := range []struct {
		name, text string
		want       []string // the text of each token
	}{
		{"Han", "數據", []string{"數", "數據", "據"}},
		{"full width", "ＡＢ１", []string{"ＡＢ", "１"}},
		{"combining accent", "e\u0301a", []string{"e\u0301a"}},
		{"voice mark", "ｶﾞｽ", []string{"ｶﾞ", "ｶﾞｽ", "ｽ"}},
		{"thousands", "1,000件", []string{"1,000", "件"}},
		{"stem", "running!", []string{"running"}},
		{"emoji before", "👍🏽數", []string{"數"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, token := range a.Tokens(test.text) {
				got = append(got, test.text[token.Start:token.End])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestContent(t *testing.T) {
	a := NewAnalyser()
	for _, test := range []struct {
		name, question, want string
		bare                 bool
	}{
		{"traditional", "數據是什麼？", "数 数据 据 据是 是", false},
		{"simplified", "数据是什么？", "数 数据 据 据是 是", false},
		{"bigrams over the edge go too", "誰提出", "提 提出 出", false},
		{"longest asking word", "為什麼大", "大", false},
		{"English", "What is the price of GPT-4?", "price gpt 4", false},
		{"contraction", "Who founded it?", "found", false},
		{"colloquial why", "為啥上山", "上 上山 山", false},
		{"colloquial what for", "漁網是幹嘛的", "渔 渔网 网 网是 是 的", false},
		{"colloquial what", "工具叫啥", "工 工具 具 具叫 叫", false},
		{"colloquial how", "下山咋走", "下 下山 山 走", false},
		{"colloquial when", "渡輪啥時候開", "渡 渡轮 轮 开", false},
		{"measure of which", "哪家公司", "公 公司 司", false},
		{"how fast", "列車多快", "列 列车 车", false},
		{"tell me", "tell me about Pangu", "pangu", false},
		{"only asking words, colloquial", "為啥？", "为 为啥 啥", true},
		{"only asking words", "為什麼？", "为 为什 什 什么 么", true},
		{"only asking words, English", "What is it?", "what is it", true},
		{"empty", "", "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, _ := a.content(test.question)
			if diff := cmp.Diff(strings.Fields(test.want), terms(got)); diff != "" {
				t.Errorf("content(%q) (-want +got):\n%s", test.question, diff)
			}
		})
	}
}

// FuzzTokens checks that tokens are never empty, lie within the text on character boundaries,
// and come in the order in which they start.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{
		"", "2022年我國數據產量為8.1ZB，排在全球第二。", "ＧＰＴ－４ don’t 1,000", "e\u0301\u0323 ㍿ ｶﾞ 한국어",
		"👨‍👩‍👧\u200b\ufeff", "\xff大\xe5", "\u1112\u1161\u11AB ﷺ İ ß", "大" + strings.Repeat("\u0301", 40) + "模",
	} {
		f.Add(seed)
	}
	a := NewAnalyser()
	f.Fuzz(func(t *testing.T, text string) {
		tokens := a.Tokens(text)
		for _, token := range tokens {
			if token.Term == "" || !utf8.ValidString(token.Term) {
				t.Errorf("term %q", token.Term)
			}
			if token.Start < 0 || token.Start >= token.End || token.End > len(text) {
				t.Fatalf("token %+v in a text of %d bytes", token, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[token.Start:token.End]) {
				t.Errorf("token %+v cuts a character of %q", token, text)
			}
		}
		if !slices.IsSortedFunc(tokens, func(a, b Token) int { return a.Start - b.Start }) {
			t.Errorf("tokens of %q are out of order: %+v", text, tokens)
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	a := NewAnalyser()
	text := strings.Repeat("國家網信辦的數字是：2022年我國數據產量為8.1ZB，排在全球第二；OpenAI released stronger models. ", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a.Tokens(text)
	}
}

// TestFoldCommon checks that foldCommon agrees with NFKC.
func TestFoldCommon(t *testing.T) {
	a := NewAnalyser()
	for r := rune(0x80); r <= 0xFFFF; r++ {
		got := a.foldCommon(r)
		if got < 0 {
			continue
		}
		var want []rune
		for _, one := range norm.NFKC.String(string(r)) {
			want = append(want, a.foldOne(one))
		}
		if diff := cmp.Diff(want, []rune{got}); diff != "" {
			t.Errorf("%U (-want +got):\n%s", r, diff)
		}
	}
}

func TestFoldAt(t *testing.T) {
	a := NewAnalyser()
	for _, text := range []string{"", "請問ＡＢＣ？", "Café 謝謝", "e\u0301te\u0301", "㎏", "a\u200bb", "\xff請"} {
		folded, at := a.FoldAt(text)
		if folded != a.Fold(text) {
			t.Errorf("FoldAt(%q) = %q, Fold says %q", text, folded, a.Fold(text))
		}
		if len(at) != len(folded)+1 || at[len(folded)] != len(text) || !slices.IsSorted(at) {
			t.Errorf("FoldAt(%q) is at %v", text, at)
		}
	}
	if folded, at := a.FoldAt("請é問"); text(t, "請é問", at, folded, "问") != "問" {
		t.Error("the offset of a folded character is wrong")
	}
}

// text returns the part of original that became part in folded.
func text(t *testing.T, original string, at []int, folded, part string) string {
	t.Helper()
	from := strings.Index(folded, part)
	if from < 0 {
		t.Fatalf("%q is not in %q", part, folded)
	}
	return original[at[from]:at[from+len(part)]]
}

// TestFoldRaisedDigits checks that a superscript digit is not joined to the number before it,
// but is to a unit.
func TestFoldRaisedDigits(t *testing.T) {
	a := NewAnalyser()
	for text, want := range map[string]string{"10⁶噸": "10^6吨", "1898³": "1898^3", "10⁻¹²": "10^−12", "10¹²": "10^12", "km²": "km2", "H₂O": "h2o", "x²": "x2", "１０⁶": "10^6"} {
		if got := a.Fold(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
