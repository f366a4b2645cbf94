package render

import (
	"strings"
	"testing"
	"time"

	"footnote/bot/texts"
	"footnote/library"
)

// TestPolicyOfOne checks that the policy reads well with one day or hour, too.
func TestPolicyOfOne(t *testing.T) {
	for _, c := range []struct {
		locale string
		kept   int
		grace  time.Duration
		want   []string
	}{
		{"en-US", 1, time.Hour, []string{"kept for 1 day**", "after 1 hour."}},
		{"en-US", 2, 24 * time.Hour, []string{"kept for 2 days**", "after 1 day."}},
		{"en-US", 30, 90 * time.Minute, []string{"kept for 30 days**", "after 2 hours."}},
		{"zh-TW", 1, time.Hour, []string{"保存問題 1 天**", "過 1 小時就會刪除"}},
		{"zh-CN", 30, 24 * time.Hour, []string{"保存问题 30 天**", "过 1 天就会删除"}},
	} {
		got := Policy(texts.NewCatalog(nil).ForLocale(c.locale), PolicyFacts{Kept: c.kept, Grace: c.grace})
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not in\n%s", want, got)
			}
		}
	}
}

// TestSettingsOfOneDay checks the same for the settings.
func TestSettingsOfOneDay(t *testing.T) {
	for days, want := range map[int]string{0: "are kept: not at all\n", 1: "are kept: 1 day\n", 30: "are kept: 30 days\n"} {
		if got := Settings(texts.NewCatalog(nil).ForLocale("en-US"), library.Settings{Retain: days}, 0, 0, false); !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}
