package html

import (
	"testing"

	"footnote/corpus/doc"
	"footnote/internal/doctest"
)

func FuzzPage(f *testing.F) {
	f.Add(sitePage(`<title>題</title><script type="application/ld+json">{"headline":"題"}</script>`, `<p hidden>暗<p>明。`, ""))
	f.Add(sitePage(`<style>.x{display:none}@media{a{b}}`, `</style><div class=x><table><tr><td hidden>a<td>b</table>`, "<dialog><svg/>"))
	f.Add(sitePage(`<figure><img data-src=a alt="港口
夜"><figcaption>港</figure><svg width=200 height=200><title>x</svg>`, `<table><td><img alt=a><td>b<tr><td><svg role=img><image href=x></table>`, `<img alt=🎉>`))
	f.Add(`<nav><b><p><i><p></b><table><a><tr><a><li hidden><ul><li></ul>`)
	f.Add(`<p>y<sup><math><mfrac><mn>1</mn><mn>2</sup>3</mn></mfrac></math><math><msup><mi>x</mi><mn>2<sub>34</mn></msup></sub></math>`)
	f.Fuzz(func(t *testing.T, page string) {
		d, err := Parse(t.Context(), doc.File{Data: []byte(page)})
		doctest.Check(t, d, err)
	})
}
