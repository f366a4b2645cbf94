package samples

import (
	"io"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func hostilePages() []HostileFile {
	return []HostileFile{
		{"deep.html", repeated("<html><body>", "<div>", "<p>在最里面。</p>", 5_000_000)},
		{"tables.html", repeated("<html><body><nav></nav>", "<table><tr><td>", "<p>在最里面。</p>", nearlyMost)},
		{"attribute.html", repeated(`<html><body><p title="`, "a", `">字。</p>`, 200*mebi)},
		{"longattribute.html", repeated(`<html><body><p title="`, "a", `">字。</p>`, nearlyMost)},
		{"attributes.html", repeated(`<html><body><p `, "a ", `>字。</p>`, nearlyMost)},
		{"tags.html", repeated("<html><body>", "<b>", "<p>字。</p>", 30_000_000)},
		{"tags16.html", repeated("<html><body><nav></nav>", "<p>a", "", nearlyMost)},
		{"reopened.html", repeated("<html><body><nav></nav>"+strings.Repeat("<b><i><u><font>", 100), "<p>字，还是字。", "", 2*mebi)},
		{"sections.html", repeated("<html><body><nav></nav>"+strings.Repeat("<section>", 250), "<p>很多层里面的一段话，不长，也不短，可是有很多个逗号，一个接着一个。</p>", "", mebi)},
		{"hidden.html", repeated("<html><body><nav></nav>", `<p hidden>看不见。<p>看得见。`, "", nearlyMost)},
		{"sheet.html", repeated("<html><head><style>", "/**/.a{display:none}", "</style></head><body><p>字。</p></body></html>", nearlyMost)},
		{"data.html", repeated(`<html><head><script type="application/ld+json">`, "[", "</script></head><body><p>字。</p></body></html>", nearlyMost)},
		{"script.html", repeated("<!DOCTYPE html><html><head><title>应用</title></head><body><div id=app></div><script>", "var a=1;", "</script></body></html>", mebi)},
		{"entities.html", repeated("<html><body><p>", "&amp;", "", nearlyMost)},
	}
}

func hostileTexts() []HostileFile {
	return []HostileFile{
		{"line.txt", repeated("", "一行没有尽头的字", "", gibi)},
		{"line16.txt", repeated("", "港口每天有三班渡輪", "", 14_900_000)},
		{"letters16.txt", repeated("", "a", "", 4_900_000)},
		{"lines16.txt", repeated("", "a\n", "", nearlyMost)},
		{"stops16.txt", repeated("", "字。", "", 14_900_000)},
		{"openers16.txt", repeated("", "「（", "文。", 14_900_000)},
		{"quotes16.txt", repeated("字", `"字`, "", 9_900_000)},
		{"joined16.txt", repeated("", "👨\u200d", "", 14_900_000)},
		{"marks16.txt", repeated("e", "\u0301", "", 9_900_000)},
		{"addresses16.txt", repeated("", "www.a.example/b ", "", 4_900_000)},
		{"abbreviations16.txt", repeated("", "a.", " B", 4_900_000)},
		{"numbers16.txt", repeated("", "1、\n", "", 2_000_000)},
		{"scattered.txt", scattered},
		{"utf16.txt", writeBytes(append([]byte("\xFF\xFE"), noise(5*mebi)...))},
		{"noise.txt", writeBytes(noise(5 * mebi))},
		{"nuls.txt", repeated("", "\x00", "", 4_900_000)},
		{"cut.txt", cutCharacter},
		{"glosses.txt", repeated("", "時(shí)間(jiān)", "", 4_900_000)},
		{"parentheses.txt", repeated("", "時(", "", 4_900_000)},
		{"misread.txt", repeated("", "ç›¤å\u008f¤", "", 4_900_000)},
		{"gbk.txt", repeated("", "鐩ゅ彜姘旇薄妯″瀷", "", 4_900_000)},
		{"shifted.txt", repeated("", "因?yàn)橥ㄓ么竽P鸵话慊诠_信息", "", 4_900_000)},
		{"shiftedlong.txt", repeated("因?yàn)", "橥ㄓ么竽鸵话慊诠信息", "", 4_900_000)},
		{"brackets.md", repeated("# 題\n\n", "[", "", 4_900_000)},
		{"links.md", repeated("# 題\n\n", "[a](", "", 4_900_000)},
		{"stars.md", repeated("# 題\n\n", "a**b_c* ", "", 4_900_000)},
		{"quotes.md", repeated("# 題\n\n", ">", "字。", 4_900_000)},
		{"lists.md", repeated("# 題\n\n", "- ", "字。", 4_900_000)},
		{"indents.md", indents},
		{"references.md", repeated("# 題\n\n", "[a]: b\n", "\n字。", 4_900_000)},
		{"table.md", repeated("# 題\n\n|"+strings.Repeat("a|", 1000)+"\n|"+strings.Repeat("-|", 1000)+"\n", "|a|\n", "", mebi)},
		{"fences.md", repeated("# 題\n\n字。\n\n", "```\n", "", 4_900_000)},
		{"front.md", repeated("---\n", "author:\n - a\n", "---\n字。\n", 4*mebi)},
	}
}

// cutCharacter writes a text in GB18030 that ends in the middle of a character.
func cutCharacter(w io.Writer) error {
	text, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Repeat("港口每天有三班渡轮，周末加开两班。\n", 100))
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text+"\xB8")
	return err
}

// scattered writes five million Han characters in a pseudorandom order in which pairs seldom recur.
func scattered(w io.Writer) error {
	var out strings.Builder
	for i := 0; out.Len() < 14_900_000; i += 1 << 16 {
		for j, b := 0, noise(1<<16); j+1 < len(b); j += 2 {
			out.WriteRune(0x4E00 + (rune(b[j])<<8+rune(b[j+1])+rune(i>>16)*7919)%0x5000)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// indents writes nested lists, two thousand deep.
func indents(w io.Writer) error {
	for i := range 2_000 {
		if _, err := io.WriteString(w, strings.Repeat("  ", i)+"- 字。\n"); err != nil {
			return err
		}
	}
	return nil
}
