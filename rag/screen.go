package rag

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/rag/lexical"
	"footnote/rag/verify"
)

// drop leaves a statement out.
func (d *draft) drop(text string) {
	d.answer.Statements.Dropped++
	d.denied = d.denied || saysNothing.MatchString(text)
	d.gap = true
}

// statesNothing reports a question, or words that only lead to what comes.
func statesNothing(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("？?：:", last)
}

// elsewhere reports whether a statement is in another language than the
// question: what the reader may not read is no answer. In a Chinese answer a
// name may stand alone in Latin letters.
func (d *draft) elsewhere(text string) bool {
	analyser := d.verifier.index.analyser
	language := analyser.Language(text)
	if language == lexical.Other || d.language == lexical.Other || language.Chinese() == d.language.Chinese() {
		return false
	}
	return language.Chinese() || len(analyser.Tokens(text)) > maxName
}

// maxName is how many terms a name has at most.
const maxName = 5

// whole is a statement as it is meant: what is as short as 238個。 says something
// only together with the question.
func (d *draft) whole(text string) string {
	if len(d.verifier.index.analyser.Tokens(text)) > maxReply {
		return text
	}
	return strings.TrimRight(d.answer.Question, "?？ ") + " " + text
}

// maxReply is how many terms a statement has at most that leans on the
// question.
const maxReply = 6

// leaks reports whether a statement repeats the instructions. What the article
// says, too, is no secret.
func (d *draft) leaks(text string) bool {
	said := []rune(squeeze(text))
	for i := 0; i+leakRun <= len(said); i++ {
		if run := string(said[i : i+leakRun]); strings.Contains(d.instructions, run) && !strings.Contains(d.passages, run) {
			return true
		}
	}
	return false
}

// leakRun is how many letters and digits in a row are no chance.
const leakRun = 20

// squeeze leaves the letters and digits of a text, in lower case.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// copied reports whether nearly all of a statement stands in one passage in one
// piece.
func (d *draft) copied(text string) bool {
	said := []rune(squeeze(text))
	need := (copiedShare*len(said) + 99) / 100
	for i := 0; len(said) >= leastCopied && i+need <= len(said); i++ {
		if strings.Contains(d.passages, string(said[i:i+need])) {
			return true
		}
	}
	return false
}

const (
	// copiedShare is how much of a copy, in percent of its letters and digits, is
	// the same in one piece.
	copiedShare = 80
	// leastCopied is how many letters and digits a copy has at least.
	leastCopied = 6
)

// saysNothing are the ways in which models say, in a sentence of their own,
// that the passages do not answer.
var saysNothing = regexp.MustCompile(`(?i)(?:文章|段落|資料|资料|原文|文中|內容|内容).{0,12}(?:沒有|没有|未|並未|并未|無|无).{0,8}(?:提|說|说|回答|包含|涉及|資訊|信息|相關|相关)|` +
	`(?:passages?|article|text|context|information)\b.{0,40}\b(?:not|n't|no)\b.{0,30}\b(?:say|mention|contain|provide|answer|include|state|specif|information)|` +
	`(?:無法|无法)(?:回答|確定|确定)|\b(?:cannot|can't|unable to) (?:answer|determine|find)`)

// render writes a statement with its marks.
func (d *draft) render(p verify.Piece, support []verify.Place) string {
	var out strings.Builder
	switch {
	case !d.shown():
		if d.gap {
			out.WriteString(omission + " ")
		}
	case p.Newline:
		out.WriteString("\n")
		if d.gap {
			out.WriteString(omission + " ")
		}
	default:
		out.WriteString(" ")
		if d.gap {
			out.WriteString(omission + " ")
		}
	}
	d.gap = false
	out.WriteString(escapeMarks(p.Text) + " ")
	for _, place := range support[:min(len(support), maxSupport)] {
		out.WriteString("[" + strconv.Itoa(d.footnote(place)) + "]")
	}
	return out.String()
}

var markLike = regexp.MustCompile(`\[(\d+)\]`)

// escapeMarks keeps what looks like a footnote mark from being taken for one.
func escapeMarks(text string) string { return markLike.ReplaceAllString(text, "($1)") }
