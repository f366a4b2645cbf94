package suggest

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// headingMark matches what may precede the words of a heading.
var headingMark = doc.Pattern(`^(?:[▋■◆●▲★#>\s]+|第[0-9一二三四五六七八九十百]+[章節节回部篇]\s*|[0-9]{1,2}(?:\.[0-9]{1,2})*[.、．)）\s]\s*|[一二三四五六七八九十]{1,3}、|[（(][0-9一二三四五六七八九十]{1,3}[)）]\s*|Q[0-9]{0,2}[：:.\s]\s*|問：|问：)+`)

// askHeadings makes questions from the headings of sections. The text below a heading answers
// its question.
func (m *maker) askHeadings() {
	below := 0
	for i, s := range m.article.Sections {
		for below < len(m.article.Passages) && m.article.Passages[below].Section < i {
			below++
		}
		if below == len(m.article.Passages) {
			return
		}
		p := m.article.Passages[below]
		if s.Title == "" || s.Title == m.article.Title || !readable(s.Title) || p.Section != i && m.article.Sections[p.Section].Level <= s.Level {
			continue
		}
		m.askHeading(below, strings.TrimSpace(s.Title[len(headingMark().FindString(s.Title)):]))
	}
}

func (m *maker) askHeading(passage int, title string) {
	add := func(r rank, question string) {
		m.addOf(r, Question{question, passage, below(m.article, passage), most})
	}
	if q, ok := m.usualHeading(title); ok {
		add(valued, q)
		return
	}
	chinese := m.analyser.Language(title).Chinese()
	if chinese != m.reader.Chinese() {
		return
	}
	if chinese {
		if q, ok := m.chineseHeading(title); ok {
			add(asked, m.inScript(q))
		}
		return
	}
	if q, ok := m.englishHeading(title); ok && m.reader == lexical.English {
		add(asked, q)
	}
}

// below returns the span of the passages below a heading, the first of which is given.
func below(a *corpus.Article, first int) corpus.Span {
	all := a.Passages
	span := all[first].Span
	for _, p := range all[first+1:] {
		if p.Section != all[first].Section {
			break
		}
		span.End = p.End
	}
	return span
}

var (
	askingHeading = doc.Pattern(`^(?:为什么|为何|如何|怎么|怎样|什么是|谁是|哪些|何时)|(?:是什么|怎么办|怎么选|怎么看|怎么做|有哪些|在哪里|多少钱|多久|吗|呢|从哪里来|到哪里去|怎么来的|怎么用|怎么走)$|^[^，：:]{0,8}(?:什么|怎么|多少|几个|哪|谁|多久)[^，：:的]{0,6}$`)
	noQuestion    = doc.Pattern(`(?:指南|攻略|方法|理由|原因|清单|大全|教程|教学|技巧|什么都|谁都|怎么也|无论|不管|不知道|告诉你|教你|带你|看懂|搞懂|一次看|解析|分析|总结|说明)`)
	nounHeading   = doc.Pattern(`^(.{2,14}的(?:优点|优势|缺点|好处|坏处|风险|原因|起源|由来|用途|特色|特点|种类|差别|差异|区别|影响|作用|原理|步骤|条件|限制|意义))$`)
)

// chineseHeading accepts a heading that is a question, with or without its question mark.
func (m *maker) chineseHeading(title string) (string, bool) {
	t, ok := m.text(strings.TrimRight(title, "？? "))
	if !ok {
		return "", false
	}
	question := strings.HasSuffix(title, "？") || strings.HasSuffix(title, "?")
	switch {
	case question && m.standsAlone(t.own, true):
		return t.own + "？", true
	case !question && askingHeading().MatchString(t.plain) && !noQuestion().MatchString(t.plain) && m.standsAlone(t.own, false):
		return t.own + "？", true
	case nounHeading().MatchString(t.plain) && m.isThing(t):
		return t.own + m.words("是什麼？"), true
	}
	return "", false
}

var (
	howTo     = doc.Pattern(`^How (?:to|do I|can I) ([a-z]+ .{3,50})$`)
	howWorks  = doc.Pattern(`^How ([A-Za-z][^,:;()]{1,40}) works$`)
	whatIsA   = doc.Pattern(`^(?:What|Why|When|Where|Who) (?:is|are|does|do|should) [^,:;()]{3,60}$`)
	prosOf    = doc.Pattern(`^(?:The )?([A-Z][^,:;()&/]{1,30}?)(?:'s|’s)? (advantages|disadvantages|benefits|drawbacks|limitations)$`)
	plansFor  = doc.Pattern(`^((?:My |Our )?)(Goals|Plans|Reasons|Tips|Rules|Requirements|Costs) for ([^,:;()]{2,40})$`)
	prosAbout = doc.Pattern(`^(?:The )?(Advantages|Disadvantages|Benefits|Drawbacks|Limitations|Features|Types|Causes|Symptoms|History|Origins?) of ([^,:;()]{2,40})$`)
	gerund    = doc.Pattern(`^(Installing|Building|Running|Using|Configuring|Testing|Creating|Updating|Backing up|Adding|Removing|Choosing|Writing|Reading|Setting up|Deploying|Debugging|Compiling|Enabling|Disabling|Upgrading) ([^,:;()]{3,40})$`)
)

