package intent

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unwrap removes what surrounds a question and asks nothing: politeness, fillers, forms of
// address, emoji, repeated marks. The question itself stays as it was typed, also in a
// follow-up (那騰訊呢). A bare question, or a message that is nothing but wrapping, comes back
// unchanged except for surrounding space.
func Unwrap(text string) string {
	bare := strings.TrimSpace(text)
	if len(bare) > maxLength {
		return bare
	}
	for {
		next := unwrapOnce(bare)
		if !worded(next) || len(next) >= len(bare) {
			return bare
		}
		bare = next
	}
}

// unwrapOnce removes one thing at either end, or nothing.
func unwrapOnce(text string) string {
	if next := withoutPictures(text); next != text {
		return next
	}
	folded, at := analyser().FoldAt(text)
	for _, strip := range []func(string) []span{
		func(s string) []span { return leadChinese(s, true) },
		preamble,
		func(s string) []span { return leadEnglish(s, 4) },
		trail,
	} {
		kept := strip(folded)
		if kept == nil {
			continue
		}
		var rest string
		for _, part := range kept {
			rest += text[at[part.from]:at[part.to]]
		}
		return strings.TrimSpace(rest)
	}
	return oneMark(text)
}

// A span is a half-open byte range of a folded text.
type span struct{ from, to int }

// leadChinese returns what is left of a text without the wrapping at its beginning, or nil if
// there is none. links says whether that may begin with words that only introduce another
// wrapping: 所以我想问.
func leadChinese(folded string, links bool) []span {
	if link := chineseLink().FindStringIndex(folded); links && link != nil {
		if rest := folded[link[1]:]; leadChinese(rest, false) != nil && askedFor(rest) {
			return []span{{link[1], len(folded)}}
		}
	}
	pattern := chineseLead()
	match := pattern.FindStringSubmatchIndex(folded)
	if match == nil || !worded(folded[match[1]:]) {
		return nil
	}
	rest, after := folded[match[1]:], group(pattern, folded, match, "mark")
	kept := []span{{match[1], len(folded)}}
	if r := firstRune(strings.TrimLeft(folded, " ")); r < utf8.RuneSelf && unicode.IsLetter(r) && !isHan(firstRune(rest)) {
		return nil
	}
	asked, set := asks(rest), strings.ContainsAny(after, ",、;:~!。.…—–-") || strings.HasSuffix(strings.TrimSuffix(folded[:match[1]], after), "?")
	switch {
	case has(pattern, match, "leave"):
		if then := group(pattern, folded, match, "then"); then != "" && strings.HasSuffix(strings.TrimRight(rest, "? "), "呢") {
			from := match[2*pattern.SubexpIndex("then")]
			return []span{{from, from + len(then)}, kept[0]}
		}
	case has(pattern, match, "know"):
		final := finalMa().FindStringSubmatchIndex(rest)
		known := group(pattern, folded, match, "know")
		if final == nil && known == "知道" || known == "谁知道" && !finalParticle().MatchString(rest) || helpless().MatchString(rest) {
			return nil
		}
		if final == nil {
			final = []int{len(rest), len(rest), len(rest), len(rest)}
		}
		switch unsaid := rest[:final[0]]; {
		case asks(unsaid):
		case clause().MatchString(unsaid):
			return kept
		default:
			return nil
		}
		return []span{{match[1], match[1] + final[0]}, {match[1] + final[2], len(folded)}}
	case has(pattern, match, "weak"):
		if !asked && !set {
			return nil
		}
		if final := finalMa().FindStringSubmatchIndex(rest); final != nil && polite().MatchString(group(pattern, folded, match, "weak")) && asks(rest[:final[0]]) {
			return []span{{match[1], match[1] + final[0]}, {match[1] + final[2], len(folded)}}
		}
	case has(pattern, match, "sound"):
		if !asked && after == "" {
			return nil
		}
	case has(pattern, match, "greeting"):
		if !set && (after == "" || !asked) {
			return nil
		}
	case !set:
		return nil
	}
	return kept
}

