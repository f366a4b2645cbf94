package expect

import "testing"

func TestOf(t *testing.T) {
	for question, want := range map[string]Kind{
		"北京到上海坐磁悬浮要多久": Duration, "how long does it take": Duration, "他住了几年": Duration,
		"什么时候成立的": Time, "when did it open": Time, "哪一年发布": Time, "what year was it built": Time,
		"腾讯有几件专利啊": Number, "how much is a ticket": Number, "票价多少": Number, "磁悬浮列车多快": Number, "how big is gibraltar": Number,
		"为什么要禁止左转": Anything, "who proposed it": Anything, "多少会影响吗": Anything, "有多大家庭": Anything, "what happens when it stops": Anything,
	} {
		if got := Of(question).Kind; got != want {
			t.Errorf("%s: %d, want %d", question, got, want)
		}
	}
}

func TestIn(t *testing.T) {
	for _, test := range []struct {
		kind Kind
		text string
		want bool
	}{
		{Number, "騰訊申請的專利超過6.6萬件", true}, {Number, "她生了三個孩子", true}, {Number, "it has four rooms", true}, {Number, "他很喜歡這裡", false}, {Number, "The bridge is painted red.", false},
		{Time, "2017年率先提出", true}, {Time, "他去年離開", true}, {Time, "It opened last spring", true}, {Time, "他離開了公司", false}, {Time, "The bridge is painted red.", false},
		{Duration, "仅需2.5小时", true}, {Duration, "在幾秒之內做出", true}, {Duration, "it took weeks", true}, {Duration, "花了很多錢", false}, {Duration, "The bridge is painted red.", false},
		{Anything, "", true},
	} {
		if got := (Wanted{Kind: test.kind}).In(test.text); got != test.want {
			t.Errorf("%d in %s: %t", test.kind, test.text, got)
		}
	}
}

// TestCounter checks that a month does not answer a question with the counter 次.
func TestCounter(t *testing.T) {
	w := Of("蒸汽机车每个月开几次")
	if w.In("我们花了四年又两个月。") || !w.In("它每个月开两次。") {
		t.Errorf("%+v", w)
	}
}

func TestYears(t *testing.T) {
	for text, want := range map[string]int{"2021年的數據": 1, "in 2020 and 1999": 2, "12021 件": 0, "2,021": 0, "20.21": 0, "第2021號": 1} {
		if got := Years(text); len(got) != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestHasDay(t *testing.T) {
	for _, test := range []struct {
		question, text string
		want           bool
	}{
		{"今天天气如何", "盘古气象大模型能在几秒之内做出全球的气象预报", false},
		{"今天天气如何", "今天全台多云", true},
		{"天气如何", "盘古气象大模型能在几秒之内做出全球的气象预报", true},
		{"what's the weather today", "it makes forecasts of the weather", false},
		{"what is the price right now", "the price is 3 dollars", false},
		{"if i quit today am i locked out", "you keep access until the end of the month", true},
		{"what are todays models", "large models of 2023", true},
	} {
		if got := HasDay(test.question, test.text); got != test.want {
			t.Errorf("%s in %s: %t", test.question, test.text, got)
		}
	}
}