var gerunds = map[string]string{"Installing": "install", "Building": "build", "Running": "run", "Using": "use", "Configuring": "configure", "Testing": "test", "Creating": "create", "Updating": "update", "Backing up": "back up", "Adding": "add", "Removing": "remove",
	"Choosing": "choose", "Writing": "write", "Reading": "read", "Setting up": "set up", "Deploying": "deploy", "Debugging": "debug", "Compiling": "compile", "Enabling": "enable", "Disabling": "disable", "Upgrading": "upgrade"}

// moreVerbs match headings that are sentences, or that name two tasks.
var moreVerbs = doc.Pattern(`\b(?:and|or) |^[a-z]+ing\b|n['’]t\b|\b(?:not|is|are|was|can|will|does|fails?|works?)\b`)

// englishHeading accepts a heading that is a question, or that can become one in only one way.
func (m *maker) englishHeading(title string) (string, bool) {
	if isQuestion(title) {
		return title, m.standsAloneEnglish(title, true)
	}
	if f := howTo().FindStringSubmatch(title); f != nil {
		task, ok := m.task(m.sentenceCase(f[1]))
		return "How do I " + task + "?", ok
	}
	if f := howWorks().FindStringSubmatch(title); f != nil {
		return "How does " + f[1] + " work?", isPlain(f[1]) && !strings.HasSuffix(f[1], "s")
	}
	if whatIsA().MatchString(title) {
		return title + "?", m.standsAloneEnglish(title+"?", true)
	}
	if f := prosOf().FindStringSubmatch(title); f != nil {
		return "What are the " + f[2] + " of " + f[1] + "?", isPlain(f[1]) && len(strings.Fields(f[1])) < 4
	}
	if f := plansFor().FindStringSubmatch(title); f != nil {
		return "What are the " + strings.ToLower(f[2]) + " for " + f[3] + "?", isPlain(f[3])
	}
	if f := prosAbout().FindStringSubmatch(title); f != nil {
		verb := " are "
		if !strings.HasSuffix(f[1], "s") {
			verb = " is "
		}
		return "What" + verb + "the " + strings.ToLower(f[1]) + " of " + f[2] + "?", isPlain(f[2])
	}
	if f := gerund().FindStringSubmatch(title); f != nil {
		task, ok := m.task(m.sentenceCase(f[2]) + " .")
		return "How do I " + gerunds[f[1]] + " " + strings.TrimSuffix(task, " .") + "?", ok && !moreVerbs().MatchString(f[2])
	}
	return "", false
}

// sentenceCase undoes the capitals of a Heading in Title Case, if all of its words are common
// ones.
func (g *grammar) sentenceCase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if !unicode.IsUpper(firstRune(w)) {
			continue
		}
		for part := range strings.SplitSeq(w, "-") {
			if part == "" || strings.ContainsFunc(part[1:], func(r rune) bool { return !unicode.IsLower(r) }) || !g.isEnglishWord(part) {
				return s
			}
		}
		words[i] = strings.ToLower(w)
	}
	return strings.Join(words, " ")
}

// isPlain reports whether none of the words refers to something elsewhere.
func isPlain(s string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		if vague()[w] || notInSubject()[w] {
			return false
		}
	}
	return s != ""
}

// A usual heading means the same in every article, so that a question for it can be in any
// language. {} stands for the article's subject.
type usual struct {
	match                            func() *regexp.Regexp
	english, traditional, simplified string
}

