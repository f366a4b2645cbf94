package suggest

import (
	"strings"
	"sync"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// Words, and single characters, in which simplified characters with several traditional forms
// are written in only one way (or nearly always).
var (
	traditionalWords = pairs(`哪里 哪裡 这里 這裡 那里 那裡 里面 裡面 公里 公里 英里 英里 海里 海里 以后 以後 之后 之後 最后 最後 后来 後來 后面 後面 后端 後端 然后 然後 售后 售後
		只有 只有 只能 只能 发布 發布 发明 發明 发现 發現 发展 發展 开发 開發 研发 研發 发行 發行 发生 發生 发起 發起 出发 出發 首发 首發 发表 發表 发送 發送 发电 發電 发动 發動 发言 發言 爆发 爆發
		游戏 遊戲 旅游 旅遊 系统 系統 系列 系列 关系 關係 联系 聯繫 体系 體系 制度 制度 限制 限制 控制 控制 机制 機制 体制 體制 制造 製造 制作 製作 研制 研製 复制 複製 录制 錄製 标准 標準 准备 準備 批准 批准
		采用 採用 采购 採購 采集 採集 表面 表面 方面 方面 面积 面積 全面 全面 前面 前面 上面 上面 页面 頁面 界面 界面 桌面 桌面 地面 地面 水面 水面 海面 海面 平面 平面 面试 面試 面对 面對 面临 面臨 面向 面向 面板 面板
		老板 老闆 模板 模板 地板 地板 干净 乾淨 干部 幹部 若干 若干 历史 歷史 历时 歷時 日历 日曆 简历 簡歷 经历 經歷 复杂 複雜 恢复 恢復 重复 重複 回复 回覆 台风 颱風 冲突 衝突 向导 嚮導 胡同 胡同
		赞助 贊助 点赞 按讚 分钟 分鐘 时钟 時鐘 收获 收穫 获得 獲得 获取 獲取 获奖 獲獎 放松 放鬆 佣金 佣金 余额 餘額 剩余 剩餘 周围 周圍 卷起 捲起 范围 範圍 示范 示範 规范 規範 模范 模範 恶化 惡化 谷歌 谷歌 词汇 詞彙`)
	usualForms = pairs(`为 為 个 個 么 麼 产 產 众 眾 别 別 参 參 启 啟 团 團 墙 牆 壳 殼 奖 獎 尽 盡 岁 歲 并 並 弥 彌 当 當 录 錄 径 徑 毁 毀 汇 匯 湿 濕 炼 煉 烟 煙 画 畫 竖 豎 签 簽 线 線 绕 繞 绝 絕 绣 繡 绿 綠 艳 豔
		苏 蘇 荡 蕩 药 藥 证 證 说 說 迹 跡 鉴 鑑 针 針 钟 鐘 钥 鑰 钩 鉤 钻 鑽 铲 鏟 铺 鋪 锈 鏽 锐 銳 镇 鎮 闲 閒 阅 閱 颜 顏 馆 館 骂 罵 鸡 雞 鳄 鱷 净 淨 夹 夾 云 雲 几 幾 丰 豐 坛 壇 尝 嘗 摆 擺 台 台
		升 升 出 出 千 千 占 占 卷 卷 合 合 吃 吃 同 同 向 向 吊 吊 局 局 家 家 巨 巨 布 布 席 席 床 床 志 志 念 念 折 折 抬 抬 抵 抵 拼 拼 教 教 旗 旗 查 查 核 核 梁 梁 棋 棋 欲 欲 污 污 注 注 溪 溪 玩 玩 症 症
		私 私 秋 秋 秘 秘 糖 糖 群 群 致 致 表 表 杯 杯 迟 遲 岩 岩 拐 拐 昆 昆 晒 曬 霉 霉 雇 僱 累 累 周 周 困 困 回 回 宁 寧`)
)

func pairs(list string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		words := strings.Fields(list)
		all := make(map[string]string, len(words)/2)
		for i := 0; i+1 < len(words); i += 2 {
			all[words[i]] = words[i+1]
		}
		return all
	})
}

// traditional converts simplified text to traditional characters as in Taiwan. It returns
// false if a character has several forms and the word does not decide which.
func (m *maker) traditional(s string) (string, bool) {
	var all strings.Builder
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		_, next := utf8.DecodeRuneInString(s[n:])
		if word, known := traditionalWords()[s[:n+next]]; known {
			all.WriteString(word)
			s = s[n+next:]
			continue
		}
		form, known := usualForms()[s[:n]]
		if !known && doc.IsHan(r) {
			switch forms := m.formsOf(r); len(forms) {
			case 0:
				form = s[:n]
			case 1:
				form = string(forms)
			default:
				return "", false
			}
		} else if !known {
			form = s[:n]
		}
		all.WriteString(form)
		s = s[n:]
	}
	return marksOfTaiwan.Replace(all.String()), true
}

var marksOfTaiwan = strings.NewReplacer("“", "「", "”", "」", "‘", "『", "’", "』")

// formsOf returns the traditional forms of a simplified character, none if it is the same in
// both scripts. A character that traditional texts also use counts as one of its own forms.
func (m *maker) formsOf(r rune) []rune {
	if m.forms == nil {
		m.forms = map[rune][]rune{}
		for c := rune(0x3400); c <= 0x9FFF; c++ {
			if plain := firstRune(m.simplified(string(c))); plain != c {
				m.forms[plain] = append(m.forms[plain], c)
			}
		}
		for c, forms := range m.forms {
			if m.analyser.Language(string(c)) == lexical.Traditional {
				m.forms[c] = append(forms, c)
			}
		}
	}
	return m.forms[r]
}
