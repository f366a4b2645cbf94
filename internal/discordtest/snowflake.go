package discordtest

import "regexp"

var numericID = regexp.MustCompile(`"((?:[a-z_]*_)?id)":\s*([0-9]{15,20})\b`)

// quoted has ids that were sent as numbers, as discord.py does in a reference
// to a message, be strings: Discord takes both, its description knows strings
// only, and a float64 would not hold them.
// docs.discord.com/developers/reference#snowflakes
func quoted(raw []byte) []byte { return numericID.ReplaceAll(raw, []byte(`"$1":"$2"`)) }
