package fetch

import (
	"net/url"
	"strings"
	"unicode"
)

const maxShown = 300 // characters

// Redacted is address as it may be shown to others and kept in a log: without
// user name and password, without its fragment, and with "…" for those values of
// its query that look like secrets. It also takes what is not an address.
func Redacted(address string) string {
	address = strings.ToValidUTF8(strings.TrimSpace(address), "")
	address, _, _ = strings.Cut(address, "#")
	head, query, asks := strings.Cut(address, "?")
	head = withoutUser(head)
	if asks {
		head += "?" + redactQuery(query)
	}
	head = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, head)
	if long := []rune(head); len(long) > maxShown {
		head = string(long[:maxShown]) + "…"
	}
	return head
}

// withoutUser takes out what stands before the "@" of a host. Where it is not
// clear what the host is, that is everything before the last "@".
func withoutUser(head string) string {
	at := strings.LastIndexByte(head, '@')
	if at < 0 {
		return head
	}
	if u, err := url.Parse(head); err == nil && u.Host != "" {
		u.User = nil
		return u.String()
	}
	scheme, _, ok := strings.Cut(head, ":")
	if !ok || strings.ContainsAny(scheme, "/@") {
		return "…" + head[at:]
	}
	return scheme + ":…" + head[at:]
}

func redactQuery(query string) string {
	pairs := strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' })
	for i, pair := range pairs {
		name, value, named := strings.Cut(pair, "=")
		switch {
		case named && (secretName(name) || secretValue(value)):
			pairs[i] = name + "=…"
		case !named && secretValue(name):
			pairs[i] = "…"
		}
	}
	return strings.Join(pairs, "&")
}

// secretName says whether a parameter of that name tends to be one.
func secretName(name string) bool {
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = strings.ToLower(name)
	for _, part := range []string{"token", "key", "secret", "sig", "pass", "pwd", "auth", "sess", "jwt", "credential", "code"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return name == "hm" || name == "sid" // hm signs the files of Discord
}

// secretValue says whether value is long, and letters and digits mixed.
func secretValue(value string) bool {
	return len(value) >= 20 && strings.ContainsAny(value, "0123456789") &&
		strings.ContainsFunc(value, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}
