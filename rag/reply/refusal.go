package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

const (
	// edge matches what may surround the words of a sentence.
	edge = `[^\p{L}\p{N}]*`
	// them are the names that models give to the passages, and sofar what may stand between
	// such a name and what the passages do not do.
	them  = `(?:文章|段落|段文字|原文|文中|本文|上下文|文本|提供的文件|(?:提供|所給|所给|給定|给定|以上|上述|現有|现有)的?(?:資料|资料|內容|内容|資訊|信息|材料|文字)|(?:資料|资料|資訊|信息|材料|內容|内容)(?:中|裡|里|內|内))`
	sofar = `(?:中|裡|里|內|内|內容|内容|的|\d|也|都|均|皆|並|并|其實|其实|本身|似乎|好像|尚|還|还|完全|目前|、|[，,]|段落)*`
	lacks = `(?:沒有?|没有?|未曾?|無|无|不曾|不足|缺乏|找不到|看不到|看不出|查無|查无|不包含|不包括|不能|不提供)`
	tells = `(?:提|說|说|講|讲|談|谈|回答|答|包含|涉及|資訊|信息|相關|相关|有關|有关|關於|关于|描述|敘述|叙述|討論|讨论|給|给|指出|透露|記載|记载|寫|写|足以|判斷|判断|具體|具体|明確|明确|方面)`
	texts = `(?:passages?|articles?|text|context|excerpts?|documents?|(?:provided|given|available) (?:information|material|content|sources?))`
	not   = `(?:\bnot\b|n't\b|\bno\b|\bnever\b|\bnothing\b|\bcannot\b|\black(?:s|ing)?\b|\binsufficient\b|\bsilent\b)`
	says  = `\b(?:say|said|mention|contain|provide|answer|include|state|specif|information|discuss|address|give|indicate|detail|cover|talk|describe|about|enough|reveal|disclose|report)`
)

var (
	// sentinel matches the NO_ANSWER of the prompt in the spellings of models. In small
	// letters with a space it may be part of a sentence, so there it must be alone.
	sentinel = doc.Pattern(`NO[ _\\-]*ANSWER|(?i:\bno(?:_|\\_|-)answer\b)|^(?i:` + edge + `no ?answer` + edge + `)$`)

	// refusal matches sentences that say that the passages do not answer.
	refusal = doc.Pattern(them + sofar + lacks + `[^，,。；;]{0,10}?` + tells + `|` +
		them + sofar + `(?:無法|无法|不足以)|(?:在|從|从)` + them + sofar + `[^，,。；;]{0,6}(?:找不到|看不到|看不出|無法|无法)|未在` + them + `|(?:無法|无法|不能)(?:從|从|根據|根据|由).{0,6}` + them + `|` +
		them + `(?:中|裡|里)?[只僅仅][^。]{0,30}[，,][^。]{0,4}(?:沒有|没有|未)(?:提|說|说|談|谈)|` +
		`^` + edge + `(?:很|非常)?(?:抱歉|對不起|对不起|遺憾|遗憾|不好意思|可惜)|^` + edge + `(?:目前)?(?:沒有|没有|缺乏|缺少)(?:足夠|足够)的?(?:資訊|信息|資料|资料)|` +
		`(?i)^` + edge + `(?:i'm |i am )?(?:sorry|unfortunately|i apologi[sz]e)\b|\b` + texts + `\b[^.,]{0,14}` + not + `.{0,40}` + says + `|\b` + texts + `\b[^.,]{0,14}(?:do|does|did)(?:n't| not)\b|` +
		not + `.{0,40}\b(?:in|by|from|on) (?:the |this |these |any |either )?(?:provided |given |above |available )?` + texts + `\b|\b(?:none|neither|nothing|no)\b (?:of |in |from )?(?:the |these )?(?:provided |given )?` + texts + `\b|` +
		`^` + edge + `(?:i|we) (?:\w+ )?(?:cannot|can't|can not|could not|couldn't|do not|don't|am unable|am not able|are unable)\b|\bthere(?: is|'s| are| was) (?:no|not enough|insufficient|not any) (?:\w+ ){0,3}(?:information|mention|reference)|` +
		`^` + edge + `it (?:does not|doesn't|is not|isn't) (?:say|stated?|mention(?:ed)?|specif(?:y|ied))\b|^` + edge + `no (?:\w+ ){0,2}(?:information|mention|details?)\b|\bno answer to (?:this|the|your|that)\b|\b(?:not enough|insufficient) (?:information|context)|\b(?:the|this|your) question (?:cannot|can't|can not)\b|` +
		`^` + edge + `(?:n/?a|none|unknown|unanswerable|not (?:mentioned|stated|specified|provided|found|available|applicable|answerable|given|disclosed)|無|无|無答案|无答案|沒有答案|没有答案|未提及|未知|我?不(?:知道|清楚|確定|确定)|(?:無法|无法)(?:回答|確定|确定|得知)|(?:無從|无从)得知)` + edge + `$`)

	// doubt matches words that say the same, but may also be in an article.
	doubt = doc.Pattern(`(?:無法|无法|不能|難以|难以|無從|无从).{0,20}(?:回答|確定|确定|得知|判斷|判断|知道|找到|得出|作答)|(?:沒有|没有|未|找不到|查無|查无|缺乏|缺少)(?:足夠|足够|任何|相關|相关|提供|找到|明確|明确|具體|具体|直接)?.{0,8}(?:資訊|信息|資料|资料|內容|内容|答案|說明|说明|提及|提到|記載|记载)|(?:資料|资料|資訊|信息|內容|内容).{0,8}(?:不足|沒有|没有|未)|` +
		`(?i)\b(?:cannot|can't|could not|couldn't|unable to|not possible to|impossible to) (?:be )?(?:answer|determine|find|found|infer|conclude|say|tell)|\b(?:information|context|details?)\b.{0,40}` + not + `|\bis(?: not|n't) (?:\w+ )?(?:mentioned|stated|specified|provided|given|disclosed)`)

	// however matches where a sentence turns to what can be said.
	however = doc.Pattern(`(?i)[，,；;]\s*(?:但是?|不過|不过|然而|只是|僅|仅|but|however|although|only)\s*[，,]?\s*(?:it |they |文章|段落|它)?(?:(?:does |only )?(?:say|state|mention)s? that |有?提到|指出|說|说)?\s*`)

	// courtesy matches what a model says to a reader besides the answer.
	courtesy = doc.Pattern(`^(?:希望(?:這|这|以上|我的|對您|对您|對你|对你|能幫|能帮)|如果?(?:您|你)?(?:還|还)?(?:有|需要)(?:其他|任何|更多|什麼|什么|進一步|进一步)?的?(?:問題|问题|疑問|疑问|資訊|信息|幫助|帮助|協助|协助|需要)|請?隨時|请?随时|歡迎(?:提問|隨時|繼續)|欢迎(?:提问|随时|继续)|(?:以下|下面)(?:是|為|为)[^：:]{0,14}[：:。]?$|感謝您的|感谢您的|[（(]?(?:註|注|備註|备注)?[:：]?(?:以上|上述|這些|这些)的?(?:信息|資訊|內容|内容|資料|资料|答案|回答|數據|数据)(?:均|都|皆)?(?:來自|来自|出自|源自|基於|基于|根據|根据|取自))|` +
		`^(?:好的?|當然|当然|沒問題|没问题|以上|完畢|完毕|答案|回答|答|結論|结论|總結|总结|是的|(?:謝謝|谢谢)(?:您|你|大家)?|不客氣|不客气|(?:以上|這|这)(?:就)?是(?:我的|問題的|问题的)?(?:答案|回答))[！!。，,.:：]*$|` +
		`(?i)\bhope (?:this|that|it) (?:helps|answers)|\blet me know if\b|\bfeel free to\b|^if you (?:have|need|want|would like)\b|\bhappy to help|^is there anything else|^(?:sure|of course|certainly|absolutely|great question|okay|ok|thanks?|thank you)[,.! ]*(?:(?:here(?:'s| is| are)|i can|let me)\b[^.!]{0,40})?[.!:]*$|^(?:here is|here's|here are|below is) (?:the|your|my|a|an)\b[^.]{0,30}\banswers?\b[^.]{0,30}[.:]*$|` +
		`^(?:answer|final answer|notes?|conclusion|summary|yes|no|end(?: of answer)?)[.:!]*$`)
)

