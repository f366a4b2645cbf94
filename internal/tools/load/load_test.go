package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest"
	"footnote/internal/long"
)

func TestPercentile(t *testing.T) {
	var hundred []time.Duration
	for n := range 100 {
		hundred = append(hundred, time.Duration(n+1)*time.Second)
	}
	for _, c := range []struct {
		all     []time.Duration
		p, want float64
	}{
		{nil, 50, 0},
		{hundred[:1], 1, 1},
		{hundred[:1], 100, 1},
		{hundred[:2], 50, 1},
		{hundred[:3], 50, 2},
		{hundred, 50, 50},
		{hundred, 99, 99},
		{hundred, 100, 100},
	} {
		if got := percentile(c.all, c.p); got != c.want {
			t.Errorf("percentile %v of %d is %v, want %v", c.p, len(c.all), got, c.want)
		}
	}
	if got := spreadOf([]time.Duration{3 * time.Second, time.Second, 2 * time.Second}); got != (spread{2, 3, 3}) {
		t.Errorf("the spread of unsorted times is %+v", got)
	}
}

func TestIsComplete(t *testing.T) {
	for text, want := range map[string]bool{
		"It is 150 [1]":    true,
		"It is 150 [1] ▌":  false,
		"It is 150 [1] ▌ ": false,
		"":                 false,
		"⏳ 3 before yours": false,
	} {
		if isComplete(text, "[1]") != want {
			t.Errorf("isComplete(%q) is %v", text, !want)
		}
	}
}

func messages(n int) func() []*discordtest.Message {
	return func() []*discordtest.Message {
		return slices.Repeat([]*discordtest.Message{{Discord: &discordtest.Discord{}}}, n)
	}
}

func TestTally(t *testing.T) {
	began := time.Now()
	asks := []*ask{
		{way: bySlash, at: began, took: time.Second, replies: messages(1), acknowledged: func() time.Duration { return time.Millisecond }},
		{way: bySlash, at: began, took: 2 * time.Second, replies: messages(2), acknowledged: func() time.Duration { return 0 }},
		{way: byDirect, at: began.Add(time.Second), took: 3 * time.Second, replies: messages(1)},
		{way: byMention, at: began.Add(2 * time.Second), replies: messages(0)},
		{way: byMention, at: began.Add(2 * time.Second), replies: messages(2)}, // two messages that report a failure
	}
	var r result
	r.tally(asks)
	if r.Asked != 5 || r.Answered != 3 || r.Lost != 2 || r.Twice != 2 || r.Unacknowledged != 1 || r.LostBy[byMention] != 2 {
		t.Errorf("counted %+v", r)
	}
	if r.Asking != 2 || r.Wall != 4 || r.PerSecond != 0.75 || r.Answer != (spread{2, 3, 3}) || r.AnswerBy[bySlash].Max != 2 {
		t.Errorf("timed %+v", r)
	}
	if r.Acknowledged.Max != 0.001 || len(r.Examples) != 4 {
		t.Errorf("acknowledged %+v, examples %q", r.Acknowledged, r.Examples)
	}
	var none result
	none.tally(nil)
	if none.Asked != 0 || none.PerSecond != 0 {
		t.Errorf("nobody asked: %+v", none)
	}
}

func TestParse(t *testing.T) {
	for _, line := range []string{"--people 0", "--faults 1", "--done 2", "--bot perl", "--nothing", "extra", "--patience 0s", "--within -1s"} {
		if _, err := parse(strings.Fields(line), io.Discard); err == nil {
			t.Errorf("%s is accepted", line)
		}
	}
	var out bytes.Buffer
	if _, err := parse([]string{"--help"}, &out); err != flag.ErrHelp || !strings.Contains(out.String(), "-patience") {
		t.Errorf("--help: %v\n%s", err, out.String())
	}
	s, err := parse(nil, io.Discard)
	if err != nil || s.people != 1000 || s.within != 10*time.Second || s.faults != 0.05 {
		t.Errorf("without flags: %+v, %v", s, err)
	}
}

// Thirty people get their answers from a bot in a process of its own, in spite of faults.
func TestThirty(t *testing.T) {
	long.Skip(t, "it builds and runs the bot")
	var out, errs bytes.Buffer
	status := run(context.Background(), strings.Fields("--people 30 --within 1s --servers 3 --losses 3 --faults 0.15 --json"), &out, &errs)
	var r result
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	if status != 0 || r.Answered != 30 || r.Reconnects == 0 || r.Limited+r.Errors == 0 || r.Pings != 0 || r.violations() != 0 {
		t.Errorf("status %d\n%s", status, out.String())
	}
}