// withoutLead returns a message without what may be wrapping, even if no question follows:
// 帮我看一下总结这篇.
func withoutLead(text string) string {
	folded, at := analyser().FoldAt(text)
	for _, lead := range []*regexp.Regexp{chineseLead(), englishLead()} {
		if match := lead.FindStringIndex(folded); match != nil && worded(folded[match[1]:]) {
			return text[at[match[1]]:]
		}
	}
	return text
}

// preamble returns what is left without a first clause that greets, addresses or apologises:
// 各位老师好，小白想请教一下，….
func preamble(folded string) []span {
	match := chinesePreamble().FindStringSubmatchIndex(folded)
	if match == nil || !worded(folded[match[1]:]) || !preambleLeads().MatchString(folded[match[2]:match[3]]) {
		return nil
	}
	if asks(strings.ReplaceAll(folded[:match[1]], "在吗", "")) && !asks(folded[match[1]:]) {
		return nil // the question is in the first clause
	}
	return []span{{match[1], len(folded)}}
}

// askedFor reports whether a text begins by asking permission to ask.
func askedFor(folded string) bool {
	pattern := chineseLead()
	match := pattern.FindStringSubmatchIndex(folded)
	return match != nil && (has(pattern, match, "leave") || has(pattern, match, "weak") || has(pattern, match, "know"))
}

// leadEnglish is like leadChinese. further is how many more wrappings may follow before the
// question: so, um, hey.
func leadEnglish(folded string, further int) []span {
	pattern := englishLead()
	match := pattern.FindStringSubmatchIndex(folded)
	if match == nil || !worded(folded[match[1]:]) {
		return nil
	}
	rest := folded[match[1]:]
	set := strings.ContainsAny(group(pattern, folded, match, "mark"), ",;:~!?.…—–-")
	switch {
	case set, englishAsks().MatchString(rest), has(pattern, match, "let") && englishThe().MatchString(rest), isHan(firstRune(rest)) && asks(rest),
		further > 0 && leadEnglish(rest, further-1) != nil, has(pattern, match, "sound") && askedFor(rest):
		return []span{{match[1], len(folded)}}
	}
	return nil
}

// trail returns what is left of a text without the wrapping at its end, or nil if there is
// none.
func trail(folded string) []span {
	for _, pattern := range []*regexp.Regexp{chineseTrail(), englishTrail()} {
		match := pattern.FindStringSubmatchIndex(folded)
		if match == nil {
			continue
		}
		between, before := group(pattern, folded, match, "mark")+group(pattern, folded, match, "after"), folded[:match[0]]
		particle := has(pattern, match, "particle")
		switch attached := between == ""; {
		case !worded(before), spokenOf().MatchString(before) && !strings.ContainsAny(between, ",;:.!?。、…~"), attached && !particle && within().MatchString(before) && !(strings.HasSuffix(before, "的") && asks(before)),
			attached && !particle && !has(pattern, match, "thanks"), !asks(before) && (attached || particle):
			continue
		}
		if last := strings.LastIndexByte(between, '?'); last >= 0 {
			return []span{{0, match[0] + last + 1}}
		}
		i := pattern.SubexpIndex("asks")
		return []span{{0, match[0]}, {match[2*i], match[2*i+1]}}
	}
	return nil
}

// worded reports whether a text has a letter or a digit.
func worded(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

func has(pattern *regexp.Regexp, match []int, name string) bool {
	i := pattern.SubexpIndex(name)
	return i >= 0 && match[2*i] >= 0
}

// group returns what a named group matched, or "".
func group(pattern *regexp.Regexp, text string, match []int, name string) string {
	if i := pattern.SubexpIndex(name); i >= 0 && match[2*i] >= 0 {
		return text[match[2*i]:match[2*i+1]]
	}
	return ""
}
