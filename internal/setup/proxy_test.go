package setup

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Proxy variables have the same meaning as in other programs, and their passwords are never shown.
func TestProxies(t *testing.T) {
	for _, name := range []string{"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "REQUEST_METHOD"} {
		t.Setenv(name, "")
	}
	if all := Proxies(); len(all) > 0 {
		t.Error(all)
	}
	t.Setenv("HTTPS_PROXY", "http://me:sesame@proxy.example:3128/sesame?sesame")
	t.Setenv("http_proxy", "me:sesame@small.example:3128")
	t.Setenv("HTTP_PROXY", "http://capital.example")
	t.Setenv("NO_PROXY", "intranet.example,.wiki.example,192.0.2.0/24")
	want := []ProxyVariable{{"HTTPS_PROXY", "http://proxy.example:3128"}, {"http_proxy", "http://small.example:3128"}}
	if diff := cmp.Diff(want, Proxies()); diff != "" {
		t.Error(diff)
	}
	p := proxy(true, true)
	for address, host := range map[string]string{
		"https://example.org/a":      "proxy.example:3128",
		"http://example.org/a":       "small.example:3128",
		"https://intranet.example/":  "",
		"https://a.wiki.example/":    "",
		"http://192.0.2.7/":          "",
		"https://localhost/":         "",
		"http://127.0.0.1:9/":        "",
		"https://nointranet.example": "proxy.example:3128",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.For(u)
		switch {
		case err != nil:
			t.Error(err)
		case host == "" && got != nil, host != "" && (got == nil || got.Host != host):
			t.Errorf("%s: %v", address, got)
		}
	}
	for _, address := range []string{"http://me:sesame@[nonsense", "http://me:12/34@proxy.example:3128", "me:12?34@proxy.example", "me:12#34@proxy.example"} {
		t.Setenv("HTTPS_PROXY", address)
		if got := Proxies(); len(got) != 2 || got[0] != (ProxyVariable{Name: "HTTPS_PROXY"}) {
			t.Error(address, got)
		}
	}
}
