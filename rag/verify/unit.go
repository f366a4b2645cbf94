package verify

import (
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A measure is a unit that can be converted to others of its dimension.
type measure struct {
	dimension string
	size      float64 // in the dimension's base unit
	offset    float64 // of 0, in the base unit
}

// known reports whether the unit is known.
func (m measure) known() bool { return m.dimension != "" }

// base converts a value to the dimension's base unit.
func (m measure) base(value float64) float64 { return value*m.size + m.offset }

// Currencies are not converted into each other; 元 and "$" may be of any country.
const (
	anyMoney = "money"
	money    = "money "
)

// compatible reports whether a value in one unit may be the same as one in another.
func (m measure) compatible(o measure) bool {
	if m.dimension == o.dimension {
		return true
	}
	return m.dimension == anyMoney && strings.HasPrefix(o.dimension, money) || o.dimension == anyMoney && strings.HasPrefix(m.dimension, money)
}

// convertedError is the relative error allowed between values in different units: people round
// conversions.
const (
	convertedError = 0.03
	// approximateError is the same for approximate values: 33 seconds is half a minute.
	approximateError = 0.1
)

// equals reports whether two values with their units are the same.
func (m measure) equals(value float64, o measure, other float64, rough bool) bool {
	if !m.compatible(o) {
		return false
	}
	a, b := m.base(value), o.base(other)
	switch {
	case m.dimension == "temperature":
		return math.Abs(a-b) < 0.6
	case m == o && !rough:
		return math.Abs(a-b) <= 1e-9*math.Abs(a)
	}
	off := convertedError
	if rough {
		off = approximateError
	}
	return math.Abs(a-b) <= off*math.Max(math.Abs(a), math.Abs(b))
}

const (
	minute = 1.0 / 60 / 24
	year   = 365.25
)

// unitTable lists units with their names in folded text.
var unitTable = []struct {
	dimension string
	size      float64
	names     string
}{
	{"length", 0.001, "毫米 mm millimeter millimeters millimetre millimetres"},
	{"length", 0.01, "厘米 公分 cm centimeter centimeters centimetre centimetres"},
	{"length", 1, "米 公尺 m meter meters metre metres"},
	{"length", 1000, "公里 千米 km kms kilometer kilometers kilometre kilometres"},
	{"length", 1609.344, "英里 哩 mile miles"},
	{"length", 1852, "海里 浬"},
	{"length", 0.3048, "英尺 英呎 呎 ft foot feet"},
	{"length", 0.0254, "英寸 英吋 吋 inch inches"},
	{"length", 0.9144, "码 yard yards"},
	{"length", 9.4607e15, "光年"},
	{"area", 1, "平方米 平方公尺 m² sqm"},
	{"area", 1e6, "平方公里 km²"},
	{"area", 1e4, "公顷 hectare hectares ha"},
	{"area", 4046.86, "英亩 acre acres"},
	{"area", 666.667, "亩"},
	{"area", 3.3058, "坪"},
	{"area", 2.58999e6, "平方英里"},
	{"area", 0.092903, "平方英尺 平方呎"},
	{"mass", 0.001, "毫克 mg"},
	{"mass", 1, "克 公克 g gram grams"},
	{"mass", 1e3, "公斤 千克 kg kilo kilos kilogram kilograms"},
	{"mass", 1e6, "吨 公吨 tonne tonnes ton tons"},
	{"volume", 0.001, "毫升 ml"},
	{"volume", 1, "升 公升 l liter liters litre litres"},
	{"volume", 3.785, "加仑 gallon gallons"},
	{"volume", 1000, "立方米 立方公尺 m³"},
	{"time", minute / 60, "秒 秒钟 second seconds sec secs"},
	{"time", minute, "分钟 minute minutes min mins"},
	{"time", 60 * minute, "小时 个小时 钟头 个钟头 hour hours hr hrs"},
	{"time", 1, "天 day days"},
	{"time", 7, "周 星期 个星期 礼拜 个礼拜 week weeks"},
	{"time", year / 12, "个月 month months"},
	{"time", year, "年 岁 year years"},
	{"time", 10 * year, "decade decades"},
	{"time", 100 * year, "世纪 个世纪 century centuries"},
	{"data", 1, "bytes"},
	{"data", 1e3, "kb kilobyte kilobytes"},
	{"data", 1e6, "mb megabyte megabytes"},
	{"data", 1e9, "gb gigabyte gigabytes"},
	{"data", 1e12, "tb terabyte terabytes"},
	{"data", 1e15, "pb petabyte petabytes"},
	{"data", 1e18, "eb exabyte exabytes"},
	{"data", 1e21, "zb zettabyte zettabytes"},
	{anyMoney, 1, "元 块 块钱 圆"},
	{money + "dollar", 1, "美元 美金 usd dollar dollars"},
	{money + "yuan", 1, "人民币 元人民币 rmb yuan"},
	{money + "ntd", 1, "台币 新台币 元新台币 元台币 ntd"},
	{money + "euro", 1, "欧元 euro euros"},
	{money + "yen", 1, "日元 日圆 yen"},
	{money + "pound", 1, "英镑"},
}

// unitNames indexes unitTable by name.
var unitNames = sync.OnceValue(func() map[string]measure {
	all := map[string]measure{"celsius": celsius, "c": celsius, "摄氏度": celsius, "fahrenheit": fahrenheit, "f": fahrenheit, "华氏度": fahrenheit}
	for _, u := range unitTable {
		for _, name := range strings.Fields(u.names) {
			all[name] = measure{dimension: u.dimension, size: u.size}
		}
	}
	return all
})

var (
	celsius    = measure{"temperature", 1, 0}
	fahrenheit = measure{"temperature", 1 / 1.8, -32 / 1.8}

	power      = doc.Pattern(`^(square|sq\.?|cubic) `)
	degree     = doc.Pattern(`^(?:degrees?|°|°c|℃|度) ?`)
	unitWord   = doc.Pattern(`^[a-z]+[²³]?`)
	moreOrLess = doc.Pattern(`^(?:多|余|几)`)
	currency   = doc.Pattern(`(nt\$|us\$|hk\$|\$|€|£|¥)\s?$`)
)

// longestUnit is the length of the longest Chinese name of a unit, in characters.
const longestUnit = 6

// measureAt returns the unit that a folded text after a number begins with.
func measureAt(text string) measure {
	text = moreOrLess().ReplaceAllString(text, "")
	first, _ := utf8.DecodeRuneInString(text)
	if unicode.Is(unicode.Han, first) {
		return hanUnit(text)
	}
	text = strings.TrimLeft(text, " -")
	exponent := power().FindStringSubmatch(text)
	if exponent != nil {
		text = text[len(exponent[0]):]
	}
	text = degree().ReplaceAllString(text, "")
	m := unitNames()[unitWord().FindString(text)]
	switch {
	case exponent == nil || m.dimension != "length":
		return m
	case exponent[1] == "cubic":
		return measure{dimension: "volume", size: 1000 * m.size * m.size * m.size}
	}
	return measure{dimension: "area", size: m.size * m.size}
}

// hanUnit returns the longest Chinese unit that a text begins with.
func hanUnit(text string) measure {
	var best measure
	end := 0
	for i := range longestUnit {
		_, size := utf8.DecodeRuneInString(text[end:])
		if end += size; size == 0 {
			break
		}
		if m := unitNames()[text[:end]]; m.known() && (i > 0 || !strings.HasPrefix(text[end:], "级")) {
			best = m
		}
	}
	return best
}

// moneyBefore returns the currency that a text before a number ends with.
func moneyBefore(text string) measure {
	switch m := currency().FindStringSubmatch(text); {
	case m == nil:
		return measure{}
	case m[1] == "$", m[1] == "¥":
		return measure{dimension: anyMoney, size: 1}
	default:
		return measure{dimension: money + map[string]string{"nt$": "ntd", "us$": "dollar", "hk$": "hkd", "€": "euro", "£": "pound"}[m[1]], size: 1}
	}
}
