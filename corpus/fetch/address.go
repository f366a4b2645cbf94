package fetch

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
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
	if strings.ContainsFunc(address, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }) {
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

// hostname is a host in the form that is looked up: lower case, other scripts
// in punycode, no dot at the end, IPv6 in brackets.
//
// A host that ends in a number is an IP address to a browser, however it is
// written; of the many ways only the usual one is understood here.
func hostname(name string) (string, error) {
	if name == "" {
		return "", &Error{Kind: Malformed, Reason: "names no host"}
	}
	if strings.ContainsAny(name, ":%") {
		ip, err := netip.ParseAddr(name)
		if err != nil || ip.Zone() != "" {
			return "", errBadHost
		}
		return "[" + ip.String() + "]", nil
	}
	name = strings.ToLower(name)
	if strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) {
		ascii, err := idna.Lookup.ToASCII(name) // maps full width and circled forms, too
		if err != nil {
			return "", errBadHost
		}
		name = ascii
	}
	name = strings.TrimSuffix(name, ".")
	if !wellFormed(name) {
		return "", errBadHost
	}
	if _, err := netip.ParseAddr(name); err != nil && endsInNumber(name) {
		return "", &Error{Kind: Malformed, Reason: "writes its host as a number", Hint: "give the name of the site"}
	}
	return name, nil
}

var errBadHost = &Error{Kind: Malformed, Reason: "names an impossible host", Hint: "copy the address again"}

// wellFormed says whether name could be in the domain name system.
func wellFormed(name string) bool {
	if len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}

// endsInNumber is the test of that name in the URL Standard, 4.3.
func endsInNumber(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}

// inner are the last labels of names that mean something only inside a network.
var inner = []string{"localhost", "local", "internal", "localdomain", "lan", "home", "corp", "intranet", "private", "arpa", "test"}

// admit says why u may not be fetched, as far as can be told without looking
// its host up.
func (f *Fetcher) admit(u *url.URL) error {
	if len(f.options.Hosts) > 0 && !slices.Contains(f.options.Hosts, u.Host) {
		return &Error{Kind: Unlisted, Reason: "is not on a host that is fetched from here"}
	}
	if f.guard == nil {
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
