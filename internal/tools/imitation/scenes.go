package main

import (
	"embed"
	"strings"

	"footnote/internal/samples"
)

//go:embed articles
var articles embed.FS

// A language has the reader, the articles and the questions of one language.
type language struct {
	Locale, Reader string
	Command        string // /ask as the reader sees it
	Used           string // Discord's text between the reader and the command
	Only, Dismiss  string // Discord's texts below an ephemeral message
	sources        string // label of the button
	files          []material
	two, page      string // questions that two sentences of a section answer, and a web page
	model          string // a question for the language model
	writes         string // what the model writes; [1] stands for the passage that it cites
	read           string // words of that passage
	unsure, none   string // questions with an unsure answer, and with none
}

// A material is an article to add to the library.
type material struct {
	name, source, kind string
	data               []byte
}

// embedded returns an article that is embedded in this program.
func embedded(name string) []byte {
	data, err := articles.ReadFile("articles/" + name)
	if err != nil {
		panic(err) // the file is embedded
	}
	return data
}

func uploaded(name string, data []byte) material { return material{name, name, "", data} }

func fetched(address string, data []byte) material {
	return material{address[strings.LastIndexByte(address, '/')+1:], address, "text/html", data}
}

func languages() []language {
	sample := samples.Folder()
	return []language{
		{
			Locale: "en-US", Reader: "reader", Command: "/ask", Used: "used", Only: "Only you can see this", Dismiss: "Dismiss message", sources: "Sources",
			files:  []material{uploaded("kitchen.md", embedded("kitchen.md")), fetched("https://coast.example/lights/gannet-point", embedded("lighthouse.html"))},
			two:    "When is the kitchen open, and when is it closed?",
			page:   "What lamp does the lighthouse have, and how far can it be seen?",
			model:  "What do guests and members of the kitchen pay?",
			writes: "Members pay 35 euros a month [1]. Guests pay 9 euros for an evening [1]. Students pay half of that [1].",
			read:   "Members pay",
			unsure: "How much does it cost to rent the whole kitchen?",
			none:   "Can I bring my dog into the kitchen?",
		},
		{
			Locale: "zh-TW", Reader: "讀者", Command: "/提問", Used: "使用了", Only: "只有你看得到這則訊息", Dismiss: "關閉訊息", sources: "來源",
			files:  []material{uploaded(samples.Bridge, sample[samples.Bridge]), fetched("https://harbour.example/railway/last-tram", embedded("tram.html"))},
			two:    "橋墩怎樣包覆？",
			page:   "海線電車為什麼停駛？",
			model:  "海線電車造過幾輛，車身是什麼做的？",
			writes: "電車一共造過二十二輛，車身是檜木，漆成深綠色。[1] 每輛電車可以坐三十二人，站著的人常常比坐著的多一倍。[1] 車票一張兩元。[1]",
			read:   "二十二輛",
			unsure: "這座橋能承受幾級地震？",
			none:   "海線電車的票價是多少？",
		},
		{
			Locale: "zh-CN", Reader: "读者", Command: "/提问", Used: "使用了", Only: "只有你能看到这条消息", Dismiss: "忽略消息", sources: "来源",
			files:  []material{uploaded(samples.Reservoir, sample[samples.Reservoir]), fetched("https://ocean.example/stations/dongyu", embedded("observatory.html"))},
			two:    "池底的淤泥怎么处理？",
			page:   "观测站的锚系有多长？",
			model:  "雨水怎么流进水池，又怎么排出去？",
			writes: "雨水先流进沿街的十二个竖井，再通过直径六米的隧道自流到水池，不用水泵。[1] 雨停以后，四台大泵用三十个小时把水送到污水处理厂。[1] 处理干净的水卖给附近的工厂。[1]",
			read:   "四台大泵",
			unsure: "为什么要建蓄水池？",
			none:   "蓄水池是谁设计的？",
		},
	}
}
