package verify

import (
	"regexp"
	"strings"
	"sync"

	"footnote/corpus/doc"
)

// Patterns for folded text of both languages. noDenial matches what only looks like a denial,
// such as 不仅, 不断, 无论 and "not only". either matches words that can be paraphrased with
// or without a denial: hard, lacking, insufficient.
var (
	noDenial = doc.Pattern(`不仅|不但|不只|不过|不断|不同|不少|不久|不管|不论|不如说|不够|不足|不能只|不光|不单|不到|不超过|不小|不大|不久|不分|不等|不得不|不可或缺|无论|非常|未来|无疑|无数|差不多|不外|不遗余力|不可思议|不计其数|不胜枚举|不一而足|不言而喻|不谋而合|不相上下|不折不扣|不眠不休|不屈不挠|不知不觉|不由得|不禁|不惜|不懈|不朽|不凡|不俗|不菲|不愧|不妨|不料|不时|不失|不免|不亦|不吝|不假思索|不在话下|` +
		`不负众望|不二|毫不犹豫|毫无疑问|无微不至|无所不|无不|无与伦比|无价|无私|无比|无穷|无限|无边|无线|无尘|无奈|无障碍|无非|非凡|非洲|非但|莫非|是非|并非不|未必不|没落|沉没|淹没|没收|吞没|埋没|出没|` +
		`特别|区别|分别|类别|级别|性别|个别|辨别|识别|鉴别|告别|离别|道别|送别|派别|国别|差别|有别|久别|别墅|别人|别名|别称|别号|别具|别出心裁|别开生面|脱不了|脱不开|离不开|绕不开|不能不|不会不|` +
		`并非没有|不无|不锈|不错|不止|不乏|不约而同|除非|是否|能否|与否|\bnot only\b|\bno (?:doubt|wonder|matter|sooner)\b|\bno\. ?\d|\bnot least\b|\bwithout (?:doubt|question|fail)\b|\bnon-\w+|\bno less than\b|\bnothing but\b|\bno longer than\b|\bno more than\b|\bnot just\b`)
	denial = doc.Pattern(`不|没|未|无|非|别|禁止|停止|从未|毫无|\bnot\b|n't\b|n’t\b|\bno\b|\bnever\b|\bnone\b|\bneither\b|\bnor\b|\bwithout\b|\bnobody\b|\bcannot\b`)
	either = doc.Pattern(`难|缺|欠|少数|很少|甚少|仅|只|限|不足|不够|还不到|不到|不超过|尚|避免|防止|失败|拒绝|否认|反对|关闭|停|除了|以外|唯一|唯有|除外|例外|才|` +
		`\bfew\b|\blimit|\bnothing\b|\bfree\b|免费|不用|\black|\bhard\b|\bdifficult|\bfail|\binsufficient|\bonly\b|\bun\w+|\bavoid|\bprevent|\brefus|\bdeni|\breject|\bexcept\b|\bless than\b|\bunder\b|\bup to\b|\bat most\b|\bclosed\b|\bstop|\brather than\b|\binstead\b|\bunless\b|\bfree of\b|\bdespite\b|\bstill\b|\buntil\b|\bimpossib|\bban`)
)

// denies reports whether a folded clause denies something, and whether that is uncertain.
func denies(folded string) (denied, unsure bool) {
	rest := noDenial().ReplaceAllString(folded, " ")
	count := len(denial().FindAllString(rest, -1))
	return count%2 == 1, either().MatchString(folded) || count > 1
}

