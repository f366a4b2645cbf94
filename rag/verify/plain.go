package verify

import (
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

var (
	image    = doc.Pattern(`!\[[^\]\n]*\]\([^)\n]*\)`)
	anchor   = doc.Pattern(`\[([^\]\n]*)\]\(([^)\n]*)\)`)
	autolink = doc.Pattern(`<((?:https?|mailto)[^<>\s]*)>`)
	emphasis = doc.Pattern("\\*\\*|__|`+")
	bullet   = doc.Pattern(`^\s*(?:(?:[-*•·]|#{1,6}|>|\d{1,2}[.)、])\s+|[（(]\d{1,2}[)）]\s*|[` + circled + `]\s*)`)
	// leadIn matches what a model puts before a statement: a label, or that the passages say
	// so.
	leadIn = doc.Pattern(`^(?i:(?:(?:the )?final answer|answer|assistant|response|conclusion|ans|(?:最終|最终)?(?:答案|回答|解答)(?:是|為|为)?|答|結論|结论|總結|总结)\s*[:：]\s*|` +
		`(?:根據|根据|依據|依据|按照|據|据|從|从|由)(?:您|你)?(?:所?提供的|上述的?|以上的?|所給的?|所给的?|給定的|给定的|本|該|该|這|这|此|原)*(?:篇|個|个|些)?(?:文章|文本|段落|資料|资料|文件|原文|文中|上下文|信息|資訊|片段|內容|内容)(?:的?(?:內容|内容|描述|記載|记载|資訊|信息|段落))*\s*\d{0,2}(?:中|裡|里)?(?:的)?(?:可以?知道?|所述|所示|顯示|显示|提到|指出|描述|說明|说明|來看|来看)?\s*[，,：:]\s*|` +
		`在?(?:本|該|该|這|这|此|原)?(?:篇|個|个)?(?:文章|段落|原文|文中|資料|资料)\s*\d{0,2}(?:中|裡|里)?(?:明確|明确|還|还|也)?(?:提到|指出|表示|說明|说明|說|说|寫道|写道|顯示|显示|提及)(?:了|過|过|說|说|道)?\s*[，,：:]\s*|` +
		`(?:according to|based on|as (?:stated|mentioned|described|noted|shown|per)(?: in)?|as per|per|from) (?:the |this |these |your )?(?:provided |given |above |following )*(?:passages?|articles?|text|context|information|documents?|sources?|excerpts?|quoted material)(?: \d{1,2})?(?: (?:provided|given|above))?\s*[,:]\s*|` +
		`(?:the )?(?:provided |given |above )*(?:passages?|articles?|text|context|sources?|documents?)(?: \d{1,2})? (?:states?|says?|mentions?|indicates?|notes?|reports?|explains?|shows?) that\s+)`)
)

// Plain removes the markup from a line that a model wrote. A link keeps its text and its
// address; images, and control, direction and invisible characters are removed.
func Plain(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case doc.IsInvisible(r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, joined(text))
	text = image().ReplaceAllString(text, "")
	text = anchor().ReplaceAllString(text, "$1 $2")
	text = autolink().ReplaceAllString(text, "$1")
	text = emphasis().ReplaceAllString(text, "")
	text = bullet().ReplaceAllString(text, "")
	return looseMark().ReplaceAllString(strings.Join(strings.Fields(text), " "), "$1")
}

// looseMark matches a punctuation mark after a space that removed markup left behind.
var looseMark = doc.Pattern(` ([，。；：！？、）」』])`)

// row returns a table row without its bars, or "" if it has no digit, as in a header. Other
// text is unchanged.
func row(text string) string {
	inner, is := strings.CutPrefix(strings.TrimSpace(text), "|")
	switch {
	case !is || !strings.Contains(inner, "|"):
		return text
	case !strings.ContainsFunc(inner, unicode.IsDigit):
		return ""
	}
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimSpace(inner), "|"), "|", " ")
}

// withoutLeadIn returns a statement without its lead-in, unless there is nothing else.
func withoutLeadIn(text string) string {
	for {
		rest := leadIn().ReplaceAllString(text, "")
		if rest == text || rest == "" {
			return text
		}
		text = rest
	}
}
