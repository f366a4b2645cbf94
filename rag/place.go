package rag

import "strings"

// Place names where the passage stands: the article and the way of headings to
// it.
func (r Ref) Place() string {
	section := r.Section()
	switch {
	case section == "":
		return r.Article.Title
	case strings.HasPrefix(section, r.Article.Title):
		return section
	}
	return r.Article.Title + " › " + section
}
