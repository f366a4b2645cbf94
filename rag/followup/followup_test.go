package followup

import (
	"strings"
	"testing"
)

func TestForms(t *testing.T) {
	for _, test := range []struct{ before, question, want string }{
		{"華為的盤古模型做了什麼", "那騰訊呢?", "騰訊做了什麼"},
		{"2022年我國數據產量多少", "存儲量呢", "存儲量"},
		{"2022年我國數據產量多少|存儲量呢", "那2021年呢", "2021"},
		{"騰訊有多少專利", "其中ai的有幾件", "騰訊"},
		{"騰訊有多少專利|其中ai的有幾件", "他們什麼時候開始做大模型的", "騰訊什麼時候開始做大模型的"},
		{"grab從機場到市區多少", "那雙條車呢", "雙條車從機場到市區多少"},
		{"grab從機場到市區多少|那雙條車呢", "它有冷氣嗎", "雙條車有冷氣嗎"},
		{"磁悬浮列车多快", "哪家公司造的", "磁悬浮列车 哪家公司造的"},
		{"磁悬浮列车多快|哪家公司造的", "有什么缺点", "磁悬浮列车 有什么缺点"},
		{"what is zestful", "how much did it lose", "how much did zestful lose"},
		{"what is zestful|how much did it lose", "why did he stop working on it", "zestful"},
		{"who proposed the Transformer?", "when?", "proposed transformer when"},
		{"嘟嘟車好嗎", "為什麼", "嘟嘟車好 為什麼"},
		{"嘟嘟車好嗎|為什麼", "那要怎麼叫車比較好", "要怎麼叫車比較好"},
		{"what does the ferry cost", "what about the bus?", "bus"},
		{"數據跟算力哪個比較缺", "再多講一點", "數據跟算力哪個比較缺"},
	} {
		forms, err := Forms(t.Context(), test.question, strings.Split(test.before, "|"), nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s | %s: %+v", test.before, test.question, forms)
		found := false
		for _, f := range forms {
			found = found || strings.Contains(f.Question, test.want)
		}
		if !found {
			t.Errorf("%s after %s: %+v", test.question, test.before, forms)
		}
	}
}
