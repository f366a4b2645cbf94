"""Alters one word or number: in a claim or question, in its passage, or the same way in both.

If only one side is altered, the passage no longer supports the claim or answers the question. If both are, it still does. So neither
the claim nor the passage alone shows which label is right.
All Chinese must be in simplified characters.
"""

import re

# Pairs of words. Replacing one by the other changes what a sentence says.
CHINESE = """增加/减少 上升/下降 提高/降低 上涨/下跌 增长/下滑 扩大/缩小 之前/之后 以前/以后 最大/最小 最高/最低 最多/最少 最早/最晚 最长/最短 高于/低于
多于/少于 超过/不足 支持/反对 同意/拒绝 成功/失败 允许/禁止 开始/结束 首次/再次 第一/第二 公开/秘密 国内/国外 东部/西部 南部/北部 男性/女性 出口/进口 买入/卖出
流入/流出 加快/放慢 加强/削弱 有利/不利 优势/劣势 容易/困难 积极/消极 乐观/悲观 长期/短期 全部/部分 所有/少数 大多数/少数 必须/可以 已经/尚未 继续/停止
上半年/下半年 前者/后者 赢得/输掉 加入/退出 建立/解散 批准/否决 提前/推迟 繁荣/衰退 盈利/亏损 正面/负面 父亲/母亲 儿子/女儿 哥哥/弟弟 早上/晚上 上午/下午
昨天/明天 去年/明年 夏天/冬天 春季/秋季 左边/右边 上面/下面 里面/外面 城市/乡村 大学/中学 红色/蓝色 白色/黑色 免费/收费 开放/关闭 打开/关掉 输入/输出 客户端/服务器
读取/写入 同步/异步 公共/私人 手动/自动 固定/灵活 新版/旧版 直接/间接 主要/次要 中央/地方 学生/教师 医生/病人 卖家/买家 雇主/员工 原告/被告 只有/除了 总是/有时
经常/偶尔 可能/必然 计划/已经 预计/确定 应该/不必 需要/不需 可以/不能 能够/无法 不会/会 没有/有 不是/是 并非/正是 不再/仍然 因为/虽然 由于/尽管"""
ENGLISH = """increased/decreased increase/decrease increases/decreases rose/fell higher/lower more/less most/least before/after first/last largest/smallest highest/lowest early/late
earlier/later won/lost north/south east/west northern/southern eastern/western above/below over/under support/oppose supported/opposed allowed/banned began/ended beginning/end
success/failure successful/unsuccessful public/private major/minor always/sometimes all/some many/few only/also male/female men/women older/younger longer/shorter joined/left
accepted/rejected possible/impossible expanded/shrank improved/worsened majority/minority export/import father/mother son/daughter brother/sister morning/evening summer/winter
spring/autumn left/right inside/outside city/village red/blue black/white free/paid open/closed input/output client/server read/write manually/automatically new/old directly/indirectly
student/teacher students/teachers doctor/patient buyer/seller employer/employee required/optional must/may should/need may/will can/cannot could/did often/rarely usually/never
is/is-not are/are-not was/was-not were/were-not has/has-not will/will-not does/does-not because/although without/with near/far same/different best/worst good/bad fast/slow
faster/slower cheap/expensive easy/hard strong/weak rich/poor young/old short/long high/low small/large big/small January/June February/July March/August April/September
May/October November/December Monday/Thursday Tuesday/Friday Wednesday/Saturday two/three three/four four/six five/seven ten/twelve once/twice half/quarter hundred/thousand million/billion"""
PAIRS = {
    True: [p.split("/") for p in CHINESE.split()],
    False: [[w.replace("-", " ") for w in p.split("/")] for p in ENGLISH.split()],
}
NUMBER = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)*(?![\d]|[.,]\d)")
COUNT = re.compile(r"(?<![一二三四五六七八九十百千万亿第])([二两三四五六七八九十])(?=[年月日个次倍成岁名位家座条项天周种人点])")
HAN = re.compile(r"[\u4e00-\u9fff]")
JOINED = re.compile(r"^[\s,、，和与及跟同或]*(?:and|or|&)?\s*$")


