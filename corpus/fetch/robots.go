package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// A rule of a robots.txt (RFC 9309, 2.2.2): paths that begin like it, where "*"
// stands for anything and a "$" at its end for the end of the path.
type rule struct {
	pattern string // as canonical leaves it
	allow   bool
}

// rules are those of one program.
type rules []rule

// parseRobots reads the rules for product: those of all groups that name it, or
// else those of all groups for "*". Lines that make no sense are passed over.
func parseRobots(text []byte, product string) rules {
	var own, general rules
	named := readGroups(text, product, func(key, value string, forOwn, forAll bool) {
		if key == "crawl-delay" || value == "" {
			return
		}
		r := rule{canonical(value, true), key == "allow"}
		if forOwn {
			own = append(own, r)
		}
		if forAll {
			general = append(general, r)
		}
	})
	if named {
		return own
	}
	return general
}

// MaxPause is the longest pause that a robots.txt can ask for.
const MaxPause = 30 * time.Second

// crawlDelay is how long product is asked to wait between two requests: what stands
// first where it is named or, where it is not, for all. No RFC has it, but many sites do,
// and a line of it does not end the names of a group for the rules.
func crawlDelay(text []byte, product string) time.Duration {
	var own, general time.Duration
	named := readGroups(text, product, func(key, value string, forOwn, forAll bool) {
		seconds, err := strconv.ParseFloat(value, 64)
		if key != "crawl-delay" || err != nil || !(seconds > 0) {
			return
		}
		delay := time.Duration(min(seconds, MaxPause.Seconds()) * float64(time.Second))
		if forOwn && own == 0 {
			own = delay
		}
		if forAll && general == 0 {
			general = delay
		}
	})
	if named {
		return own
	}
	return general
}

// readGroups gives take the lines of a robots.txt that ask something, with whether
// they are for product and for everybody. It reports whether product is named.
func readGroups(text []byte, product string, take func(key, value string, forOwn, forAll bool)) (named bool) {
	var forOwn, forAll, agents bool // agents: the line before named one
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for line := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		switch key, value := field(string(line)); key {
		case "user-agent":
			if !agents {
				forOwn, forAll, agents = false, false, true
			}
			forOwn = forOwn || strings.EqualFold(productToken(value), product)
			forAll = forAll || strings.HasPrefix(value, "*")
			named = named || forOwn
		case "allow", "disallow":
			agents = false
			take(key, value, forOwn, forAll)
		case "crawl-delay":
			take(key, value, forOwn, forAll)
		}
	}
	return named
}

func field(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, _ = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// productToken is the name in a user agent, without version and remarks.
func productToken(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end < 0 {
		return value
	}
	return value[:end]
}

// allow says whether path, with its query, may be read: the longest rule that
// fits decides, of two as long the one that allows (RFC 9309, 2.2.2).
func (rs rules) allow(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = canonical(path, false)
	longest, allowed := -1, true
	for _, r := range rs {
		if n := len(r.pattern); (n > longest || n == longest && r.allow) && r.matches(path) {
			longest, allowed = n, r.allow
		}
	}
	return allowed
}

func (r rule) matches(path string) bool {
	pattern, whole := strings.CutSuffix(r.pattern, "$")
	first, more, starred := strings.Cut(pattern, "*")
	rest, ok := strings.CutPrefix(path, first)
	for ok && starred {
		first, more, starred = strings.Cut(more, "*")
		if !starred && whole {
			return strings.HasSuffix(rest, first)
		}
		_, rest, ok = strings.Cut(rest, first)
	}
	return ok && (!whole || rest == "")
}

// canonical writes a path, or a pattern of paths, so that two that mean the
// same are the same: what RFC 3986 does not reserve as it is, all other escapes
// in capitals. A "*" or "$" that stands for itself is escaped.
func canonical(path string, pattern bool) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		special := pattern && (c == '*' || c == '$' && i == len(path)-1)
		escape := c == '*' || c == '$' || c <= ' ' || c >= 0x7f
		if high, low := nibble(path, i+1), nibble(path, i+2); c == '%' && high >= 0 && low >= 0 {
			c = byte(high<<4 | low)
			escape = !unreserved(c)
			i += 2
		}
		if escape && !special {
			b.WriteString(percent(c))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// nibble is the value of the hexadecimal digit s[i], -1 where there is none.
func nibble(s string, i int) int {
	if i >= len(s) {
		return -1
	}
	switch c := s[i]; {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
