package sentence

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// subjectWithin is how many sentences back a subject is searched for.
const subjectWithin = 3

// minNaming is the minimum width of a sentence that names a subject.
const minNaming = 10

var (
	connectives = doc.Pattern(`(?i)^(?:但是|但|不過|不过|然而|所以|因此|因為|因为|而且|而|並且|并且|另外|此外|同時|同时|後來|后来|最後|最后|接著|接着|例如|比如|當然|当然|目前|如今|现在|現在|如果|雖然|虽然|當|当|由於|由于|只要|據說|据说|` +
		`(?:however|but|and|so|also|yet|still|then|thus|hence|therefore|instead|moreover|furthermore|besides|meanwhile|similarly|likewise|indeed|interestingly|unfortunately|fortunately|in addition|for example|for instance|as a result|at first|at that time|now|today|later|finally|when|if|after|before|since|while|once|because|although|though|as|until)\b)[，、,:：\s]*`)
	pronouns = doc.Pattern(`^(?:[它牠他她](?:们|們)?|其中|其(?:次|他|它|餘|余|實|实)?|該|该|此(?:外|刻|時|时|類|类|種|种|舉|举|案|一|項|项|前|後|后)?|這|这|那(?:些|個|个|種|种|段|次|年|天|時|时|裡|里|兒|儿|是|裏|位|家|款|座|條|条|場|场)|上述|前者|後者|后者|兩者|两者|兩人|两人|雙方|双方|二者|三者|對此|对此|如此|以上)`)
	// standing matches words that only begin like a pronoun.
	standing         = doc.Pattern(`^(?:其實|其实|其他|其它|其餘|其余|其次|此外|此刻|此時|此时|這篇|这篇|這裡記錄|这里记录|這個(?:週刊|周刊|網站|部落格)|这个(?:周刊|网站|博客)|這份雜誌|这期|這期|這一年|这一年|這幾年|这几年|這年頭|这年头|[這这]個?个?[月週周星禮礼]|他(?:國|国|人|鄉|乡|處|处|山|方))`)
	barePredicates   = doc.Pattern(`^(?:也|[還还][^原款債债書书珠魂鄉乡]|仍|依[然舊旧]|正[在式]|[於于][0-9一二三四五六七八九十]|則|则|已(?:經|经|於|于|有|在|被|由|成|達|达|推|接|入)|並(?:不|在|且|以|將|把|由|於|用|推|提|可)|并(?:不|在|且|以|将|把|由|于|用|推|提|可)|可以?(?:用|在|說|说|透|通|直|讓|让|幫|帮|以|支|連|连|根|選|选|接|搭|從|从|自|讀|读)|就(?:是|能|會|会|可|連|连)|都(?:是|有|能|會|会|可|在)|又(?:是|有|在|能)|更(?:是|有|能|可)|不(?:用|需|支|含|會|会|能|可|必|建議|建议|推薦|推荐)|支援|支持|適合|适合|提供|採用|采用|位於|位于|屬於|属于|成立於|成立于|創立於|创立于|建於|建于|是(?:一|全|第|由|目|最|個|个|該|该|此|這|这)|曾|約(?:有|在)|约(?:有|在)|總(?:長|共|計)|总(?:长|共|计)|全長|全长|高度?(?:為|为|約|约)|長度?(?:為|为|約|约)|面積(?:為|为|約|约)|面积(?:为|约)|價格(?:便宜|為|约|約|大)|价格(?:便宜|为|约|大)|售價|售价)`)
	afterAdverbial   = doc.Pattern(`^[^，。！？,]{1,10}，(?:[他她它牠](?:们|們)?)[^人的]`)
	englishAdverbial = doc.Pattern(`(?i)^(?:in|by|on|at|during|unlike|like|within|from|until|since) [^,.?!]{1,30}, (?:it|they|he|she)\b`)
	interrogative    = doc.Pattern(`(?i)^(?:who|which|whose)\b`)
	conditional      = doc.Pattern(`就|時|时|的話|的话|之前|以前`)
	englishPronouns  = doc.Pattern(`(?i)^(?:it|they|he|she|this|that|these|those|its|their|his|hers?|him|them|such|both|neither|either|the (?:former|latter|two|three|same|change|latter)|here|there it|another one|one of (?:them|these|those)|some of (?:them|these|those)|all of (?:them|these|those)|most of (?:them|these|those)|each of (?:them|these|those)|which|who|whose)\b`)
	expletives       = doc.Pattern(`(?i)^(?:it(?:'s| is| was| has been| may be| can be| would be)? (?:also |very |quite |often |sometimes |not |only |now |therefore )?(?:important|possible|impossible|necessary|essential|crucial|vital|clear|unclear|likely|unlikely|true|hard|difficult|easy|easier|common|best|better|worth|recommended|known|said|believed|estimated|time|safe to say|up to|raining|snowing|sunny|cold|hot|warm|dark|late|early)\b|it (?:seems?|appears?|turns? out|turned out|follows|depends|makes (?:sense|a world)|(?:took|takes) (?:weeks|months|years|days|hours|time|about|a |an |around|me|us|him|her|[0-9]|two|three|four|five|six|seven|eight|nine|ten|half|several|many|only))\b|that (?:said|being said|is|is to say),|this (?:article|post|guide|page|section|tutorial|document|essay|paper|report|book|week|year|month|morning|time|is (?:how|what|why|where)|newsletter)\b|those who\b|these days\b|both .{1,40} and\b|here (?:is|are)\b|such as\b|either .{1,60} or\b|neither .{1,60} nor\b)`)
	englishPredicate = doc.Pattern(`(?i)^(?:allows|Includes|Supports|Provides|Requires|Offers|Available|Based in|Built in|Founded in|Located in|Very|Fast enough)\b`)
	replies          = doc.Pattern(`^(?:A\d{0,2}\s*[:：.]|答\s*[:：]|回答\s*[:：]|(?:Yes|No|Nope|Yep|Yeah|Absolutely|Definitely|Of course|Not (?:really|yet|necessarily|quite))[,.!;—–-]|(?:是的|不是|不會|不会|會的|会的|可以|不可以|不行|不建議|不建议|沒錯|没错|對|对|有的|沒有|没有|當然|当然)[，,。！!])`)
)

