package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// maxViolations is how many violations a table lists.
const maxViolations = 8

// print writes the result as a table.
func (r *result) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(name, format string, args ...any) { fmt.Fprintf(w, name+"\t"+format+"\n", args...) }
	row("bot", "%s", r.Bot)
	row("asked", "%d in %.1f s, %.0f %% faults", r.Asked, r.Asking, 100*r.Faults)
	row("answered", "%d", r.Answered)
	row("lost", "%d%s", r.Lost, r.lostBy())
	row("answered twice", "%d", r.Twice)
	row("acknowledged", "p50 %.3f s, p99 %.3f s, max %.3f s; never: %d", r.Acknowledged.P50, r.Acknowledged.P99, r.Acknowledged.Max, r.Unacknowledged)
	row("whole answer", "%s", r.Answer)
	for _, way := range slices.Sorted(maps.Keys(r.AnswerBy)) {
		row("  by "+way, "%s", r.AnswerBy[way])
	}
	row("first question to last answer", "%.1f s, %.1f answers per second", r.Wall, r.PerSecond)
	row("memory of the bot", "%s before, %s at the peak", megabytes(r.MemoryBefore), megabytes(r.MemoryPeak))
	row("goroutines", "%s before, %s after", known(r.GoroutinesBefore), known(r.GoroutinesAfter))
	row("processor time", "%.1f s of the bot, %.1f s of this program", r.BotCPU, r.OwnCPU)
	row("gateway", "%d reconnects, %d new sessions", r.Reconnects, r.Identifies)
	row("REST", "%d requests, %d answered with 429, %d with 5xx", r.Requests, r.Limited, r.Errors)
	row("pings", "%d", r.Pings)
	row("violations", "%d", r.violations())
	if err := w.Flush(); err != nil {
		return err
	}
	for n, text := range slices.Sorted(maps.Keys(r.Violations)) {
		if n == maxViolations {
			fmt.Fprintln(out, "  … more violations; --json lists them all")
			break
		}
		fmt.Fprintf(out, "  violation, %d times: %.300s\n", r.Violations[text], strings.Join(strings.Fields(text), " "))
	}
	for _, text := range r.Examples {
		fmt.Fprintf(out, "  %s\n", strings.Join(strings.Fields(text), " "))
	}
	return nil
}

func (s spread) String() string {
	return fmt.Sprintf("p50 %.2f s, p99 %.2f s, max %.2f s", s.P50, s.P99, s.Max)
}

func (r *result) lostBy() string {
	var parts []string
	for _, way := range slices.Sorted(maps.Keys(r.LostBy)) {
		parts = append(parts, fmt.Sprintf("%d by %s", r.LostBy[way], way))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func (r *result) violations() int {
	n := 0
	for _, times := range r.Violations {
		n += times
	}
	return n
}

func megabytes(size int64) string {
	if size == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.0f MB", float64(size)/1e6)
}

func known(n int) string {
	if n == 0 {
		return "unknown"
	}
	return fmt.Sprint(n)
}