// sources matches a heading of a list of sources, or the list itself.
var sources = doc.Pattern(`(?i)^` + edge + `(?:(?:sources?|references?|citations?|bibliography|footnotes?|(?:引用|資料|资料)?(?:來源|来源)|參考(?:資料|文獻|來源)?|参考(?:资料|文献|来源)?|出處|出处|註釋|注释)` + edge + `)?(?:(?:passages?|sources?|articles?|documents?|段落|文章|原文|來源|来源|資料|资料)[\s\d,，、]*)?` + edge + `$`)

// IsSources reports whether a text is a heading of sources, or only names passages. No
// statement follows it.
func IsSources(text string) bool { return sources().MatchString(text) }

// Sentinel reports whether a statement contains the sentinel by which models are asked to say
// that there is no answer. alone is false if other words precede it.
func Sentinel(text string) (is, alone bool) {
	at := sentinel().FindStringIndex(text)
	if at == nil {
		return false, false
	}
	return true, !strings.ContainsFunc(text[:at[0]], isLetterOrDigit)
}

// WithoutRefusal checks whether a statement says that the passages do not answer. rest is what
// else it says, or "".
func WithoutRefusal(text string) (rest string, refuses bool) {
	at := refusal().FindStringIndex(text)
	if at == nil {
		return text, false
	}
	if turn := however().FindStringIndex(text[at[1]:]); turn != nil {
		rest = strings.TrimSpace(text[at[1]+turn[1]:])
	}
	if refusal().MatchString(rest) || Doubts(rest) || !strings.ContainsFunc(rest, isLetterOrDigit) {
		rest = ""
	}
	return rest, true
}

// Doubts reports whether a text has words that also say so, unless they are from a passage.
func Doubts(text string) bool { return doubt().MatchString(text) }

// IsCourtesy reports whether a text is what a model says besides an answer: a greeting, an
// offer of more, a label alone.
func IsCourtesy(text string) bool { return courtesy().MatchString(text) }

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// StatesNothing reports whether a text is a question, asked or repeated; the lead, which is
// the line above the answer, or ""; an introduction; or a courtesy.
func StatesNothing(text, question, lead string) bool {
	said := LettersAndDigits(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("？?：:", last) || IsCourtesy(text) || IsSources(text) || said == LettersAndDigits(question) || lead != "" && said == LettersAndDigits(lead)
}
