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
	// aside is what may stand around a number or an answer.
	aside = `[ \t*_"'.:：,，)\]】）」\-–—=>→|(（]*`
)

var (
	// numbered is a line with the number of a statement and an answer, which a reason
	// may follow after a mark.
	numbered = doc.Pattern(`(?i)^` + number + aside + yesNo + `(?:[^\p{L}\p{N}].*)?$`)
	// alone is a line with an answer only.
	alone = doc.Pattern(`(?i)^[^\p{L}\p{N}]*` + yesNo + `(?:[^\p{L}\p{N}].*)?$`)
	// separate is what stands between answers on one line or in a JSON object.
	separate = doc.Pattern(`[\n\r;；{}]|[,，、]\s*(?:["']?(?:statement\s*)?\d)`)
)

// answers reads a reply about n statements: yes or no by their numbers. A statement
// that is answered both ways is missing. A reply with a number of no statement, or
// without one, makes no sense and has none; a single answer needs no number.
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

// lines are the parts of a reply that may have an answer each.
func lines(reply string) []string {
	var all []string
	for {
		at := separate().FindStringIndex(reply)
		if at == nil {
			return append(all, strings.TrimSpace(reply))
		}
		all = append(all, strings.TrimSpace(reply[:at[0]]))
		_, size := utf8.DecodeRuneInString(reply[at[0]:])
		reply = reply[at[0]+size:] // the number of the next one stays
	}
}

func isYes(word string) bool { return strings.EqualFold(word, "yes") || strings.HasPrefix(word, "是") }
