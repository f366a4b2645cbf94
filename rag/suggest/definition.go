package suggest

import (
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// What follows a name in a sentence that defines it: a verb and a noun, or the noun alone
// between commas. Chinese is matched in simplified characters.
var (
	chineseDefinition = doc.Pattern(`^ ?(?:（[^（）]*）)?(?:是一?[种種个個款家项項座套间間类類部本条支所组](?:[^，。；！？我你他她它这那]{2,30}的)?|是(?:[^，。；！？我你他她它这那不否因为由在]{2,24}的?))` + kinds + `(?:[，。；！]|$)`)
	englishDefinition = doc.Pattern(`^(?: \([^()]*\))?(?: (?:is|was) an?|, an?) (?:[\w-]+ ){0,4}?` + englishKinds + `\b`)
	// ofSomebody matches sentences that say whose something is, or since when, rather than
	// what it is.
	ofSomebody = doc.Pattern(`(?i)^[^,.;]*\b(?:I|we|my|our|he|she|his|her|last year|this year|years? ago|recently)\b`)
)

const (
	kinds        = `(?:工具|系统|软件|软体|语言|平台|公司|企业|组织|协议|格式|框架|服务|机构|团体|杂志|模型|大模型|技术|植物|动物|疾病|应用|程序|程式|网站|数据库|资料库|标准|算法|演算法|品牌|产品|游戏|函式库|函数库|库|套件|芯片|晶片|装置|设备|手机|网络|网路|货币|计划|比赛|方法|理论)`
	englishKinds = `(?:tool|system|language|platform|company|protocol|format|framework|service|organi[sz]ation|magazine|model|technology|technique|app|application|program|programme|website|site|database|standard|algorithm|brand|product|game|library|package|module|chip|device|phone|network|currency|method|theory|software|server|client|engine|editor|compiler|utility|plugin|extension|editor|browser|storage|startup|firm|agency|charity|festival|conference|band|novel|film|city|town|village|island|river|mountain|store|cache|parser|toolkit|interface|specification|alternative|implementation|collection|command)s?`
)

// defines reports whether the text after a name says what the name stands for.
func defines(after string) bool {
	return chineseDefinition().MatchString(after) || englishDefinition().MatchString(after) && !ofSomebody().MatchString(after)
}

// explained returns what answers a question for what something is: the sentence that says so
// or, if that says only whose it is, the next one too. It returns false if neither does.
func explained(a *corpus.Article, q draft, text string, sentences []corpus.Sentence) (corpus.Span, bool) {
	if !strings.HasPrefix(q.text, "What is ") || !ofSomebody().MatchString(text) {
		return sentences[0], true
	}
	if len(sentences) < 2 || !strings.HasPrefix(a.Quote(sentences[1]), "It ") {
		return corpus.Span{}, false
	}
	return corpus.Span{Start: sentences[0].Start, End: sentences[1].End}, true
}
