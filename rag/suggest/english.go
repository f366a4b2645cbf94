package suggest

import (
	"regexp"
	"strings"
	"sync"

	"footnote/corpus/doc"
)

const (
	digits    = `[0-9][0-9,.]*(?: ?(?:thousand|million|billion|k|m))?`
	numbers   = `(?:` + digits + `|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|one hundred)(?:[ -][a-z]+)?)`
	roughly   = `(?:about |around |approximately |roughly |nearly |almost |over |more than |less than |only |just |up to |at least |some |exactly )*`
	lengths   = `(?:metres|meters|kilometres|kilometers|km|m|cm|mm|centimetres|centimeters|feet|foot|ft|miles|inches|years|months|days|hours|minutes)`
	durations = `(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)`
	year      = `(?:[A-Z][a-z]+ (?:[0-9]{1,2}, )?)?(?:1[0-9]{3}|20[0-9]{2})\b`
	happened  = `(?:began|started|ended|opened|closed|died|happened|retired|took place|burned down|collapsed)`
	acted     = `(?:ended|started|launched|introduced|released|founded|opened|banned|adopted|abolished|acquired|bought|published|joined|left|won|built|sold|moved to|discovered|signed|completed|established|invented)`
	doing     = `(?:run|use|set|add|call|pass|open|type|click|create|choose|select|press|enter|execute|edit|copy|specify|import|simply|just|first|you (?:can|must|need|should|have|may|only)|all you)`
)

// An englishPattern makes a question from a sentence, or from its beginning. In asks, $1 is
// the subject as it is written within a sentence.
type englishPattern struct {
	match   func() *regexp.Regexp
	asks    string
	rank    rank
	subject func(m *grammar, s string) (string, bool)
	verbs   map[string]string // replacements for the second group
}

func english(expression, asks string, r rank, subject func(*grammar, string) (string, bool), verbs map[string]string) englishPattern {
	return englishPattern{doc.Pattern(expression), asks, r, subject, verbs}
}

var (
	did   = map[string]string{"weighs": "does", "costs": "does", "weighed": "did", "cost": "did", "takes": "does", "took": "did"}
	bases = map[string]string{"earned": "earn", "lost": "lose", "spent": "spend", "raised": "raise", "paid": "pay", "saved": "save", "made": "make", "began": "begin", "started": "start", "ended": "end", "opened": "open", "closed": "close",
		"died": "die", "happened": "happen", "retired": "retire", "took place": "take place", "burned down": "burn down", "collapsed": "collapse", "launched": "launch", "introduced": "introduce", "released": "release", "founded": "found",
		"banned": "ban", "adopted": "adopt", "abolished": "abolish", "acquired": "acquire", "bought": "buy", "published": "publish", "joined": "join", "left": "leave", "won": "win", "built": "build", "sold": "sell", "moved to": "move to",
		"discovered": "discover", "signed": "sign", "completed": "complete", "established": "establish", "invented": "invent", "weighs": "weigh", "weighed": "weigh", "costs": "cost", "cost": "cost"}
	owns    = map[string]string{"has": "does $1 have", "have": "do $1 have", "had": "did $1 have", "contains": "does $1 contain", "holds": "does $1 hold", "employs": "does $1 employ", "includes": "does $1 include", "supports": "does $1 support", "offers": "does $1 offer"}
	authors = map[string]string{"written": "wrote", "designed": "designed", "built": "built", "founded": "founded", "created": "created", "invented": "invented", "discovered": "discovered", "developed": "developed", "directed": "directed", "composed": "composed", "painted": "painted", "acquired": "acquired", "established": "established", "translated": "translated", "published": "published"}
)

