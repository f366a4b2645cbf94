package html

import (
	"strings"
	"testing"

	"footnote/internal/doctest"
)

func TestPictures(t *testing.T) {
	const large = "data:image/png;base64," + "AAAA"
	for name, c := range map[string]struct{ body, want string }{
		"a paragraph of its own":    {`<p>前。</p><img src=a.png alt="港口的夜景"><p>後。</p>`, "前。|[港口的夜景]|後。 1"},
		"within a sentence":         {`<p>燈塔高<img src=a.png alt="港口的夜景">四十公尺。</p>`, "燈塔高四十公尺。|[港口的夜景] 1"},
		"a caption":                 {`<figure><img src=a.png alt="The harbour at night"><figcaption>Taken in 1923.</figcaption></figure>`, "[The harbour at night]|Taken in 1923. 1"},
		"a caption alone":           {`<p>x</p><figure><img src=a.png alt=""><figcaption>Taken in 1923.</figcaption></figure>`, "x|Taken in 1923. 1"},
		"no alternative text":       {`<p>前。</p><p><img src=a.png></p><p>後。</p>`, "前。|後。 1"},
		"before all":                {`<img src=a.png><p>後。</p>`, "後。 1"},
		"the name of a file":        {`<p>前。</p><img src=a.png alt="IMG_1234.JPG" title="image1">`, "前。 1"},
		"alt and title":             {`<p>前。</p><img src=a.png alt="港口的夜景" title="攝於一九二三年"><img src=b.png alt="Harbour" title="harbour">`, "前。|[港口的夜景]|[攝於一九二三年]|[Harbour] 2"},
		"decoration":                {`<p>前。</p><img src=a.png alt=""><img src=b.png role=presentation alt="港口的夜景"><img src=c.png width=1 height=1><img src=d.png style="width: 16px" alt="分享"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img src=spacer.gif><img src=e.png hidden alt="港口的夜景"><img src=f.png class="author-avatar" alt="阿嵐">`, "前。 0"},
		"a child of what is hidden": {`<p>前。</p><div style="visibility:hidden"><img src=a.png alt="港口的夜景"></div><nav><img src=b.png alt="地圖上的港口"></nav><noscript><img src=c.png></noscript>`, "前。 0"},
		"lazy":                      {`<p>前。</p><img data-src=a.png src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img srcset="b.png 2x">`, "前。 2"},
		"lazy, with a text":         {`<p>前。</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" srcset="b.png 2x" alt=""><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="港口的夜景"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" srcset="c.png 2x">`, "前。|[港口的夜景] 2"},
		"in an object":              {`<p>前。</p><object data=b.svg><p>暗</p><img src=c.png alt="港口的夜景"></object><object type=image/png data=d.png>暗</object><p>後。</p>`, "前。|[港口的夜景]|後。 2"},
		"an open object":            {`<p>前。</p><object type="image/png" data=b.png title="港口的夜景"><p>中。</p><object data=b.svg /><p>後。</p>`, "前。|[港口的夜景]|中。|後。 2"},
		"a heading":                 {`<h1><img src=a.png alt="Mirror Lake Guide"></h1><p>前。</p>`, "Mirror Lake Guide|[Mirror Lake Guide]|前。 1"},
		"in its own address":        {`<p>前。</p><img src="` + large + strings.Repeat("A", 4000) + `">`, "前。 1"},
		"picture, input, object":    {`<p>前。</p><picture><source srcset=a.webp><img src=a.png alt="港口的夜景"></picture><input type=image src=b.png alt="地圖上的港口"><input type=text alt=x><object type="image/svg+xml" data=c.svg><img src=c.png></object>`, "前。|[港口的夜景]|[地圖上的港口] 3"},
		"drawings":                  {`<p>前。</p><svg width=400 height=300><title>每月的雨量</title><text>暗</text></svg><svg viewBox="0 0 24 24"><title>分享</title></svg><svg><title>暗</title></svg><svg role=img aria-label="港口的夜景"></svg><svg width="600" height="400"></svg>`, "前。|[每月的雨量]|[港口的夜景] 3"},
		"emoji":                     {`<p>謝謝<img class=emoji src=x.svg alt="🎉" width=16>大家。</p>`, "謝謝🎉大家。 0"},
		"a row":                     {`<table><tr><th>港</th><th>可停</th></tr><tr><td>東</td><td><img src=a.png alt="可以停"></td></tr><tr><td>法國 <img src=b.png alt="法國"></td><td>否</td></tr></table>`, "港 | 可停|東 | 可以停|法國 | 否 2"},
		"a table for the layout":    {`<table><tr><td><img src=a.png alt="港口的夜景"></td><td>港口每天有三班渡輪。</td></tr></table>`, "[港口的夜景]|港口每天有三班渡輪。 1"},
		"spaces":                    {`<p>The lighthouse <img src=a.png alt="The harbour"> is high. <img src=b.png alt="The old town"> It is old.</p>`, "The lighthouse is high. It is old.|[The harbour]|[The old town] 2"},
		"a link":                    {`<p>前<a href=x><img src=a.png alt="港口的夜景"></a>後。</p>`, "前後。|[港口的夜景] 1"},
		"pages":                     {`<p>前半<img src=a.png alt="港口的夜景"><span epub:type="pagebreak" title="7"></span>後半。</p>`, "前半|後半。|[港口的夜景] 1"},
	} {
		d, err := Whole("<body>" + c.body)
		doctest.Check(t, d, err)
		if got := doctest.Figures(d); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
