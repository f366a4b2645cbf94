package fetch

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org":                          "https://example.org/",
		"HTTPS://Example.ORG.:443/A?B#c":               "https://example.org/A?B",
		"http://example.org:080/":                      "http://example.org/",
		"http://example.org:443/":                      "http://example.org:443/",
		"https://zh.wikipedia.org/wiki/人工智慧":           "https://zh.wikipedia.org/wiki/%E4%BA%BA%E5%B7%A5%E6%99%BA%E6%85%A7",
		"https://中国.example.org/?q=人 工":                "https://xn--fiqs8s.example.org/?q=%E4%BA%BA%20%E5%B7%A5",
		"https://bücher.example.org/":                  "https://xn--bcher-kva.example.org/",
		"https://my_site.example.org/":                 "https://my_site.example.org/",
		"https://r3---sn-a.example.org/":               "https://r3---sn-a.example.org/",
		"https://xn--fiqs8s.example.org/":              "https://xn--fiqs8s.example.org/",
		"http://[2606:2800:0220:1:248:1893:25C8:1946]": "http://[2606:2800:220:1:248:1893:25c8:1946]/",
		"http://example.org/a%2Fb":                     "http://example.org/a%2Fb",
		"http://example.org/?":                         "http://example.org/",
	} {
		u, err := parse(address)
		if err != nil || u.String() != want {
			t.Errorf("%q: %v, error %v, want %s", address, u, err, want)
		}
	}
}

// Names of other scripts are shown as the domain name system has them, so that
// one that only looks like another is told apart.
func TestPunycode(t *testing.T) {
	w := newWorld(t)
	f := w.fetcher(t, Options{})
	w.redirecting([]string{"http://аррle.com/"})
	_, err := f.Fetch(t.Context(), "http://example.org/to?status=302&n=0")
	if want := "redirects to http://xn--le-6kc8da.com/, which is on a host that does not exist"; reason(err) != want {
		t.Errorf("%q, want %q", reason(err), want)
	}
	if _, err = f.Fetch(t.Context(), "http://аррle.com/a"); !strings.HasPrefix(err.Error(), "http://xn--le-6kc8da.com/a: ") {
		t.Error(err)
	}
}

// What passes is http or https to one host, says the same when it is read again,
// and if its host is an IP address, that is public.
func FuzzParse(f *testing.F) {
	for _, c := range refused {
		f.Add(c.address)
	}
	for _, ip := range private {
		f.Add(literal(ip))
	}
	f.Add("https://example.org:443/a?b=c#d")
	fetcher, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	defer fetcher.Close()
	f.Fuzz(func(t *testing.T, address string) {
		Redacted(address)
		u, err := parse(address)
		if err == nil {
			err = fetcher.admit(u)
		}
		var failure *Error
		switch {
		case err != nil && !errors.As(err, &failure):
			t.Fatalf("%q: %v is no *Error", address, err)
		case err != nil:
			return
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.Fragment != "" || u.Opaque != "" || len(u.String()) > maxAddress {
			t.Errorf("%q passes as %q", address, u)
		}
		if again, err := parse(u.String()); err != nil || again.String() != u.String() {
			t.Errorf("%q passes as %q, and then as %v, error %v", address, u, again, err)
		}
		if strings.HasSuffix(u.Hostname(), "localhost") && strings.IndexByte(u.Hostname(), '.') < 0 {
			t.Errorf("%q passes as %q", address, u)
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err == nil && (ip.IsPrivate() || ip.IsLoopback() || !ip.IsGlobalUnicast()) {
			t.Errorf("%q passes as %q", address, u)
		}
	})
}
