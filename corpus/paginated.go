package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// parsePaginated makes a block of every line of every page. A paragraph that
// runs over a page break is a block for each page, of which the later ones
// continue the first.
func parsePaginated(p Paginated) document {
	d := document{title: p.Title, author: p.Author, published: p.Published}
	open := "" // the end of the page before, where a paragraph may go on
	for i, page := range p.Pages {
		if strings.TrimSpace(page) == "" {
			continue
		}
		first := true
		for line := range strings.Lines(page) {
			text := strings.TrimSpace(line)
			if text == "" {
				continue
			}
			b := block{text: text, gap: "\n\n", page: i + 1, continues: first && runsOn(open, text)}
			if b.continues {
				d.blocks[len(d.blocks)-1].gap = LineBreak(d.blocks[len(d.blocks)-1].text, text)
			}
			d.blocks = append(d.blocks, b)
			first = false
		}
		open = page
	}
	return d
}

// minRunOn is the width of a last line that is no heading by its length alone:
// twenty Chinese characters.
const minRunOn = 40

// runsOn reports whether the last line of a page goes on with the first line of
// the next one. A Paginator ends a page with "\n" where it knows that it does
// not.
func runsOn(page, next string) bool {
	if page == "" || strings.HasSuffix(page, "\n") {
		return false
	}
	last := strings.TrimSpace(page[strings.LastIndex(page, "\n")+1:])
	if endsSentence(last) || listMark.MatchString(next) || numberedHead(next) != "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(next)
	if strings.ContainsAny(lastRune(last), "，、；,;—-") || unicode.IsLower(first) {
		return true
	}
	return Width(last) >= minRunOn && numberedHead(last) == ""
}

// begin notes that what follows offset stands on a page.
func (a *Article) begin(page, offset int) {
	if page > 0 && (len(a.Pages) == 0 || a.Pages[len(a.Pages)-1].Number != page) {
		a.Pages = append(a.Pages, Page{page, offset})
	}
}

// runs reports whether a block is part of a paragraph that runs over a page
// break, and so neither a heading nor a title.
func runs(blocks []block, i int) bool {
	return blocks[i].continues || i+1 < len(blocks) && blocks[i+1].continues
}

// LineBreak is what the end of a laid-out line stands for, between the text
// before it and the text after: nothing next to Chinese or Japanese writing or
// after a hyphen, a space elsewhere. Marks that all writing uses, such as quotation
// marks, go with the character beside them.
func LineBreak(before, after string) string {
	if word, found := strings.CutSuffix(before, "-"); found {
		if r, _ := utf8.DecodeLastRuneInString(word); unicode.IsLetter(r) || unicode.IsDigit(r) {
			return ""
		}
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, sharedMark))
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, sharedMark))
	if isWide(last) || isWide(next) {
		return ""
	}
	return " "
}

func sharedMark(r rune) bool { return strings.ContainsRune("“”‘’…—·", r) }
