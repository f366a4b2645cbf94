package sentence

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
)

func TestNeedsSubject(t *testing.T) {
	for text, want := range map[string]bool{
		"它高41公尺。":                              true,
		"他們在1998年結婚。":                          true,
		"其面積約為三平方公里。":                          true,
		"該公司去年虧損。":                             true,
		"這座塔建於1920年。":                          true,
		"这款软件免费。":                              true,
		"上述規定不適用於學生。":                          true,
		"其中包括三座車站。":                            true,
		"也適合帶小孩的家庭。":                           true,
		"還有兩間餐廳。":                              true,
		"則由市府負擔。":                              true,
		"已於去年停售。":                              true,
		"可直接用悠遊卡付款。":                           true,
		"並提供免費停車。":                             true,
		"並不便宜。":                                true,
		"沒有冷氣。":                                true,
		"後來，她搬到台北。":                            true,
		"不過它的電池不耐用。":                           true,
		"去年六月，他離開了公司。":                         true,
		"A：可以，七天之內。":                           true,
		"是的，週一休館。":                             true,
		"It is 41 metres tall.":                true,
		"They left in 1998.":                   true,
		"However, it closed in May.":           true,
		"This makes the trip shorter.":         true,
		"These trains run at night.":           true,
		"Its roof is red.":                     true,
		"When it opened, nobody came.":         true,
		"Yes, on Mondays.":                     true,
		"Also includes a charger.":             true,
		"But he never came back.":              true,
		"目前仍在營運。":                              true,
		"於2005年停業。":                            true,
		"另外還附送一條線。":                            true,
		"In 1998, it moved to Leeds.":          true,
		"Unlike the others, it floats.":        true,
		"這個月台北下雨。":                             false,
		"还原度很高的模型由日本厂商制作。":                     false,
		"It is raining in Paris today.":        false,
		"If the power fails, it goes dark.":    false,
		"其實甲塔不高。":                              false,
		"其他車站沒有電梯。":                            false,
		"這篇文章介紹甲城。":                            false,
		"甲塔高41公尺。":                             false,
		"沒有大企業就很難有話語權。":                        false,
		"不管天氣如何，甲園都開放。":                        false,
		"此外，甲公司的專利最多。":                         false,
		"可口可樂是一家公司。":                           false,
		"已故作家甲先生生於台南。":                         false,
		"他國的例子很多。":                             false,
		"The tower is 41 metres tall.":         false,
		"It is important to drink water.":      false,
		"It takes two hours to get there.":     false,
		"This article is about towers.":        false,
		"Both the tower and the gate are old.": false,
		"However, the tower closed in May.":    false,
		"That said, the tower is open.":        false,
		"Theodore opened the tower.":           false,
		"Italy won.":                           false,
		"":                                     false,
		"，。":                                   false,
	} {
		if got := NeedsSubject(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestSubject(t *testing.T) {
	a := read(t, "x.md", `
# 兩座塔

甲塔建於1920年。它高41公尺。也是城裡最老的塔。

▋乙塔

它是紅色的。

Q1：乙塔要門票嗎？

A：不用。

5、WiFi Card

一個網頁工具，可以產生二維碼。

6、

丙塔已經拆了。
`)
	type found struct{ Subject, Section string }
	want := map[string]found{
		"它高41公尺。":   {"甲塔建於1920年。", "兩座塔"},
		"也是城裡最老的塔。": {"甲塔建於1920年。", "兩座塔"},
		"它是紅色的。":    {"", "乙塔"},
		"A：不用。":     {"Q1：乙塔要門票嗎？", "乙塔要門票嗎？"},
	}
	got := map[string]found{}
	each(a, func(p, s int, text string) {
		if !NeedsSubject(text) {
			return
		}
		span, section, ok := Subject(a, p, s)
		if !ok {
			t.Errorf("%q: no subject found", text)
		}
		got[text] = found{a.Quote(span), section}
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	under := map[string]string{}
	each(a, func(p, s int, text string) { under[text] = Under(a, p, s) })
	for text, want := range map[string]string{"一個網頁工具，可以產生二維碼。": "WiFi Card", "丙塔已經拆了。": "兩座塔", "甲塔建於1920年。": "兩座塔"} {
		if under[text] != want {
			t.Errorf("%q is under %q, want %q", text, under[text], want)
		}
	}
}

// TestContexts checks that going through an article once finds the same as looking around each
// sentence.
func TestContexts(t *testing.T) {
	for _, text := range []string{
		"# 兩座塔\n\n甲塔建於1920年。它高41公尺。也是城裡最老的塔。\n\n▋乙塔\n\n它是紅色的。\n\n5、WiFi Card\n\n一個工具。它免費。\n\n6、\n\n丙塔已經拆了。\n\n## 票價\n\n它不用錢。",
		"Guide\n\nThe ferry is old. It is slow.\n\nTickets\n\nAdults pay 6 euro. They may bring a dog.\n\nWhat to bring:\n\n- a coat\n\n- It should be warm.\n",
	} {
		a := read(t, "x.md", text)
		var all []corpus.Span
		for _, p := range a.Passages {
			all = append(all, p.Sentences...)
		}
		n := 0
		contexts := Contexts(a)
		each(a, func(p, s int, text string) {
			c := contexts[n]
			n++
			if want := Under(a, p, s); c.Heading != want {
				t.Errorf("%q is under %q, want %q", text, c.Heading, want)
			}
			var want, got corpus.Span
			if NeedsSubject(text) {
				want, _, _ = Subject(a, p, s)
			}
			if c.Subject >= 0 {
				got = all[c.Subject]
			}
			if got != want {
				t.Errorf("%q: subject %q, want %q", text, a.Quote(got), a.Quote(want))
			}
		})
		if n != len(contexts) {
			t.Errorf("%d contexts of %d sentences", len(contexts), n)
		}
	}
}