// NeedsSubject reports whether a sentence does not name what it is about: its subject is a
// pronoun or is left out, or it replies to a question.
func NeedsSubject(text string) bool {
	text = strings.TrimLeft(strings.TrimSpace(text), "「『“\"‘'（(*_")
	if !mayNeed(text) {
		return false
	}
	if replies().MatchString(text) {
		return true
	}
	for range 2 { // 不過，後來它…
		lead := connectives().FindString(text)
		if lead == "" || lead == text {
			break
		}
		text = text[len(lead):]
	}
	return refersBack(text) || barePredicate(text) && !endsInColon(text) || afterAdverbial().MatchString(text) || englishAdverbial().MatchString(text)
}

// firstHan are the first characters of everything that the Chinese patterns match.
const firstHan = "它牠他她其该該此這这那上前後后兩两雙双二三對对如以但不然所因而並并另同最接例比當当目現现果雖虽由只據据" +
	"也還还則则已可就都又更支適适提採采位屬属成創创建是曾約约總总全高長长面價价售沒没答回會会有仍依正於于"

// firstWords are the first words of everything that the English patterns match.
var firstWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(`it its they their them he him his she her hers this that these those such both neither either the here
		there another one some all most each which who whose however but and so also yet still then thus hence therefore instead moreover
		furthermore besides meanwhile similarly likewise indeed interestingly unfortunately fortunately in for as at now today later finally
		when if after before since while once because although though until allows includes supports provides requires offers available based
		built founded located very fast by on during unlike like within from yes no nope yep yeah absolutely definitely of not a`) {
		words[word] = true
	}
	return words
})

