package fetch

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"code.dny.dev/ssrf"
)

const maxAddress = 2048 // bytes, with everything escaped

// parse parses a web address: http or https, a host that is a domain name or an IP address, and
// no user name. It removes the fragment and white space around the address. It does not check
// whether the host may be reached.
func parse(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	if len(address) > maxAddress {
		return nil, errLongAddress
	}
	if ambiguous(address) {
		return nil, &Error{Kind: Malformed, Reason: "holds a backslash, a tab or a line break", Hint: "copy the address again"}
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, &Error{Kind: Malformed, Reason: "is not a web address", Hint: "copy the address again"}
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, &Error{Kind: Malformed, Reason: "is not http or https", Hint: "give an address that begins with https://"}
	case u.User != nil:
		return nil, &Error{Kind: Malformed, Reason: "carries a user name or a password", Hint: "leave out what stands before the @"}
	}
	host, err := hostname(u.Hostname())
	if err != nil {
		return nil, err
	}
	port, ok := portOf(u)
	if !ok {
		return nil, &Error{Kind: Malformed, Reason: "has an impossible port"}
	}
	u = &url.URL{Scheme: u.Scheme, Host: host + port, Path: u.Path, RawPath: u.RawPath, RawQuery: escaped(u.RawQuery)}
	if u.Path == "" {
		u.Path = "/"
	}
	if len(u.String()) > maxAddress {
		return nil, errLongAddress
	}
	return u, nil
}

// ambiguous reports whether address contains characters that browsers, unlike other programs,
// drop or take for a slash.
func ambiguous(address string) bool {
	return strings.ContainsFunc(address, func(r rune) bool { return r == '\\' || unicode.IsControl(r) })
}

var errLongAddress = &Error{Kind: Malformed, Reason: "is longer than 2048 bytes"}

// portOf returns ":" and the port of u, or "" if it is the default port of the scheme.
func portOf(u *url.URL) (string, bool) {
	if u.Port() == "" {
		return "", true
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil || n == 0 {
		return "", false
	}
	if n == 80 && u.Scheme == "http" || n == 443 && u.Scheme == "https" {
		return "", true
	}
	return ":" + strconv.FormatUint(n, 10), true
}

// escaped percent-encodes the bytes of a query that are not allowed in one.
func escaped(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c > ' ' && c < 0x7f {
			b.WriteByte(c)
		} else {
			b.WriteString(percent(c))
		}
	}
	return b.String()
}

// percent returns c in the form %XX.
func percent(c byte) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{'%', digits[c>>4], digits[c&15]})
}

// inner are the top-level labels of names that have a meaning only inside a network.
var inner = []string{"localhost", "local", "internal", "localdomain", "lan", "home", "corp", "intranet", "private", "arpa", "test"}

// admit returns why u must not be fetched, as far as that can be told without resolving its
// host.
func (f *Fetcher) admit(u *url.URL) error {
	if len(f.options.Hosts) > 0 && !slices.Contains(f.options.Hosts, u.Host) {
		return &Error{Kind: Unlisted, Reason: "is not on a host that is fetched from here"}
	}
	if f.guard == nil || isPrivate(f.options.Private, u.Host) || slices.Contains(f.options.Private, u.Host) {
		return nil
	}
	return inside(f.guard, u)
}

// inside returns why u is not on the public internet, as far as that can be told without
// resolving its host.
func inside(guard *ssrf.Guardian, u *url.URL) error {
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		return errPort
	}
	name := u.Hostname()
	if ip, err := netip.ParseAddr(name); err == nil {
		if guard.SafeAddr(ip) != nil {
			return errPrivate
		}
		return nil
	}
	if dot := strings.LastIndexByte(name, '.'); dot < 0 || slices.Contains(inner, name[dot+1:]) {
		return errPrivate
	}
	return nil
}

var (
	errPort    = &Error{Kind: Malformed, Reason: "is on a port other than 80 and 443"}
	errPrivate = &Error{Kind: Private, Reason: "leads to an address inside a private network", Hint: "give an address of the public internet"}
)
