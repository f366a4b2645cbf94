package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// A rule of a robots.txt applies to paths that begin with its pattern, in which "*" matches any
// text and a "$" at the end matches the end of the path (RFC 9309, 2.2.2).
type rule struct {
	pattern string // in canonical form
	allow   bool
}

// rules are those that apply to one program.
type rules []rule

// parseRobots returns the rules for product: those of all groups that name it or, if there are
// none, those of all groups for "*". It skips invalid lines.
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

// MaxPause is the longest pause that a robots.txt can request.
const MaxPause = 30 * time.Second

// crawlDelay returns how long product is asked to wait between two requests: the first
// Crawl-delay for it or, if it is not named, the first for all programs. The directive is in no
// RFC, but many sites use it. Such a line does not end the list of names of a group.
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

// readGroups calls take for the lines of a robots.txt that contain a directive, and says
// whether they apply to product and to all programs. It reports whether product is named.
func readGroups(text []byte, product string, take func(key, value string, forOwn, forAll bool)) (named bool) {
	var forOwn, forAll, agents bool // agents: whether the line before named a program
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

// productToken returns the name in a user agent, without version and comments.
func productToken(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end < 0 {
		return value
	}
	return value[:end]
}

// allow reports whether path, including its query, may be read. The longest matching rule
// decides; of two that are equally long, the one that allows (RFC 9309, 2.2.2).
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

// canonical normalizes a path, or a pattern of paths, so that equivalent ones are equal:
// characters that RFC 3986 does not reserve are unescaped, and other escapes are in upper case.
// A "*" or "$" that stands for itself is escaped.
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

// nibble returns the value of the hexadecimal digit s[i], or -1 if it is none.
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