// mayNeed rules out most sentences, ten times as fast as the patterns do.
func mayNeed(text string) bool {
	if first, _ := utf8.DecodeRuneInString(text); doc.IsHan(first) {
		if strings.ContainsRune(firstHan, first) {
			return true
		}
		start := text[:min(len(text), maxLook)]
		comma := strings.Index(start, "，")
		return comma > 0 && strings.IndexAny(start[comma:], "他她它牠") == len("，")
	}
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	return end > 0 && firstWords()[strings.ToLower(text[:end])]
}

// maxLook is how many bytes of a sentence are examined for a pronoun at its beginning.
const maxLook = 120

// refersBack reports whether a text begins with a pronoun for something named before.
func refersBack(text string) bool {
	if beginsHan(text) {
		return pronouns().MatchString(text) && !standing().MatchString(text)
	}
	return englishPronouns().MatchString(text) && !expletives().MatchString(text[:min(len(text), maxLook)]) &&
		!(interrogative().MatchString(text) && isQuestion(text))
}

// barePredicate reports whether a sentence begins with its predicate.
func barePredicate(text string) bool {
	if !beginsHan(text) {
		return englishPredicate().MatchString(text) && !isQuestion(text)
	}
	if strings.HasPrefix(text, "沒") || strings.HasPrefix(text, "没") {
		return !conditional().MatchString(text)
	}
	return barePredicates().MatchString(text)
}

func beginsHan(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return doc.IsHan(first)
}

// Subject returns what names the subject of a sentence that does not do so itself: the nearest
// sentence before it, at most three back in its section, that needs no subject, or the
// question that it replies to. section is the heading above both, which may be one in the
// text; it may be empty. ok is false if there is neither.
func Subject(article *corpus.Article, passage, sentence int) (span corpus.Span, section string, ok bool) {
	here := place{article, passage, sentence}
	if !here.exists() {
		return span, "", false
	}
	section = here.under()
	if named, _, ok := here.subject(); ok {
		return named.span(), section, true
	}
	return span, section, section != ""
}

// Under returns the heading above a sentence: the nearest one in the text of its section
// ("WiFi Card" for "5、WiFi Card"), or else the section's title, or "". It looks a few dozen
// lines back.
func Under(article *corpus.Article, passage, sentence int) string {
	here := place{article, passage, sentence}
	if !here.exists() {
		return ""
	}
	return here.under()
}

func (p place) under() string {
	if _, ok := p.line().heads(); ok {
		return p.article.Sections[p.section()].Title
	}
	for above := range p.line().upwards() {
		if title, ok := above.heads(); ok && title != "" {
			return title
		} else if ok {
			break
		}
	}
	return p.article.Sections[p.section()].Title
}

// heads reports whether a line is a heading for those below it, and returns its text. It may
// be a heading proper, a question with its answer below, or a number alone, whose text is "".
func (l line) heads() (title string, ok bool) {
	text := l.first.text()
	m := markOf(text)
	switch {
	case doc.Width(text) > 2*maxHeadingWidth:
		return "", false
	case m.bare, (asked().MatchString(text) || m.numbered()) && isQuestion(text):
		return headingText(text), true
	case !l.alone(), !marksHeading(text) && !l.overProse():
		return "", false
	}
	return headingText(text), l.last.kind() == Heading
}

// headingText returns a heading without its mark and number.
func headingText(text string) string {
	text = strings.TrimLeft(text, "▋▍▎▌█▊§#= \t")
	if m := numeral().FindStringSubmatch(text); m != nil && markOf(text).numbered() {
		text = text[len(m[0])-len(m[5]):]
	}
	text = strings.TrimPrefix(text, asked().FindString(text))
	return strings.TrimSpace(strings.Trim(text, "【】〈〉="))
}
