package about

import (
	"strings"

	"footnote/corpus"
)

// A group is a list in an article: the sections below a heading, the items of a list, the rows
// of a table.
type group struct {
	labels  []title // headings above it, or the header of its first column
	leadIns []title // sentences that announce it
	items   []Statement
	exact   bool // items are surely all that belong to it
	loose   bool // it consists of paragraphs, which are a list only because of a heading such as "Advantages"
}

// A title is a text that may name a group, and the form in which it is shown.
type title struct{ text, shown string }

func titled(text string) title {
	return title{text, strings.TrimRight(numbers().ReplaceAllString(text, ""), ":： 。.")}
}

// groupsOf returns the groups of an article.
func groupsOf(a *corpus.Article, all []sentence) []group {
	found := headed(a, all)
	heading := ""
	for i := 0; i < len(all); {
		if title, ok := handMade(all[i]); ok {
			heading = title
		} else if i == 0 || a.Passages[all[i].Passage].Section != a.Passages[all[i-1].Passage].Section {
			heading = a.Sections[a.Passages[all[i].Passage].Section].Title
		}
		g, n := groupAt(a, all, i)
		if len(g.items) < 2 {
			i++
			continue
		}
		if heading != a.Title { // that would be the article itself
			g.labels = append(g.labels, titled(heading))
		}
		found = append(found, g)
		i += n
	}
	return found
}

// headed returns the groups that consist of headings directly below another heading. Those
// below the title are the article itself, and no group.
func headed(a *corpus.Article, all []sentence) []group {
	var found []group
	for i, s := range a.Sections {
		if s.Title == "" || s.Title == a.Title {
			continue
		}
		g := group{labels: []title{titled(s.Title)}, exact: true}
		below := 0
		for j := i + 1; j < len(a.Sections) && a.Sections[j].Level > s.Level; j++ {
			if below == 0 {
				below = a.Sections[j].Level
			}
			if a.Sections[j].Level > below {
				continue
			}
			if first, ok := firstOf(a, all, j); ok {
				item := first.statement()
				item.Text = oneLine(a.Sections[j].Title)
				g.items = append(g.items, item)
			}
		}
		if len(g.items) > 1 {
			found = append(found, g)
		}
	}
	return found
}

// firstOf returns the first sentence of a section that is prose, or else its first sentence.
// Subsections count as part of the section.
func firstOf(a *corpus.Article, all []sentence, section int) (sentence, bool) {
	end := a.Sections[section].Span.End
	for j := section + 1; j < len(a.Sections) && a.Sections[j].Level > a.Sections[section].Level; j++ {
		end = a.Sections[j].Span.End
	}
	var first sentence
	known := false
	for _, s := range all {
		if s.Start < a.Sections[section].Span.Start || s.End > end {
			continue
		}
		if kindOf(s) == prose {
			return s, true
		}
		if !known {
			first, known = s, true
		}
	}
	return first, known
}

// groupAt returns the group that begins with sentence i, and its number of sentences.
func groupAt(a *corpus.Article, all []sentence, i int) (group, int) {
	switch section := inSection(a, all, i); {
	case kindOf(all[i]) == row && all[i].opens:
		return table(section)
	case numberOf(all[i]) == 1:
		return numbered(section)
	case kindOf(all[i]) == leadIn:
		g, n := items(section[1:])
		g.leadIns = []title{titled(all[i].text)}
		if i > 0 && len(section) > 0 && all[i-1].Passage >= all[i].Passage-1 && kindOf(all[i-1]) == prose {
			g.leadIns = append(g.leadIns, title{all[i-1].text + " " + all[i].text, titled(all[i-1].text).shown})
		}
		return g, n + 1
	case begins(a, all, i):
		if g, n := items(section); n == len(section) {
			return g, n
		}
		return paragraphs(section)
	}
	return group{}, 0
}

// begins reports whether sentence i is the first below a heading.
func begins(a *corpus.Article, all []sentence, i int) bool {
	if i == 0 || a.Passages[all[i].Passage].Section != a.Passages[all[i-1].Passage].Section {
		return true
	}
	_, heading := handMade(all[i-1])
	return heading
}

// inSection returns the sentences from i to the end of its section.
func inSection(a *corpus.Article, all []sentence, i int) []sentence {
	end := i
	for end < len(all) && a.Passages[all[end].Passage].Section == a.Passages[all[i].Passage].Section {
		if _, heading := handMade(all[end]); heading && end > i {
			break
		}
		end++
	}
	return all[i:end]
}
