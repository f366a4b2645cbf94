package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// show formats a number as the workbook displays it.
func (f format) show(value string, epoch int) string {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return value
	}
	switch {
	case f.duration && n >= 0 && n < 1e6:
		seconds := int(math.Round(n * 24 * 3600))
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	case (f.date || f.clock) && n >= 0 && n+float64(epoch) < 2_958_466:
		return f.moment(n + float64(epoch))
	case f.date, f.clock, f.duration:
		return general(value)
	case f.general && f.percent:
		return general(strconv.FormatFloat(n*100, 'g', 15, 64)) + "%"
	case f.general:
		return f.before + general(value) + f.behind
	}
	return f.number(n)
}

// moment formats a date and a time: days since 1899-12-30, as counted by Excel from March 1900
// on.
func (f format) moment(days float64) string {
	if f.date && days < 60 {
		days++ // Excel assumes a 29 February 1900, which did not exist
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(math.Round(math.Mod(days, 1)*86400))*time.Second).AddDate(0, 0, int(days))
	layout := ""
	switch {
	case !f.date:
	case f.chinese && f.day && f.year:
		layout = "2006年1月2日"
	case f.chinese && f.year:
		layout = "2006年1月"
	case f.chinese:
		layout = "1月2日"
	case f.year && !f.day:
		layout = "2006-01"
	default:
		layout = "2006-01-02"
	}
	if f.clock {
		layout += " 15:04"
		if f.seconds {
			layout += ":05"
		}
	}
	return t.Format(strings.TrimSpace(layout))
}

func (f format) number(n float64) string {
	if f.percent {
		n *= 100
	}
	n /= math.Pow(1000, float64(f.scale))
	digits := strconv.FormatFloat(math.Abs(n), 'f', min(f.decimals, 30), 64)
	for range min(f.optional, f.decimals) {
		digits = strings.TrimSuffix(digits, "0")
	}
	digits = strings.TrimSuffix(digits, ".")
	if f.thousands {
		digits = grouped(digits)
	}
	if f.percent {
		digits += "%"
	}
	if n < 0 && strings.Trim(digits, "0.,%") != "" {
		digits = "-" + digits
	}
	return f.before + digits + f.behind
}

// grouped writes 12345.6 as 12,345.6.
func grouped(digits string) string {
	whole, rest, decimal := strings.Cut(digits, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if decimal {
		return whole + "." + rest
	}
	return whole
}

// general formats a number without the error of binary fractions: 0.3, not 0.30000000000000004.
func general(value string) string {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return value
	}
	exact, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if size := math.Abs(exact); err != nil || size != 0 && (size < 1e-9 || size >= 1e15) {
		return value
	}
	return strconv.FormatFloat(exact, 'f', -1, 64)
}
