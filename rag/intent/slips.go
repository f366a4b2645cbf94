package intent

import (
	"strings"

	"footnote/corpus/doc"
)

var latinWords = doc.Pattern(`[a-z]+`)

// mistakable are English words of the rules that are long enough to be recognised despite one
// typing error.
var mistakable = []string{
	"article", "articles", "summary", "summarize", "summarise", "author", "title", "about", "translate", "ignore", "previous", "instructions",
	"written", "published", "thanks", "thank", "hello", "please", "mention", "mentions", "takeaways", "morning", "stupid", "what", "this", "does", "document", "points",
}

// realWords are one typing error away from one of those, but mean something else.
var realWords = map[string]bool{
	"abort": true, "above": true, "authors": true, "document": true, "tile": true, "tiles": true, "title": true, "titles": true, "thinks": true, "think": true, "tanks": true, "tank": true, "hells": true,
	"shallow": true, "publisher": true, "warning": true, "mourning": true, "ignored": true, "ignores": true, "summarised": true, "summarized": true, "translated": true, "translates": true,
	"points": true, "point": true, "pints": true, "paints": true, "pleased": true, "pleases": true, "previously": true, "documents": true, "thankful": true, "mentioned": true, "instruction": true, "dose": true, "than": true, "thus": true, "hits": true,
	"thanked": true, "abbot": true, "prints": true, "tittle": true, "bout": true, "moaning": true, "hellos": true, "instructors": true, "unpublished": true,
}

// corrected returns the word of the rules that a Latin word is a misspelling of, or else the
// word itself.
func corrected(word string) string {
	word = shortened(word)
	if len(word) < 4 || len(word) > 16 || realWords[word] {
		return word
	}
	for _, meant := range mistakable {
		if word == meant {
			return word
		}
	}
	for _, meant := range mistakable {
		if word[0] == meant[0] && (swapped(word, meant) || len(meant) >= 5 && len(word) >= 5 && oneOff(word, meant)) {
			return meant
		}
	}
	return word
}

// shortened removes drawn-out letters (helloooo, byeee), unless the word is a single letter
// repeated (www).
func shortened(word string) string {
	var short []byte
	for i := range len(word) {
		if i < 2 || word[i] != word[i-1] || word[i] != word[i-2] {
			short = append(short, word[i])
		}
	}
	if len(short) == len(word) || strings.Trim(word, word[:1]) == "" {
		return word
	}
	if last := len(short) - 1; short[last] == short[last-1] {
		short = short[:last]
	}
	return string(short)
}

// swapped reports whether the words differ only in two swapped neighbouring letters.
func swapped(word, meant string) bool {
	if len(word) != len(meant) {
		return false
	}
	i := 0
	for i < len(word) && word[i] == meant[i] {
		i++
	}
	return i+1 < len(word) && word[i] == meant[i+1] && word[i+1] == meant[i] && word[i+2:] == meant[i+2:]
}

// oneOff reports whether the words differ only in one missing, additional or different letter.
func oneOff(word, meant string) bool {
	i := 0
	for i < len(word) && i < len(meant) && word[i] == meant[i] {
		i++
	}
	switch len(word) - len(meant) {
	case 0:
		return i < len(word) && word[i+1:] == meant[i+1:]
	case 1:
		return word[i+1:] == meant[i:]
	case -1:
		return word[i:] == meant[i+1:]
	}
	return false
}

// chineseSlips corrects wrong characters that sound the same. Each replacement has the same
// number of bytes.
func chineseSlips(text string) string {
	return strings.NewReplacer("再讲", "在讲", "再说", "在说", "做者", "作者", "坐者", "作者", "文张", "文章", "标提", "标题", "请间", "请问", "甚么", "什么", "神马", "什么", "妳", "你", "您", "你",
		"总节", "总结", "摘药", "摘要", "种点", "重点", "咁谢", "感谢").Replace(text)
}

// correctedWords corrects every word of a folded text.
func correctedWords(text string) string {
	return latinWords().ReplaceAllStringFunc(chineseSlips(text), corrected)
}
