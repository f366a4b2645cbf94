package fetch

import (
	"net/netip"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// hostname returns a host in the form in which it is resolved: in lower case, other scripts in
// punycode, no dot at the end, IPv6 in brackets.
//
// To a browser, a host that ends in a number is an IP address in any of several notations. Only
// the usual one is accepted here.
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
		ascii, err := idna.Lookup.ToASCII(name) // maps full-width and circled forms, too
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

// wellFormed reports whether name is valid in the domain name system.
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

// endsInNumber implements the "ends in a number" check of the URL Standard, 4.3.
func endsInNumber(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}
