package fetch

import (
	"strings"
	"testing"
)

func TestRedacted(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a?id=7&page=2#part":                        "https://example.org/a?id=7&page=2",
		"https://medium.com/@someone/article":                           "https://medium.com/@someone/article",
		"https://user:SECRET@example.org/a":                             "https://example.org/a",
		"https://SECRET@example.org/a?token=SECRET&x=1":                 "https://example.org/a?token=…&x=1",
		"https://example.org/a?Access_Token=SECRET;sid=SECRET":          "https://example.org/a?Access_Token=…&sid=…",
		"https://example.org/a?X-Amz-Signature=SECRET&api%5Fkey=SECRET": "https://example.org/a?X-Amz-Signature=…&api%5Fkey=…",
		"https://example.org/a?x=SECRET7890abcdefghijkl":                "https://example.org/a?x=…",
		"https://example.org/a?SECRET7890abcdefghijkl":                  "https://example.org/a?…",
		"https://example.org/a#access_token=SECRET":                     "https://example.org/a",
		"http://user:SE/CRET@example.org/":                              "http:…@example.org/",
		"http:user:SECRET@example.org":                                  "http:…@example.org",
		"user:SECRET@example.org":                                       "user:…@example.org",
		"//user:SECRET@example.org":                                     "//example.org",
		"http://user:SECRET%zz@example.org/":                            "http:…@example.org/",
		"http://user:SECRET@[::1":                                       "http:…@[::1",
		"http://us\x00er:SECRET@example.org/":                           "http:…@example.org/",
		"http://a\u202eb.example.org/\n":                                "http://ab.example.org/",
		"no address":                                                    "no address",
		"":                                                              "",
		"https://example.org/" + strings.Repeat("a", 1000):              "https://example.org/" + strings.Repeat("a", maxShown-20) + "…",
	} {
		if got := Redacted(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
		if strings.Contains(Redacted(address), "SECRET") {
			t.Errorf("%q: the secret is shown", address)
		}
	}
}

// What people may follow has no secret, and says whether it leads into a private
// network.
func TestLinkable(t *testing.T) {
	for address, want := range map[string]struct {
		link   string
		public bool
	}{
		"HTTPS://Example.org:443/a?id=7#part":     {"https://example.org/a?id=7", true},
		"http://wiki.example:8080/a":              {"http://wiki.example:8080/a", false},
		"http://wiki/a":                           {"http://wiki/a", false},
		"http://router.home/":                     {"http://router.home/", false},
		"http://127.0.0.1/":                       {"http://127.0.0.1/", false},
		"http://192.168.1.1/":                     {"http://192.168.1.1/", false},
		"http://[::1]/":                           {"http://[::1]/", false},
		"http://93.184.215.14/":                   {"http://93.184.215.14/", true},
		"https://user:SECRET@example.org/a":       {},
		"https://example.org/a?token=SECRET":      {},
		"https://example.org/a;jsessionid=SECRET": {},
		"a.md": {},
	} {
		if got, public := Linkable(address); got != want.link || public != want.public {
			t.Errorf("%q: %q, %t", address, got, public)
		}
	}
}

// No failure repeats a secret, of the address that was asked for or of one that
// it redirects to.
func TestNoSecretInErrors(t *testing.T) {
	w := newWorld(t)
	w.redirecting([]string{"http://u:SECRET@example.com/", "http://127.0.0.1/?sig=SECRET", "/to?status=404&n=0&token=SECRET", "https://example.com/none?key=SECRET", "http://[SECRET@x"})
	f := w.fetcher(t, Options{})
	addresses := []string{
		"http://u:SECRET@example.com/", "ftp://u:SECRET@example.com/?token=SECRET", "http://127.0.0.1/?password=SECRET", "http://example.com:22/?auth=SECRET#SECRET",
		"http://u:SECRET@exa mple.com/", "http://nowhere.example.net/?jwt=SECRET", "https://example.org/none?session=SECRET",
	}
	for n := range 5 {
		addresses = append(addresses, "https://example.org/to?status=302&n="+string(rune('0'+n)))
	}
	for _, address := range addresses {
		if _, err := f.Fetch(t.Context(), address); err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
