package corpus

import "testing"

func TestRepair(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		repairs          Repairs
		warnings         int
	}{
		{"gloss", "時(shí)間過得快。", "時間過得快。", Repairs{Glosses: 1}, 0},
		{"full-width gloss", "時（shí）間過得快。", "時間過得快。", Repairs{Glosses: 1}, 0},
		{"decomposed gloss", "時(shi\u0301)間過得快。", "時間過得快。", Repairs{Glosses: 1}, 0},
		{"nested gloss", "MaaS(模型即服務(wù))上線。", "MaaS(模型即服務)上線。", Repairs{Glosses: 1}, 0},
		{"not a reading", "時(mā)間過得快。", "時(mā)間過得快。", Repairs{}, 1},
		{"punctuation", "天氣很好,我們出門;路上有人:他在等。", "天氣很好，我們出門；路上有人：他在等。", Repairs{Punctuation: 3}, 0},
		{"comma beside Latin", "規模超150EFLOPS,位居第二。", "規模超150EFLOPS,位居第二。", Repairs{}, 0},
		{"invisible", "天\u200b氣\u202e很好。", "天氣很好。", Repairs{Invisible: 2}, 0},
		{"lost characters", "天\uFFFD\uFFFD好。", "天\uFFFD\uFFFD好。", Repairs{}, 1},
		{"UTF-8 as Windows-1252", "標題是" + "ç›¤å\u008f¤æ°£è±¡" + "。", "標題是盤古氣象。", Repairs{Mojibake: 1}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, "x.txt", c.text)
			if a.Text != c.want || a.Repairs != c.repairs || len(a.Warnings) != c.warnings {
				t.Errorf("got %q, %+v, %v", a.Text, a.Repairs, a.Warnings)
			}
		})
	}
}

func TestCleanTextIsUnchanged(t *testing.T) {
	for name, text := range map[string]string{
		"parentheses":    "監督微調(sft)、模型即服務(MaaS)、措施(2023-2025年)(征求意見稿)、人工智能(AI)都在文中。選項(a)與(b)並存，啊(a)也是。",
		"English":        "It works (mostly), e.g. in the U.S. (2023). The naïve café (near the Élysée) closed; see f(x, y).",
		"code":           "函數 print(變數,值) 會輸出。\n\tx = {\"鍵\": \"值\"}; y[0] = f(a,b)\n",
		"table":          "姓名,年齡,城市\n王小明,三十,台北\n",
		"Japanese":       "漢字(かんじ)を読む,書く。東京(とうきょう)は首都,大阪は商都です。",
		"Korean":         "한국어(韓國語)를 배웁니다. 서울(首爾)은 수도입니다.",
		"French":         "Où est l’été? Là-bas, à Genève (où il fait très beau).",
		"pinyin lessons": "拼音 (pīnyīn) 由聲母 (shēngmǔ) 組成；「行」可讀 háng 或 xíng。",
		"emoji":          "家庭👨‍👩‍👧好，旗🏴‍☠️好。",
		"Bopomofo":       "ㄅㄆㄇ是注音符號，「ㄓ」讀如「之」。",
		"blank lines":    "\n\n  第一段。\n\n\n第二段。  \n",
	} {
		t.Run(name, func(t *testing.T) {
			a := read(t, "x.txt", text)
			if a.Text != text || a.Repairs != (Repairs{}) {
				t.Errorf("%+v\n got %q\nwant %q", a.Repairs, a.Text, text)
			}
		})
	}
}
