package openai

import "strings"

// thoughts takes what a model thinks out of what it says, as it streams. The
// marks may be split anywhere. An unclosed thought runs to the end; an
// end without a beginning is only dropped, as what came before it was shown.
type thoughts struct {
	end  string // the mark that ends this thought; empty outside of one
	held string // may become a mark
}

// marks are all that are looked for outside of a thought.
func marks() []string {
	return []string{
		"<think>", "</think>", "<thinking>", "</thinking>", "[THINK]", "[/THINK]",
		"<|channel|>analysis", "<|channel|>final<|message|>",
	}
}

// endOf is the mark that ends what mark begins, empty if it begins nothing.
func endOf(mark string) string {
	switch mark {
	case "<think>":
		return "</think>"
	case "<thinking>":
		return "</thinking>"
	case "[THINK]": // Magistral
		return "[/THINK]"
	case "<|channel|>analysis": // gpt-oss, where nobody parses it
		return "<|channel|>final<|message|>"
	}
	return ""
}

// strip returns what can be shown after piece came.
func (t *thoughts) strip(piece string) string {
	var shown strings.Builder
	for rest := t.held + piece; ; {
		before, mark, after := t.cut(rest)
		if t.end == "" {
			shown.WriteString(before)
		}
		if mark == "" {
			t.held = after
			return shown.String()
		}
		t.end, rest = endOf(mark), after
	}
}

// rest is what was held back and turned out to be no mark.
func (t *thoughts) rest() string {
	if t.end != "" {
		return ""
	}
	return t.held
}

// cut parts text around the first mark that counts here or, where there is
// none, before what may become one.
func (t *thoughts) cut(text string) (before, mark, after string) {
	wanted := marks()
	if t.end != "" {
		wanted = []string{t.end}
	}
	at := len(text)
	for _, candidate := range wanted {
		if found := strings.Index(text, candidate); found >= 0 && found < at {
			at, mark = found, candidate
		}
	}
	if mark == "" {
		at -= begun(text, wanted)
	}
	return text[:at], mark, text[at+len(mark):]
}

// begun is how many bytes at the end of text may be the beginning of a mark.
func begun(text string, marks []string) int {
	longest := 0
	for _, mark := range marks {
		for size := min(len(mark)-1, len(text)); size > longest; size-- {
			if strings.HasSuffix(text, mark[:size]) {
				longest = size
			}
		}
	}
	return longest
}
