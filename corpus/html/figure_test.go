package html

import (
	"strings"
	"testing"

	"footnote/internal/doctest"
)

func TestPictures(t *testing.T) {
	const large = "data:image/png;base64," + "AAAA"
	for name, c := range map[string]struct{ body, want string }{
		"a paragraph of its own":             {`<p>前。</p><img src=a.png alt="港口的夜景"><p>後。</p>`, "前。|[港口的夜景]|後。 1"},
		"within a sentence":                  {`<p>燈塔高<img src=a.png alt="港口的夜景">四十公尺。</p>`, "燈塔高四十公尺。|[港口的夜景] 1"},
		"a caption":                          {`<figure><img src=a.png alt="The harbour at night"><figcaption>Taken in 1923.</figcaption></figure>`, "[The harbour at night]|Taken in 1923. 1"},
		"a caption alone":                    {`<p>x</p><figure><img src=a.png alt=""><figcaption>Taken in 1923.</figcaption></figure>`, "x|Taken in 1923. 1"},
		"no alternative text":                {`<p>前。</p><p><img src=a.png></p><p>後。</p>`, "前。|後。 1"},
		"before all":                         {`<img src=a.png><p>後。</p>`, "後。 1"},
		"the name of a file":                 {`<p>前。</p><img src=a.png alt="IMG_1234.JPG" title="image1">`, "前。 1"},
		"alt and title":                      {`<p>前。</p><img src=a.png alt="港口的夜景" title="攝於一九二三年"><img src=b.png alt="Harbour" title="harbour">`, "前。|[港口的夜景]|[攝於一九二三年]|[Harbour] 2"},
		"decoration":                         {`<p>前。</p><img src=a.png alt=""><img src=b.png role=presentation alt="港口的夜景"><img src=c.png width=1 height=1><img src=d.png style="width: 16px" alt="分享"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img src=spacer.gif><img src=e.png hidden alt="港口的夜景"><img src=f.png class="author-avatar" alt="阿嵐">`, "前。 0"},
		"a child of what is hidden":          {`<p>前。</p><div style="visibility:hidden"><img src=a.png alt="港口的夜景"></div><nav><img src=b.png alt="地圖上的港口"></nav><noscript><img src=c.png></noscript>`, "前。 0"},
		"lazy":                               {`<p>前。</p><img data-src=a.png src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img srcset="b.png 2x">`, "前。 2"},
		"lazy, with a text":                  {`<p>前。</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" srcset="b.png 2x" alt=""><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="港口的夜景"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" srcset="c.png 2x">`, "前。|[港口的夜景] 2"},
		"in an object":                       {`<p>前。</p><object data=b.svg><p>暗</p><img src=c.png alt="港口的夜景"></object><object type=image/png data=d.png>暗</object><p>後。</p>`, "前。|[港口的夜景]|後。 2"},
		"an open object":                     {`<p>前。</p><object type="image/png" data=b.png title="港口的夜景"><p>中。</p><object data=b.svg /><p>後。</p>`, "前。|[港口的夜景]|中。|後。 2"},
		"a heading":                          {`<h1><img src=a.png alt="Mirror Lake Guide"></h1><p>前。</p>`, "Mirror Lake Guide|[Mirror Lake Guide]|前。 1"},
		"in its own address":                 {`<p>前。</p><img src="` + large + strings.Repeat("A", 4000) + `">`, "前。 1"},
		"picture, input, object":             {`<p>前。</p><picture><source srcset=a.webp><img src=a.png alt="港口的夜景"></picture><input type=image src=b.png alt="地圖上的港口"><input type=text alt=x><object type="image/svg+xml" data=c.svg><img src=c.png></object>`, "前。|[港口的夜景]|[地圖上的港口] 3"},
		"drawings":                           {`<p>前。</p><svg width=400 height=300><title>每月的雨量</title><text>暗</text></svg><svg viewBox="0 0 24 24"><title>分享</title></svg><svg><title>暗</title></svg><svg role=img aria-label="港口的夜景"></svg><svg width="600" height="400"></svg>`, "前。|[每月的雨量]|[港口的夜景] 3"},
		"emoji":                              {`<p>謝謝<img class=emoji src=x.svg alt="🎉" width=16>大家。</p>`, "謝謝🎉大家。 0"},
		"a row":                              {`<table><tr><th>港</th><th>可停</th></tr><tr><td>東</td><td><img src=a.png alt="可以停"></td></tr><tr><td>法國 <img src=b.png alt="法國"></td><td>否</td></tr></table>`, "港 | 可停|東 | 可以停|法國 | 否 2"},
		"a table for the layout":             {`<table><tr><td><img src=a.png alt="港口的夜景"></td><td>港口每天有三班渡輪。</td></tr></table>`, "[港口的夜景]|港口每天有三班渡輪。 1"},
		"spaces":                             {`<p>The lighthouse <img src=a.png alt="The harbour"> is high. <img src=b.png alt="The old town"> It is old.</p>`, "The lighthouse is high. It is old.|[The harbour]|[The old town] 2"},
		"a word":                             {`<p>Press <img src=a.png alt='Save'> to keep the file.</p><p>Press<img src=a.png alt="Save">to keep the file. Press <a href=x><img src=b.png alt="Ctrl"></a> + <img src=c.png alt=C></p>`, "Press Save to keep the file.|Press Save to keep the file. Press Ctrl + C 4"},
		"a word before an element":           {"<p>Press\n<img src=a.png alt=Save>\n<b>to keep</b> it. Press <img src=a.png alt=Save><!-- x -->.</p>", "Press Save to keep it. Press Save. 2"},
		"a word of Chinese":                  {"<p>按<img src=a.png alt='儲存'>即可。按下<img src=a.png alt=确定>，再按\n<img src=a.png alt='Esc'>\n離開。</p>", "按儲存即可。按下确定，再按 Esc 離開。 3"},
		"a word of German, Japanese, Korean": {"<p>Klicken Sie auf <img src=a.png alt='Öffnen'>, dann weiter.</p><p>画面の<img src=a.png alt='保存'>を押します。</p><p>화면에서 <img src=a.png alt='저장'>을 누르세요.</p>", "Klicken Sie auf Öffnen, dann weiter.|画面の保存を押します。|화면에서 저장을 누르세요. 3"},
		"an icon that is a word":             {`<p>Press <img src=a.png width=16 alt="Save"> to keep it. Press <img class="icon" src=b.png alt="Undo"> to undo. See the report <img src=c.png width=12 alt="External link">, by <img src=d.png class="avatar" alt="Lan"> Lan.</p>`, "Press Save to keep it. Press Undo to undo. See the report , by Lan. 0"},
		"beside its word":                    {`<p>They lost to <img class="icon" src=f.png alt="France"> <a href=x>France</a> by two goals. Written by <img src=j.png alt="Jane Doe"> <b>Jane Doe</b>, powered by Acme <img src=a.png alt=Acme> now.</p><p>Press <img src=t.png alt=Tab> <img src=t.png alt=Tab> twice.</p>`, "They lost to France by two goals. Written by Jane Doe, powered by Acme now.|[Jane Doe]|[Acme]|Press Tab Tab twice. 4"},
		"icons between":                      {`<p>Share: <img src=a.png width=16 alt="Facebook"> <img src=b.png width=16 alt="Mail"></p><ul><li><img src=c.png width=16 alt="Check"> Free entry</li><li>Parking <img src=c.png width=16 alt="Check"></li></ul>`, "Share:|Free entry|Parking 0"},
		"a formula":                          {`<p>The area is <img src=a.png height=90 alt="\frac{a+b}{2}">, and <img src=b.png alt="{\displaystyle x^{2}}"> grows. 面積是<img src=c.png alt="x^2">。</p>`, `The area is \frac{a+b}{2}, and x^{2} grows. 面積是x^2。 3`},
		"a photograph":                       {`<p>The port <img src=a.png alt="Harbour" width=640 height=480> is old. The town <img src=b.png alt="A street"> too. 燈塔<img src=c.png alt="燈塔" height=300>很高。</p>`, "The port is old. The town too. 燈塔很高。|[Harbour]|[A street]|[燈塔] 3"},
		"the end of a line":                  {`<p>See the map <img src=a.png alt="Harbour"><br>It is old.</p>`, "See the map\nIt is old.|[Harbour] 1"},
		"a link":                             {`<p>前<a href=x><img src=a.png alt="港口的夜景"></a>後。</p>`, "前後。|[港口的夜景] 1"},
		"pages":                              {`<p>前半<img src=a.png alt="港口的夜景"><span epub:type="pagebreak" title="7"></span>後半。</p>`, "前半|後半。|[港口的夜景] 1"},
	} {
		d, err := Whole("<body>" + c.body)
		doctest.Check(t, d, err)
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
