package rag

import (
	"fmt"
	"testing"

	"footnote/corpus"
)

func TestProbe(t *testing.T) {
	a, _ := corpus.Builtin()
	x := NewIndex([]*corpus.Article{a})
	e, _ := NewEngine(x, x.Lexical())
	for _, q := range []string{
		"2022年我國數據產量是多少？", "2022年我国数据产量是多少？",
		"國內發布了多少個大模型？", "国内发布了多少个大模型？",
		"盤古氣象大模型能做什麼？", "盘古气象大模型能做什么？",
		"騰訊申請了多少件專利？", "腾讯申请了多少件专利？",
		"誰提出了Transformer網絡結構？", "谁提出了Transformer网络结构？",
		"我國算力總規模是多少？", "我国算力总规模是多少？",
		"ChatGPT訓練時用了多少中文？", "ChatGPT训练时用了多少中文？",
		"高校在大模型生態裡的分工是什麼？", "高校在大模型生态里的分工是什么？",
		"領域大模型的作用是什麼？", "领域大模型的作用是什么？",
		"突破卡脖子技術的關鍵是什麼？", "突破卡脖子技术的关键是什么？",
		"disc-med-sft數據集是哪個團隊開源的？", "disc-med-sft数据集是哪个团队开源的？",
		"研發投入最多的民營企業有哪些？", "研发投入最多的民营企业有哪些？",
		"OpenAI在GPT-4之後推出了什麼？", "OpenAI在GPT-4之后推出了什么？",
		"騰訊混元接入了哪些產品？", "腾讯混元接入了哪些产品？",
		"阿里通義千問的參數量是多少？", "文章作者的邮箱是什么？", "百度文心的用戶數是多少？", "2024年奥运会在哪里举行？",
		"台積電的股價是多少？", "量子糾錯是什麼？", "如何煮一碗牛肉麵？", "特斯拉哪一年成立？", "今天天氣如何？", "蘋果公司的執行長是誰？", "How tall is Mount Everest?",
		"为什么？",
	} {
		ans, err := e.Answer(t.Context(), Question{Text: q}, nil)
		fmt.Println("==", q, err, ans.Abstained, ans.Confidence, ans.Reason, len(ans.Nearest))
		for _, f := range ans.Footnotes {
			fmt.Println("    ", f.Number, f.Quote)
		}
	}
	for _, q := range []string{"那2022年的數據產量呢?", "那數據產量呢？", "那存儲量呢？","那騰訊呢？"} {
		for _, h := range []string{"2022年我國算力總規模是多少？", "2022年我國數據產量是多少？", "華為的專利有多少？"} {
			ans, err := e.Answer(t.Context(), Question{Text: q, History: []string{h}}, nil)
			fmt.Println("==", h, q, err, ans.Question, ans.Abstained, ans.Confidence)
			for _, f := range ans.Footnotes {
				fmt.Println("    ", f.Number, f.Quote)
			}
		}
		ans, _ := e.Answer(t.Context(), Question{Text: q}, nil)
		fmt.Println("== alone", q, ans.Abstained)
	}
}