def pattern(old):
    """A pattern that matches a word or number only as a whole."""
    if HAN.match(old):
        return re.escape(old)
    return r"(?<![A-Za-z0-9])" + re.escape(old) + r"(?![A-Za-z0-9])"


def put(text, change):
    """Replaces the words of a change in text, all at the same time."""
    if not change:
        return text
    return re.sub("|".join(pattern(o) for o in sorted(change, key=len, reverse=True)), lambda m: change[m.group()], text)


def other_number(number, rng):
    digits = [i for i, c in enumerate(number) if c.isdigit()]
    if len(number) == 4 and number.isdigit() and number[0] in "12":  # probably a year
        return str(int(number) + rng.choice([-30, -10, -5, -2, -1, 1, 2, 5, 10, 30]))
    if number.isdigit() and len(number) <= 2 and rng.random() < 0.5:
        return str(max(1, int(number) + rng.choice([-2, -1, 1, 2, 3, 5])))
    i = rng.choice(digits[: max(1, len(digits) - 1)] if rng.random() < 0.6 else digits)
    return number[:i] + rng.choice([c for c in "123456789" if c != number[i]]) + number[i + 1 :]


def holds(text, word):
    return word in text and re.search(pattern(word), text)


def changes(text, passage, names, chinese, pool, rng):
    """Finds a change of text that also applies to passage: its kind and the replacement of each word, or None.

    names: the names in the passage, with their class; pool: a function from a class to another name of that class.
    """
    core = "\n".join(passage)
    mine = [(n, c) for n, c in names if holds(text, n)]
    ways = ["number", "name", "name", "inside", "swap", "swap", "word", "word"]
    rng.shuffle(ways)
    for way in ways:
        if way == "number":
            found = [m for m in NUMBER.findall(text) if holds(core, m)]
            counts = [m for m in COUNT.findall(text) if m in core] if chinese else []
            if found:
                old = rng.choice(found)
                new = other_number(old, rng)
                others = [m for m in NUMBER.findall(core) if m != old and len(m) == len(old)]
                if others and rng.random() < 0.4:  # a different number from the passage
                    new = rng.choice(others)
                    return way, {old: new, new: old}
                if new != old:
                    return way, {old: new}
            elif counts:
                old = rng.choice(counts)
                tails = [core[m.end()] for m in COUNT.finditer(core) if m.group(1) == old]
                tails = [t for t in tails if old + t in text]
                if tails:
                    return way, {old + tails[0]: rng.choice([c for c in "二三四五六七八九十" if c != old]) + tails[0]}
        elif way == "name" and mine:
            old, kind = rng.choice(mine)
            new = pool(kind)
            if new and new not in core and new not in text and old not in new and new not in old:
                return way, {old: new}
        elif way == "inside" and mine:
            old, kind = rng.choice(mine)
            near = [n for n, c in names if c == kind and n not in text and n not in old and old not in n]
            if near:
                new = rng.choice(near)
                return way, {old: new, new: old}
        elif way == "swap" and len(mine) > 1:
            a, kind = rng.choice(mine)
            near = [n for n, c in mine if c == kind and n not in a and a not in n]
            if near:
                b = rng.choice(near)
                i, j = sorted([text.index(a), text.index(b)])
                between = text[i + len(a if text.index(a) == i else b) : j]
                if not JOINED.match(between):
                    return way, {a: b, b: a}
        elif way == "word":
            found = [(a, b) for p in PAIRS[chinese] for a, b in (p, p[::-1]) if holds(text, a) and holds(core, a)]
            found = [(a, b) for a, b in found if not (chinese and len(a) == 1) and not (a in b and (b in text or b in core))]
            if found:
                a, b = rng.choice(found)
                return way, {a: b, b: a} if b not in a and a not in b else {a: b}
    return None
