package followup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

var (
	// continues matches a request for more of the same.
	continues = doc.Pattern(`^(?:還有(?:嗎|呢|沒有|别的嗎|別的嗎|其他的?嗎|哪些)?|还有(?:吗|呢|没有|别的吗|其他的?吗|哪些)?|(?:還|还)有什[麼么](?:別的|别的|其他的?)?|再?多?[講讲說说]一?[點点些]|再?(?:詳細|详细)[一點点些說说講讲]*|(?:請|请)?(?:繼續|继续)[說说講讲]?|(?:然後|然后|所以|接著|接着|後來|后来)呢|就?這樣(?:而已)?(?:嗎)?|就?这样(?:而已)?(?:吗)?|` +
		`(?:and )?(?:what|anything|something) else|(?:tell me |any |say )?more(?: please| details| about (?:it|that|this))?|go on|continue|keep going|so what|and then|elaborate)$`)
	// bare matches a question word and nothing else.
	bare = doc.Pattern(`^(?:那|那麼|那么|and |but |so )?(?:為什[麼么]|为什么|為啥|为啥|為何|为何|什[麼么](?:時候|时候)|何時|何时|哪一?年|(?:是)?誰|(?:是)?谁|在?哪[裡里兒儿]|多少[錢钱]?|多久|幾[個件人年次]|几[个件人年次]|怎[麼么][說说做辦办會会]?|如何|原因(?:呢|是什[麼么])?|` +
		`why(?: not| is that| so)?|when(?: was (?:it|that)| exactly)?|where(?: exactly)?|who(?: was (?:it|that))?|how(?: so| come| much| many| long)?|which(?: ones?)?|since when)(?:呢|啊|呀|的)?$`)
	// contrast matches a question for the same about something else.
	contrast = doc.Pattern(`^(?:那|那麼|那么|至於|至于|換成|换成|而)?(.{1,14}?)呢$|^(?:and|but|so)?\s*(?:what|how) about (.{2,40})$|^(?:and|but) (?:for |in |of )?(.{2,40})$`)
	// asks matches the words that show that a question has its own predicate.
	asks = doc.Pattern(`什[麼么]|怎[麼么]|多少|多[久大長长高遠远快重]|幾|几[个件人年次]|哪|誰|谁|為何|为何|嗎|吗|\b(?:what|when|where|who|why|how|which|is|are|was|were|do|does|did|can|could|has|have|had|will|would|should)\b`)
	// leads match the words before a follow-up.
	leads   = doc.Pattern(`^(?:那[麼么]?|然後|然后|所以|至於|至于|and|but|so|then)[\s，,]*`)
	pronoun = doc.Pattern(`[它牠他她](?:[們们])?|^其(?:中)?|[這这]([個个家些種种]|件事|一個|一个)?(?:公司|產品|产品|東西|东西)?|^那[個个家些種种](?:公司|產品|产品|東西|东西)?|前者|後者|后者`)
	// Personal pronouns such as "he" are not replaced, since the article may tell whom they
	// mean.
	englishPronoun = doc.Pattern(`\b(?:it|they|them|that one|this one|those|these)\b`)
	// subjectless matches questions that begin without naming a subject.
	subjectless = doc.Pattern(`^(?:有(?:什[麼么]|啥|哪|沒有|没有|幾|几|多少)|哪|多少|多[久大長长高遠远快重]|幾|几|什[麼么]|怎[麼么]|為什|为什|為啥|为啥|在哪|可以|能|會|会|是誰|是谁|是不是|好不好|要多|花了?多|多[貴贵])`)
	figures     = doc.Pattern(`[0-9]{4}\s*年?|[0-9]+\s*月(?:份)?|[0-9]+(?:\.[0-9]+)?`)
	// verbs end the subject, which stands before them.
	verbs   = doc.Pattern(`是|有|做|從|从|在|被|把|比|跟|和|與|与|到|去|會|会|能|可以|要|需|想|怎|為|为|花|坐|好|申請|申请|發布|发布|推出|成立|屬|属|佔|占|賣|卖|用|出|提|的(?:[時时]候)?$`)
	marks   = doc.Pattern(`什[麼么](?:[時时]候|樣|样)?|怎[麼么樣样]*|多少[錢钱個个件人年]?|多[久大長长高遠远快重貴贵]|[幾几](?:[個个件人年次月號号歲岁]|點|点)?|哪[裡里兒儿些個个家款種种位年一]*|[誰谁]|[為为]何|[為为]啥|[嗎吗呢啊呀吧]|是不是|是否|有[沒没]有|如何|請問|请问|[？?！!。，,、]`)
	english = doc.Pattern(`\b(?:what(?:'s)?|when|where|who|whom|whose|why|how|which|is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|much|many|long|big|far|often|the|a|an|there|please|tell|me|about|of|in|on|for|to|by|at|from|with|and|or|get|gets|got|cost|costs|make|makes|made|happen|happened|mean|means|work|works)\b|[?!.,]`)
)

// contrasted returns what a question asks the same about, or "" if it is a question of its
// own.
func contrasted(q string) string {
	m := contrast().FindStringSubmatch(q)
	if m == nil {
		return ""
	}
	other := strings.TrimSpace(m[1] + m[2] + m[3])
	if asks().MatchString(other) || pronoun().FindString(other) == other || englishPronoun().FindString(other) == other {
		return ""
	}
	for _, article := range []string{"the ", "a ", "an "} {
		other = strings.TrimPrefix(other, article)
	}
	return other
}

func trimLead(q string) string {
	if left := strings.TrimPrefix(q, leads().FindString(q)); left != "" {
		return left
	}
	return q
}

func replaceFirst(what *regexp.Regexp, in, with string) string {
	at := what.FindStringIndex(in)
	return strings.TrimSpace(in[:at[0]] + with + in[at[1]:])
}

// shape returns a figure with its digits replaced by 0. Figures of the same shape can replace
// each other.
func shape(figure string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '0'
		case unicode.IsSpace(r) || r == '年': // 2021 and 2021年 are the same
			return -1
		}
		return r
	}, figure)
}

// stripped returns a question without its question words.
func stripped(question string) string {
	q := marks().ReplaceAllString(question, " ")
	if !strings.ContainsFunc(q, isHan) {
		q = english().ReplaceAllString(strings.ToLower(q), " ")
	}
	return strings.Join(strings.Fields(q), " ")
}

// topic returns what a question is about: the subject of a Chinese question, or the first
// words of an English one without its question words.
func topic(question string) string {
	left := stripped(question)
	if !strings.ContainsFunc(left, isHan) {
		words := strings.Fields(left)
		return strings.Join(words[:min(len(words), 4)], " ")
	}
	first, _, _ := strings.Cut(left, " ")
	if utf8.RuneCountInString(first) < 2 {
		first = left
	}
	if at := verbs().FindAllStringIndex(first, -1); at != nil {
		for _, v := range at {
			if utf8.RuneCountInString(first[:v[0]]) >= 2 {
				return strings.TrimSuffix(first[:v[0]], "的")
			}
		}
	}
	return strings.TrimSuffix(first, "的")
}

// parts returns the things that a question mentions, each of which may be replaced by
// something else.
func parts(question string) []string {
	left := stripped(question)
	if !strings.ContainsFunc(left, isHan) {
		return strings.Fields(left)
	}
	left = verbs().ReplaceAllString(strings.ReplaceAll(left, "的", " "), " ")
	var all []string
	for _, p := range strings.Fields(left) {
		if utf8.RuneCountInString(p) > 1 {
			all = append(all, p)
		}
	}
	return all
}
