package about

import (
	"regexp"
	"sync"

	"footnote/corpus/doc"
)

// An article names its author, editor and day of publication at its beginning or end, in forms
// that hardly vary. Similar forms elsewhere concern other people and things.

// edge is how many passages at either end are searched.
const edge = 4

// find returns the sentences near either end that match any of the patterns, ordered by
// pattern.
func find(all []sentence, patterns []*regexp.Regexp) []sentence {
	var found []sentence
	last := 0
	if len(all) > 0 {
		last = all[len(all)-1].Passage
	}
	for _, p := range patterns {
		for _, s := range all {
			inside := s.Passage >= edge && s.Passage <= last-edge
			if !inside && kindOf(s) != code && p.MatchString(s.text) && !contains(found, s) {
				found = append(found, s)
			}
		}
	}
	return found
}

func contains(all []sentence, one sentence) bool {
	for _, s := range all {
		if s.Span == one.Span {
			return true
		}
	}
	return false
}

// asksFor tells which matter a question is about, other than the author and the date.
var asksFor = sync.OnceValue(func() map[matter]*regexp.Regexp {
	return map[matter]*regexp.Regexp{
		editor:     regexp.MustCompile(`(?i)編輯|编辑|責編|责编|主編|主编|\bedit(?:ors?|ed|ing)?\b`),
		translator: regexp.MustCompile(`(?i)翻譯|翻译|譯者|译者|譯的|译的|\btranslat`),
		pictures:   regexp.MustCompile(`(?i)攝影|摄影|照片|圖片|图片|插圖|插图|插畫|插画|封面|誰拍|谁拍|誰畫|谁画|\b(?:photo|pictures?|illustrat|cover|art(?:work)? by|drew|drawn|images?)`),
		rhythm:     regexp.MustCompile(`(?i)[每周週](?:周|週|星期|禮拜|礼拜)?幾|每周几|周几|多久.{0,4}(?:一次|更|出|發|发)|(?:幾|几)(?:天|週|周|個月|个月).{0,2}(?:更|出|發|发)|頻率|频率|\bhow (?:often|frequently)\b|\b(?:what|which) (?:week)?day\b|\bschedule\b`),
	}
})

const (
	mark  = `\s*[|｜:：/／丨]\s*`
	month = `(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?`
	// chineseDay and englishDay match dates with a year.
	chineseDay = `(?:西元|民國|民国)?\s*[0-9〇零一二三四五六七八九十]{2,4}\s*[年/.-]\s*[0-9一二三四五六七八九十]{1,3}\s*[月/.-]?(?:\s*[0-9一二三四五六七八九十]{1,3}\s*[日號号]?)?`
	englishDay = `(?:` + month + ` [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}|[0-9]{1,2}(?:st|nd|rd|th)? ` + month + `,? [0-9]{4}|` + month + ` [0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})`
	clock      = `(?:(?: at|[ T,]+)[ 0-9:.,APMapm+Z]*)?`
	person     = `[\p{Lu}][\w.'’-]*(?:(?: (?:de|da|van|von|der|bin|al|and|&))* \p{Lu}[\w.'’-]*){0,5}`
)

// namesOf returns the forms in which an article states a matter outright, the most reliable
// first.
func namesOf(m matter) []*regexp.Regexp { return colophons()[m] }

// hintsOf returns the forms in which it only gives a hint.
func hintsOf(m matter) []*regexp.Regexp { return hints()[m] }

func dates() []*regexp.Regexp {
	return append(namesOf(date)[:len(namesOf(date)):len(namesOf(date))], hintsOf(date)...)
}

