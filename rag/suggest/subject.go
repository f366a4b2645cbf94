package suggest

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// Words that show that something is not the name of a thing.
var (
	notFirst = wordSet(`但 但是 而 而且 并 并且 且 因 因此 因为 所以 如 如果 若 虽然 虽 或 或者 及 以及 与 和 同 又 再 则 却 仍 便 即 更 最后 另 另外 此外 其他 其它
		其余 其中 在 从 自 自从 将 以 为 为了 按 据 到 当 至 截至 直到 的 得 地 等 等等 之 总之 一个 一种 一些 一般 一 有些 有的 许多 很多 不少 例如 比如 像 包括 除了 甚至
		尤其 特别 只有 只要 每年 每天 每月 同时 于是 然后 接着 后来 今天 昨天 明天 今年 去年 明年 当时 之后 以后 由此 甲 说 如何 怎样 怎么 至于 由于 经过 通过 随着 对 对于 关于 无论
		不管 即使 尽管 首先 其次 想 让 请 把 被 比 并非 可能 也许 大约 约 近 超过 共 仅 只 可 可以 能 应 应该 要 需要 会 已 已经 曾 正在 还 还有 就 都 也 上 下 中 内 外 前 后 里 现 现时 本 初期 早期 后期 晚期 中期 末期 初 近年 当年 当天 次年 同年 翌年 期间 时期 原 原本 本来 平时 当地 上面 下面 里面 外面 上述 这里 那里 好几`)
	notInside = wordSet(`了 着 是 就 也 都 还 却 没 没有 会 应该 必须 把 被 让 使 使得 因为 所以 但 但是 而 而且 如果 虽然 它 他 她 我 你 您 咱 其 它们 他们 她们 我们 你们 大家 自己 咱们 人家
		这 那 这个 那个 这些 那些 这种 那种 这样 那样 这里 那里 这么 那么 这项 这座 此 该 某 某些 表示 认为 指出 显示 称 提到 报道 觉得 据 根据 按照 通过 随着 对于 关于 当 比 由 于 等 等等 之一
		之后 以后 以前 之前 时候 的时候 什么 谁 怎么 哪 哪里 哪个 为什么 如何 吗 呢 吧 啊 更 很 非常 太 仍 仍然 又 再 则 即 并 并且 且 或 或者 已 已经 曾 曾经 正在 将 可以 能够 可能 大约 约 近 超过
		达到 这一 这次 本文 本书 下面 上面 以下 以上 如下 上述 前者 后者 在 目前 单独 平均 各 可 能 之 最早 一致 通常 均 全都 一些 许多 很多 大部分 多数 所有 任何 整体 范围 大多 大都 随后 其后 此后 最初 起初 最终 终于 始终 一直 往往 经常 常常 至今 迄今 总是 几乎 据称 或称 又称 简称 自古 自古以来 以来 历来 向来 现时 现今 不 不是 不能 不会 只 只有 才 想 说 有 为`)
	notLast = wordSet(`的 了 着 在 和 与 及 以及 或 每 一 各 最 较 很 更 所 等 之 于 从 到 对 把 被 让 给 向 将 只 就 也 都 还 已 又 再 如 像 大 小 总 共 平均 最多 最少 可 能 要 会 里 上 下 中`)
	verbs   = wordSet(`前往 记录 记载 当选 出任 担任 兼任 成为 获得 取得 赢得 失去 进入 离开 到达 抵达 开始 结束 进行 举行 举办 参加 参与 加入 退出 建立 成立 设立 创立 发现 提出 含有 包含 包括 拥有 具有 存在 出现 发生
		产生 形成 造成 导致 引起 增加 减少 提高 降低 上升 下降 扩大 缩小 改变 改为 改名 更名 称为 叫做 以为 宣布 发布 公布 推出 支持 反对 要求 希望 决定 允许 禁止 连接 位于 来自 属于 等于 大于 小于 高达 占有 占据
		击败 战胜 占领 攻占 死于 就读 任教 结婚 返回 回到 来到 去 来 做 送 买 卖 写 看 听 吃 喝 住 跑 用 描述 证明 确认 预计 共同 再次 首次 分别 同时 逐渐 不断 陆续 相继 一度 主要 由于 收购 选出 选举出 组成 构成
		负责 带领 率领 领导 派出 派遣 围绕 穿过 经由 沿着 完成 接受 接任 继任 放弃 继承 保持 保留 维持 属 位 称 名为 分布 生活 居住 使用 采用 利用 显得 变得 变成 变为 看到 看见 知道 发展成 转为 转变 起源于 源于 同意 延伸 承认 拒绝 规定 指控 呼吁 主张 讨论 移交 转移 转 转交 处理 争取 期待 打算 供 提供`)
	notInObject = wordSet(`了 着 著 围绕 是 在 就 也 都`)
	pronouns    = wordSet(`它 他 她 我 你 您 咱 其 它们 他们 她们 我们 你们 大家 自己 咱们 这 那 这个 那个 这些 那些 这种 那种 这样 那样 这里 那里 此 该 这项 这座 本 上述 前者 后者 以下 下列`)
)

