package markdown

import (
	"strings"
	"testing"

	"footnote/internal/doctest"
)

func TestPictures(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"of its own":          {"前。\n\n![港口的夜景](a.png)\n\n後。", "前。|[港口的夜景]|後。 1"},
		"within a sentence":   {"燈塔高![港口的*夜景*](a.png \"攝於一九二三年\")四十公尺。", "燈塔高四十公尺。|[港口的夜景]|[攝於一九二三年] 1"},
		"by reference":        {"前。\n\n![港口的夜景][a]\n\n![b]\n\n[a]: a.png\n[b]: b.png", "前。|[港口的夜景] 2"},
		"none":                {"![](a.png)\n\n前。![image1.png](b.png)\n\n![](a.png)", "前。 3"},
		"an attachment":       {"前。\n\n![image.png](attachment:image.png)", "前。 1"},
		"badges":              {"# x\n\n[![Build Status](https://img.shields.io/x.svg)](https://x.example) 前。", "x|前。 0"},
		"emoji":               {"謝謝![🎉](a.png)大家。", "謝謝🎉大家。 0"},
		"a tag":               {"前<img src=a.png alt=\"港口的夜景\">後<img src=b.png width=16 alt=x>。", "前後x。|[港口的夜景] 1"},
		"a block of HTML":     {"前。\n\n<figure>\n<img src=a.png alt=\"港口的夜景\">\n<figcaption>攝於一九二三年。</figcaption>\n</figure>\n\n<p align=center><img src=b.png></p>\n\n<div>暗</div>\n\n後。", "前。|[港口的夜景]|攝於一九二三年。|後。 2"},
		"spaces":              {"The lighthouse ![The harbour at night](a.png) is high. ![The old town](b.png)\nIt is old.", "The lighthouse is high. It is old.|[The harbour at night]|[The old town] 2"},
		"words":               {"The valve is ![open](o.png) when the lamp is ![green](g.png \"Green\").\n\nPress ![Ctrl](a.png) + ![C](b.png)\n\n![Ctrl](a.png) + ![C](b.png) copies. 按[![確定](c.png)](x)鍵。", "The valve is open when the lamp is green.|Press Ctrl + C|Ctrl + C copies. 按確定鍵。 7"},
		"lines":               {"The harbour\n![By night](a.png)\nis old.\nSee: ![Map](b.png) x ![Bay](c.png)", "The harbour is old. See: Map x Bay|[By night] 3"},
		"headings":            {"# ![Mirror Lake Guide](logo.png)\n\n前。\n\n## ![Prices](p.png)\n\n後。\n\n## ![](q.png)", "Mirror Lake Guide|[Mirror Lake Guide]|前。|Prices|[Prices]|後。 3"},
		"a table":             {"| 港 | 圖 |\n|---|---|\n| 東 | ![港口的夜景](a.png) |\n| 法國 ![法國](b.png) | 無 |", "港 | 圖|東 | 港口的夜景|法國 | 無 2"},
		"icons and formulas":  {"Press <img src=a.png width=16 alt=\"Save\"> to keep it; the area is ![x^2](b.png). The port ![A long description of the harbour at night](c.png) is old.", "Press Save to keep it; the area is x^2. The port is old.|[A long description of the harbour at night] 2"},
		"beside its word":     {"Click ![Save](s.png) Save to keep it.\n\nOpen [Settings](x) ![Settings](a.png) now. Press ![Tab](t.png) ![Tab](t.png).", "Click Save to keep it.|[Save]|Open Settings now. Press Tab Tab.|[Settings] 4"},
		"a note":              {"前[^1]。\n\n後。\n\n[^1]: 註![港口的夜景](a.png)。按![儲存](b.png)即可。", "前。|後。|註。按儲存即可。|[港口的夜景] 2"},
		"no spaces":           {"Press![Save](a.png)to keep. 按![儲存](b.png)即可。Klicken Sie auf ![Öffnen](c.png), dann weiter.", "Press Save to keep. 按儲存即可。Klicken Sie auf Öffnen, dann weiter. 3"},
		"a picture in a link": {"前[![港口的夜景](a.png)](b)後。", "前後。|[港口的夜景] 1"},
		"in its own address":  {"前。\n\n![港口的夜景](data:image/png;base64," + strings.Repeat("A", 5000) + ")", "前。|[港口的夜景] 1"},
	} {
		d := parse(t, c.source)
		doctest.Check(t, d, nil)
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
