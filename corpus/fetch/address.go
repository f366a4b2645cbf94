package fetch

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

const maxAddress = 2048 // bytes, with everything escaped

// parse reads a web address: http or https, a host as the domain name system
// writes it or an IP address, and no user name. White space around it and its
// fragment go. Whether that host may be reached is not its business.
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

// ambiguous says whether address has characters that browsers drop, or take for
// a slash, and others do not.
func ambiguous(address string) bool {
	return strings.ContainsFunc(address, func(r rune) bool { return r == '\\' || unicode.IsControl(r) })
}

var errLongAddress = &Error{Kind: Malformed, Reason: "is longer than 2048 bytes"}

// portOf is ":" and the port of u, or nothing where it is the scheme's own.
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

// escaped writes the bytes of a query that do not belong in one as %XX.
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

// percent is %XX for c.
func percent(c byte) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{'%', digits[c>>4], digits[c&15]})
}

// inner are the last labels of names that mean something only inside a network.
var inner = []string{"localhost", "local", "internal", "localdomain", "lan", "home", "corp", "intranet", "private", "arpa", "test"}

// admit says why u may not be fetched, as far as can be told without looking
// its host up.
func (f *Fetcher) admit(u *url.URL) error {
	if len(f.options.Hosts) > 0 && !slices.Contains(f.options.Hosts, u.Host) {
		return &Error{Kind: Unlisted, Reason: "is not on a host that is fetched from here"}
	}
	if f.guard == nil || isPrivate(f.options.Private, u.Host) || slices.Contains(f.options.Private, u.Host) {
		return nil
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		return errPort
	}
	name := u.Hostname()
	if ip, err := netip.ParseAddr(name); err == nil {
		if f.guard.SafeAddr(ip) != nil {
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
