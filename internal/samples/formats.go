package samples

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

// These are the files in [Formats].
const (
	Tools     = "工具倉庫.xlsx"
	Birds     = "候鳥.csv"
	Market    = "夜市.pptx"
	Bees      = "養蜂訪談.srt"
	Water     = "停水通知.eml"
	Tides     = "潮位.ipynb"
	Reading   = "圖書館規章.rtf"
	Kiln      = "柴窯手冊.odt"
	Telescope = "天文台消息.xml"
	Choir     = "合唱團.json"
)

// Formats returns short files by name, in formats that are not in [Folder]: a workbook, a CSV table,
// a presentation, subtitles, an e-mail with a table attached, a notebook, an RTF and an OpenDocument
// text, an RSS feed and a JSON Feed.
func Formats() map[string][]byte {
	return map[string][]byte{
		Tools: xlsx(
			sheet{"庫存", [][]string{{"品項", "數量", "單位", "存放處"}, {"螺栓", "400", "盒", "東側貨架"}, {"安全帽", "85", "頂", "入口的鐵櫃"}, {"麻繩", "12", "捆", "西側貨架"}}},
			sheet{"借用規定", [][]string{{"項目", "規定"}, {"期限", "電鑽每次最多可以借三天，逾期一天罰五十元。"}, {"押金", "借發電機要先付兩千元押金。"}}},
		),
		Birds:     []byte("\xEF\xBB\xBF鳥種,數量,單位,日期\r\n黑面琵鷺,217,隻,2024-12-14\r\n高蹺鴴,1302,隻,2024-12-14\r\n\"反嘴鴴\",560,隻,2024-12-21\r\n"),
		Market:    pptx("河岸夜市改造計畫", slideText{"攤位", []string{"河岸夜市改造以後有一百三十六個攤位。", "每個攤位寬兩公尺半。"}, ""}, slideText{"清潔", []string{"攤商每晚十一點收攤。"}, "夜市每晚收走兩噸廚餘，送到城北的堆肥場。"}),
		Bees:      []byte(srt("今天我們來到山腳下的荔枝園。", "老陳在這裡養了", "六十二箱蜜蜂，", "一年採兩次蜜。", "他說颱風過後", "蜜蜂要餵糖水餵三個星期。")),
		Water:     message(),
		Tides:     notebook("# 旗津潮位分析\n\n資料是每六分鐘一筆的水位。", "print(level.max())", "## 結果\n\n大潮時最高水位是三百一十二公分，比警戒線低八公分。"),
		Reading:   rtf("鎮立圖書館規章", "借書", "每張借書證最多可以借八本書，借期是二十一天。", "自習室", "自習室在考試前兩週開放到晚上十點。"),
		Kiln:      odt("柴窯手冊", "燒窯", "柴窯要連續燒三十六個小時，窯溫升到一千兩百八十度。", "開窯", "封窯以後要等五天才能開窯。"),
		Telescope: rss("山頂天文台", "新望遠鏡", "新的望遠鏡口徑是一點八公尺，明年三月開始觀測。", "參觀", "天文台每個月最後一個週六開放參觀。"),
		Choir:     feed("鎮民合唱團", "秋季音樂會", "合唱團十月十九日在車站大廳演出，門票免費。"),
	}
}

// A Placed question also has the position of the sentence that answers it, such as "row 3".
type Placed struct {
	Question
	Position string
}

// FormatQuestions returns at least one question for each file in [Formats].
func FormatQuestions() []Placed {
	return []Placed{
		{Question{Tools, "電鑽每次最多可以借幾天？", "電鑽每次最多可以借三天", "借用規定", 0}, "row 2"},
		{Question{Tools, "安全帽有幾頂？", "安全帽 | 85 | 頂 | 入口的鐵櫃", "庫存", 0}, "row 3"},
		{Question{Birds, "黑面琵鷺有幾隻？", "黑面琵鷺 | 217 | 隻 | 2024-12-14", "", 0}, "row 2"},
		{Question{Market, "夜市改造以後有幾個攤位？", "有一百三十六個攤位", "攤位", 0}, "slide 2"},
		{Question{Market, "夜市每晚收走多少廚餘？", "夜市每晚收走兩噸廚餘", "清潔", 0}, "slide 3"},
		{Question{Bees, "老陳養了幾箱蜜蜂？", "老陳在這裡養了六十二箱蜜蜂", "", 0}, "0:04"},
		{Question{Water, "青年路停水停到幾點？", "青年路上午九點到下午四點停水", "青年路停水通知", 0}, ""},
		{Question{Water, "第二輛水車停在哪裡？", "第二輛水車 | 停在國小的校門口", "水車.csv", 0}, "row 3"},
		{Question{Tides, "大潮的時候最高水位是多少？", "大潮時最高水位是三百一十二公分", "結果", 0}, "cell 3"},
		{Question{Reading, "一張借書證最多借幾本書？", "最多可以借八本書", "借書", 0}, ""},
		{Question{Kiln, "柴窯要燒多少個小時？", "連續燒三十六個小時", "燒窯", 0}, ""},
		{Question{Telescope, "新的望遠鏡口徑是多少？", "口徑是一點八公尺", "新望遠鏡", 0}, ""},
		{Question{Choir, "合唱團什麼時候演出？", "合唱團十月十九日在車站大廳演出", "秋季音樂會", 0}, ""},
	}
}

