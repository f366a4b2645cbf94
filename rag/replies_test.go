package rag_test

import (
	"encoding/json"
	"strings"
	"testing"

	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/openai"
)

// The statement that the article supports, as a model writes it and as it is shown. %n stands
// for the number of its passage.
const (
	filed      = "騰訊申請的專利超過6.6萬件"
	filedShown = filed + "。 [1]"
	both       = filedShown + " 其中人工智能專利超過1萬件。 [1]"
)

// A form is a way in which a real server or model sends an answer. Each represents a class of
// such forms and comes from a public bug report.
type form struct{ text, want string }

func replies() map[string]form {
	thought := "我先想一下[2]，問題問的是專利。"
	good := filed + "。[%n]"
	turn := "再問：騰訊的股價是多少？\n騰訊的股價是九百元。[%n]"
	return map[string]form{
		// A thought whose opening mark the chat template swallowed.
		"closed think":             {thought + "</think>" + good, filedShown},
		"closed think, new lines":  {thought + "\n</think>\n\n" + good, filedShown},
		"closed think, English":    {"Okay, the user is asking how many patents. Passage 2 says 66,000 [2].\n</think>\n" + good, filedShown},
		"closed think, a fact":     {"嗯，文章說騰訊申請的專利超過6.6萬件[%n]。所以答案是這個。</think>" + good, filedShown},
		"closed think, NO_ANSWER":  {"好的，如果段落沒有答案，就寫 NO_ANSWER。段落有答案。</think>" + good, filedShown},
		"closed thinking":          {thought + "</thinking>" + good, filedShown},
		"closed thought":           {thought + "</thought>" + good, filedShown},
		"closed reasoning":         {thought + "</reasoning>" + good, filedShown},
		"closed, upper case":       {thought + "</THINK>" + good, filedShown},
		"closed Magistral":         {thought + "[/THINK]" + good, filedShown},
		"closed Kimi":              {thought + "◁/think▷" + good, filedShown},
		"closed Seed":              {thought + "</seed:think>" + good, filedShown},
		"closed MiniMax":           {thought + "</mm:think>" + good, filedShown},
		"closed Cohere":            {thought + "<|END_THINKING|><|START_RESPONSE|>" + good + "<|END_RESPONSE|>", filedShown},
		"closed Gemma 4":           {thought + "<channel|>" + good, filedShown},
		"closed OpenThinker":       {thought + "<|end_of_thought|>\n\n<|begin_of_solution|>" + good + "<|end_of_solution|>", filedShown},
		"closed Apriel":            {"Here are my reasoning steps:\n" + thought + "[BEGIN FINAL RESPONSE]\n" + good + "\n[END FINAL RESPONSE]", filedShown},
		"closed gpt-oss":           {thought + "<|end|><|start|>assistant<|channel|>final<|message|>" + good + "<|return|>", filedShown},
		"Granite":                  {"Here is my thought process:\nThe user wants a number [2].\nHere is my response:\n" + good, filedShown},
		"a final answer":           {"首先，我們看段落2[2]。\n最終答案：" + good, filedShown},
		"closed, no opening words": {"騰訊申請的專利超過6.6萬件。這是段落裡說的。</think>" + good, filedShown},
		"closed, with a mark":      {"騰訊申請的專利超過6.6萬件。[%n]這是段落裡說的。</think>" + good, filedShown},
		"closed, after a refusal":  {"文章沒有提到騰訊的專利。等等，有的。</think>" + good, filedShown},
		"two closing marks":        {thought + "</think>再想想。</think>" + good, filedShown},
		"escaped":                  {thought + "&lt;/think&gt;" + good, filedShown},
		"only a swallowed thought": {"Okay, the user is asking about patents.\n</think>\n" + good, filedShown},

		// Thoughts with both marks, in other spellings.
		"reasoning":        {"<reasoning>" + thought + "</reasoning>" + good, filedShown},
		"thought":          {"<thought>\n" + thought + "</thought>\n" + good, filedShown},
		"upper case":       {"<THINK>" + thought + "</THINK>" + good, filedShown},
		"with attributes":  {`<think type="deep">` + thought + "</think>" + good, filedShown},
		"Kimi":             {"◁think▷" + thought + "◁/think▷" + good, filedShown},
		"Seed":             {"<seed:think>" + thought + "</seed:think>" + good, filedShown},
		"MiniMax":          {"<mm:think>" + thought + "</mm:think>" + good, filedShown},
		"Cohere":           {"<|START_THINKING|>" + thought + "<|END_THINKING|><|START_RESPONSE|>" + good + "<|END_RESPONSE|>", filedShown},
		"Gemma 4":          {"<|channel>thought\n" + thought + "<channel|>" + good + "<turn|>", filedShown},
		"Gemma 4, empty":   {"<|channel>thought\n<channel|>" + good, filedShown},
		"MedGemma":         {"<unused94>thought\n" + thought + "<unused95>" + good, filedShown},
		"OpenThinker":      {"<|begin_of_thought|>" + thought + "<|end_of_thought|><|begin_of_solution|>" + good, filedShown},
		"gpt-oss":          {"<|channel|>analysis<|message|>" + thought + "<|end|><|start|>assistant<|channel|>final<|message|>" + good + "<|return|>", filedShown},
		"gpt-oss, twice":   {"<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|><|start|>assistant<|channel|>final<|message|>" + good, filedShown},
		"gpt-oss, final":   {"<|channel|>final<|message|>" + good + "<|return|>", filedShown},
		"gpt-oss, bare":    {"analysisWe need to answer: patents. Passage 2 [2].assistantfinal" + good, filedShown},
		"gpt-oss, JSON":    {"<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final <|constrain|>text<|message|>" + good, filedShown},
		"Hunyuan":          {"<think>" + thought + "</think>\n<answer>\n" + good + "\n</answer>", filedShown},
		"GLM box":          {"<think>a</think><|begin_of_box|>" + good + "<|end_of_box|>", filedShown},
		"reflection":       {"<thinking>a</thinking><reflection>b [2]</reflection><output>" + good + "</output>", filedShown},
		"thought, escaped": {"&lt;think&gt;" + thought + "&lt;/think&gt;" + good, filedShown},

		// Text after the end of the turn is cut off.
		"Llama 3":            {good + "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n" + turn, filedShown},
		"Llama 3, bare":      {good + "assistant\n\n" + turn, filedShown},
		"ChatML":             {good + "<|im_end|>\n<|im_start|>user\n" + turn, filedShown},
		"Llama 2":            {good + "</s><s> [INST] " + turn + " [/INST]", filedShown},
		"Gemma":              {good + "<end_of_turn>\n<start_of_turn>user\n" + turn, filedShown},
		"Phi":                {good + "<|end|><|user|>\n" + turn, filedShown},
		"Phi, bare":          {good + "\n\nuser\n" + turn, filedShown},
		"endoftext":          {good + "<|endoftext|>Human: " + turn, filedShown},
		"DeepSeek":           {good + "<｜end▁of▁sentence｜><｜User｜>" + turn, filedShown},
		"DeepSeek Coder":     {good + "\n<|EOT|>\n<|EOT|>\n" + turn, filedShown},
		"OpenChat":           {good + "<|end_of_turn|>GPT4 User: " + turn, filedShown},
		"Command R":          {good + "<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>" + turn, filedShown},
		"EXAONE":             {good + "[|endofturn|]\n[|user|]" + turn, filedShown},
		"Kimi, next turn":    {good + "<|im_assistant|>assistant<|im_middle|>" + turn, filedShown},
		"SmolVLM":            {good + "<end_of_utterance>\nUser: " + turn, filedShown},
		"Alpaca":             {good + "\n\n### Instruction:\n" + turn, filedShown},
		"Vicuna":             {good + "\nUSER: " + turn + "\nASSISTANT: 好。", filedShown},
		"User":               {good + "\nUser: " + turn, filedShown},
		"Human":              {good + "\n\nHuman: " + turn, filedShown},
		"Q and A":            {good + "\n\nQ: 騰訊的股價是多少？\nA: 騰訊的股價是九百元。[%n]", filedShown},
		"用戶":                 {good + "\n用戶：" + turn, filedShown},
		"用户":                 {good + "\n\n用户: " + turn, filedShown},
		"the role first":     {"<|im_start|>assistant\n" + good + "<|im_end|>", filedShown},
		"the header first":   {"<|start_header_id|>assistant<|end_header_id|>\n\n" + good, filedShown},
		"assistant first":    {"Assistant: " + good, filedShown},
		"begin token":        {"<s>" + good + "</s>", filedShown},
		"only the end token": {good + "<|im_end|>", filedShown},
		"end in a sentence":  {filed + "[%n]<|eot_id|>再問", filed + " [1]"},
		"a fragment":         {good + "再問。[%n]", filedShown},
		"fragments":          {"好的。[%n]" + good + "以上。[%n]完畢。", filedShown},
		"the fence":          {good + "\n=====000000000000000000000000 question\n" + turn, filedShown},

		// Footnote marks of other kinds, and none.
		"來源":                 {filed + "[來源1]。其中人工智能專利超過1萬件[來源：1]。", both},
		"来源":                 {filed + "。【来源1】其中人工智能專利超過1萬件。【资料1】", both},
		"段落":                 {filed + "（段落1）。其中人工智能專利超過1萬件（第1段）。", both},
		"Source":             {filed + "。[Source 1] 其中人工智能專利超過1萬件。(Source: 1)", both},
		"passage":            {filed + "。[passage 1] 其中人工智能專利超過1萬件。(passage 1)", both},
		"passages":           {filed + "。[Passages 1, 2] 其中人工智能專利超過1萬件。[Passage 1][Passage 2]", both},
		"parentheses":        {filed + "。(1) 其中人工智能專利超過1萬件(1)。", both},
		"wide":               {filed + "（1）。其中人工智能專利超過1萬件。（1）", both},
		"wide digits":        {filed + "。［１］其中人工智能專利超過1萬件。【１】", both},
		"lenticular":         {filed + "【1】。其中人工智能專利超過1萬件。【1†source】", both},
		"tortoise":           {filed + "〔1〕。其中人工智能專利超過1萬件。〖1〗", both},
		"circled":            {filed + "①。其中人工智能專利超過1萬件。②", both},
		"superscript":        {filed + "¹。其中人工智能專利超過1萬件。²", both},
		"sup":                {filed + "<sup>1</sup>。其中人工智能專利超過1萬件。<sup>[1]</sup>", both},
		"Markdown link":      {filed + "[1](#)。其中人工智能專利超過1萬件[[1]](#fn1)。", both},
		"caret":              {filed + "[^1]。其中人工智能專利超過1萬件[^1^]。", both},
		"DeepSeek cite":      {filed + "[citation:1]。其中人工智能專利超過1萬件[citation:1][citation:2]。", both},
		"RAGFlow":            {filed + " [ID:1]。其中人工智能專利超過1萬件 ##1$$。", both},
		"list":               {filed + "[1, 2]。其中人工智能專利超過1萬件[1-3]。", both},
		"Chinese list":       {filed + "[1、2]。其中人工智能專利超過1萬件【1，3】。", both},
		"ref":                {filed + "[ref1]。其中人工智能專利超過1萬件[doc 1]。", both},
		"cite tag":           {filed + "<cite>1</cite>。其中人工智能專利超過1萬件<ref>1</ref>。", both},
		"at the end":         {filed + "。其中人工智能專利超過1萬件。\n\n來源：[%n]", both},
		"Sources list":       {filed + "。其中人工智能專利超過1萬件。\n\nSources:\n[%n] passage", both},
		"none":               {filed + "。其中人工智能專利超過1萬件。", both},
		"none, in own words": {"騰訊申請過的專利在6.6萬件以上。", "騰訊申請過的專利在6.6萬件以上。 [1]"},

		// HTML where plain text was asked for.
		"br in a sentence":  {"騰訊申請的專利<br>超過6.6萬件。[%n]", filedShown},
		"br/ in a sentence": {"騰訊申請的專利<br/>超過6.6萬件<br />。[%n]", filedShown},
		"p":                 {"<p>" + good + "</p><p>其中人工智能專利超過1萬件。[%n]</p>", filedShown + "\n其中人工智能專利超過1萬件。 [1]"},
		"strong and span":   {`<strong>騰訊</strong>申請的專利<span style="color:red">超過</span>6.6萬件。[%n]`, filedShown},
		"nbsp":              {"&nbsp;騰訊申請的專利超過6.6萬件。&nbsp;[%n]", filedShown},
		"list items":        {"<ul><li>" + good + "</li><li>其中人工智能專利超過1萬件。[%n]</li></ul>", filedShown + "\n其中人工智能專利超過1萬件。 [1]"},
		"entities":          {"騰訊申請的專利&#36229;過6.6萬件。[%n]", filedShown},
		"wrapped in answer": {"<answer>" + good + "</answer>", filedShown},

		// Habits of weak models.
		"JSON":                  {`{"answer": "` + good + `"}`, filedShown},
		"JSON, fenced":          {"```json\n{\"answer\": \"" + good + "\", \"sources\": [1]}\n```", filedShown},
		"JSON, a list":          {`{"statements": [{"text": "` + filed + `。", "passages": [1]}]}`, filedShown},
		"fenced":                {"```\n" + good + "\n```", filedShown},
		"fenced text":           {"```markdown\n" + good + "\n```", filedShown},
		"according to":          {"根據段落[%n]，" + filed + "。", filedShown},
		"according to 1":        {"根據段落1，" + filed + "。[%n]", filedShown},
		"the article":           {"根據文章內容，" + filed + "。[%n]", filedShown},
		"it is said":            {"文章提到，" + filed + "。[%n]", filedShown},
		"bold":                  {"**答案：** 騰訊申請的專利**超過6.6萬件**。[%n]", filedShown},
		"label":                 {"答案：" + good, filedShown},
		"Answer":                {"Answer: " + good, filedShown},
		"bullets":               {"- " + good + "\n- 其中人工智能專利超過1萬件。[%n]", filedShown + "\n其中人工智能專利超過1萬件。 [1]"},
		"heading":               {"## 答案\n\n" + good, filedShown},
		"the question":          {"騰訊申請了多少件專利？\n" + good, filedShown},
		"the question, no mark": {"騰訊申請了多少件專利\n" + good, filedShown},
		"Q: and A:":             {"問題：騰訊申請了多少件專利？\n答：" + good, filedShown},
		"pleasantries":          {"好的，以下是答案：\n" + good + "\n希望這能幫到你！如果還有其他問題，請隨時告訴我。", filedShown},
		"quoted":                {"「" + filed + "。」[%n]", "「" + filed + "。」 [1]"},
	}
}

