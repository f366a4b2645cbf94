package verify

import (
	"maps"
	"slices"
	"strings"

	"footnote/corpus/doc"
)

// A segment is the part of a source's sentence between semicolons. Different segments are
// about different things.
type segment struct {
	Place
	text, folded string
	chinese      bool
	quantities   []quantity
	score        float64 // for the clause that is being checked
}

var semicolon = doc.Pattern(`[；;]`)

// evidence is what the sources have to say about a claim.
type evidence struct {
	segments []segment
	best     []segment   // the best segment for each clause
	ranked   [][]segment // all segments for each clause, best first
	headings []quantity  // the numbers in the headings
	dates    []date      // including those in the headings
	all      string      // the sources as one folded text
	named    map[string]bool
	computed bool // a number of the claim follows from numbers of the evidence
	rivalled bool // the best segment has another number where the claim has one
}

// gather parses source number i.
func (c *Checker) gather(i int, source Source) evidence {
	e := evidence{named: map[string]bool{}}
	var all strings.Builder
	for _, heading := range []string{source.Title, source.Heading} {
		heading = c.analyser.Fold(heading)
		all.WriteString(heading + "\n")
		e.headings, e.dates = append(e.headings, quantities(heading)...), append(e.dates, dates(heading)...)
	}
	for n, sentence := range source.Sentences {
		all.WriteString(c.analyser.Fold(sentence) + "\n")
		c.capitalised(sentence, e.named)
		for _, part := range semicolon().Split(sentence, -1) {
			if strings.TrimSpace(part) == "" {
				continue
			}
			s := segment{Place: Place{i, n}, text: part, folded: c.analyser.Fold(part), chinese: c.analyser.Language(part).Chinese()}
			s.quantities = quantities(s.folded)
			e.dates = append(e.dates, dates(s.folded)...)
			e.segments = append(e.segments, s)
		}
	}
	e.all = all.String()
	return e
}

// add adds the evidence of another source.
func (e *evidence) add(o evidence) {
	e.segments = append(e.segments, o.segments...)
	e.headings, e.dates = append(e.headings, o.headings...), append(e.dates, o.dates...)
	e.all += o.all
	maps.Copy(e.named, o.named)
}

// support returns the sentences of the best segments, each once.
func (e evidence) support() []Place {
	var places []Place
	for _, s := range e.best {
		if !slices.Contains(places, s.Place) {
			places = append(places, s.Place)
		}
	}
	return places
}

// coverage returns the share of a clause's words, names and numbers aside, that a segment has,
// 0..1. Across languages it looks for their translations.
func (c *Checker) coverage(one clause, chinese bool, s segment) float64 {
	query := one.said.query
	if s.chinese != chinese {
		query = one.said.cross
	}
	_, share := c.words.Score(query, s.text)
	return share
}

// mentions reports whether a folded text has a name: as written, in translation, or by its
// sound.
func (c *Checker) mentions(folded, name string) (bool, error) {
	if strings.Contains(folded, name) {
		return true, nil
	}
	for _, alias := range aliases {
		if slices.Contains(alias, name) && slices.ContainsFunc(alias, func(other string) bool { return strings.Contains(folded, other) }) {
			return true, nil
		}
	}
	translations, err := c.analyser.Translations(name)
	if err != nil {
		return false, err
	}
	for _, t := range translations {
		if len(t) >= 3 && strings.Contains(folded, t) {
			return true, nil
		}
	}
	if soundsIn(folded, name) {
		return true, nil
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		return false, nil
	}
	for _, word := range words { // each word may be translated by itself
		if found, err := c.mentions(folded, word); err != nil || !found {
			return false, err
		}
	}
	return true, nil
}

// aliases lists folded names that mean the same thing.
var aliases = [][]string{
	{"中国", "我国", "国内", "全国", "国产", "国家", "中文", "china", "chinese", "domestic", "nation"},
	{"美国", "united states", "america", "u.s."},
	{"英国", "britain", "united kingdom"},
	{"阿里巴巴", "阿里", "alibaba"},
	{"腾讯", "tencent"}, {"百度", "baidu"}, {"华为", "huawei"}, {"小米", "xiaomi"}, {"字节跳动", "bytedance"}, {"科大讯飞", "iflytek"},
	{"京东", "jd.com"}, {"美团", "meituan"}, {"网易", "netease"}, {"联想", "lenovo"}, {"中兴", "zte"}, {"台积电", "tsmc"}, {"鸿海", "富士康", "foxconn"},
	{"谷歌", "google"}, {"微软", "microsoft"}, {"苹果", "apple"}, {"亚马逊", "amazon"}, {"脸书", "facebook"}, {"推特", "twitter"}, {"英伟达", "nvidia"},
	{"特斯拉", "tesla"}, {"三星", "samsung"}, {"英特尔", "intel"}, {"高通", "qualcomm"}, {"甲骨文", "oracle"}, {"索尼", "sony"}, {"丰田", "toyota"},
}
