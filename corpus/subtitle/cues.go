// Package subtitle reads subtitles: SubRip (SRT) and WebVTT.
package subtitle

import (
	"context"
	"html"
	"strconv"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// A cue is the text shown during a period.
type cue struct {
	start, end int // milliseconds
	text       string
}

// Parse reads subtitles. Consecutive cues are joined up to the end of a sentence, and each
// keeps the time at which it is shown. If the subtitles have no punctuation, each cue is a
// line.
func Parse(ctx context.Context, f doc.File) (doc.Document, error) {
	text, err := repair.Text(f, f.Charset)
	if err != nil {
		return doc.Document{}, err
	}
	if strings.Count(text, "\n") > 4*doc.MaxParagraphs {
		return doc.Document{}, doc.TooManyParagraphs()
	}
	cues, title := read(text)
	if ctx.Err() != nil {
		return doc.Document{}, context.Cause(ctx)
	}
	if len(cues) == 0 {
		return doc.Document{}, &doc.Error{Reason: "holds no subtitles: no line is a time such as 00:00:01,000 --> 00:00:04,000 with text below it", Hint: "rename it to .txt if it is a text"}
	}
	if len(cues) > doc.MaxParagraphs {
		return doc.Document{}, doc.TooManyParagraphs()
	}
	return doc.Document{Title: title, Blocks: blocks(cues)}, nil
}

var (
	timing = doc.Pattern(`^\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-->\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})(?:\s|$)`)
	number = doc.Pattern(`^\s*\d+\s*$`)
)

// Looks reports whether a text begins like subtitles.
func Looks(start []byte) bool { return beginning().Match(start) }

var beginning = doc.Pattern(`^(?:\x{FEFF})?(?:WEBVTT(?:\s|$)|\s*\d+\s*\r?\n(?:\d+:)?\d{1,2}:\d{2}[,.]\d{3}\s*-->)`)

// read returns the cues of a text, and the title that WebVTT may have. Text before the first
// time, notes and styles are not cues.
func read(text string) (cues []cue, title string) {
	lines := strings.Split(text, "\n")
	if rest, found := strings.CutPrefix(lines[0], "WEBVTT"); found {
		title = strings.Trim(rest, " \t-")
	}
	for i := 0; i < len(lines); i++ {
		if !isTiming(lines[i]) {
			continue
		}
		m := timing().FindStringSubmatch(lines[i])
		one := cue{start: milliseconds(m[1:5]), end: milliseconds(m[5:9])}
		shown := 0
		for i+1 < len(lines) && !isTiming(lines[i+1]) {
			line := lines[i+1]
			if strings.TrimSpace(line) == "" || i+2 < len(lines) && isTiming(lines[i+2]) && number().MatchString(line) {
				break // a number, a note or nothing follows
			}
			i++
			if line = plain(line); line == "" || repeats(cues, shown, line) {
				continue
			}
			if one.text != "" {
				one.text += doc.SoftBreak(one.text, line)
			}
			one.text += line
			shown++
		}
		if one.text != "" {
			cues = append(cues, one)
		}
	}
	return cues, doc.OneLine(title)
}

func isTiming(line string) bool { return strings.Contains(line, "-->") && timing().MatchString(line) }

// repeats reports whether the first line of a cue repeats the cue before. Automatic captions
// roll up, so each line is shown twice.
func repeats(cues []cue, shown int, line string) bool {
	return shown == 0 && len(cues) > 0 && strings.HasSuffix(cues[len(cues)-1].text, line) && doc.Width(line) > 8
}

func milliseconds(parts []string) int {
	var n [4]int
	for i, p := range parts {
		n[i], _ = strconv.Atoi(p)
	}
	fraction := parts[3]
	for range 3 - len(fraction) {
		n[3] *= 10
	}
	return ((n[0]*60+n[1])*60+n[2])*1000 + n[3]
}

var speech = doc.Pattern(`^(?:[-–—]\s*|>>+\s*)`)

// maxTag is the maximum size of a tag in bytes, so that each line is scanned only once.
const maxTag = 200

// plain returns a line without its tags, such as <i> and {\an8}. The speaker in <v Anna> is
// kept.
func plain(line string) string {
	var out strings.Builder
	for {
		at := strings.IndexAny(line, "<{")
		if at < 0 {
			break
		}
		out.WriteString(line[:at])
		inside, rest, isTag := cutTag(line[at:])
		switch {
		case !isTag:
			out.WriteString(line[at : at+1])
		case strings.HasPrefix(inside, "v ") || strings.HasPrefix(inside, "v."):
			if _, name, named := strings.Cut(inside, " "); named && strings.TrimSpace(name) != "" {
				out.WriteString(strings.TrimSpace(name) + ": ")
			}
		}
		line = rest
	}
	out.WriteString(line)
	return strings.TrimSpace(html.UnescapeString(out.String()))
}

// cutTag removes a tag from the beginning of a text or, if there is none, the first character.
func cutTag(text string) (inside, rest string, ok bool) {
	marks := "<>"
	if text[0] == '{' {
		marks = "{}"
	}
	end := strings.IndexAny(text[1:min(len(text), maxTag)], marks) + 1
	if end < 2 || text[end] != marks[1] {
		return "", text[1:], false
	}
	inside = text[1:end]
	first := strings.TrimPrefix(inside, "/")
	switch {
	case text[0] == '{' && !strings.HasPrefix(inside, `\`) && len(first) != 1:
		return "", text[1:], false // not a tag: {said}
	case text[0] == '<' && (first == "" || !doc.IsASCIILetter(rune(first[0])) && (first[0] < '0' || first[0] > '9')):
		return "", text[1:], false // not a tag: 3 < 4
	}
	return inside, text[end+1:], true
}

// maxPause is the maximum time without a cue within a paragraph.
const maxPause = 5_000 // milliseconds

// maxParagraph is the maximum width of a paragraph: about that of a passage.
const maxParagraph = 400

// blocks returns a block for every cue. Those of one paragraph continue one another. A
// paragraph ends at the end of a sentence if it is long enough, at a pause, or when the speaker
// changes.
func blocks(cues []cue) []doc.Block {
	sentences := punctuated(cues)
	all := make([]doc.Block, 0, len(cues))
	width := 0
	for i, c := range cues {
		b := doc.Block{Text: c.text, Gap: "\n", Page: c.start / 1000, Unit: doc.Seconds}
		if i > 0 && sentences && goesOn(cues[i-1], c, width) {
			b.Continues = true
			all[i-1].Gap = doc.SoftBreak(cues[i-1].text, c.text)
		} else {
			width = 0
		}
		width += doc.Width(c.text)
		all = append(all, b)
	}
	return all
}

// goesOn reports whether a cue continues the paragraph of the one before.
func goesOn(before, c cue, width int) bool {
	switch {
	case c.start-before.end > maxPause, c.start < before.start, speech().MatchString(c.text):
		return false
	case doc.EndsSentence(before.text):
		return width < maxParagraph
	}
	return width < 4*maxParagraph
}

// punctuated reports whether some cues end like a sentence. Many subtitles have no punctuation
// at all.
func punctuated(cues []cue) bool {
	ends := 0
	for _, c := range cues {
		if doc.EndsSentence(c.text) {
			ends++
		}
	}
	return ends*20 >= len(cues)
}
