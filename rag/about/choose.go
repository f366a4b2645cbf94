package about

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"footnote/corpus/doc"
)

// choose returns as many candidates as wanted, or three to six if wanted is 0, in the order of
// the article. It takes one of each part, the first part first, before a second one of any
// part.
func (s *summariser) choose(all []candidate, wanted int) []candidate {
	parts := s.weigh(all)
	n := min(wanted, maxSentences)
	if wanted <= 0 {
		n = min(max(fewest, len(parts)+1), most, max(fewest, (len(all)+1)/2))
	}
	ranked := slices.Clone(all)
	for i := range ranked {
		ranked[i].score += parts[ranked[i].part]
		if n == 1 { // the sentence that says what the title says sums up the article
			ranked[i].score += 2 * forTitle * s.index.Words().Coverage(s.article.Title, ranked[i].text)
		}
	}
	slices.SortStableFunc(ranked, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var chosen []candidate
	taken := map[int]int{}
	take := func(limit int, from func(candidate) bool) {
		for _, c := range ranked {
			repeats := func(o candidate) bool { return s.repeats(c, o) }
			if len(chosen) < n && from(c) && taken[c.part] < limit && !slices.ContainsFunc(chosen, repeats) {
				chosen = append(chosen, c)
				taken[c.part]++
			}
		}
	}
	if n > 1 { // the beginning says what the article is about, sometimes in two sentences
		take(1, func(c candidate) bool { return c.part == 0 })
		take(1, func(c candidate) bool { return overviews().MatchString(c.title) })
	}
	if n > fewest {
		take(2, func(c candidate) bool {
			return c.part == 0 && (announces().MatchString(c.text) || defines().MatchString(c.text))
		})
	}
	for limit := 1; limit <= n; limit++ {
		take(limit, func(candidate) bool { return true })
	}
	slices.SortFunc(chosen, func(a, b candidate) int { return cmp.Compare(a.Start, b.Start) })
	return chosen
}

const (
	forSize   = 0.3 // per factor of e in the length of a part
	forEarly  = 0.8 // for the first part, decreasing to 0 after the last: what matters comes first
	forEnding = 1.0 // for a part that sums up
	forNaming = 1.0 // for a part whose heading has the words of the article's title
)

// weigh returns what each part is worth by itself.
func (s *summariser) weigh(all []candidate) []float64 {
	var parts []float64
	for first := 0; first < len(all); {
		size := 1
		for first+size < len(all) && all[first+size].part == all[first].part {
			size++
		}
		title := all[first].title
		worth := forSize * math.Log(float64(size))
		if title != "" && title != s.article.Title {
			worth += forNaming * s.index.Words().Coverage(s.article.Title, title)
		}
		if endings().MatchString(title) {
			worth += forEnding
		}
		parts = append(parts, worth)
		first += size
	}
	for i := range parts {
		parts[i] += forEarly * (1 - float64(i)/float64(len(parts)))
	}
	return parts
}

var (
	endings = doc.Pattern(`(?i)結語|结语|總結|总结|結論|结论|小結|小结|後記|后记|寫在最後|写在最后|\b(?:conclusions?|summary|takeaways?|verdict|bottom line|final thoughts|wrap(?:ping)? up|key points|tl;?dr|abstract)\b`)
	outside = doc.Pattern(`(?i)訂閱|订阅|封面|關於作者|关于作者|參考|参考|致謝|致谢|附錄|附录|授權|授权|版權|版权|聯絡|联系|延伸閱讀|延伸阅读|歷史上的|历史上的|常見問題|常见问题|留言|評論|评论|贊助|赞助|目錄|目录|言論|言论|安裝|安装|` +
		`\b(?:licen[sc]e|contribut\w*|install\w*|references?|acknowledge?ments?|about the author|credits?|changelog|release notes|sponsors?|contents|see also|further reading|faq|support|contact|badges?|building|testing|getting started|everything else|miscellaneous|appendix|notes|donat\w+|comments?|related|community|who uses|to-?do|download|releases?|version .*|feedback|roadmap|help)\b`)
)

// repeats reports whether c is the same sentence as before, or says the same.
func (s *summariser) repeats(c, before candidate) bool {
	return c.Span == before.Span || c.vector != nil && cosine(c.vector, before.vector) >= repeatedCosine ||
		s.index.Words().Coverage(c.text, before.text) >= repeatedShare
}

// maxTitle is the width limit of a heading that is shown before a sentence.
const maxTitle = 40

// statement returns the statement for a candidate. The heading above it comes first if the
// sentence has none of the heading's words, since only the heading may name its subject. again
// means that the sentence before it is of the same part: then only a numbered title comes
// first.
func (s *summariser) statement(c candidate, again bool) Statement {
	shown := c.sentence.statement()
	title := s.titleOver(c)
	if title == "" || again && c.under == "" || labelled().MatchString(c.text) {
		return shown
	}
	colon := ": "
	if s.chinese {
		colon = "："
	}
	shown.Text = title + colon + itemNumber().ReplaceAllString(c.text, "")
	return shown
}

// titleOver returns the closest title above a sentence, or "" if the sentence has one of its
// words or needs none.
func (s *summariser) titleOver(c candidate) string {
	title := topic(c.title)
	if c.part == 0 || c.title == s.article.Title || endings().MatchString(title) {
		title = ""
	}
	if c.under != "" {
		title = topic(c.under)
	}
	if doc.Width(title) > maxTitle || s.index.Words().Coverage(title, c.text) > 0 {
		return ""
	}
	return title
}

// topic returns what a heading is about: 嘟嘟車 for 嘟嘟車：能避則避.
func topic(heading string) string {
	heading = numbers().ReplaceAllString(oneLine(heading), "")
	if at := strings.IndexAny(heading, ":："); at > 0 {
		heading = heading[:at]
	}
	if kindOf(sentence{text: heading}) == question {
		return ""
	}
	return heading
}

var numbers = doc.Pattern(`^(?:[0-9]{1,2}(?:[.、．)）]|[ \x{3000}])|[一二三四五六七八九十]{1,3}[、.．]|第[0-9一二三四五六七八九十]{1,3}[章節节回部篇])\s*`)
