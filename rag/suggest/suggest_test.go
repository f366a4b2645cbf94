package suggest_test

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/lexical"
	"footnote/rag/suggest"
)

var update = flag.Bool("update", false, "write the golden file")

var languages = []lexical.Language{lexical.Traditional, lexical.Simplified, lexical.English}

func read(t testing.TB, text string) *corpus.Article {
	t.Helper()
	a, err := new(corpus.Reader).Read(context.Background(), doc.File{Name: "t.md", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func texts(all []suggest.Question) []string {
	var texts []string
	for _, q := range all {
		texts = append(texts, q.Text)
	}
	return texts
}

// TestBuiltin checks the questions of the built-in article, which were reviewed one by one.
func TestBuiltin(t *testing.T) {
	article, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	analyser := lexical.NewAnalyser()
	var got strings.Builder
	for _, l := range languages {
		got.WriteString("-- " + string(l) + " --\n")
		for _, q := range suggest.Questions(article, l, analyser) {
			got.WriteString(q.Text + "\n")
			if said := article.Passages[q.Passage]; q.Sentence.Start < said.Start || q.Sentence.End > said.End {
				t.Errorf("%s: %v is not in passage %d", q.Text, q.Sentence, q.Passage)
			}
		}
	}
	const golden = "testdata/builtin.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPatterns checks what becomes of a sentence, and what must not become a question. The
// reader's language is that of the sentence.
func TestPatterns(t *testing.T) {
	analyser := lexical.NewAnalyser()
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"measure", "2022年石港鎮鮮魚產量為81噸。", []string{"2022年石港鎮鮮魚產量是多少？"}},
		{"whose country", "2022年我國數據產量為8.1ZB。", nil},
		{"within which country", "國內發布的大模型多達238個。", nil},
		{"a country that is named", "2022年我國數據產量為8.1ZB。在中國，產業很大。中國也有專利。", []string{"2022年中國數據產量是多少？"}},
		{"a country named from elsewhere", "2022年我國數據產量為8.1ZB。在中國和台灣，產業很大。中國也有專利。", nil},
		{"an empire", "羅馬帝國內戰的時間為10年。", []string{"羅馬帝國內戰的時間是多久？"}},
		{"when, for whom", "去年石港鎮的產量為300噸。", nil},
		{"whose company", "我們公司的員工人數為300人。", nil},
		{"two things counted together", "接入系統的業務和產品超過300個。", nil},
		{"measure, Chinese numerals", "云脚合作社的鲜叶产量因此只有五十二吨。", []string{"云脚合作社的鲜叶产量是多少？"}},
		{"the date goes on", "2021年石港鎮鮮魚產量為81噸；乾貨產量為7噸。", []string{"2021年石港鎮鮮魚產量是多少？", "2021年乾貨產量是多少？"}},
		{"counted", "騰訊申請的專利超過6.6萬件。", []string{"騰訊申請的專利有多少件？"}},
		{"things within", "蓄水池里埋了二百六十个传感器。", []string{"蓄水池里埋了多少个传感器？"}},
		{"few things", "工程分為三個部分：橋墩、支承與防落裝置。", []string{"工程分為哪些部分？"}},
		{"points that are not named", "工程分為三個部分。", nil},
		{"which other one", "同一條溪上有兩座舊橋。", nil},
		{"opening time", "石港圖書館每天早上九點開門。", []string{"石港圖書館每天早上幾點開門？"}},
		{"how long", "整個工程歷時二十二個月，花費四億三千萬元。", []string{"整個工程花了多久？", "整個工程花了多少錢？"}},
		{"the subject goes on", "青石渡橋橫跨鹿溪，全長三百八十四公尺，於一九七一年通車。", []string{"青石渡橋全長多少公尺？", "青石渡橋是哪一年通車的？"}},
		{"founded", "云脚茶叶合作社成立于二〇一〇年。", []string{"云脚茶叶合作社是哪一年成立的？"}},
		{"who was first", "Google多年鑽研基礎理論，2017年率先提出Transformer網絡結構。", []string{"誰率先提出Transformer網絡結構？"}},
		{"by whom", "Vite 由 Vue 官方团队推出。", []string{"Vite 是由谁推出的？"}},
		{"where", "石港燈塔位於東岸的岬角上。", []string{"石港燈塔在哪裡？"}},
		{"what is", "Vite 是一种前端构建工具。", []string{"Vite 是什么？"}},
		{"a term that is not explained", "這是「兩條腿走路」的平衡戰略。", nil},
		{"partners", "騰訊與1萬1千家生態夥伴緊密合作。", []string{"騰訊有多少家生態夥伴？"}},
		{"why", "禁止左轉的唯一缺點是行駛距離變長。", []string{"禁止左轉的缺點是什麼？"}},
		{"which", "2022年研發投入最多的三家中國民營企業是華為、騰訊和阿里巴巴。", []string{"2022年研發投入最多的中國民營企業是哪三家？"}},
		{"standing", "石港鎮的漁獲量排名第二。", []string{"石港鎮的漁獲量排第幾？"}},
		{"superlative", "最受歡迎的小吃是蚵仔煎。", []string{"最受歡迎的小吃是什麼？"}},
		{"people within", "老街現有店家87間。", []string{"老街有多少店家？"}},
		{"up to", "騰訊發布的大模型多達238個。", []string{"騰訊發布的大模型有多少個？"}},
		{"how heavy", "每座橋墩的鋼板重十七公噸。", []string{"每座橋墩的鋼板有多重？"}},
		{"a label", "集合地點：車站東門", []string{"集合地點在哪裡？"}},
		{"a short label", "主席：林秀英", []string{"主席是哪一位？"}},
		{"how often", "周末接駁車每20分鐘一班。", []string{"周末接駁車多久一班？"}},
		{"how often something is done", "濾網每三個月更換一次。", []string{"濾網多久更換一次？"}},
		{"at what time", "渔业部门每天早上六点收到一份水温图。", nil},
		{"how far", "浮游植物的数量因此减少了大约百分之十三。", []string{"浮游植物的数量减少了多少？"}},
		{"spaces beside numbers", "蓄水池高 41 米，位于柳湾。", []string{"蓄水池有多高？", "蓄水池在哪里？"}},
		{"a list of questions", "▋Q2: 一日遊可以買嗎？\n\nA: 可以，價格確實便宜，大平台的議價能力強。", []string{"一日遊可以買嗎？"}},
		{"a short role", "館長是黃淑芬。", []string{"館長是哪一位？"}},
		{"whose", "華為的5G專利數量多年蟬聯第一。", []string{"華為的5G專利數量排第幾？"}},
		{"its own question", "為什麼創新常常由大企業帶頭？因為基礎研究往往是大企業的強項，它們是優等生。", []string{"為什麼創新常常由大企業帶頭？"}},

		{"the year is that of what it says", "2007年，雜誌評選了商學院，市場行銷的人數為300人。", nil},
		{"a predicate without a subject", "位於中國的水面面積為453平方公里。", nil},
		{"a count in the subject", "80%的候車室位於月台上空。", nil},
		{"two counts", "沿線共有49個隧道和77座橋梁。", nil},
		{"a modal verb", "南坡可延伸至海拔2800公尺。", nil},
		{"agreed by someone", "雙方一致同意釣魚台由他們管理。", nil},
		{"half a company", "福茂唱片音樂股份有限公司分店在台北。", nil},
		{"a share of nothing", "俄羅斯人佔33.5%。", nil},
		{"a time", "初期有75門小砲台。", nil},
		{"where something is so", "猴麵包樹在非洲是一種食用植物。", nil},
		{"a label that says too little", "時間：晚上七點", nil},
		{"a pronoun", "它的產量為300噸。", nil},
		{"a pronoun before a noun", "這座橋的高度是41公尺。", nil},
		{"no subject", "產量為300噸。", nil},
		{"no unit", "石港鎮的人口為第二。", nil},
		{"dangling 的", "石港鎮的為300噸。", nil},
		{"a conjunction", "而且由於產量為300噸，價格下跌。", nil},
		{"an enumeration", "石港、青嵐、柳灣的產量為300噸。", nil},
		{"half a word", "主管單位在半年內完成了評估。", nil},
		{"a sentence within", "我們認為石港鎮的產量為300噸。", nil},
		{"brackets that do not match", "石港鎮（東岸的產量為300噸。", nil},
		{"a question that needs what stands before", "那該怎麼辦呢？石港鎮每年都有漁船在颱風裡沉沒，沒有人知道。", nil},
		{"a row", "| 產量 | 300噸 |", nil},
		{"too long", "石港鎮東岸岬角上那一片由當地居民在戰後慢慢開墾出來的梯田裡種的水稻產量為300噸。", nil},

		{"when", "The Stone Bridge was opened by the king in May 1902.", []string{"When was the Stone Bridge opened?"}},
		{"who", "The old lighthouse was designed by Ann Lee.", []string{"Who designed the old lighthouse?"}},
		{"who wrote", "Zestful was written by Ann Lee.", []string{"Who wrote Zestful?"}},
		{"how tall", "The lighthouse is 41 metres tall.", []string{"How tall is the lighthouse?"}},
		{"how many", "The library has 12,000 books in three languages.", []string{"How many books does the library have?"}},
		{"how many, and something else", "The club has 140 members and meets on Thursdays.", []string{"How many members does the club have?"}},
		{"how much", "The ticket costs $12.", []string{"How much does the ticket cost?"}},
		{"how long it takes", "It takes about two hours to reach the summit.", []string{"How long does it take to reach the summit?"}},
		{"where it is", "The harbour is located on the east coast.", []string{"Where is the harbour located?"}},
		{"what it is", "KetoHub is a search engine for recipes.", []string{"What is KetoHub?"}},
		{"whose it is", "KetoHub is a project I started last year.", nil},
		{"whose it is, and what", "KetoHub is a project I started last year. It collects recipes.", []string{"What is KetoHub?"}},
		{"how to", "To install the tool, run the script.", []string{"How do I install the tool?"}},
		{"who did", "Joe Hollier and Kaiwei Tang founded the company in 2014.", []string{"Who founded the company?"}},
		{"of its kind", "A plot is 3 metres wide.", []string{"How wide is a plot?"}},
		{"a label", "Annual fee: $35", []string{"How much is the annual fee?"}},
		{"of a thing", "The default port of the server is 8080.", []string{"What is the default port of the server?"}},

		{"when it began", "The fair began on the morning of May 27, 1967.", []string{"When did the fair begin?"}},
		{"when something was done", "In 1987, the government banned motor boats.", []string{"When did the government ban motor boats?"}},
		{"a name with its article", "The Light Phone is a device.", []string{"What is the Light Phone?"}},
		{"a number for a name", "Listing 10 is an example.", nil},
		{"of nothing", "The default value is 10.", nil},
		{"an order", "Set the speaker: left or right.", nil},
		{"code", "password: 'x',", nil},
		{"a question nobody needs answered", "Should all the fields be shown to the readers? It is not so clear what they want to see.", nil},
		{"it", "It was opened in 1902.", nil},
		{"my", "My ticket costs $12.", nil},
		{"this", "This bridge was opened in 1902.", nil},
		{"a clause before", "When the bridge was built in 1902 it was red.", nil},
		{"no name", "Persistence is a problem.", nil},
		{"not a count", "The library has 20 percent of the books.", nil},
		{"a task with a pronoun", "To install it, run the script.", nil},
		{"a gerund", "Using the tool is a way to save time.", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			language := analyser.Language(test.text)
			got := texts(suggest.Questions(read(t, test.text), language, analyser))
			if diff := gocmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// TestHeadings checks what becomes of a heading.
func TestHeadings(t *testing.T) {
	analyser := lexical.NewAnalyser()
	for _, test := range []struct {
		title, heading string
		language       lexical.Language
		want           []string
	}{
		{"uniseg", "Installation", lexical.English, []string{"How do I install uniseg?"}},
		{"uniseg", "Installation", lexical.Traditional, []string{"uniseg 怎麼安裝？"}},
		{"uniseg", "Installation", lexical.Simplified, []string{"uniseg 怎么安装？"}},
		{"My Life as a Baker", "Installation", lexical.English, nil}, // of what?
		{"Notes", "Action items", lexical.English, []string{"What are the action items?"}},
		{"Notes", "Why do birds sing?", lexical.English, []string{"Why do birds sing?"}},
		{"Notes", "1. How to bake bread at home", lexical.English, []string{"How do I bake bread at home?"}},
		{"Notes", "Why is it so?", lexical.English, nil},
		{"Notes", "A long day", lexical.English, nil},
		{"Notes", "Running the server does not work", lexical.English, nil},
		{"Notes", "Building a Boat", lexical.English, []string{"How do I build a boat?"}},
		{"Cluster", "How it works", lexical.English, nil}, // a word, not a name
		{"Notes", "Benefits of walking", lexical.English, []string{"What are the benefits of walking?"}},
		{"會議記錄", "待辦事項", lexical.Traditional, []string{"待辦事項有哪些？"}},
		{"會議記錄", "一、為什麼要補強", lexical.Traditional, []string{"為什麼要補強？"}},
		{"會議記錄", "借書要帶什麼證件", lexical.Traditional, []string{"借書要帶什麼證件？"}},
		{"會議記錄", "教你怎麼借書", lexical.Traditional, nil},
		{"會議記錄", "這裡什麼都有", lexical.Traditional, nil},
		{"會議記錄", "為什麼它要補強？", lexical.Traditional, nil},
		{"會議記錄", "如何補強舊橋的方法", lexical.Traditional, nil},
		{"會議記錄", "舊橋的由來", lexical.Traditional, []string{"舊橋的由來是什麼？"}},
		{"会议记录", "如何补强旧桥", lexical.Simplified, []string{"如何补强旧桥？"}},
	} {
		t.Run(test.title+"/"+test.heading+"/"+string(test.language), func(t *testing.T) {
			text := "# " + test.title + "\n\n## " + test.heading + "\n\nNothing to see.\n"
			got := texts(suggest.Questions(read(t, text), test.language, analyser))
			if diff := gocmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestForeign checks that readers of another language are asked only about names.
func TestForeign(t *testing.T) {
	analyser := lexical.NewAnalyser()
	for _, test := range []struct {
		text     string
		language lexical.Language
		want     []string
	}{
		{"Google多年鑽研基礎理論，2017年率先提出Transformer網絡結構，影響很大。", lexical.English, []string{"Who first proposed Transformer?"}},
		{"青石渡橋於1971年通車，每天有兩萬六千輛車經過。", lexical.English, nil},
		{"2022年的產量為300噸，2021-2023年的計畫已經公布。", lexical.English, nil},
		{"自从1990年代香港政府推出玫瑰園計畫以來，2026年公司計劃推出冷鏈專線。", lexical.English, nil},
		{"My source of revenue in 2018 was this blog.", lexical.Traditional, nil},
		{"The bridge was opened by the king in 1902.", lexical.Simplified, nil},
		{"騰訊雲推出了MaaS（模型即服務），客戶可以經由網路直接調用它。", lexical.English, nil},
		{"Vite 是新一代的構建工具，由官方團隊推出，很多項目都在用它。", lexical.English, []string{"What is Vite?"}},
		{"Vite 是我們去年用過的，後來也有人在別的項目裡用它來構建。", lexical.English, nil},
		{"We built it on top of Vite, a build tool for the browser, in one week.", lexical.Traditional, []string{"Vite 是什麼？"}},
		{"Zestful is a service that reads recipes, and Zestful was not sold.", lexical.Traditional, []string{"Zestful 是什麼？"}},
		{"In spring the bakers of Zestful met, and Zestful was not sold.", lexical.Simplified, nil},
		{"The baker does it NOW, NOW and on Monday, on every Monday of the year.", lexical.Traditional, nil},
		{"數據存儲量為724.5EB，占全球的14.4%，產量為8.1ZB，都是724.5EB。", lexical.English, nil},
	} {
		got := texts(suggest.Questions(read(t, test.text), test.language, analyser))
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.text, diff)
		}
	}
}

// TestScript checks that a question about an article in the other script is in the reader's
// own, if the conversion is certain.
func TestScript(t *testing.T) {
	analyser := lexical.NewAnalyser()
	for _, test := range []struct{ text, want string }{
		{"云脚茶叶合作社成立于二〇一〇年，现在大家都很高兴。", "雲腳茶葉合作社是哪一年成立的？"},
		{"整个工程历时二十二个月，完成了之后大家都很高兴。", "整個工程花了多久？"},
		{"Vite 是新一代的构建工具，由 Vue 官方团队推出。", "Vite 是由誰推出的？"},
		{"传感器每十分钟记录一次温度，然后把数据传回去。", "傳感器多久記錄一次溫度？"},
		{"石港公司发布的复合板超过300块，是面向学校的。", "石港公司发布的复合板有多少块？"}, // 複 or 復
	} {
		got := texts(suggest.Questions(read(t, test.text), lexical.Traditional, analyser))
		if len(got) == 0 || got[0] != test.want {
			t.Errorf("%s: %v, want %s", test.text, got, test.want)
		}
	}
}

// FuzzQuestions checks that whatever an article says, a question is one line of the right
// length and points into its passage.
func FuzzQuestions(f *testing.F) {
	for _, text := range []string{
		"騰訊申請的專利超過6.6萬件。", "# a\n\n## Installation\n\nTo install the tool, run it.", "為什麼？因為「。", "The bridge was opened in 1902.",
		"會議地點：三樓\n時間：週三", "2022年我國數據產量為8.1ZB，排在全球第二；數據存儲量為724.5EB", "\U00020000位於山上。㐹產量為3噸", "Zestful is a\x00 name（模型即服務）",
	} {
		f.Add(text)
	}
	analyser := lexical.NewAnalyser()
	f.Fuzz(func(t *testing.T, text string) {
		article, err := new(corpus.Reader).Read(context.Background(), doc.File{Name: "t.md", Data: []byte(text)})
		if err != nil {
			return
		}
		for _, l := range append(languages, lexical.Other) {
			seen := map[string]bool{}
			for _, q := range suggest.Questions(article, l, analyser) {
				if n := utf8.RuneCountInString(q.Text); n < 6 || n > 80 || !utf8.ValidString(q.Text) || strings.ContainsAny(q.Text, "\n\r\x00") || seen[q.Text] {
					t.Errorf("%q of %q", q.Text, text)
				}
				seen[q.Text] = true
				if p := article.Passages[q.Passage]; q.Sentence.Start < p.Start || q.Sentence.End > p.End {
					t.Errorf("%q: %v is not in %v", q.Text, q.Sentence, p.Span)
				}
			}
		}
	})
}
