package listening_test

import (
	"strings"
	"testing"

	"footnote/bot/listening"
)

func TestAsks(t *testing.T) {
	for text, want := range map[string]bool{
		"2022年我國數據存儲量是多少": true, "这个水厂有几座滤池": true, "湖什麼時候結冰": true, "水塔拆了嗎": true, "誰知道水塔的高度": true, "湖面結冰了？": true,
		"When was the mill built": true, "how wide is the wheel": true, "The mill was built in 1787, right?": true,
		"湖水最深處達到82公尺。": false, "好的，謝謝大家": false, "那是我們的湖。": false, "I know when it was built.": false, "The mill was built in 1787.": false,
		"誰？": false, "": false, "???": false, strings.Repeat("誰知道", 200): false,
	} {
		if got := listening.Asks(text); got != want {
			t.Errorf("%.40q asks: %v", text, got)
		}
	}
}
