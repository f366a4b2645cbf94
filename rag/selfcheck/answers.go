package selfcheck

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
)

const (
	number = `[ \t>*_#\-"'(\[【（「]*(?:(?:statement|no\.?|陳述|陈述|第)[ \t]*)?(\d{1,3})[句條条]?`
	yesNo  = `(yes|no|是的?|不是|否)`
	// aside matches what may surround a number or an answer.
	aside = `[ \t*_"'.:：,，)\]】）」\-–—=>→|(（]*`
)

var (
	// numbered matches a line with the number of a statement and an answer, possibly followed
	// by punctuation and a reason.
	numbered = doc.Pattern(`(?i)^` + number + aside + yesNo + `(?:[^\p{L}\p{N}].*)?$`)
	// alone matches a line with only an answer.
	alone = doc.Pattern(`(?i)^[^\p{L}\p{N}]*` + yesNo + `(?:[^\p{L}\p{N}].*)?$`)
	// separate matches what separates answers on one line or in a JSON object.
	separate = doc.Pattern(`[\n\r;；{}]|[,，、]\s*(?:["']?(?:statement\s*)?\d)`)
)

// answers returns the answers, yes or no, in a reply about n statements, by statement number.
// A statement with contradictory answers is missing. If a number is out of range or there are
// no numbers, the result is empty, except that a single statement needs no number.
func answers(reply string, n int) map[int]bool {
	said, both := map[int]bool{}, map[int]bool{}
	for _, line := range lines(reply) {
		m := numbered().FindStringSubmatch(line)
		if m == nil {
			continue
		}
		i, err := strconv.Atoi(m[1])
		if err != nil || i < 1 || i > n {
			return nil
		}
		yes := isYes(m[2])
		if before, again := said[i]; again && before != yes {
			both[i] = true
		}
		said[i] = yes
	}
	for i := range both {
		delete(said, i)
	}
	if len(said) > 0 || len(both) > 0 || n != 1 {
		return said
	}
	if m := alone().FindStringSubmatch(strings.TrimSpace(reply)); m != nil {
		said[1] = isYes(m[1])
	}
	return said
}

// lines returns the parts of a reply that may have an answer each.
func lines(reply string) []string {
	var all []string
	for {
		at := separate().FindStringIndex(reply)
		if at == nil {
			return append(all, strings.TrimSpace(reply))
		}
		all = append(all, strings.TrimSpace(reply[:at[0]]))
		_, size := utf8.DecodeRuneInString(reply[at[0]:])
		reply = reply[at[0]+size:] // keeps the number of the next answer
	}
}

func isYes(word string) bool { return strings.EqualFold(word, "yes") || strings.HasPrefix(word, "是") }
