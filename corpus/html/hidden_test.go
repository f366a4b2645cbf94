package html

import (
	"strings"
	"testing"
)

// Whatever hides a text, it is not read: neither where the article is searched for
// nor where the page is read as it stands.
func TestHiddenText(t *testing.T) {
	for _, hidden := range []string{
		`<p style="display:none">暗文。</p>`, `<p STYLE="color:red; DISPLAY : None !important">暗文。</p>`, `<div style="visibility:hidden">暗文。</div>`,
		`<div style="/* x */display:/* y */none">暗文。</div>`, `<span style="font-size:0">暗文。</span>`, `<span style="font-size: 0.0em">暗文。</span>`, `<p hidden>暗文。</p>`,
		`<p hidden>暗文。`, `<p hidden=until-found>暗文。</p>`, `<div aria-hidden="true"><p>暗文。</p></div>`, `<ul><li hidden>暗文。<li>明文。</ul>`, `<table><tr><td hidden>暗文。<td>明文。</table>`,
		`<div hidden><div>暗文。</div>暗文。</div>`, `<div hidden/>暗文。</div>`, `<ol><li hidden>暗文。<ul><li>暗文。</ul>暗文。<li>明文。</ol>`, `<dialog>暗文。</dialog>`, `<script/>暗文。</script>`,
		`<style>p{} /* { */ .x , #y{color:red;display:none}</style><p class="a x">暗文。</p><p id="y">暗文。</p>`, `<my-box hidden>暗文。</my-box>`, `<template>暗文。</template>`, `<!-- 暗文。 -->`,
		`<noscript>暗文。</noscript>`, `<video>暗文。</video>`, `<textarea>暗文。</textarea>`, `<svg><text>暗文。</text></svg>`,
	} {
		for name, page := range map[string]string{
			"plain":     `<html><body><p>明文在前。</p>` + hidden + `<p>明文在後。</p></body></html>`,
			"site":      sitePage("", hidden, ""),
			"in a post": strings.Replace(sitePage("", "", ""), `<div class="post">`, `<div class="post">`+testProse+hidden, 1),
		} {
			_, text := parse(t, page)
			if strings.Contains(text, "暗文") || !strings.Contains(text, "明文在後") && !strings.Contains(text, "守塔人") {
				t.Errorf("%s, %s: %q", name, hidden, text)
			}
			if strings.Contains(hidden, "明文") && name == "plain" && strings.Count(text, "明文") != 3 {
				t.Errorf("%s: more is gone than is hidden: %q", hidden, text)
			}
		}
	}
	for _, seen := range []string{`<p style="display:block">亮文。</p>`, `<p style="font-size:10px">亮文。</p>`, `<p aria-hidden="false">亮文。</p>`, `<style>@media print{.x{display:none}} div .y{display:none}</style><p class="x y">亮文。</p>`,
		`<input hidden>亮文。`, `<dialog open>亮文。</dialog>`, `<p hidden>暗<div>亮文。</div>`} {
		if _, text := parse(t, `<html><body><p>前文。</p>`+seen); !strings.Contains(text, "亮文。") {
			t.Errorf("%s is not read: %q", seen, text)
		}
	}
}
