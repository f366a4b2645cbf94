package verify

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/doc"
)

// A wrapping is the format of a model's reply.
type wrapping int

const (
	undecided wrapping = iota
	plainText
	jsonText
)

// opened returns the wrapping that a reply begins with, and the reply without the fence around
// it.
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

// saidNames are the JSON fields, in lower case, in which models put their text.
var saidNames = []string{"answer", "final_answer", "finalanswer", "response", "reply", "text", "content", "statement", "statements", "sentence", "sentences", "answers", "output", "result", "message", "答案", "回答", "內容", "内容"}

// saidField matches the text in a JSON object that is incomplete.
var saidField = doc.Pattern(`(?i)"(?:final_?answer|answer|response|text|content|output|答案|回答)"\s*:\s*"((?:[^"\\]|\\.)*)`)

// unwrap returns the text of a JSON reply, or the whole reply if it is not JSON.
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

// texts returns the text of a JSON value: that of the fields in saidNames or, if there is
// none, all of it.
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
		for _, known := range saidNames { // other fields may hold the numbers of passages
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