// englishPatterns are in the order in which they are tried.
var englishPatterns = sync.OnceValue(func() []englishPattern {
	measured := `(?:population|height|area|cost|price|budget|length|width|depth|weight|speed|capacity|temperature|salary|revenue|profit|deadline|fee|fare|rent|limit|capital|diameter|elevation|lifespan|duration|password)`
	abstract := `(?:purpose|goal|aim|advantage|disadvantage|benefit|drawback|difference|reason|downside|distance|version|cause|frequency|result|meaning)`
	return []englishPattern{
		english(`^([A-Z][^,;:()]*?) (was|were) (?:first |officially |originally )?((?:built|founded|established|opened|completed|launched|released|created|designed|introduced|published|constructed|inaugurated|discovered|invented|signed|adopted|approved|demolished|renovated|founded))\b[^,;:()]{0,40}? in `+year, "When $2 $1 $3?", valued, (*grammar).englishSubject, nil),
		english(`^([A-Z][^,;:()]*?) (?:was|were|is|are) (?:first |originally )?(written|designed|built|founded|created|invented|discovered|developed|directed|composed|painted|acquired|established|translated|published) by (?:the )?[A-Z]`, "Who $2 $1?", valued, (*grammar).englishSubject, authors),
		english(`^((?:[A-Z][\w.'’-]+ ){1,4}?(?:and (?:[A-Z][\w.'’-]+ ){1,3}?)?)(founded|wrote|designed|built|invented|discovered|created|directed|composed|established|developed|painted) ((?:the|The|[A-Z])[^,;:()]{2,40}?)(?: in `+year+`| with .*| at .*|$)`, "Who $2 $3?", valued, anySubject, nil),
		english(`^([A-Z][^,;:()]*?) (is|was) `+roughly+numbers+` `+lengths+` (tall|high|long|wide|deep|thick|old)\b`, "How $3 $2 $1?", valued, (*grammar).englishThing, nil),
		english(`^([A-Z][^,;:()]*?) (weighs|costs|weighed|cost) `+roughly+`[$€£]?`+digits, "How much $2 $1 %?", valued, (*grammar).englishThing, did),
		english(`^([A-Z][^,;:()]*?) (has|have|had|contains|holds|employs|includes|supports|offers) `+roughly+numbers+` ((?:[a-z-]+ ){0,2}[a-z]+[^s\W]s)(?:$|,| (?:in|on|at|and|across|per)\b)`, "How many $3 $2?", valued, (*grammar).englishThing, owns),
		english(`^([A-Z][^,;:()]*?) (is|was|are|were) (located|situated|headquartered|based) (?:in|at|near|between|off|along|on the (?:corner|coast|banks?|shores?|island|east|west|north|south|eastern|western|northern|southern|edge|outskirts)) `, "Where $2 $1 $3?", valued, (*grammar).englishSubject, nil),
		english(`^(It) (takes|took) (?:[a-z]+ )?`+roughly+numbers+` (?:to `+numbers+` )?`+durations+` to ((?:[a-z][\w-]* ?){2,7})$`, "How long $2 it take to $3?", valued, anySubject, did),
		english(`^([A-Z][^,;:()]*?) (`+happened+`) (?:on|in) [^,;:()]{0,30}?`+year, "When did $1 %?", valued, (*grammar).englishSubject, nil),
		english(`^([A-Z][^,;:()]*?) (`+acted+`) ((?:its|the|an?) [^,;:()]{3,40}?|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*) in `+year, "When did $1 % $3?", valued, (*grammar).englishSubject, nil),
		english(`^In `+year+`, ([A-Za-z][^,;:()]*?) (`+acted+`) ([^,;:()]{3,40}?)$`, "When did $1 % $3?", valued, (*grammar).englishWithin, nil),
		english(`^([A-Z][^,;:()]*?) (earned|lost|spent|raised|paid|saved|made) `+roughly+`[$€£]`+digits, "How much did $1 %?", valued, (*grammar).englishSubject, nil),
		english(`^(The (?:deadline|address|budget|rent|fee|price|fare|ticket price|membership fee)) (is|was) [^,;:()]{2}`, "What $2 $1?", told, (*grammar).englishSubject, nil),
		english(`^(The [a-z][^,;:()]*? `+measured+`|The [^,;:()]*?\b(?:`+measured+`|(?:default|maximum|minimum|average|total|recommended) [a-z]+) (?:of|for|between|in|to) [^,;:()]{2,40}?|The (?:default|recommended|total|average) (?:[a-z]+ )?(?:port|interval|timeout|password|size|limit|language|theme|format|time zone|location|price|cost|salary|age|height|temperature|directory|branch|encoding)|The [^,;:()]*?\b`+abstract+` (?:of|for|between) [^,;:()]{2,40}?) (is|was) [^,;:()]{2}`, "What $2 $1?", told, (*grammar).englishSubject, nil),
		english(`^(?:To|In order to|If you want to) (([a-z]+) [^,;:()]{3,50}), (?:then |please )?`+doing+`\b`, "How do I $1?", told, (*grammar).task, nil),
		english(`^([A-Z][^,;:()]*?) (?:stands for|is short for) `, "What does $1 stand for?", told, (*grammar).englishName, nil),
		english(`^([A-Z][^,;:()]*?) (is|was) (?:an?|the [a-z]+est|one of the) (?:[\w-]+ ){0,3}?(?:developer|writer|engineer|author|actor|professor|scientist|player|politician|singer|artist|composer|programmer|teacher|doctor|journalist|founder|architect|poet|painter)\b`, "Who $2 $1?", told, (*grammar).englishName, nil),
		english(`^([A-Z][^,;:()]*?) (?:is|refers to|is defined as) (?:an?|the [a-z]+est) [a-z]`, "What is $1?", told, (*grammar).englishName, nil),
		english(`^([A-Z][a-z]+(?: [a-z]+)?) (?:refers to|is defined as) `, "What is $1?", told, (*grammar).term, nil),
	}
})

// englishQuestions makes questions from an English sentence.
func (m *maker) englishQuestions(sentence string) []draft {
	sentence = strings.TrimRight(listMark().ReplaceAllString(sentence, ""), ".!")
	sentence = bracketed().ReplaceAllString(sentence, "")
	for _, p := range englishPatterns() {
		found := p.match().FindStringSubmatch(sentence)
		if found == nil {
			continue
		}
		subject, ok := p.subject(m.grammar, found[1])
		if !ok {
			continue
		}
		return []draft{{p.rank, p.fill(subject, found)}}
	}
	return nil
}

var bracketed = doc.Pattern(` \([^()]*\)`)

var listMark = doc.Pattern(`^(?:[-*•·]|[0-9]{1,2}[.)])\s+`)

// fill writes a question; % stands for the base form of the verb in the second group.
func (p englishPattern) fill(subject string, found []string) string {
	asks := p.asks
	if len(found) > 2 {
		second := found[2]
		if said, ok := p.verbs[second]; ok {
			second = said
		}
		asks = strings.NewReplacer("$2", second, "%", bases[found[2]]).Replace(asks)
	}
	if len(found) > 3 {
		third, _, _ := strings.Cut(found[3], " and ") // "140 members and meets"
		asks = strings.ReplaceAll(asks, "$3", strings.TrimSpace(third))
	}
	return strings.ReplaceAll(asks, "$1", subject)
}