func wordSet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for _, w := range strings.Fields(words) {
			set[w] = true
		}
		return set
	})
}

// A grammar decides which words can be part of a question.
type grammar struct {
	analyser *lexical.Analyser
	known    map[string]bool // whether these are words
	simple   map[rune]rune   // the simplified form of each character seen
}

func newGrammar(analyser *lexical.Analyser) *grammar {
	return &grammar{analyser, map[string]bool{}, map[rune]rune{}}
}

// segment splits simplified Chinese into words, taking the longest known word from the left
// each time.
func (g *grammar) segment(plain string) []string {
	var words []string
	for plain != "" {
		n := g.wordLength(plain)
		words = append(words, plain[:n])
		plain = plain[n:]
	}
	return words
}

// wordLength returns the length of the first word, in bytes.
func (g *grammar) wordLength(plain string) int {
	first, size := utf8.DecodeRuneInString(plain)
	if !doc.IsHan(first) {
		n := strings.IndexFunc(plain, func(r rune) bool { return doc.IsHan(r) || strings.ContainsRune(doc.OpeningMarks+doc.ClosingMarks, r) })
		switch {
		case n < 0:
			return len(plain)
		case n == 0:
			return size
		}
		return n
	}
	longest, end := size, size
	for range 3 {
		r, size := utf8.DecodeRuneInString(plain[end:])
		if !doc.IsHan(r) {
			break
		}
		if end += size; g.isWord(plain[:end]) {
			longest = end
		}
	}
	return longest
}

func (g *grammar) isWord(plain string) bool {
	if _, seen := g.known[plain]; !seen {
		translations, err := g.analyser.Translations(plain)
		names, nameErr := g.analyser.Names(plain)
		known := err == nil && len(translations) > 0 || nameErr == nil && len(names) == 1 && names[0].Start == 0 && names[0].End == len(plain)
		g.known[plain] = known || notFirst()[plain] || notInside()[plain]
	}
	return g.known[plain]
}

// maxThing is the length limit for the name of a thing, in characters.
const maxThing = 20

// isThing reports whether s can be the subject of a question: a noun with its attributes, and
// nothing else.
func (g *grammar) isThing(s text) bool {
	n := utf8.RuneCountInString(s.plain)
	if n < 2 || n > maxThing || !balanced(s.plain) {
		return false
	}
	rest := s.plain[len(dated().FindString(s.plain)):]
	if strings.ContainsAny(rest, "，、；：。？！,;:?!—…+*#/这那它她他牠祂妳我你您咱此或") || utf8.RuneCountInString(rest) < 2 || strings.Count(rest, "的") > 1 || vagueThings()[rest] {
		return false
	}
	words := g.segment(rest)
	if notFirst()[words[0]] || strings.ContainsRune("在从自把被对向因若虽但", firstRune(rest)) || figures().MatchString(rest) || notLast()[words[len(words)-1]] {
		return false
	}
	if slices.ContainsFunc(words, func(w string) bool { return notInside()[w] }) {
		return false
	}
	// A verb before 的 belongs to an attribute of the noun: 騰訊申請的專利.
	head := words[slices.Index(words, "的")+1:]
	return !slices.ContainsFunc(head, func(w string) bool { return verbs()[w] })
}

