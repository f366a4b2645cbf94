package verify

import (
	"testing"

	"footnote/rag/lexical"
)

// TestBorneOut has statements that the rules once rejected wrongly, next to similar ones that
// they once let pass.
func TestBorneOut(t *testing.T) {
	type said struct {
		text  string
		holds bool
	}
	for passage, statements := range map[string][]said{
		"The reserve covers 20 square kilometres and was founded in 1960. It is 12 kilometres from the harbour and lies 3 miles inland.": {
			{"保護區佔地20平方公里。", true},
			{"保護區佔地20公頃。", false},
			{"保護區佔地兩千公頃。", true},
			{"保護區離港口12公里。", true},
			{"保護區離港口12英里。", false},
			{"The reserve is 12 miles from the harbour.", false},
			{"The reserve is 7.5 miles from the harbour.", true},
		},
		"地球離太陽約1.5億公里，光要走8分鐘。": {
			{"The Earth is about 93 million miles from the Sun.", true},
			{"地球離太陽約0.93億英里。", true},
			{"地球離太陽約1.5億英里。", false},
			{"光從太陽到地球要走8小時。", false},
		},
		"渡輪每週開三班，單程票價40元，航程90分鐘。": {
			{"渡輪每週開三班。", true},
			{"渡輪每天開三班。", false},
			{"渡輪每月開三班。", false},
			{"The ferry sails three times a week.", true},
			{"The ferry sails three times a day.", false},
			{"渡輪的航程是一個半小時。", true},
			{"單程票價是40美元。", true},
			{"單程票價是40分鐘。", false},
		},
		"The bridge was opened in May 2003. The tunnel was opened in October 2011.": {
			{"The bridge was opened in May 2003.", true},
			{"The bridge was opened in October 2003.", false},
			{"橋樑於2003年5月開通。", true},
			{"橋樑於2003年10月開通。", false},
			{"The tunnel was opened eight years after the bridge.", true},
		},
		"展覽在2021年3月5日開幕，2021年4月9日閉幕。": {
			{"展覽在2021年3月5日開幕。", true},
			{"展覽在3月9日開幕。", false},
			{"The exhibition opened on March 5, 2021.", true},
			{"The exhibition opened on March 9, 2021.", false},
		},
		"新規定把審查期限縮短為兩個月，逾期的申請失效。": {
			{"新規定縮短了審查期限。", true},
			{"新規定延長了審查期限。", false},
			{"The new rule lengthens the period for review.", false},
			{"逾期的申請仍然有效。", false},
		},
		"The path along the river is flat and dry. The old mill is turned by hand and saves the village 300 euros a month.": {
			{"The path along the river is flat.", true},
			{"The path along the river is hilly.", false},
			{"The path along the river is wet.", false},
			{"河邊的小路很潮濕。", false},
			{"The old mill is turned by an electric motor.", false},
			{"舊磨坊是手動的。", true},
			{"The old mill makes the village spend more, 300 euros a month.", false},
		},
		"第一組有12人，第二組有15人，第三組有9人。": {
			{"三組一共有36人。", true},
			{"第二組比第一組多3人。", true},
			{"三組一共有37人。", false},
		},
		"Lowry restored the tapes for $245,000 in 33 seconds. The fund sold $230 million of the $400 million it held.": {
			{"The budget was about a quarter of a million dollars.", true},
			{"It took half a minute.", true},
			{"修復只花了半分鐘。", true},
			{"It took half an hour.", false},
			{"The fund sold more than half of what it held.", true},
		},
		"他簽了七年合約，次日上午就開工，每年跑兩三次馬拉松。": {
			{"He signed a seven-year contract.", true},
			{"He signed an eight-year contract.", false},
			{"He went to work on the second day.", true},
			{"他一年跑兩三次馬拉松。", true},
			{"He runs two or three marathons a year.", true},
		},
		"Captains retire at 62, three years earlier than office staff.": {
			{"Office staff retire at 65.", true},
			{"辦公室職員65歲退休。", true},
			{"Office staff retire at 66.", false},
		},
		"手錶原價3198元，減500的優惠，可以用信用卡。": {
			{"There was a discount of 500 on the watch.", true},
			{"The watch could be paid for by credit card.", true},
			{"The watch came with a coupon.", false},
		},
		"霜毫一斤賣1,680元，是霧尖的4倍。": {
			{"霧尖一斤約420元。", true},
			{"霧尖一斤約320元。", false},
		},
		"圖書館在民國98年開館，有四十年歷史的老屋改建而成。": {
			{"圖書館在2009年開館。", true},
			{"圖書館由四十個月的老屋改建而成。", false},
		},
	} {
		c, sources := checker(t, lexical.NewAnalyser(), passage)
		for _, s := range statements {
			holds(t, c, sources, s.text, s.holds)
		}
	}
}

func holds(t *testing.T, c *Checker, sources []Source, text string, want bool) {
	t.Helper()
	// Only numbers, names and denials count here: the judge weighs the words.
	var x Examination
	if err := c.Read(sources).checkRules(&x, Statement{Text: text, Cites: []int{1}}, 0); err != nil {
		t.Fatal(err)
	}
	broken := ""
	for _, f := range x.Broken {
		if f.Rule != Words {
			broken += f.Reason + "; "
		}
	}
	if (broken == "") != want {
		t.Errorf("%s: %q, should be supported %t", text, broken, want)
	}
}

// TestNoDenials has words with a negating character that deny nothing.
func TestNoDenials(t *testing.T) {
	a := lexical.NewAnalyser()
	for text, want := range map[string]bool{
		"他為古蹟修復不遺餘力":                   false,
		"這是不可思議的成就":                    false,
		"店裡特別重視新人的訓練":                  false,
		"兩種茶有明顯的區別":                    false,
		"她毫不猶豫地答應了":                    false,
		"得獎的書不計其數":                     false,
		"No. 5 was the first":          false,
		"It is no wonder that he left": false,
		"他不去":                          true,
		"別去那裡":                         true,
		"店裡沒有特別的規定":                    true,
		"It has no door":               true,
	} {
		if denied, _ := denies(a.Fold(text)); denied != want {
			t.Errorf("%s: denies %t, want %t", text, denied, want)
		}
	}
}

// TestTransliterated checks that a name that is in no dictionary may be written by its sound
// in another script.
func TestTransliterated(t *testing.T) {
	a := lexical.NewAnalyser()
	c, sources := checker(t, a, "The lighthouse at Cape Arden was built in 1891 by Clara Voss; Edwin Marsh kept it.")
	holds(t, c, sources, "亞登角的燈塔由克拉拉·沃斯建於1891年。", true)
	holds(t, c, sources, "艾德溫·馬許看守燈塔。", true)
	holds(t, c, sources, "The lighthouse was built by Tom Hale.", false)
	holds(t, c, sources, "燈塔由Tom Hale建於1891年。", false)
	c, sources = checker(t, a, "亞登角的燈塔由克拉拉·沃斯建於1891年，由艾德溫看守。")
	holds(t, c, sources, "The lighthouse at Cape Arden was built in 1891 by Clara Voss.", true)
	holds(t, c, sources, "The lighthouse was kept by Edwin.", true)
	holds(t, c, sources, "燈塔由Google建於1891年。", false)
}