var colophons = sync.OnceValue(func() map[matter][]*regexp.Regexp {
	return map[matter][]*regexp.Regexp{
		author: compile(
			`^[（(【\[]?(?:文|撰文|作者|本文作者|原作者|撰稿|撰稿人|執筆|执笔|口述|記者|记者|特約記者|特约记者|撰寫|撰写)`+mark+`\S`,
			`(?:^|[（(【])(?:本報|本报|特約|特约)?(?:記者|记者)\s*\p{Han}{2,4}\s*[／/]`,
			`(?i:^|\bwords |\btext |\bstory |\bwritten |\bposted )[Bb]y:? `+person+`(?:\s*[|·•,，(].*)?\.?$`,
			`^(?i:authors?)`+mark+`\S`,
			`(?:取材自|改編自|改编自|譯自|译自|摘自|轉自|转自|出自|原載|原载).{0,30}作者`,
			`作者(?:是|為|为|：|:)\s?\S`, `本文(?:作者)?(?:由|係|系|出自).{1,20}(?:撰寫|撰写|執筆|执笔|投稿|所寫|所写|之手)`, `^由.{1,20}(?:撰寫|撰写|執筆|执笔)`,
			`^(?:[Pp]osted|[Pp]ublished|[Ww]ritten|[Uu]pdated)\b.{0,40}\bby `+person, `^(?:紀錄|記錄|记录|整理|製表|制表)人?`+mark+`\S`,
			`\b(?:[Ww]ritten|[Aa]uthored|[Cc]reated|[Mm]aintained|[Dd]eveloped) by `+person,
			`(?:我叫|我的名字是|我的名字叫)\s?\p{Han}{2,4}`, `\b[Mm]y name is `+person, `\bI[’']m \p{Lu}\w+ \p{Lu}\w+`,
		),
		editor:     compile(`(?:責任|责任|執行|执行|主)?(?:編輯|编辑|責編|责编|主編|主编)(?:`+mark+`|\s*(?:署名|是|為|为|：))\S`, `\b[Ee]dited by `+person, `^(?i:editors?)`+mark+`\S`),
		translator: compile(`(?:^|\s)(?:翻譯|翻译|譯者|译者|編譯|编译|譯|译)`+mark+`\S`, `由.{1,20}(?:翻譯|翻译|譯出|译出)`, `\b[Tt]ranslated by `+person, `^(?i:translators?)`+mark+`\S`),
		pictures:   compile(`(?:圖|图|攝影|摄影|封面|插畫|插画|插圖|插图|圖片|图片|照片)(?:來源|来源|片|提供)?`+mark+`\S`, `(?i:photos?|photographs?|images?|cover|art|artwork|illustrations?|drawings?)\b.{0,15}\b(?:by|courtesy of) `+person, `^(?i:photographer|illustrator|photo credit)s?`+mark+`\S`),
		date: compile(
			`(?:發布|发布|發表|发表|刊登|刊出|刊載|刊载|撰寫|撰写|完稿|更新|修訂|修订|出版|寫於|写于|作於|作于|日期)(?:日期|時間|时间|於|于|在)?\s*[:：|／/]?\s*`+chineseDay,
			`^(?:會議|会议)?(?:時間|时间)`+mark+chineseDay, `^`+chineseDay+clock+`$`, `^(?:\w+day,? )?`+englishDay+clock+`$`,
			`(?i)\b(?:published|posted|updated|last (?:updated|modified|edited|changed)|written|released|revised|dated?)(?: (?:on|at|in))?:?,? `+englishDay,
			`^[^，。,.!?！？]{1,60}(?:`+englishDay+`|[0-9]{4}[年/.-][0-9]{1,2}[月/.-][0-9]{1,2}日?)`+clock+`[^，。!?！？]{0,20}$`,
			`^`+chineseDay+`.{0,4}(?:電|电|訊|讯|報導|报道)`,
		),
		rhythm: compile(
			`(?:每(?:個|个)?(?:週|周|月|日|天|年|季|逢|星期|禮拜|礼拜)|(?:週|周|星期)[一二三四五六日天]).{0,12}(?:發布|发布|發行|发行|更新|出刊|刊出|發送|发送|出版|上線|上线)`,
			`(?i)\b(?:published|released|updated|sent(?: out)?|comes? out|out|issued) (?:every|each|on|once a|twice a|weekly|monthly|daily)\b`, `(?i)\b(?:weekly|monthly|daily|quarterly|biweekly) (?:newsletter|digest|issue|magazine|update)\b`,
		),
		origin: compile(
			`(?:取材自|改編自|改编自|轉載自|转载自|轉自|转自|摘自|譯自|译自|首發於|首发于|原載於|原载于|刊於|刊于|本文(?:來自|来自|轉載|转载|首發|首发|原載|原载))`,
			`^(?:來源|来源|出處|出处|原文(?:連結|链接|網址|网址|地址|出處|出处)?)`+mark+`\S`, `經.{1,16}授權|经.{1,16}授权`,
			`(?i)\b(?:originally (?:published|appeared|posted|written)|first (?:published|appeared)|reprinted (?:from|with)|republished (?:from|with)|adapted from|excerpted from)\b`, `^(?i:source|original)`+mark+`\S`,
		),
	}
})

