package html

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// removeBeside removes elements that are not part of the article: those whose class or
// identifier says so, unless they hold at least half of the paragraphs of the page or something
// that only an article has; and paragraphs that only lead to other articles.
func removeBeside(root *html.Node) {
	all := weigh(root)
	paragraphs, holding := all[root].prose, holders(root)
	var gone []*html.Node
	inside := map[*html.Node]bool{} // whether a node is in an element that will be removed
	for n := range root.Descendants() {
		if inside[n.Parent] {
			inside[n] = true
			continue
		}
		if n.Type != html.ElementNode || !mayStandBeside(n.DataAtom) {
			continue
		}
		w := all[n]
		if w.prose*2 < paragraphs && isNamedBeside(n, w.prose == 0) && !holding[n] || w.links > 0 && w.text < maxPointer && pointsElsewhere(n, w) {
			gone = append(gone, n)
			inside[n] = true
		}
	}
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

func mayStandBeside(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Section, atom.Aside, atom.Ul, atom.Ol, atom.Dl, atom.Li, atom.P, atom.Span, atom.A, atom.Form, atom.Header, atom.Table, atom.Figure, atom.H2, atom.H3, atom.H4:
		return true
	}
	return false
}

// holders returns the elements that contain a heading of level 1, an article or a main element,
// which nothing outside the article has.
func holders(root *html.Node) map[*html.Node]bool {
	holding := map[*html.Node]bool{}
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.Article, atom.Main:
			for around := n.Parent; around != nil && !holding[around]; around = around.Parent {
				holding[around] = true
			}
		}
	}
	return holding
}

// isNamedBeside reports whether the class or the identifier of an element says that it is not
// part of the article. If label is true, as for elements without a paragraph, labelWords count
// too.
func isNamedBeside(n *html.Node, label bool) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		lower := strings.ToLower(a.Val)
		if slices.ContainsFunc(besideParts, func(part string) bool { return strings.Contains(lower, part) }) {
			return true
		}
		for _, word := range wordsOf(a.Val) {
			if slices.Contains(besideWords, word) || label && slices.Contains(labelWords, word) {
				return true
			}
		}
	}
	return false
}

// besideParts are parts of the names of such elements, as words or within a word.
var besideParts = []string{
	"newsletter", "cookie", "breadcrumb", "sidebar", "outbrain", "taboola", "disqus", "paginat", "postmeta", "sharing", "sharedaddy", "subscri",
	"advert", "sponsor", "recommend", "copyright",
}

// besideWords are words in the names of such elements.
var besideWords = []string{
	"share", "shares", "social", "socials", "comment", "comments", "consent", "related", "promo", "promotion", "ads", "ad", "tags", "taglist", "pager",
	"nav", "navigation", "navbar", "footer", "login", "signup", "popular", "trending", "mostread", "toolbar", "credit", "credits", "modal", "popup",
}

// labelWords are words in the names of labels.
var labelWords = []string{
	"menu", "print", "rating", "ratings", "meta", "teaser", "teasers", "widget", "widgets", "overlay", "banner", "buttons", "button", "more", "bio",
	"infos", "categories", "category", "topics", "action", "actions", "next",
}

// wordsOf splits a name into words in lower case: post-tags, postTags and post_tags all become
// post and tags.
func wordsOf(name string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	afterSmall := false
	for _, r := range name {
		if !unicode.IsLetter(r) || unicode.IsUpper(r) && afterSmall {
			end()
		}
		if unicode.IsLetter(r) {
			word = append(word, r)
		}
		afterSmall = unicode.IsLower(r)
	}
	end()
	return words
}

// maxPointer is the maximum width of a paragraph that leads to another article.
const maxPointer = 400

// pointer matches the words before a link to another article.
var pointer = doc.Pattern(`(?i)^\W*(?:(?:read|see|watch) (?:also|more|next)|also read|more(?: on this)?|related(?: (?:stories|story|articles|article|links|coverage|content))?|don't miss` +
	`|lesen sie (?:auch|hier)|auch lesen|mehr zum thema|lies auch|lea(?: también| más)?|mire|mira|le puede interesar|te puede interesar|vea también|puedes ver` +
	`|à lire aussi|lire aussi|veja também|leia (?:também|mais)|leggi anche|czytaj (?:też|także|więcej)|zobacz też` +
	`|延伸閱讀|延伸阅读|相關(?:閱讀|報導|新聞|文章)|相关(?:阅读|报道|新闻|文章)|推薦閱讀|推荐阅读|更多(?:新聞|新闻|報導|报道|文章)|看更多|閱讀更多|阅读更多|関連記事|あわせて読みたい)\s*[:：]`)

// pointsElsewhere reports whether a paragraph consists only of a link to another article and
// words that introduce it.
func pointsElsewhere(n *html.Node, w weight) bool {
	var text strings.Builder
	for inside := range n.Descendants() {
		switch {
		case inside.Type == html.TextNode:
			text.WriteString(inside.Data)
		case isBlock(inside.DataAtom):
			return false
		}
	}
	line := doc.OneLine(text.String())
	label := pointer().FindString(line)
	return label != "" && w.text-w.links <= doc.Width(label)+4
}
