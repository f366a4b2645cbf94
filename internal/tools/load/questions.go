package main

import "strings"

// questions are questions that the built-in article answers.
var questions = []string{
	"2022年我國數據存儲量是多少?", "2022年我國數據產量是多少?", "2022年我國算力總規模是多少?", "國內發布的大模型有多少個?",
	"騰訊申請了多少件專利?", "盤古藥物分子大模型省下多少研發成本?", "ChatGPT訓練時用到多少中文?", "接入騰訊混元的業務和產品有多少?",
	"2022年我国算力总规模是多少?", "国内发布的大模型有多少个?", "2022年研发投入最多的三家民营企业是谁?", "腾讯人工智能专利有多少件?",
	"盘古气象大模型能做什么?", "领域大模型的作用是什么?", "复旦大学的团队开源了什么数据集?", "Google哪一年提出Transformer?",
	"What was China's total computing power in 2022?", "When did Google propose the Transformer?", "How much data did China produce in 2022?",
	"What did OpenAI release after GPT-4?",
}

// openings vary the wording of a question, as people do: in traditional and simplified
// Chinese, and in English.
var openings = [][]string{
	{"", "請問", "想知道，", "文章裡說，", "幫我查："},
	{"", "请问", "想知道，", "文章里说，", "帮我查："},
	{"", "Please tell me: ", "I would like to know: ", "According to the article: ", "Quick question: "},
}

// question returns the question of the n-th person, and the locale of that person's Discord.
func question(n int) (text, locale string) {
	text = questions[n%len(questions)]
	language, locale := 0, "zh-TW"
	switch {
	case strings.IndexFunc(text, func(r rune) bool { return r > 0x7f }) < 0:
		language, locale = 2, "en-US"
	case strings.ContainsAny(text, "国内腾讯盘业复个军"):
		language, locale = 1, "zh-CN"
	}
	variants := openings[language]
	return variants[n/len(questions)%len(variants)] + text, locale
}
