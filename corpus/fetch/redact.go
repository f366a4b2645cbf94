package fetch

import (
	"net/url"
	"strings"
	"unicode"
)

const maxShown = 300 // characters

// Redacted returns address in a form that can be shown to others and logged: without user name,
// password and fragment, with "…" in place of query values that look like secrets, and with a
// host in other scripts as punycode, so that look-alikes can be told apart. address need not be
// valid.
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

// Linkable returns address in a form that can be shown as a link. It returns "" for an address
// that is not of the web, contains a user name, or has something in its query that looks like a
// secret. public reports whether its host is on the public internet, as far as can be told
// without resolving it.
func Linkable(address string) (link string, public bool) {
	u, err := parse(address)
	if err != nil {
		return "", false
	}
	_, parameters, _ := strings.Cut(u.EscapedPath(), ";") // such as a session id
	if strings.Contains(redactQuery(u.RawQuery+";"+parameters), "…") {
		return "", false
	}
	return u.String(), inside(newGuard(), u) == nil
}

// withoutUser removes the user name and password before the "@", and writes the host in the
// form in which it is resolved. If it is not clear where the host begins, everything before the
// last "@" is removed.
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

// secretName reports whether query parameters of that name tend to be secrets.
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
	return name == "hm" || name == "sid" // hm is the signature in addresses of Discord's files
}

// secretValue reports whether value is long and mixes letters and digits.
func secretValue(value string) bool {
	return len(value) >= 20 && strings.ContainsAny(value, "0123456789") &&
		strings.ContainsFunc(value, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}
