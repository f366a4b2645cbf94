package verify

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/rag/lexical"
)

func TestQuantities(t *testing.T) {
	a := lexical.NewAnalyser()
	for text, want := range map[string]string{
		"2022年產量為8.1ZB，占14.4%":                              "2022 8.1zb 0.144%",
		"6.6萬件，1萬1千家，2.38億":                                 "66000 11000 238000000",
		"七到八成（70%-80%）的問題":                                  "0.7% 0.8% 0.7% 0.8%",
		"三成五，四分之三，百分之七十，一半":                                 "0.35% 0.75% 0.7% 0.5%",
		"第二名，前二十名，三家，十五艘，两千三百亩，37户":                         "2ordinal 20 3 15 2300 37",
		"百度、千問、四川、三星、萬一、一個、百家爭鳴":                            "",
		"10月為止，3月5日，二〇二三年":                                  "10month 3month 5day 2023",
		"3倍, three times":                                   "3times 3times",
		"66,000 patents, 2.5 million":                       "66000 2500000",
		"twenty-three people, seven percent, two thirds of": "23 0.07% 0.666666666667%",
		"In October it ranked second; on 3 May 2022":        "10month 2ordinal 3 5month 2022",
		"8.1 zettabytes, 9.4 million tonnes, 12 km":         "8.1zettabytes 9400000tonnes 12km",
		"a quarter of it, half, one hundred and twenty":     "0.25% 0.5% 120",
		"three out of four, 1 in every 5, 每四人中有三人":          "0.75% 0.2% 0.75%",
		"it doubled, 翻了一番, about 500, 亿級":                   "2times 2times 500 100000000",
		"一億二千萬人，二萬五千億元，三點五倍，八點十分":                           "120000000 2.5e+12 3.5times 8",
		"GPT-4": "4",
	} {
		var got []string
		for _, q := range quantities(a.Fold(text)) {
			got = append(got, strconv.FormatFloat(q.value, 'g', 12, 64)+string(q.unit)+q.latin)
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}