// figures match numbers in a subject, which the question should ask for instead.
var figures = doc.Pattern(`[0-9][0-9.,]*[多余]?[十百千]*[万亿]|%|％|^[0-9]`)

var vagueThings = wordSet(`中心 地区 全区 区内 地点 位置 总数 数量 结果 情况 部分 一方 双方 对方 内容 上市 目标 范围 方面 方式 方法 东西 事情 问题 内部 外部 面积 总面积 人口 长度 高度 时间`)

// isTerm reports whether s is something that a reader may not know: a name in Latin letters or
// in quotation marks, or the name of an organisation. Nobody asks what a town is.
func (g *grammar) isTerm(s text) bool {
	known := !strings.ContainsAny(s.plain, "「“《") && !strings.ContainsFunc(s.plain, unicode.IsUpper) && !company().MatchString(s.plain)
	return !known && g.isName(s)
}

var company = doc.Pattern(`(?:公司|协会|集团|委员会|基金会|平台|大模型|研究所|研究院|合作社)$`)

// isName reports whether s is the name of something that acts: a company, a person, a program.
func (g *grammar) isName(s text) bool {
	if !g.isThing(s) || dated().MatchString(s.plain) || strings.Contains(s.plain, "的") && !organisation().MatchString(s.plain) {
		return false
	}
	if organisation().MatchString(s.plain) || strings.ContainsAny(s.plain, "「“《") || strings.ContainsFunc(s.plain, unicode.IsUpper) {
		return true
	}
	names, err := g.analyser.Names(s.plain)
	return err == nil && len(names) > 0 && names[len(names)-1].End == len(s.plain)
}

var organisation = doc.Pattern(`(?:公司|大学|医院|银行|团队|实验室|政府|协会|集团|合作社|学校|委员会|基金会|大桥|桥|车站|博物馆|图书馆|大模型|平台|研究所|研究院|出版社)$`)

// hasName reports whether s has a capital Latin letter, a known Chinese name, or a title in
// quotation marks.
func (g *grammar) hasName(s text) bool {
	if strings.ContainsAny(s.plain, "「“《") || strings.ContainsFunc(s.plain, unicode.IsUpper) {
		return true
	}
	names, err := g.analyser.Names(s.plain)
	return err == nil && len(names) > 0
}

// isDefinite reports whether s can be understood without the sentence before it.
func (g *grammar) isDefinite(s text) bool {
	return g.hasName(s) || dated().MatchString(s.plain)
}

// isCounted reports whether s names things that can be counted.
func (g *grammar) isCounted(s text) bool {
	_, after, attribute := strings.Cut(s.plain, "的")
	return g.isThing(s) && attribute && !strings.ContainsAny(after, "和与及") && utf8.RuneCountInString(after) >= 2 && !strings.ContainsRune("层页章步次类批", lastRune(after))
}

// isAttribute reports whether s can stand before a number of things, with its 的.
func (g *grammar) isAttribute(s text) bool {
	words := g.segment(s.plain)
	return balanced(s.plain) && !notFirst()[words[0]] && !slices.ContainsFunc(words, func(w string) bool { return notInside()[w] })
}

// isHolder reports whether s is a thing, or a place in or on one, that can have something.
func (g *grammar) isHolder(s text) bool {
	last := string(lastRune(s.plain))
	if !strings.Contains("上里内中", last) {
		return g.isThing(s)
	}
	within := s.slice(0, len(s.plain)-len(last))
	return g.isThing(within)
}

// startsCount matches a number of further things: 隧道和77座橋梁.
var startsCount = doc.Pattern(`[和与及、] ?[0-9二三四五六七八九十百两]`)

// isObject reports whether s is the name of a thing that can be the object of a verb.
func (g *grammar) isObject(s text) bool {
	if s = s.trim(" "); s.plain == "" || !balanced(s.plain) || strings.ContainsAny(s.plain, "，；：。？！,;:?!—…+*#/") || startsCount().MatchString(s.plain) {
		return false
	}
	words := g.segment(s.plain)
	return !notFirst()[words[0]] && !verbs()[words[0]] && !notLast()[words[len(words)-1]] && !slices.ContainsFunc(words, func(w string) bool { return pronouns()[w] || notInObject()[w] })
}
