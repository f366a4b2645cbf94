package office

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// A listItem is a position in a list.
type listItem struct {
	number string // identifier of the list; empty or "0" if there is none
	level  int    // from 0
}

// listLevels is the number of levels of a list in Word.
const listLevels = 9

func listLevel(value string) int {
	n, _ := strconv.Atoi(value)
	return min(max(n, 0), listLevels-1)
}

// A levelFormat is the numbering of one level of a list.
type levelFormat struct {
	format string // "decimal", "bullet", …
	text   string // with %1 for the number of the outermost level
	start  int
}

// A listCounter counts the items of all lists. As in Word, a list continues the count of the
// last one with the same definition.
type listCounter struct {
	levels   map[string]*[listLevels]levelFormat // by definition
	defined  map[string]string                   // definition by list
	restarts map[string]map[int]int              // by list, the first numbers of the levels that it restarts
	counts   map[string]*[listLevels]int         // by definition; 0 if not begun
}

func readLists(ctx context.Context, a *archive.Zip, name string) (*listCounter, error) {
	l := &listCounter{map[string]*[listLevels]levelFormat{}, map[string]string{}, map[string]map[int]int{}, map[string]*[listLevels]int{}}
	var definition, list string
	level := 0
	return l, a.Walk(ctx, name, func(r *archive.XML, token xml.Token) error {
		if _, isType := token.(xml.Directive); isType {
			return r.Fail("has a document type, which no DOCX has")
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			return nil
		}
		value := archive.Attribute(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			definition, list = archive.Attribute(e, "abstractNumId"), ""
			l.levels[definition] = &[listLevels]levelFormat{}
			l.counts[definition] = &[listLevels]int{}
		case "num":
			list = archive.Attribute(e, "numId")
		case "abstractNumId":
			l.defined[list] = value
		case "lvl", "lvlOverride":
			level = listLevel(archive.Attribute(e, "ilvl"))
		case "startOverride":
			if l.restarts[list] == nil {
				l.restarts[list] = map[int]int{}
			}
			l.restarts[list][level], _ = strconv.Atoi(value)
		case "numFmt", "lvlText", "start":
			if list == "" && l.levels[definition] != nil {
				l.levels[definition][level].set(e.Name.Local, value)
			}
		}
		return nil
	})
}

func (l *levelFormat) set(property, value string) {
	switch property {
	case "numFmt":
		l.format = value
	case "lvlText":
		l.text = value
	case "start":
		l.start, _ = strconv.Atoi(value)
	}
}

// mark counts an item and returns its number, such as "第三條" or "2.1", or "" for a bullet.
func (l *listCounter) mark(item listItem) string {
	definition := l.defined[item.number]
	levels, counts := l.levels[definition], l.counts[definition]
	if levels == nil || item.number == "0" {
		return ""
	}
	l.count(item, levels, counts)
	format := levels[item.level].format
	if format == "bullet" || format == "none" {
		return ""
	}
	text := levels[item.level].text
	for i := item.level; i >= 0; i-- {
		n := counts[i]
		if n == 0 {
			n = max(levels[i].start, 1)
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), formatNumber(n, levels[i].format))
	}
	if len(text) > doc.MaxLine {
		return ""
	}
	return strings.TrimSpace(text)
}

func (l *listCounter) count(item listItem, levels *[listLevels]levelFormat, counts *[listLevels]int) {
	start, anew := l.restarts[item.number][item.level]
	switch {
	case anew:
		counts[item.level] = start
		delete(l.restarts[item.number], item.level)
	case counts[item.level] == 0:
		counts[item.level] = max(levels[item.level].start, 1)
	default:
		counts[item.level]++
	}
	clear(counts[item.level+1:])
}