var hints = sync.OnceValue(func() map[matter][]*regexp.Regexp {
	return map[matter][]*regexp.Regexp{
		author: compile(
			`\p{Han}{2,6}的(?:網路日誌|网络日志|網誌|网志|部落格|博客|頻道|频道|專欄|专栏|公眾號|公众号)`, `(?i)(?:©|\bcopyright\b).{0,12}\p{L}{2}`, `GitHub: ?[\w-]+/[\w-]+`,
			`(?:公眾號|公众号|粉絲專頁|粉丝专页|工作室|編輯部|编辑部)`, `(?i)\b(?:my|our) (?:blog|newsletter|podcast|channel)\b`,
		),
		date: compile(
			`距離?(?:西元)?\s*[0-9]{4}\s*年?.{0,6}(?:只剩|還有|还有|剩下|不到|尚有)|距离\s*[0-9]{4}\s*年?.{0,6}(?:只剩|还有|剩下|不到|尚有)`, `再[過过].{0,24}[0-9]{4}`,
			`(?:今年|今天|現在|现在|目前|如今)(?:是|為|为)?\s*[0-9]{4}`, `(?:去年|一年前|一年後|一年后|[0-9一二三四五六七八九十兩两]+年前).{0,4}的?今天`, `截至\s*[0-9]{4}\s*年`, `[0-9]{4}\s*年\s*第\s*[0-9〇零一二三四五六七八九十百]+\s*期`,
			`(?i)\b(?:exactly|almost|nearly|just|about|over) (?:a|one|two|three|four|five|ten|[0-9]+) (?:year|month|week|day|decade)s? (?:later|ago|since)\b`,
			`\b(?:[Aa]s of|[Ii]t is now|[Ii]t[’']s now|[Tt]oday is|[Tt]oday,) (?:early |late |mid-)?(?:`+month+` )?(?:[0-9]{1,2}, )?[0-9]{4}`,
		),
	}
})

func compile(patterns ...string) []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, p := range patterns {
		all = append(all, regexp.MustCompile(p))
	}
	return all
}

var (
	// placeholder matches what programs record as the author when they do not know one.
	placeholder = doc.Pattern(`(?i)^(?:python-docx|users?|admin(?:istrator)?|unknown|anonymous|authors?|owner|root|guest|test|(?:microsoft |windows )?(?:office )?user|microsoft|apple|un-?named|none|n/a|作者|未知|佚名|使用者|用户|管理者|管理员|系統管理員|系统管理员)$`)
	// colophon matches a line that names somebody, and is therefore not a title.
	colophon = doc.Pattern(`^(?:文|撰文|作者|圖|图|編輯|编辑|記者|记者|翻譯|翻译|來源|来源|by|author|source|date|日期|發布|发布)` + mark)
)
