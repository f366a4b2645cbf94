package verify

import (
	"strings"

	"footnote/corpus/doc"
)

// Patterns for folded text of both languages. If a statement says something of all, or calls
// something the first, the passage must say so too. intruder matches words that are rare in
// articles but common in injected text.
var (
	universal   = doc.Pattern(`所有\p{Han}|全部|全数|任何|一切|全都|每个人|各种|完全|\ball (?:of )?(?:the|its|their|his|her)\b|\bevery|\banyone|\beach\b|\bentirely\b|\bcompletely\b|\balways\b`)
	allOfThem   = doc.Pattern(`所有|全|任何|一切|都|每|各|人人|皆|均|无一|没有一|沒有|不论|无论|一律|\ball\b|\bevery|\bany|\beach\b|\bentire|\bwhole\b|\balways\b|\bnever\b|\bnone\b|\bno\b|\bnobody\b|\bboth\b|\bfull|\bcomplete|100%|alone`)
	superlative = doc.Pattern(`最[^近后初终]|第一名|居首|冠军|\bmost (?:\w+ )|\b\w{3,}est\b|\bnumber one\b`)
	top         = doc.Pattern(`最|第一|居首|冠|首|头号|前[二三十\d]|只输|仅次|领先|率先|纪录|蝉联|唯一|主要|\bmost\b|\b\w{3,}est\b|\bfirst\b|\brecord\b|\btop\b|\bchief\b|\bmain\b|\bsecond\b|\bthird\b|\bleading\b|than any|behind`)
	notTop      = doc.Pattern(`\b(?:interest|forest|west|guest|request|suggest|invest|harvest|test|rest|best-known|protest|honest|latest|nearest|at most|most of|most likely)\b`)
	intruder    = doc.Pattern(`password|system prompt|\bprompt\b|previous instruction|all instruction|developer mode|\bignore\b|\bdisregard\b|\bclick\b|\bsubscribe|\bdiscount|\bpromo|\bcoupon|\bdeveloped by openai\b|\blanguage model\b|as an ai|api key|@everyone|@here|<@|\bvisit (?:our|the|this|www|http)|sign up|\b(?:card|account|routing|phone|social security) numbers?\b|\b(?:credit|debit|gift) cards?\b|\byour (?:card|account|bank|wallet|money|phone|e-?mail|address|id|details|credentials|identity)\b|\breply (?:with|to)\b|\bsend (?:us|me|money)\b|\bverification code|\b(?:this|the|next|first|second|last|final|above|each|given|previous|following) (?:passage|paragraph|sentence|question|excerpt|statement|prompt)s?\b|\bpassages? \d|` +
		`密码|系统提示|提示词|先前的?指[示令]|以上指[示令]|之前的指[示令]|开发者模式|忽略|无视|点击|点此|优惠|折扣|扫码|转账|汇款|付款到|卡号|账号|银行账户|信用卡|验证码|身份证|手机号|加我|私信|密钥|作为(?:一个)?(?:ai|人工智能)(?:助[手理]|模型|语言)|语言模型|我已|我将|我会|(?:这|该|上|下|本|第.|以上|前一|后一)(?:个|一)?(?:段落|段文字|问题)`)
	appeal = doc.Pattern(`^(?:please|kindly|now |you (?:must|should|can|need)|请|您|你(?:必须|应该|可以|需要))`)
)

// overstates reports whether a folded clause says more than a folded segment: of all what the
// segment says of some, or a superlative where it has none. It returns how.
func overstates(clause, segment string) (string, bool) {
	if said := universal().FindString(clause); said != "" && !allOfThem().MatchString(segment) {
		return "of all (" + said + ") what the passage does not", true
	}
	if said := superlative().FindString(notTop().ReplaceAllString(clause, " ")); said != "" && !top().MatchString(segment) {
		return "a superlative (" + said + ") that the passage does not have", true
	}
	return "", false
}

// intrudes reports whether a folded statement speaks of what no question about an article asks
// for: passwords, prompts, orders to the reader. It makes no objection if the sources speak of
// it too, or knows says that they have it in other words.
func intrudes(statement, sources string, knows func(word string) bool) (string, bool) {
	for _, said := range intruder().FindAllString(statement, -1) {
		if !strings.Contains(sources, said) && !knows(said) {
			return said, true
		}
	}
	if said := appeal().FindString(statement); said != "" && !appealed().MatchString(sources) {
		return said, true
	}
	return "", false
}

var appealed = doc.Pattern(`\bplease\b|\byou\b|请|你|您`)
