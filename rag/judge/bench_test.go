package judge

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"footnote/rag/index"
)

// BenchmarkNew decodes the weights, without the embedder's.
func BenchmarkNew(b *testing.B) {
	embedder := newEmbedder(b)
	for b.Loop() {
		if _, err := New(embedder).load(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuestion judges five passages of about 200 Chinese characters.
func BenchmarkQuestion(b *testing.B) {
	j := New(newEmbedder(b))
	m := mustLoad(b, j)
	passages, tokens := benchPassages(), 0
	for _, p := range passages {
		tokens += len(m.layOut(m.ask(questionLead, benchQuestion), p).tokens)
	}
	for b.Loop() {
		if _, err := j.Question(b.Context(), benchQuestion, passages); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(tokens), "tokens")
}

// BenchmarkMemory measures the memory of a process with the embedder, before there is a judge
// and after it has judged.
func BenchmarkMemory(b *testing.B) {
	embedder := newEmbedder(b)
	if _, err := embedder.Embed(b.Context(), index.RolePassage, slices.Concat(benchPassages()...)); err != nil {
		b.Fatal(err)
	}
	before := resident(b)
	j := New(embedder)
	for b.Loop() {
		if _, err := j.Question(b.Context(), benchQuestion, benchPassages()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(before, "MB-before")
	b.ReportMetric(resident(b), "MB-after")
	runtime.KeepAlive(j)
}

// resident returns the memory of this process that is in use, in MB, without what the garbage
// collector would free.
func resident(b *testing.B) float64 {
	b.Helper()
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip(err)
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	kilobytes := 0.0
	if _, err := fmt.Sscanf(after, "%f kB", &kilobytes); err != nil {
		b.Fatal(err)
	}
	return kilobytes / 1024
}

const benchQuestion = "圖書館新館的兒童閱覽區在幾樓，借書證要不要押金？"

func benchPassages() [][]string {
	const text = `圖書館新館將於明年三月開放，舊館屆時改作檔案庫。新館共五層，兒童閱覽區設在一樓，自修室移到頂樓。辦理借書證不再收取押金，持身分證即可。
館方表示，搬遷期間還書箱照常使用，逾期的罰款一律免除。舊館建於一九七二年，外牆的馬賽克由當地的陶藝家燒製，這次將全部保留。
為了讓行動不便的讀者也能自由進出，新館的每一個入口都沒有台階，電梯可以直達各層。工程的經費主要來自市政府，其餘由民間捐助。
開放之後的第一個月，館方將安排十二場講座，主題從古籍修復到人工智慧都有。
這座水庫建於1987年，供應下游三個鄉鎮的用水。去年春天因為久旱不雨，蓄水量一度只剩一成八，水利署於是宣布農地提前休耕，每公頃補償十四萬元。
夏天的兩個颱風帶來了豐沛的雨水，水位在一週之內回升了二十一公尺。當地的居民說，這是他們三十年來第一次看見湖底的老街。
管理局接著清除了淤積的泥沙，並且在上游加建了兩道攔砂壩，希望水庫的壽命能夠再延長半個世紀。釣魚的人又回到岸邊，咖啡館也重新開張。
老街的麵店每天早上六點開門，賣到湯頭見底為止。老闆姓林，接手之前在台北當了十二年會計。店裡只有八個位子，熟客多半站著等。
湯是前一晚就熬上的，用的是豬骨、蝦殼和一把炒過的黃豆。客人問起秘方，他總是笑著說只是多花了一點時間。
他的女兒學的是視覺設計，替店裡畫了新的招牌和菜單，還拍了一部短片，上傳之後有三十萬人看過。
山上的氣象站從1951年起就有人值班，每三個小時記錄一次氣溫、氣壓和雲量。冬天的積雪可以到屋簷，補給要靠人背上去。
後來裝了自動化的儀器，值班的人從六個減為兩個，但是雲的種類仍然要用眼睛來看。站長說，機器分不出霧和雲的邊緣。
今年春天，氣象局宣布山上的觀測將延續下去，並且開放給學生參觀，名額每個月二十人，要在網站上登記。
這座橋於2016年因為兩座橋墩出現裂縫而封閉。修復花了三年，經費大部分由州政府負擔，其餘由縣裡發行債券。
橋在2019年重新開放，起初只准行人和自行車通過，半年之後汽車才恢復通行，載重的上限是十噸。
橋的設計者是一位當年只有二十九歲的工程師，她的手稿現在收藏在縣立博物館，每年十月展出一次，平常只有研究者可以申請調閱。`
	lines := strings.Split(text, "\n")
	var passages [][]string
	for _, to := range [][2]int{{0, 4}, {4, 7}, {7, 10}, {10, 13}, {13, 16}} {
		var sentences []string
		for _, line := range lines[to[0]:to[1]] {
			for _, s := range strings.SplitAfter(line, "。") {
				if s != "" {
					sentences = append(sentences, s)
				}
			}
		}
		passages = append(passages, sentences)
	}
	return passages
}
