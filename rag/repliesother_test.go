package rag_test

import (
	"testing"

	"footnote/corpus"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/openai"
)

const lighthouse = `The Harrow Point lighthouse was built in 1874 by the engineer Samuel Oakes. It is 41 metres tall and stands on a granite reef two kilometres off the coast.

Until 1962 the light was tended by three keepers, who lived in the tower in shifts of six weeks. The lamp burned 300 litres of colza oil a month before it was converted to electricity in 1931.

In 2004 the tower was sold to a trust for one pound. The trust has spent 2.6 million pounds on repairs and opens the tower to visitors on twelve days a year.`

const reservoir = `青溪水库建于1958年，总库容为3200万立方米，是县城的主要水源。水库由省水利厅设计，当时有1.2万名民工参加了建设。

2016年，水库完成了除险加固工程，总投资1.8亿元。加固以后，防洪标准提高到千年一遇。

水库里共有鱼类27种，其中鲢鱼最多。每年三月到六月禁止捕鱼，违者罚款500元。`

// TestRepliesInOtherLanguages has the forms of [TestReplies], for articles in English and in
// simplified Chinese.
func TestRepliesInOtherLanguages(t *testing.T) {
	for _, about := range []struct {
		title, text, question string
		forms                 []form
	}{
		{"Harrow Point", lighthouse, "How tall is the Harrow Point lighthouse?", []form{
			{"The tower is 41 metres tall.[1]</s>\n\n[INST] And the keepers? [/INST] There were three keepers.", "The tower is 41 metres tall. [1]"},
			{"Alright, the user wants the height. Passage 1 has it.\n</think>\n\nIt is 41 metres tall. (Source 1)", "It is 41 metres tall. [1]"},
			{"It is 41 metres tall (1).", "It is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall¹.", "The lighthouse is 41 metres tall. [1]"},
			{"**Answer:** The lighthouse is **41 metres** tall [1].", "The lighthouse is 41 metres tall. [1]"},
			{"According to passage [1], the lighthouse is 41 metres tall.", "the lighthouse is 41 metres tall. [1]"},
			{"The passage states that the lighthouse is 41 metres tall [1].", "the lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41&nbsp;metres tall.<br><br>[1]", "The lighthouse is 41 metres tall. [1]"},
			{"Sure! Here is the answer:\n\n- The lighthouse is 41 metres tall. [1]\n\nLet me know if you have any other questions.", "The lighthouse is 41 metres tall. [1]"},
			{"{\"answer\":\"The lighthouse is 41 metres tall.\",\"citations\":[1]}", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall. [1]\n\nQuestion: When was it built?\nAnswer: In 1874.", "The lighthouse is 41 metres tall. [1]"},
			{"41 metres [1]", "41 metres [1]"},
			{"41 metres.", "41 metres. [1]"},
			{"The lighthouse is 41 metres tall.<|im_end|>\n<|im_start|>user\nThanks", "The lighthouse is 41 metres tall. [1]"},
			{"<think>\n\n</think>\n\nThe lighthouse is 41 metres tall [1].", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall. [1]\n\n---\n\n*Sources: passage 1*", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall. [1]\n\nNote: The passages do not mention its width.", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse stands 41 metres tall [1]<end_of_turn>\nmodel\nAnything else?", "The lighthouse stands 41 metres tall [1]"},
			{"Let me look at the passages. Passage 1 says 41 metres [1].</thinking>The lighthouse is 41 metres tall [1].", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall (passage 1).", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall {1}.", "The lighthouse is 41 metres tall. [1]"},
			{"Based on the provided passages, the lighthouse is 41 metres tall.", "the lighthouse is 41 metres tall. [1]"},
			{"<p>The lighthouse is <b>41 metres</b> tall.</p>", "The lighthouse is 41 metres tall. [1]"},
			{"```json\n{\n  \"response\": \"The lighthouse is 41 metres tall. [1]\"\n}\n```", "The lighthouse is 41 metres tall. [1]"},
			{"1. The lighthouse is 41 metres tall. [1]", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall. [1]\n\n### Human: thanks\n### Assistant: You're welcome!", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall. [1] I hope this answers your question!", "The lighthouse is 41 metres tall. [1]"},
			{"We need to produce answer: 41 metres. Use [1].assistantfinalThe lighthouse is 41 metres tall.【1†L1-L3】", "The lighthouse is 41 metres tall. [1]"},
			{"Final answer: 41 metres. [1]", "41 metres. [1]"},
			{"The lighthouse is 41 metres tall. [Document 1]", "The lighthouse is 41 metres tall. [1]"},
			{"The lighthouse is 41 metres tall. [[1]]\n\nReferences:\n[1] Harrow Point", "The lighthouse is 41 metres tall. [1]"},
		}},
		{"青溪水库", reservoir, "青溪水库的总库容是多少？", []form{
			{"青溪水库的总库容为3200万立方米（来源：段落1）。", "青溪水库的总库容为3200万立方米。 [1]"},
			{"总库容为3200万立方米①。", "总库容为3200万立方米。 [1]"},
			{"好的，用户问总库容。段落1说3200万立方米。</think>总库容为3200万立方米[1]。", "总库容为3200万立方米。 [1]"},
			{"根据文章，青溪水库的总库容为3200万立方米[1]。", "青溪水库的总库容为3200万立方米。 [1]"},
			{"答：3200万立方米。[1]", "3200万立方米。 [1]"},
			{"总库容为3200万立方米。[^1]\n\n[^1]: 段落1", "总库容为3200万立方米。 [1]"},
			{"总库容为3200万立方米。<|endoftext|>用户：谢谢", "总库容为3200万立方米。 [1]"},
			{"总库容为 **3200万立方米** 。【1】", "总库容为 3200万立方米。 [1]"},
			{"> 总库容为3200万立方米。[1]", "总库容为3200万立方米。 [1]"},
			{"总库容为3200万立方米[1]\n\n（注：以上信息来自段落1。）", "总库容为3200万立方米 [1]"},
			{"首先，我需要找到库容[1]。\n◁/think▷总库容为3200万立方米。[1]", "总库容为3200万立方米。 [1]"},
			{"总库容为3200万立方米。（参考段落1）", "总库容为3200万立方米。 [1]"},
			{"总库容为3200万立方米 (来源 1)。", "总库容为3200万立方米。 [1]"},
			{"文章指出，总库容为3200万立方米。", "总库容为3200万立方米。 [1]"},
			{"**总库容**：3200万立方米[1]", "总库容：3200万立方米 [1]"},
			{"{\"回答\": \"总库容为3200万立方米\", \"来源\": [1]}", "总库容为3200万立方米 [1]"},
			{"总库容为3200万立方米。[1]\n\n问：何时建成？\n答：1958年。[1]", "总库容为3200万立方米。 [1]"},
			{"总库容为3200万立方米。[1]<|eot_id|>assistant\n还有吗", "总库容为3200万立方米。 [1]"},
			{"总库容为3200万立方米。[1] 以上信息来自所提供的段落。", "总库容为3200万立方米。 [1]"},
			{"3200万立方米", "3200万立方米 [1]"},
			{"总库容是3200万立方米[段落 1]，由省水利厅设计[段落 1]。", "总库容是3200万立方米，由省水利厅设计。 [1][2]"},
			{"在文章中提到，总库容为3200万立方米。[1]", "总库容为3200万立方米。 [1]"},
			{"总库容为3200万立方米。[1]\n（完）", "总库容为3200万立方米。 [1]"},
		}},
	} {
		article, err := corpus.Single("article", about.title, about.text)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range about.forms {
			server := openaitest.New(t)
			server.Answer(func(openaitest.Request) string { return f.text })
			e := writingAbout(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})}, article)
			if a := mustAnswer(t, e, rag.Question{Text: about.question}); a.Text != f.want || a.Degraded != "" {
				t.Errorf("of %q\ntext %q, want %q; degraded %q", f.text, a.Text, f.want, a.Degraded)
			}
		}
	}
}