// TestReplies checks that an answer arrives complete in every form in which servers send it.
func TestReplies(t *testing.T) {
	article := builtin(t)
	for name, test := range replies() {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Answer(func(r openaitest.Request) string {
				return strings.ReplaceAll(test.text, "%n", numberOf(r, "6.6萬件"))
			})
			e := writingAbout(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})}, article)
			var shown strings.Builder
			a, err := e.Answer(t.Context(), rag.Question{Text: patents}, func(delta string) error {
				shown.WriteString(delta)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if a.Text != test.want || a.Degraded != "" || shown.String() != a.Text {
				t.Errorf("of %q\ntext %q, want %q; degraded %q", test.text, a.Text, test.want, a.Degraded)
			}
		})
	}
}

// chunks returns a stream of the texts, with what a server sends around them.
func chunks(before, after, finish string, texts ...string) string {
	var all strings.Builder
	for _, text := range texts {
		raw, _ := json.Marshal(text)
		all.WriteString("data: {" + before + `"choices":[{"index":0,"delta":{"role":"assistant","content":` + string(raw) + "}" + after + "}]}\n\n")
	}
	return all.String() + finish
}

// TestReplyEvents checks that an answer arrives complete in every form of the protocol.
func TestReplyEvents(t *testing.T) {
	const done = "data: [DONE]\n\n"
	good := filed + "。[1]"
	stop := `data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}` + "\n\n" + done
	whole := func(rest string) string {
		raw, _ := json.Marshal(good)
		return strings.ReplaceAll(rest, "%s", string(raw))
	}
	for name, events := range map[string]string{
		"index, a string":         strings.ReplaceAll(chunks("", "", stop, good), `"index":0`, `"index":"0"`),
		"index, null":             strings.ReplaceAll(chunks("", "", stop, good), `"index":0`, `"index":null`),
		"usage, strings":          chunks(`"usage":{"prompt_tokens":"12","completion_tokens":"7"},`, "", stop, good),
		"usage, empty strings":    chunks(`"usage":{"prompt_tokens":"","completion_tokens":null},`, "", stop, good),
		"usage, a string":         chunks(`"usage":"none",`, "", stop, good),
		"created, a string":       chunks(`"created":"1700000000",`, "", stop, good),
		"finish empty, [DONE]":    chunks("", `,"finish_reason":""`, done, good[:9], good[9:]),
		"finish empty, then stop": chunks("", `,"finish_reason":""`, stop, good),
		"finish null as a word":   chunks("", `,"finish_reason":"null"`, stop, good),
		"finish, an object":       chunks("", `,"finish_reason":{"type":""}`, stop, good),
		"stop beside the text":    chunks("", `,"finish_reason":"stop"`, done, good),
		"finish in upper case":    chunks("", "", `data: {"choices":[{"index":0,"delta":{},"finish_reason":"STOP"}]}`+"\n\n"+done, good),
		"stop_reason":             chunks("", `,"finish_reason":null,"stop_reason":null`, strings.ReplaceAll(stop, `"stop"`, `"stop","stop_reason":"</s>"`), good),
		"text, not delta":         whole(`data: {"choices":[{"index":0,"text":%s}]}` + "\n\n" + stop),
		"message, not delta":      whole(`data: {"choices":[{"index":0,"message":{"role":"assistant","content":%s}}]}` + "\n\n" + stop),
		"role model":              strings.ReplaceAll(chunks("", "", stop, good), `"assistant"`, `"model"`),
		"reasoning beside it":     whole(`data: {"choices":[{"index":0,"delta":{"reasoning_content":"嗯","content":null}}]}` + "\n\n" + `data: {"choices":[{"index":0,"delta":{"content":%s,"reasoning_content":null}}]}` + "\n\n" + stop),
		"no space after data":     strings.ReplaceAll(chunks("", "", stop, good), "data: ", "data:"),
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(openaitest.Events(events))
			e := writing(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{})})
			a := mustAnswer(t, e, rag.Question{Text: patents})
			if a.Text != filedShown || a.Degraded != "" || len(server.Requests()) != 1 {
				t.Errorf("text %q, degraded %q, %d requests", a.Text, a.Degraded, len(server.Requests()))
			}
		})
	}
}
