package suggest

import (
	"strings"

	"footnote/corpus/doc"
)

// speakers match words whose meaning depends on who says them, or when: 我國, 國內, 去年.
var speakers = doc.Pattern(`[我咱]们?[国省市县校院所司家党军方厂店队]|我们|咱们|(?:^|[^帝])国内|境内|海内外|全[国社校村县市镇乡厂馆院省区]|本[国市县省州校院公港区镇乡村报台站刊栏店社所馆地土人次届季月周年]|敝|同一|另一|另外|贵[公校国司]|[今去前明]年|[今昨明]天|[上下这本]个?[月周]|上半年|下半年|日前|近年|目前|如今|现在|最近|迄今|截至|` +
	`(?i:\b(?:this|last|next) (?:year|month|week|country|city)\b|\b(?:today|yesterday|tomorrow|nowadays|recently|currently|domestic|so far|years? ago)\b)`)

// home matches what an article calls the country that it was written in.
var home = doc.Pattern(`我[國国]|(^|年)[國国][內内]`)

// fromOutside replaces 我國 in a question by the name of the country.
func (m *maker) fromOutside(question string) string {
	if m.country == "" || !m.reader.Chinese() {
		return question
	}
	return home().ReplaceAllString(question, "${1}"+m.inScript(m.country))
}

const (
	// minMentions is how often an article that says 我國 must also say 中國.
	minMentions = 2
	china       = "中国"
)

var elsewhere = doc.Pattern(`台湾|臺湾|台灣|香港|澳门|新加坡|马来西亚`)

// countryOf returns the country that 我國 means in a text, as the text writes it, or "" if
// that is uncertain. Writers from elsewhere mention 中國 too.
func (m *maker) countryOf(text string) string {
	plain := m.simplified(text[:cutAt(text, 300_000)])
	if strings.Count(plain, china) < minMentions || elsewhere().MatchString(plain) {
		return ""
	}
	return m.words("中國")
}