// srt makes subtitles, with a cue of about three seconds for each text.
func srt(texts ...string) string {
	var out strings.Builder
	for i, text := range texts {
		fmt.Fprintf(&out, "%d\r\n00:00:%02d,500 --> 00:00:%02d,400\r\n%s\r\n\r\n", i+1, 3*i+1, 3*i+4, text)
	}
	return out.String()
}

// message makes an e-mail with a quoted-printable text and an attached table in base64.
func message() []byte {
	var text strings.Builder
	for _, b := range []byte("各位住戶：\n\n三月八日青年路上午九點到下午四點停水，因為要換水管。\n") {
		if b == '\n' {
			text.WriteString("\r\n")
		} else {
			fmt.Fprintf(&text, "=%02X", b)
			if text.Len()%60 < 3 {
				text.WriteString("=\r\n")
			}
		}
	}
	word := func(s string) string {
		return "=?UTF-8?B?" + base64.StdEncoding.EncodeToString([]byte(s)) + "?="
	}
	lines := []string{
		"From: " + word("里辦公室") + " <office@village.example>", "To: all@village.example", "Subject: " + word("青年路停水通知"), "Date: Wed, 5 Mar 2025 09:00:00 +0800", "Message-ID: <1@village.example>", "MIME-Version: 1.0",
		"Content-Type: multipart/mixed; boundary=part", "", "--part", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", text.String(),
		"--part", "Content-Type: text/csv; charset=utf-8", "Content-Disposition: attachment; filename*=UTF-8''%E6%B0%B4%E8%BB%8A.csv", "Content-Transfer-Encoding: base64", "",
		base64.StdEncoding.EncodeToString([]byte("水車,位置\n第一輛水車,停在郵局前面\n第二輛水車,停在國小的校門口\n")), "--part--", "",
	}
	return []byte(strings.Join(lines, "\r\n"))
}

// notebook makes a Jupyter notebook with a code cell between two Markdown cells.
func notebook(before, code, after string) []byte {
	text := func(kind, source string) map[string]any {
		return map[string]any{"cell_type": kind, "metadata": map[string]any{}, "source": strings.SplitAfter(source, "\n")}
	}
	cell := text("code", code)
	cell["execution_count"], cell["outputs"] = 1, []any{map[string]any{"output_type": "stream", "name": "stdout", "text": []string{"312\n"}}}
	return asJSON(map[string]any{"nbformat": 4, "nbformat_minor": 5, "metadata": map[string]any{}, "cells": []any{text("markdown", before), cell, text("markdown", after)}})
}

func asJSON(value any) []byte {
	data, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		panic(fmt.Sprintf("samples: %v", err)) // cannot happen: value consists of plain values
	}
	return data
}

// rtf makes an RTF document. rest are headings, each followed by its text. Characters are Unicode
// escapes, with a question mark as fallback for programs that do not support them.
func rtf(title string, rest ...string) []byte {
	escaped := func(s string) string {
		var out strings.Builder
		for _, r := range s {
			fmt.Fprintf(&out, `\u%d?`, int16(r))
		}
		return out.String()
	}
	out := `{\rtf1\ansi\ansicpg950\uc1\deff0{\fonttbl{\f0\fcharset136 PMingLiU;}}{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}}{\info{\title ` + escaped(title) + `}{\author ` + escaped("館務會議") + `}{\creatim\yr2025\mo2\dy1}}` + "\n"
	for i := 0; i+1 < len(rest); i += 2 {
		out += `\pard\s1 ` + escaped(rest[i]) + `\par` + "\n" + `\pard ` + escaped(rest[i+1]) + `\par` + "\n"
	}
	return []byte(out + "}")
}

// rss makes an RSS feed. rest are titles, each followed by its text.
func rss(title string, rest ...string) []byte {
	out := xmlHead + `<rss version="2.0"><channel><title>` + escape(title) + `</title><link>https://sky.example/</link><description>山頂的消息。</description>`
	for i := 0; i+1 < len(rest); i += 2 {
		out += `<item><title>` + escape(rest[i]) + `</title><pubDate>Mon, 03 Mar 2025 08:00:00 +0800</pubDate><description>` + escape("<p>"+rest[i+1]+"</p>") + `</description></item>`
	}
	return []byte(out + `</channel></rss>`)
}

// feed makes a JSON Feed with one item.
func feed(title, name, text string) []byte {
	return asJSON(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": title, "items": []any{map[string]any{"id": "1", "title": name, "content_html": "<p>" + text + "</p>", "date_published": "2025-09-01T00:00:00Z"}}})
}
