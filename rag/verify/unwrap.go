package verify

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/doc"
)

// A wrapping is how a reply begins that is not plain text.
type wrapping int

const (
	undecided wrapping = iota
	plainText
	jsonText
)

// opened is the wrapping that a reply begins with, and the reply without the
// fence around it.
func opened(text string, final bool) (wrapping, string) {
	begin := strings.TrimLeft(text, " \t\r\n")
	fence := strings.HasPrefix(begin, "```")
	if fence {
		line, rest, whole := strings.Cut(begin, "\n")
		if !whole && !final && len(line) < maxMark {
			return undecided, text
		}
		if !whole || len(strings.Fields(line)) > 1 {
			return plainText, begin
		}
		text, begin = rest, strings.TrimLeft(rest, " \t\r\n")
	}
	switch {
	case (begin == "" || !fence && len(begin) < 3 && strings.HasPrefix("```", begin) || begin == "[") && !final:
		if fence {
			return undecided, "```\n" + text
		}
		return undecided, text
	case strings.HasPrefix(begin, "{"), strings.HasPrefix(begin, `["`), strings.HasPrefix(begin, "[{"):
		return jsonText, begin
	}
	return plainText, text
}

// saidNames are the names, in lower case, under which models put what they say.
var saidNames = []string{"answer", "final_answer", "finalanswer", "response", "reply", "text", "content", "statement", "statements", "sentence", "sentences", "answers", "output", "result", "message", "答案", "回答", "內容", "内容"}

// saidField finds what is said in an object that is not complete.
var saidField = doc.Pattern(`(?i)"(?:final_?answer|answer|response|text|content|output|答案|回答)"\s*:\s*"((?:[^"\\]|\\.)*)`)

// unwrap is what a reply in JSON says, or all of it where it is none.
func unwrap(text string) string {
	var value any
	end := strings.LastIndexAny(text, "}]")
	if end >= 0 && json.Unmarshal([]byte(text[:end+1]), &value) == nil {
		return strings.Join(texts(value), "\n")
	}
	if m := saidField().FindStringSubmatch(text); m != nil {
		var field string
		if json.Unmarshal([]byte(`"`+m[1]+`"`), &field) == nil {
			return field
		}
	}
	return text
}

// texts is what a value of JSON says: that of the fields named so or, where there
// is none, all of it.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, element := range v {
			all = append(all, texts(element)...)
		}
		return all
	case map[string]any:
		var names []string
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, known := range saidNames { // numbers of passages stand beside it
			i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, known) })
			if i < 0 {
				continue
			}
			if all := texts(v[names[i]]); len(all) > 0 {
				return all
			}
		}
		var all []string
		for _, name := range names {
			for _, text := range texts(v[name]) {
				all = append(all, name+": "+text)
			}
		}
		return all
	case float64:
		return []string{strconv.FormatFloat(v, 'f', -1, 64)}
	}
	return nil
}
