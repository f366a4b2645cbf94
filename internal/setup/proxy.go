package setup

import (
	"cmp"
	"net/url"
	"os"
	"strings"

	"golang.org/x/net/http/httpproxy"

	"footnote/corpus/fetch"
)

// proxy returns the proxy of the environment: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in upper or
// lower case, as curl and others read them.
func proxy(resolves, named bool) fetch.Proxy {
	return fetch.Proxy{For: httpproxy.FromEnvironment().ProxyFunc(), Resolves: resolves, Named: named}
}

// FilesProxy returns the proxy for fixed hosts, which no user can choose.
func FilesProxy() fetch.Proxy { return proxy(true, false) }

// A ProxyVariable is an environment variable that names a proxy.
type ProxyVariable struct {
	Name  string
	Proxy string // without secrets; empty if it cannot be parsed
}

// Proxies returns the proxy variables that are set.
func Proxies() (all []ProxyVariable) {
	for _, names := range [][2]string{{"https_proxy", "HTTPS_PROXY"}, {"http_proxy", "HTTP_PROXY"}} {
		name := names[0]
		value := os.Getenv(name)
		if value == "" {
			name = names[1]
			value = os.Getenv(name)
		}
		if value == "" {
			continue
		}
		if !strings.Contains(value, "://") {
			value = "http://" + value
		}
		v := ProxyVariable{Name: name}
		if u, err := url.Parse(value); err == nil && u.Host != "" {
			v.Proxy = fetch.ProxyName(u)
		}
		all = append(all, v)
	}
	return all
}

// NoProxy returns the hosts that are reached without a proxy; empty means none.
func NoProxy() string { return cmp.Or(os.Getenv("no_proxy"), os.Getenv("NO_PROXY")) }