var usualHeadings = sync.OnceValue(func() []usual {
	all := []usual{}
	add := func(expression, english, traditional, simplified string) {
		all = append(all, usual{doc.Pattern(`^(?i:` + expression + `)$`), english, traditional, simplified})
	}
	add(`install|installation|installing|how to install|安装|安装方法`, "How do I install {}?", "{} 怎麼安裝？", "{} 怎么安装？")
	add(`getting started|quick ?start|快速开始|快速上手`, "How do I get started with {}?", "{} 怎麼開始用？", "{} 怎么上手？")
	add(`usage|how to use|basic usage|用法|使用方法|使用`, "How do I use {}?", "{} 怎麼用？", "{} 怎么用？")
	add(`features|key features|功能|特性|特色|功能特色`, "What features does {} have?", "{} 有哪些功能？", "{} 有哪些功能？")
	add(`requirements|prerequisites|系统要求|环境要求`, "What does {} require?", "使用 {} 需要什麼環境？", "使用 {} 需要什么环境？")
	add(`licen[sc]e|许可证|授权`, "Which license does {} use?", "{} 採用什麼授權？", "{} 用的是什么许可证？")
	add(`contributing|contribution|how to contribute|贡献`, "How can I contribute to {}?", "怎麼參與 {} 的開發？", "怎么参与 {} 的开发？")
	add(`configuration|configuring|配置|设定|设置`, "How do I configure {}?", "{} 怎麼設定？", "{} 怎么配置？")
	add(`limitations|known limitations|known issues|限制|已知问题`, "What are the limitations of {}?", "{} 有什麼限制？", "{} 有什么限制？")
	add(`performance|benchmarks?|性能|效能`, "How fast is {}?", "{} 的速度有多快？", "{} 的速度有多快？")
	add(`motivation|why`, "Why was {} written?", "為什麼要寫 {}？", "为什么要写 {}？")
	add(`roadmap|路线图`, "What is planned for {}?", "{} 接下來有什麼計畫？", "{} 接下来有什么计划？")
	add(`how it works|工作原理|原理`, "How does {} work?", "{} 的原理是什麼？", "{} 的原理是什么？")
	add(`(?:running )?tests?|testing`, "How do I run the tests?", "測試要怎麼跑？", "测试怎么跑？")
	add(`examples?`, "Is there an example of how to use {}?", "{} 有使用範例嗎？", "{} 有使用示例吗？")
	add(`ingredients|材料|食材`, "What ingredients are needed?", "需要哪些材料？", "需要哪些材料？")
	add(`action items|to-?dos?|待办事项|待办`, "What are the action items?", "待辦事項有哪些？", "待办事项有哪些？")
	add(`decisions|决议|决议事项`, "What was decided?", "做了哪些決議？", "做了哪些决议？")
	add(`conclusions?|结论|结语`, "What is the conclusion?", "結論是什麼？", "结论是什么？")
	add(`attendees|participants|与会者|出席者|参加者|出席人员`, "Who attended?", "有哪些人出席？", "有哪些人出席？")
	add(`next steps|下一步|后续步骤`, "What are the next steps?", "接下來要做什麼？", "接下来要做什么？")
	add(`lessons learned`, "What are the lessons learned?", "得到了哪些教訓？", "得到了哪些教训？")
	add(`注意事项|precautions`, "What should I watch out for?", "有哪些注意事項？", "有哪些注意事项？")
	return all
})

// usualHeading returns the question for what is below a usual heading.
func (m *maker) usualHeading(title string) (string, bool) {
	plain := m.simplified(strings.TrimSuffix(strings.TrimSpace(title), "："))
	for _, u := range usualHeadings() {
		if !u.match().MatchString(plain) {
			continue
		}
		question := u.english
		switch m.reader {
		case lexical.Traditional:
			question = u.traditional
		case lexical.Simplified:
			question = u.simplified
		}
		if !strings.Contains(question, "{}") {
			return question, true
		}
		name, ok := m.projectName()
		return strings.Replace(question, "{}", name, 1), ok
	}
	return "", false
}

// titled matches a title that explains the name it begins with.
var titled = doc.Pattern(`^([A-Za-z][\w.-]+)(?: is an? |: | [–—-] )`)

// fileName matches titles that are only file names.
var fileName = doc.Pattern(`(?i)^(?:readme|index|main|docs?|document|untitled|notes?|changelog|license|contributing|file|text|paste|test|.*\.(?:json|md|txt|html?|ya?ml|toml|go|js|py))$`)

// projectName returns the article's subject, if its title is a single name in Latin letters.
func (m *maker) projectName() (string, bool) {
	name := strings.TrimSpace(m.article.Title)
	if f := titled().FindStringSubmatch(name); f != nil {
		name = f[1]
	}
	for _, r := range name {
		if r > unicode.MaxASCII || unicode.IsSpace(r) || strings.ContainsRune("/:?!,()[]\"'`", r) {
			return "", false
		}
	}
	n := utf8.RuneCountInString(name)
	if fileName().MatchString(name) || unicode.IsUpper(firstRune(name)) && strings.ToLower(name[1:]) == name[1:] && m.isEnglishWord(name) {
		return "", false
	}
	return name, n >= 2 && n <= 24 && strings.ContainsFunc(name, unicode.IsLetter)
}
