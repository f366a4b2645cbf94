package intent

import (
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// Words that only show that something is being asked.
const (
	chineseAsking = `的|了|吗|呢|啊|吧|呀|嘛|咧|喔|哦|是|有|在|会|要|能|可以|没有|不|也|都|就|再|和|与|或|跟|还|又|请|问|一下|我|你|您|他|她|它|们|这|那|哪|些|个|样|里|边|儿|谁|几` +
		`|什么|甚么|啥|意思|怎么办|为什么|为何|为啥|怎么|怎样|怎么样|如何|多少|多久|多大|多远|何时|何地|时候|然后|所以|但是|可是|因为|不过|而且|接着|继续|更多|其他|另外|别的|之后|后来|说|讲|再来|呃|额|咦|唔|嗯|诶|欸|噢`
	englishAsking = `what|why|how|who|where|when|which|whose|whom|many|much|long|far|often|the|a|an|and|or|but|so|then|is|are|was|were|am|be|do|does|did|can|it|its` +
		`|this|that|these|those|he|she|they|him|her|them|of|in|on|at|to|for|about|else|more|there|any|anything|something|because|continue|one|next|also|with|whats|hows|whos|huh|meaning`
)

var (
	// asking matches words that continue an earlier exchange: 為什麼, what else. Without one
	// they ask nothing.
	asking = doc.Pattern(`^(?:` + chineseAsking + `)+$|^(?:` + englishAsking + `)(?: (?:` + englishAsking + `))*$|^what do you mean(?: by that)?$|^go on$`)
	// saying matches questions for what someone or something says. If nobody was mentioned,
	// the article is meant.
	saying = doc.Pattern(`^(?:它|他|她|这|那|里面|里头|都|在|到底|究竟|主要|大概|大致)*(?:讲|说|写|谈|聊|提)(?:到|的|了|过)?(?:是|些|的是)?(?:什么|甚么|啥)(?:东西|内容|事情?|呢|啊|呀|吗)*$`)
)

// Other messages that ask nothing.
var (
	number = doc.Pattern(`^[\p{P}\p{S} ]*\d[\d\p{P}\p{S}\p{M} ]*$`)
	// address matches a link, a host name in one of the domains that people type, or an e-mail
	// address.
	address = doc.Pattern(`^[<(]?(?:[a-z]{2,10}://\S+|www\.\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|cn|tw|hk|uk|de|fr|jp)(?:/\S*)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)[>),;]*$`)
	markup  = doc.Pattern(`^(?:<[a-z/!][^<>]*>[^<>]*)*<[a-z/!][^<>]*>$`)
	filler  = doc.Pattern(`^lorem ipsum|^[\x{3105}-\x{312F}ˇˊˋ˙ ]+$|^[a-z]$|^(?:test ?\d+|foo|null|nil|undefined|n a)$|^(?:h+m+|u+h+|u+m+|e+r*m*|idk|meh|whatever|(?:i )?(?:dont|do not) know|i?m bored)$` +
		`|^(?:i have |i have got |can i ask |may i ask |could i ask )?(?:you )?(?:a |one )?(?:quick )?(?:question|something)$|^(?:我|有|一?个|想|要|些)*(?:问题|请教)(?:想问|要问|想请教|请教|问)?(?:你|你们|一下)?$|^我?不(?:太)?知道$|^随便(?:问问|看看|聊聊)?$|^我?(?:好|很)?无聊$`)
)

// bare reads a message that by itself asks nothing of any article. Its kind is Help or
// Summary. elliptical says that the message may continue an earlier question.
func bare(w wording) (kind Kind, elliptical, ok bool) {
	message := strings.TrimSpace(w.folded)
	switch {
	case message == "":
		return "", false, false
	case saying().MatchString(w.words):
		return Summary, true, true
	case markup().MatchString(message), filler().MatchString(w.words), repeated(w.words), typedAtRandom(w.words):
		return Help, false, true
	case number().MatchString(message), asking().MatchString(w.words):
		return Help, true, true
	}
	for _, field := range strings.Fields(message) {
		if !address().MatchString(field) {
			return "", false, false
		}
	}
	return Help, false, true
}

// repeated reports whether the text is a single character, three times or more.
func repeated(words string) bool {
	first := firstRune(words)
	return strings.Count(words, string(first)) >= 3 && strings.Trim(words, string(first)) == ""
}

// typedAtRandom reports whether the words run along the rows of a keyboard: asdf, qweasd.
func typedAtRandom(words string) bool {
	letters := 0
	for _, word := range strings.Fields(words) {
		for rest := word; rest != ""; {
			n := alongRow(rest)
			if n < 3 {
				return false
			}
			letters += n
			rest = rest[n:]
		}
	}
	return letters >= 4
}

// alongRow returns how many neighbouring keys a word begins with.
func alongRow(word string) int {
	if !unicode.IsLower(rune(word[0])) {
		return 0
	}
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		if at := strings.IndexByte(row, word[0]); at >= 0 {
			n := 0
			for n < len(word) && at+n < len(row) && word[n] == row[at+n] {
				n++
			}
			return n
		}
	}
	return 0
}
