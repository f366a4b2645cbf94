package verify

import (
	"slices"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// places are characters that make no name by themselves: 西北部, or 中都 in 其中都有.
const places = "东西南北中部上下左右前后内外大小都国人民市县区山海江河新老高"

// names returns the names in a part of a statement, folded. In Chinese these are the names in
// the dictionary and all words in Latin letters; in English, the words whose capital the
// position does not require.
func (p parser) names(part string, chinese bool, named map[string]bool, all string) ([]string, error) {
	if !chinese {
		return p.capitals(part, named)
	}
	known, err := p.analyser.Names(part)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, t := range known {
		if strings.Trim(t.Term, places) != "" && len(quantities(t.Term)) == 0 && !unitNames()[t.Term].known() {
			names = appendNew(names, t.Term)
		}
	}
	for _, name := range p.organisations(p.analyser.Fold(part), all) {
		names = appendNew(names, name)
	}
	for _, word := range latinWords().FindAllString(p.analyser.Fold(part), -1) {
		if !unitWords().MatchString(word) {
			names = appendNew(names, word)
		}
	}
	return names, nil
}

// organisation matches the ends of Chinese names of organisations, folded.
var organisation = doc.Pattern(`(?:有限公司|公司|集团|研究所|研究院|学院|大学|银行|政府|协会|基金会|基金|实验室|委员会|工商联|合作社|联合会|出版社|医院|学校|办公室|网信办|信通院|团队)`)

// maxBefore is the largest number of characters of an organisation's name before that end.
const maxBefore = 8

// organisations returns the organisations that a folded text names and that the sources,
// folded, have in the same words. Each name reaches back as far as the sources have it.
func (p parser) organisations(folded, sources string) []string {
	var names []string
	for _, m := range organisation().FindAllStringIndex(folded, -1) {
		before := []rune(folded[:m[0]])
		for n := min(maxBefore, len(before)); n > 1; n-- {
			name := string(before[len(before)-n:]) + folded[m[0]:m[1]]
			if strings.Contains(sources, name) && !commas().MatchString(name) {
				names = append(names, name)
				break
			}
		}
	}
	return names
}

var (
	latinWords = doc.Pattern(`[a-z][a-z0-9]*(?:[-.+][a-z0-9]+)*`)
	unitWords  = doc.Pattern(`^(?:[kmgtpez]b|[kcm]?m|kg|g|[kmgt]wh?|[kmg]hz|[a-z]?flops)$`)
	capital    = doc.Pattern(`\p{Lu}[\pL\pN]*(?:[-.'’][\pL\pN]+)*`)
)

// common are capitalised words that are not names.
var common = wordSet(`The A An It Its In On At By Of For From To He She They We I You His Her Their This That These Those There According
	However Also But And Or As After Before When While If Although Both All Each Every No Not None Only About Over More Most Many Some
	January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday
	Saturday Sunday English Chinese AI API Yes So Then Thus Today Now`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func (p parser) capitals(part string, named map[string]bool) ([]string, error) {
	var names []string
	end := -1 // of the previous name, in bytes
	for _, m := range capital().FindAllStringIndex(part, -1) {
		word := strings.TrimSuffix(strings.TrimSuffix(part[m[0]:m[1]], "'s"), "’s")
		if common[word] || len(word) < 2 {
			continue
		}
		if first := begins(part[:m[0]]); first && plainWord(word) && !named[p.analyser.Fold(word)] {
			is, err := p.translatesToName(word)
			if err != nil {
				return nil, err
			}
			if !is {
				continue
			}
		}
		folded := p.analyser.Fold(word)
		if end >= 0 && m[0] == end+1 && part[end] == ' ' { // Clara Voss is one name
			names[len(names)-1] += " " + folded
		} else if !slices.Contains(names, folded) {
			names = append(names, folded)
		} else {
			continue
		}
		end = m[1]
	}
	return names, nil
}

// plainWord reports whether a word may be capitalised only because it comes first.
func plainWord(word string) bool {
	return !strings.ContainsFunc(word[1:], func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) })
}

// begins reports whether a sentence begins after this text.
func begins(text string) bool {
	text = strings.TrimRight(text, " \t\n\"“‘(")
	return text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:;")
}

// capitalised adds the words to into, folded, that a text capitalises within a sentence.
func (p parser) capitalised(text string, into map[string]bool) {
	for _, m := range capital().FindAllStringIndex(text, -1) {
		if !begins(text[:m[0]]) {
			into[p.analyser.Fold(text[m[0]:m[1]])] = true
		}
	}
}

// translatesToName reports whether the dictionary translates a word to a name.
func (p parser) translatesToName(word string) (bool, error) {
	translations, err := p.analyser.Translations(word)
	if err != nil {
		return false, err
	}
	if len(translations) == 0 {
		return false, nil
	}
	found, err := p.analyser.Names(translations[0])
	return len(found) == 1 && found[0].Term == translations[0], err
}

func appendNew(all []string, one string) []string {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}