// opposites are pairs of patterns for words that contradict each other, in folded text. (\w*
// stands for any ending.)
var opposites = [][2]func() *regexp.Regexp{
	opposite(`超过|多于|高于|大于|逾|以上|不少于|至少|不止|多达|exceed\w*|more than|over|above|at least|upwards of|greater than`, `不到|少于|低于|小于|未满|以下|不超过|至多|less than|under|below|fewer than|at most|no more than|short of`),
	opposite(`增加|增长|上升|提高|提升|上涨|扩大|增产|暴涨|上调|rose|risen|rise|rises|rising|increas\w*|grew|grow\w*|rais\w+|climb\w*|doubled|expand\w*`, `减少|下降|降低|下跌|缩小|减产|缩短|下调|削减|压缩|省下|fell|fall|falls|fallen|decreas\w*|declin\w*|drop\w*|reduc\w*|shr[iau]nk\w*|cut|cuts|lower\w*|halved|shorten\w*`),
	opposite(`最大|largest|biggest`, `最小|smallest`),
	opposite(`最高|highest`, `最低|lowest`),
	opposite(`最多|most`, `最少|fewest|least`),
	opposite(`最长|longest`, `最短|shortest`),
	opposite(`最快|fastest|quickest`, `最慢|slowest`),
	opposite(`最贵|most expensive|dearest`, `最便宜|cheapest`),
	opposite(`最强|strongest`, `最弱|weakest`),
	opposite(`第一|首次|首个|率先|最早|first|earliest|foremost`, `最后|垫底|末位|最晚|最迟|last|latest`),
	opposite(`更多|较多|more|larger|bigger|greater`, `更少|较少|less|fewer|smaller`),
	opposite(`更高|较高|higher|高|high`, `更低|较低|lower|低|low`),
	opposite(`更快|faster|quicker|sooner|快|fast|quick\w*`, `更慢|slower|later|慢|slow\w*|周期长`),
	opposite(`大|large|big|heavy|great`, `小|small|little`),
	opposite(`便宜|cheap\w*|inexpensive`, `更贵|昂贵|卖得最贵|more expensive|dear\w*|costlier`),
	opposite(`之前|before|prior to`, `之后|after|following`),
	opposite(`容易|轻易|easy|easily|easier`, `困难|难以|很难|hard|difficult|harder`),
	opposite(`支持|赞成|同意|接受|采纳|support\w*|approv\w*|agree\w*|accept\w*|adopt\w*|welcom\w*`, `反对|拒绝|oppos\w*|reject\w*|refus\w*|object\w*|turned down`),
	opposite(`充足|足够|富足|充裕|不缺|ample|sufficient|enough|plenty|abundan\w*`, `缺乏|缺少|不足|不够|短缺|缺的|欠缺|lack\w*|insufficient|shortage|scarce|short of|too little|too few`),
	opposite(`开放|开通|重开|恢复|加入|open\w*|reopen\w*|resum\w*|restor\w*|join\w*`, `关闭|停航|停止|停驶|停运|退出|clos\w*|shut\w*|suspend\w*|cease\w*|discontinu\w*`),
	opposite(`大范围|广泛|widely|broadly`, `小范围|narrowly`),
	opposite(`国内|境内|domestic\w*|at home`, `国外|海外|境外|overseas|abroad|foreign`),
	opposite(`进口|import\w*`, `出口|export\w*`),
	opposite(`允许|容许|allow\w*|permit\w*`, `禁止|不准|不许|不得|forbid\w*|forbad\w*|prohibit\w*|ban|banned|bans`),
	opposite(`人人|任何人|所有人|anyone|anybody|everyone|everybody`, `只限|仅限|只开放|只有|only`),
	opposite(`成功|succe\w+`, `失败|未果|放弃|fail\w*|abandon\w*|dropped`),
	opposite(`盈利|获利|赚|profit\w*`, `亏损|亏|loss|losses|lost money`),
	opposite(`继续|仍在|至今仍|still|continu\w*|remain\w*`, `停止|不再|放弃|停产|停了|停掉|stopp\w*|no longer|ceas\w*|dropped|abandon\w*`),
	opposite(`公有|国有|public\w*`, `私有|民营|private\w*`),
	opposite(`线上|网店|网上|电商|online`, `实体|线下|门店|offline|physical`),
	opposite(`全部|全数|全额|entire\w*|whole|full\w*`, `部分|一部分|partial\w*|partly`),
	opposite(`轻|light\w*`, `重|heav\w*`),
	opposite(`免费|free`, `收费|付费|paid|charge\w*`),
	opposite(`延长|拉长|变长|lengthen\w*|prolong\w*`, `缩短|压缩|变短|shorten\w*|cut|cuts`),
	opposite(`过重|太重|超重|overweight|too heavy`, `过轻|太轻|underweight|too light`),
	opposite(`增重|变胖|gain\w* weight|put on weight`, `减重|变瘦|lost weight|lose weight`),
	opposite(`潮湿|湿润|湿冷|wet|damp|humid|moist`, `干燥|干旱|dry|drought|arid`),
	opposite(`有效|valid|in force`, `无效|失效|作废|void|invalid|expire\w*`),
	opposite(`平直|平坦|flat|level`, `起伏|陡峭|坡多|hilly|steep`),
	opposite(`节省|省下|省了|save|saves|saved|saving`, `多花|额外花|浪费|cost more|costs more|spend more|waste\w*|wasting`),
	opposite(`手摇|手动|manual|manually|by hand`, `电动|插电|自动|electric|automatic\w*`),
	opposite(`提前|提早|ahead of schedule|brought forward`, `推迟|延后|延期|postpon\w*|delay\w*`),
	opposite(`赢得|赢了|获胜|胜出|won|wins`, `输给|输了|落败|败给|lost to|loses to`),
	opposite(`合法|legal\w*|lawful`, `非法|违法|illegal\w*|unlawful`),
	opposite(`保密|秘密|secret\w*|confidential`, `公开|publicly|in public`),
	opposite(`白天|白昼|daytime|by day`, `夜里|夜间|半夜|深夜|at night|by night`),
	opposite(`乐观|optimistic`, `悲观|pessimistic`),
	opposite(`浓|strong\w*`, `淡|weak\w*|faint\w*|mild\w*`),
}

func opposite(one, other string) [2]func() *regexp.Regexp {
	return [2]func() *regexp.Regexp{word(one), word(other)}
}

// word makes a pattern from alternatives. Latin ones match whole words only.
func word(alternatives string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp {
		all := strings.Split(alternatives, "|")
		for i, a := range all {
			if a[0] < 0x80 {
				all[i] = `\b` + a + `\b`
			}
		}
		return regexp.MustCompile(strings.Join(all, "|"))
	})
}

// contradicts reports whether a clause says the opposite of a segment, and in which words.
func contradicts(clause, segment string) (string, bool) {
	for _, pair := range opposites {
		for i := range pair {
			mine, theirs := pair[i](), pair[1-i]()
			said := mine.FindString(clause)
			if said == "" || theirs.MatchString(clause) || mine.MatchString(segment) {
				continue
			}
			if found := theirs.FindString(segment); found != "" {
				return said + " where the passage has " + found, true
			}
		}
	}
	return "", false
}

// soundsIn reports whether a name in Latin letters is the romanisation of Chinese characters
// of a folded text.
func soundsIn(folded, name string) bool {
	letters := strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, name)
	return len(letters) >= 3 && strings.Contains(doc.Romanise(folded), letters)
}
