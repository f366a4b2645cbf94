package fetch

import (
	"net/url"
	"strings"
	"unicode"
)

const maxShown = 300 // characters

// Redacted is address as it may be shown to others and kept in a log: without
// user name and password, without its fragment, with "…" for those values of its
// query that look like secrets, and with a host of another script in punycode, so
// that one that only looks like another is told apart. It also takes what is not
// an address.
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

// withoutUser takes out what stands before the "@" of a host, and writes the
// host as it is looked up. Where it is not clear what the host is, all goes that
// is before the last "@".
func withoutUser(head string) string {
	if u, err := url.Parse(head); err != nil || u.Host == "" {
		return afterAt(head)
	}
	scheme, rest, _ := strings.Cut(head, "//")
	host, path := rest, ""
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		host, path = rest[:slash], rest[slash:]
	}
	host = host[strings.LastIndexByte(host, '@')+1:]
	if u, err := parse(scheme + "//" + host); err == nil {
		host = u.Host
	}
	return scheme + "//" + host + path
}

func afterAt(head string) string {
	at := strings.LastIndexByte(head, '@')
	if at < 0 {
		return head
	}
	scheme, _, ok := strings.Cut(head[:at], ":")
	if !ok || strings.Contains(scheme, "/") {
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
