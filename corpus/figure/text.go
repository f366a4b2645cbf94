package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// maxText is the maximum length of an alternative text in characters. A longer one is data
// rather than a description.
const maxText = 2_000

// Text returns an alternative text in one line, or "" if it says nothing about the picture: if
// it is a file name, a number, a word for "picture", or a description guessed by a program. cut
// reports whether there was more.
func Text(alternative string) (line string, cut bool) {
	if most := 4 * maxText; len(alternative) > most {
		alternative, cut = strings.ToValidUTF8(alternative[:most], ""), true
	}
	line = oneLine(alternative)
	if !says(line) {
		return "", false
	}
	if utf8.RuneCountInString(line) > maxText {
		return strings.TrimSpace(string([]rune(line)[:maxText])) + "…", true
	}
	return line, cut
}

func oneLine(alternative string) string {
	alternative = tag().ReplaceAllString(strings.ToValidUTF8(alternative, ""), " ")
	line, _ := doc.RemoveInvisible(strings.Join(strings.Fields(doc.Cell(alternative)), " "))
	return strings.TrimSpace(line)
}

// The maximum length of an alternative text that may be part of a sentence.
const (
	maxWords = 3
	maxHan   = 4 // characters of a script without spaces
)

// Word returns an alternative text so short that its picture is part of the sentence around it,
// such as that of a key or a lamp, and "" for any other.
func Word(alternative string) string {
	if len(alternative) > 64 {
		return ""
	}
	word := oneLine(alternative)
	han := 0
	for _, r := range word {
		if isUnspaced(r) {
			han++
		}
	}
	if len(strings.Fields(word)) > maxWords || han > maxHan || letters(word) == "" || isName(word) || isToken(word) {
		return ""
	}
	return word
}

// Heading returns the text of a heading that consists of pictures only, or "" if they have none
// that is short enough.
func Heading(blocks []doc.Block) string {
	for _, b := range blocks {
		if b.Alternative && utf8.RuneCountInString(b.Text) <= maxHeading {
			return b.Text
		}
	}
	return ""
}

const maxHeading = 120

// Sign returns an alternative text that consists only of signs, as for pictures of emoji, and
// "" for any other.
func Sign(alternative string) string {
	sign := strings.TrimSpace(alternative)
	if len(sign) > 64 || !strings.ContainsFunc(sign, isSign) || strings.ContainsFunc(sign, unicode.IsLetter) {
		return ""
	}
	return sign
}

func isSign(r rune) bool { return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0xFFFF }

// says reports whether a line says something about a picture.
func says(line string) bool {
	return utf8.RuneCountInString(line) > 1 && strings.ContainsFunc(line, unicode.IsLetter) && !isName(line) && !isToken(line) && !(len(line) <= 2048 && guessed().MatchString(line))
}

// isName reports whether a line is the name that a file or a program gives to a picture. A long
// line is no name.
func isName(line string) bool {
	return len(line) <= 512 && (fileName().MatchString(line) || standard().MatchString(line) || standard().MatchString(extension().ReplaceAllString(line, "")) || code().MatchString(line))
}

// isToken reports whether a line is a long word of Latin letters and digits that is not meant
// to be read.
func isToken(line string) bool {
	return len(line) >= 20 && strings.ContainsAny(line, "0123456789") && !strings.ContainsFunc(line, func(r rune) bool {
		return !doc.IsASCIILetter(r) && (r < '0' || r > '9') && !strings.ContainsRune("-_+/=", r)
	})
}

var (
	// tag matches the HTML tags in captions from which programs make alternative texts.
	tag = doc.Pattern(`(?i)</?(?:a|b|i|u|p|em|strong|span|small|br|div|font|sup|sub|img|cite|script|style)(?:\s[^<>]{0,1000})?/?>`)
	// fileName matches addresses, and file names of up to three words: a sentence may end in the
	// name of a file.
	fileName  = doc.Pattern(`(?i)^(?:\S*(?: +\S+){0,2}(?: ?\([0-9]+\))?\.(?:png|jpe?g|jpe|jfif|gif|webp|svgz?|bmp|tiff?|heic|heif|avif|ico|emf|wmf|eps|psd|pdf)|(?:https?:|file:|cid:|data:|blob:|attachment:|//|www\.)\S*|[a-z]:\\.*|/\S+)$`)
	extension = doc.Pattern(`(?i)\.(?:png|jpe?g|gif|webp|bmp|tiff?|heic)$`)
	// standard matches the names that programs and cameras give to pictures, and words that apply
	// to any picture.
	standard = doc.Pattern(`(?i)^(?:(?:an? |the )?(?:image|img|picture|pic|photo|photograph|figure|fig|graphic|graphics|graph|chart|diagram|drawing|object|shape|screen ?shot|screen ?capture|snip|logo|icon|banner|thumbnail|thumb|avatar|untitled|unnamed|placeholder|picture placeholder|content placeholder|clip_?image|inline image|attachment|alt|alt text|null|undefined|none|n/a` +
		`|grafik|bild|abbildung|imagen?|immagine|imagem|фото|рисунок|изображение|画像|写真|図` +
		`|圖片|图片|圖像|图像|影像|圖|图|附圖|附图|配圖|配图|插圖|插图|照片|相片|圖檔|截圖|截图|螢幕截圖|螢幕擷取畫面|屏幕截图|屏幕快照|圖示|图标|標誌|标志|圖表|图表|封面|封面圖|封面图|示意圖|示意图|在这里插入图片描述|请添加图片描述|輸入圖片說明|输入图片说明|圖片描述|图片描述|enter image description here|image description|(?:image|photo|picture|thumbnail) (?:for|of) (?:this |the )?(?:post|article|story|page)|auto ?draft)` +
		`[\s_#.:：,()（）\[\]-]*(?:[0-9０-９一二三四五六七八九十][0-9０-９一二三四五六七八九十\s_.:：,()（）x×-]*)?(?:(?:at|am|pm|上午|下午)[0-9\s_.:：-]*)*` +
		`|(?:img|dsc[nf]?|pxl|mvi|vid|dji|gopr|p|wp|fb_img|mmexport|snipaste|qq图片|qq截图|微信图片|微信截图|企业微信截图|whatsapp image|signal|screenshot|屏幕截图|截屏|截圖|截图|螢幕擷取畫面)[\s_-]?[0-9][0-9a-z_.:-]*(?: (?:at )?[0-9.:]+(?: [ap]m)?)?(?: ?\([0-9]+\))?)$`)
	// code matches hashes, identifiers, and slugs with numbers.
	code = doc.Pattern(`(?i)^(?:[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9]+(?:_[a-z0-9-]+)+|[a-z0-9]+(?:-[a-z0-9]+)+-[0-9]+(?:x[0-9]+)?|[a-z0-9_+/-]*[0-9][a-z0-9_+/-]*={1,2})$`)
	// guessed matches the note that Office adds if a program has described the picture.
	guessed = doc.Pattern(`(?i)description (?:automatically|is auto-?|auto-?)\s?generated|AI-generated content may be incorrect|自動產生的描述|自动生成的(?:说明|描述)|已自动生成|AI ?(?:產生|生成)的(?:內容|内容)可能(?:不正確|不正确|有誤|有误)|^(?:image )?may contain: |^may be an image of `)
)
