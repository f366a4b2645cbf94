package lexical

import (
	"slices"
	"strings"
	"unicode"
)

// A Language is that of a question or an article, as far as it matters here: which words to
// look for, and in which script to reply.
type Language string

// The languages that are distinguished. Japanese counts as Chinese if it is written only in
// Han characters.
const (
	Traditional Language = "zh-Hant"
	Simplified  Language = "zh-Hans"
	English     Language = "en"
	Other       Language = "other"
)

// bothScripts are characters that other characters are folded to, but that traditional texts
// use as well, often for another word (里 and 裡, 面 and 麵); and 乾, which simplified texts
// use in names. They do not tell the script. Characters that traditional texts hardly ever use
// (几, 于, 听) are not among them.
const bothScripts = "丑仆伙余佛佣俊修僵克冢冬准凌凶出刮制千升卜占即卷只台吁吃合吊同后向呆周咨咸咽哄唇喂噪回困夸奸姜娘家尸" +
	"局岩岳峰巨布帘席干幸床庵弦彩征御志念恤愈戚扇才扎扑托扣折抬抵拐拼挂挨挽捆捍搜教斗旋旗既昆晒暗曲札朱朴" +
	"杆杠杯杰松板查栗核梁棋欲污沈沾泄泛注涌游溪溯漓灶狸玩症痴皂真矩私秋秘粽糊糖系累群肴胄胡腌致舍芸苔苧范" +
	"蒙蓑蔑虱表谷辟逾郁酸采里雇雕霉面飧乾"

// Chinese reports whether l is Chinese in either script.
func (l Language) Chinese() bool { return l == Traditional || l == Simplified }

// LanguageOf returns the language of the first of the texts that has a letter. If its characters
// are the same in both scripts, the script is that of the first other Chinese text that shows one.
func (a *Analyser) LanguageOf(texts ...string) Language {
	at := slices.IndexFunc(texts, func(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) })
	if at < 0 {
		return Other
	}
	language, told := a.language(texts[at])
	for _, text := range texts[at+1:] {
		if told || !language.Chinese() {
			break
		}
		if other, tells := a.language(text); tells && other.Chinese() {
			return other
		}
	}
	return language
}

// Language detects the language of text. The script of Chinese is the one with more of the
// characters that exist in only one script; a tie counts as traditional. Text without letters
// is Other.
func (a *Analyser) Language(text string) Language {
	language, _ := a.language(text)
	return language
}

// language is Language. told reports whether Chinese has characters that tell its script.
func (a *Analyser) language(text string) (language Language, told bool) {
	var han, kana, latin, other, traditional, simplified int
	var before rune
	for _, r := range text {
		switch {
		case r < 0x80 && unicode.IsLetter(r):
			latin++
		case r >= 0x4E00 && r <= lastHan || unicode.Is(unicode.Han, r):
			han++
			switch {
			case before == '哪' && r == '里': // otherwise written 哪裡
				simplified++
			case a.both[r]:
			case a.simplify(r) != r:
				traditional++
			case a.target[r]:
				simplified++
			}
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.IsLetter(r):
			other++
		}
		before = r
	}
	// A Han character carries about as much meaning as three letters.
	switch {
	case kana > 0 && 10*kana > han, other > 3*han+latin:
		return Other, true
	case han == 0 && latin == 0:
		return Other, true
	case latin > 3*han && (han == 0 || !chineseAround(text)):
		return English, true
	case simplified > traditional:
		return Simplified, true
	}
	return Traditional, traditional > simplified
}

const (
	// grammar are characters that Chinese sentences are built with.
	grammar = "的是由在了与與和及为為被有於于从從到把将將也都就而或能会會可要用多几幾什哪谁誰怎何吗嗎呢"
	// grammarWords are words that English sentences are built with.
	grammarWords = " a an the is are was were be been has have had does did do not of in on at by to from for with and or but that which who what how its it this as "
)

// chineseAround reports whether a text with many Latin letters is Chinese around names. It
// must have characters of grammar, and no English words of grammarWords except inside names,
// such as The Lord of the Rings.
func chineseAround(text string) bool {
	if !strings.ContainsAny(text, grammar) {
		return false
	}
	capital := func(word string) bool { return word != "" && word[0] >= 'A' && word[0] <= 'Z' }
	var words []string
	for _, field := range strings.Fields(text) {
		words = append(words, strings.FieldsFunc(field, func(r rune) bool { return r >= 0x80 || !unicode.IsLetter(r) })...)
	}
	inName := false
	for i, word := range words {
		if !strings.Contains(grammarWords, " "+word+" ") {
			inName = capital(word)
			continue
		}
		rest := strings.Join(words[i:], " ")
		for rest != "" && strings.Contains(grammarWords, " "+strings.Fields(rest)[0]+" ") {
			_, rest, _ = strings.Cut(rest, " ")
		}
		if !inName || !capital(rest) {
			return false
		}
	}
	return true
}
