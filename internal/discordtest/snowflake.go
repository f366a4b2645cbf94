package discordtest

import "regexp"

var numericID = regexp.MustCompile(`"((?:[a-z_]*_)?id)":\s*([0-9]{15,20})\b`)

// quoteIDs turns IDs that were sent as numbers into strings. Discord accepts both, and discord.py
// sends numbers in message references, but the OpenAPI file allows only strings, and a float64 is
// not precise enough.
// docs.discord.com/developers/reference#snowflakes
func quoteIDs(raw []byte) []byte { return numericID.ReplaceAll(raw, []byte(`"$1":"$2"`)) }
