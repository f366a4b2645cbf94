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
		`<div style="font-size:0">暗文。<p style="font-size:2em">暗文。</p><p style="font-size:14px">明文。</p>暗文。</div>`, `<div style="visibility:hidden">暗文。<p style="visibility:visible">明文。</p>暗文。<p style="visibility:inherit">暗文。</p></div>`,
		`<ul><li style="visibility:hidden">暗文。<li>明文。</ul>`, `<div style="display:none"><p style="display:block">暗文。</p></div>`, `<style>.x{display:block}.x{display:none}</style><p class="x">暗文。</p>`,
		`<style>.x{display:none}.x.show{display:block}.shown .x{display:block}</style><p class="x">暗文。</p>`, `<style>.x{display:none!important}</style><p class="x" style="display:block">暗文。</p>`,
		`<style>.x{display:none}@media print{.x{display:block}}.x:hover{display:block}</style><p class="x">暗文。</p>`, `<style>#x{display:none}.x{display:block}</style><p class="x" id="x">暗文。</p>`,
		`<div style="visibility:hidden"><div hidden>暗文。</div>暗文。</div>`, `<svg><title/><text>暗文。</text></svg>`, `<svg><title>暗文。</title></svg>`, `<svg><foreignObject><p>暗文。</p></foreignObject></svg>`,
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
		`<style>.x{visibility:hidden}.x{visibility:visible}</style><p class="x">亮文。</p>`, `<style>.x{display:none}.js .x{display:block}</style><div class="js"><p class="x">亮文。</p></div>`,
		`<style>.x{display:none}.x.show{display:block}</style><p class="x show">亮文。</p>`, `<style>.x{display:none}@media (min-width:9px){.x{display:block}}</style><p class="x">亮文。</p>`,
		`<style>.x{display:none}</style><p class="x" style="display:block">亮文。</p>`, `<p style="display:none;display:block">亮文。</p>`, `<style>.x{display:none}#x{display:block}.x{display:none}</style><p class="x" id="x">亮文。</p>`,
		`<svg><title/></svg><p>亮文。</p>`, `<svg><style/><path/></svg>亮文。`, `<math><title/></math>亮文。`, `<svg><path><p>亮文。</p>`, `<nav><a>x</a><p>亮文。</p>`, `<footer><nav>x</nav><p>亮文。</p>`, `<header><nav><ul><li>x</header><p>亮文。</p><footer><nav>y</nav></nav></footer>`, `<div><nav><div>x</div></div><p>亮文。</p><nav>y</nav></nav>`,
		`<div id="js_content" style="visibility:hidden;opacity:0"><p>亮文。</p></div>`, `<div hidden id="S:0"><p>亮文。</p></div>`, `<!--$?--><p>亮文。</p>`, `<article aria-hidden="true">亮文。</article>`,
		`<input hidden>亮文。`, `<dialog open>亮文。</dialog>`, `<p hidden>暗<div>亮文。</div>`} {
		if _, text := parse(t, `<html><body><p>前文。</p>`+seen); !strings.Contains(text, "亮文。") {
			t.Errorf("%s is not read: %q", seen, text)
		}
	}
}

// An article that a page hides until a script shows it, or that stands inside of
// navigation without an end, is found where the page is searched, too.
func TestHiddenArticle(t *testing.T) {
	article := strings.Repeat(testProse, 3)
	for name, page := range map[string]string{
		"WeChat":     `<div class="a"></div><div id="js_content" style="visibility: hidden; opacity: 0; ">` + article + `</div>`,
		"streamed":   `<main><h1>港口</h1><!--$?--><template id="B:0"></template><p>載入中…</p><!--/$--></main><div hidden id="S:0"><article>` + article + `</article></div>`,
		"body":       `<body style="display:none"><script></script><div class="a">` + article + `</div>`,
		"navigation": `<nav><nav><a href="/">首頁</a></nav><div class="a"><h1>港口</h1>` + article + `</div>`,
		"drawing":    `<script></script><div class="a"><svg><title/></svg>` + article + `</div>`,
	} {
		_, text := parse(t, `<html><head><title>港口</title></head>`+page)
		if strings.Count(text, "守塔人每個月換一次班。") != 3 || strings.Contains(text, "載入中") {
			t.Errorf("%s: %q", name, text)
		}
	}
}
