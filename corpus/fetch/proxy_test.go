package fetch

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A testProxy is a real one of HTTP, before the servers of a world.
type testProxy struct {
	server   *httptest.Server
	world    *world
	password string // that it wants of "me"; empty wants none

	mu    sync.Mutex
	asked []string // what it was asked for: hosts and ports, or addresses
}

func newProxy(t *testing.T, w *world, password string) *testProxy {
	t.Helper()
	p := &testProxy{world: w, password: password}
	p.server = httptest.NewServer(p)
	t.Cleanup(p.server.Close)
	return p
}

func (p *testProxy) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	if want := "Basic " + base64.StdEncoding.EncodeToString([]byte("me:"+p.password)); p.password != "" && r.Header.Get("Proxy-Authorization") != want {
		out.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if r.Method != http.MethodConnect {
		p.asked = append(p.asked, r.URL.String())
		r.Header.Del("Proxy-Authorization")
		p.world.plain.Config.Handler.ServeHTTP(out, r)
		return
	}
	p.asked = append(p.asked, r.Host)
	to := p.world.plain
	if strings.HasSuffix(r.Host, ":443") {
		to = p.world.secure
	}
	host, err := net.Dial("tcp", to.Listener.Addr().String())
	if err != nil {
		out.WriteHeader(http.StatusBadGateway)
		return
	}
	client, _, err := http.NewResponseController(out).Hijack()
	if err != nil {
		host.Close()
		return
	}
	_, _ = io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n")
	go func() {
		_, _ = io.Copy(host, client)
		host.Close()
	}()
	go func() {
		_, _ = io.Copy(client, host)
		client.Close()
	}()
}

// requests are what it was asked for since the last time.
func (p *testProxy) requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.asked
	p.asked = nil
	return all
}

// through is a Proxy for everything but one host.
func (p *testProxy) through(user *url.Userinfo, resolves, named bool) Proxy {
	address := &url.URL{Scheme: "http", Host: p.server.Listener.Addr().String(), User: user}
	return Proxy{Resolves: resolves, Named: named, For: func(u *url.URL) (*url.URL, error) {
		if u.Hostname() == "www.example.org" {
			return nil, nil
		}
		return address, nil
	}}
}

// A proxy is told addresses that were looked up here or, where it looks them up, names;
// robots.txt, redirects and pages of http alike.
func TestProxy(t *testing.T) {
	w := newWorld(t)
	w.page("/a", "text/plain", "text")
	w.redirecting([]string{"https://example.com/a"})
	p := newProxy(t, w, "sesame")
	for _, c := range []struct {
		resolves bool
		address  string
		want     []string
		kind     Kind
	}{
		{false, "https://example.org/a", []string{public + ":443", public + ":443"}, ""},
		{false, "http://example.org/a", []string{public + ":80", public + ":80"}, ""},
		{false, "http://example.org/to?status=302&n=0", []string{public + ":80", public + ":80", public + ":443", public + ":443"}, ""},
		{false, "https://" + public + "/", []string{public + ":443"}, Unreachable}, // the certificate is of another host
		{false, "https://unknown.example.org/a", nil, Unreachable},
		{true, "https://example.org/a", []string{"example.org:443", "example.org:443"}, ""},
		{true, "http://example.org/a", []string{"http://example.org/robots.txt", "http://example.org/a"}, ""},
		{true, "https://unknown.example.org/a", []string{"unknown.example.org:443", "unknown.example.org:443"}, ""},
		{true, "http://www.example.org/a", nil, ""}, // directly
	} {
		f := w.fetcher(t, Options{Proxy: p.through(url.UserPassword("me", "sesame"), c.resolves, true)})
		file, err := f.Fetch(t.Context(), c.address)
		if kind := kindOf(t, err); kind != c.kind || err == nil && string(file.Data) != "text" {
			t.Errorf("%s: %v, %q", c.address, err, file.Data)
		}
		if diff := cmp.Diff(c.want, p.requests()); diff != "" {
			t.Errorf("%s: %s", c.address, diff)
		}
		f.Close()
	}
	w.onlyPublic(t)
	if direct := w.connections(); len(direct) == 0 || slices.ContainsFunc(direct, func(at string) bool { return strings.HasSuffix(at, ":443") }) {
		t.Errorf("connected to %q", direct)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, h := range w.headers {
		if h.Get("Proxy-Authorization") != "" {
			t.Error("a host was told the password of the proxy")
		}
	}
}

// What nothing may come of does not come of it through a proxy, whoever looks names up.
func TestProxyRefused(t *testing.T) {
	w := newWorld(t)
	w.page("/", "text/plain", "never")
	p := newProxy(t, w, "")
	for _, resolves := range []bool{false, true} {
		f := w.fetcher(t, Options{Proxy: p.through(nil, resolves, true)})
		for _, c := range refused {
			if _, err := f.Fetch(t.Context(), c.address); kindOf(t, err) != c.kind {
				t.Errorf("%q: %v, want %s", c.address, err, c.kind)
			}
		}
		for _, ip := range private {
			w.names.set("inside.example.net", ip)
			w.names.set("mixed.example.net", public, ip)
			for _, address := range []string{literal(ip), "http://inside.example.net/", "https://inside.example.net/", "https://mixed.example.net/"} {
				if _, err := f.Fetch(t.Context(), address); kindOf(t, err) != Private {
					t.Errorf("%s at %s: %v", address, ip, err)
				}
			}
		}
		if asked := p.requests(); len(asked) > 0 {
			t.Errorf("the proxy was asked for %q", asked)
		}
		locations := []string{"http://127.0.0.1/", "https://inside.example.net/", "http://10.0.0.1/a", "http://localhost/", "http://example.org:8080/"}
		w.pages = http.NewServeMux()
		w.redirecting(locations)
		for n, location := range locations {
			if _, err := f.Fetch(t.Context(), fmt.Sprintf("http://example.org/to?status=302&n=%d", n)); err == nil {
				t.Errorf("a redirect to %s", location)
			}
		}
		for _, asked := range p.requests() {
			if !strings.HasPrefix(asked, public) && !strings.HasPrefix(asked, "http://example.org/") {
				t.Errorf("the proxy was asked for %s", asked)
			}
		}
	}
	if direct := w.connections(); len(direct) > 0 {
		t.Errorf("connected to %q", direct)
	}
}

// A name that is another address a moment later leads nowhere else: the proxy knows only
// the one that was looked at.
func TestProxyRebinding(t *testing.T) {
	w := newWorld(t)
	p := newProxy(t, w, "")
	f := w.fetcher(t, Options{Proxy: p.through(nil, false, false)})
	w.names.turn("rebind.example.net", func(n int) []string {
		if n == 0 {
			return []string{public}
		}
		return []string{"169.254.169.254"}
	})
	if _, err := f.Fetch(t.Context(), "http://rebind.example.net/a"); kindOf(t, err) != Private {
		t.Error(err)
	}
	if asked := p.requests(); !slices.Equal(asked, []string{public + ":80"}) { // for robots.txt
		t.Errorf("the proxy was asked for %q", asked)
	}
}

// A proxy that fails is named to whoever runs the program, without its password, and to
// nobody else.
func TestProxyFails(t *testing.T) {
	w := newWorld(t)
	w.page("/a", "text/plain", "text")
	locked := newProxy(t, w, "another")
	answering := func(answer string) string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				_, _ = io.CopyN(io.Discard, c, 10)
				_, _ = io.WriteString(c, answer)
				c.Close()
			}
		}()
		t.Cleanup(func() {
			l.Close()
			<-done
		})
		return l.Addr().String()
	}
	nobody := answering("")
	for _, c := range []struct {
		proxy url.URL
		what  string
	}{
		{url.URL{Scheme: "http", Host: "127.0.0.1:1"}, "cannot be reached"},
		{url.URL{Scheme: "http", Host: locked.server.Listener.Addr().String()}, "wants a user name and a password (407)"},
		{url.URL{Scheme: "http", Host: answering("HTTP/1.1 403 Forbidden\r\n\r\n")}, "does not make the connection (403)"},
		{url.URL{Scheme: "http", Host: answering("SSH-2.0-OpenSSH_9.2\r\n")}, "does not answer as a proxy does"},
		{url.URL{Scheme: "http", Host: answering("HTTP/1.1 200 OK\r\n\r\nand more")}, "does not answer as a proxy does"},
		{url.URL{Scheme: "http", Host: answering("HTTP/1.1 200 OK\r\nA: " + strings.Repeat("a", 1<<17))}, "does not answer as a proxy does"},
		{url.URL{Scheme: "http", Host: nobody}, "does not answer as a proxy does"},
		{url.URL{Scheme: "https", Host: nobody}, "does not speak TLS as it should"},
		{url.URL{Scheme: "ftp", Host: "127.0.0.1:1"}, "is of no kind that can be used here"},
		{url.URL{Scheme: "socks5", Host: "127.0.0.1:1"}, "is of no kind that can be used here"},
	} {
		c.proxy.User = url.UserPassword("me", "sesame")
		for _, named := range []bool{true, false} {
			f := w.fetcher(t, Options{Proxy: Proxy{For: func(*url.URL) (*url.URL, error) { return &c.proxy, nil }, Named: named}})
			for _, scheme := range []string{"http", "https"} {
				_, err := f.Fetch(t.Context(), scheme+"://example.org/a")
				want := scheme + "://example.org/a: cannot be fetched: the proxy " + c.proxy.Scheme + "://" + c.proxy.Host + " " + c.what
				if !named {
					want = scheme + "://example.org/a: cannot be fetched now: the proxy on the way to it fails"
				}
				if err == nil || err.Error() != want || kindOf(t, err) != Unreachable {
					t.Errorf("%v, want %s", err, want)
				}
			}
			f.Close()
		}
	}
	if direct := w.connections(); len(direct) > 0 {
		t.Errorf("connected to %q", direct)
	}
}

// Hosts of the own network that are named are reached directly, and Discord's files by
// their names.
func TestProxyNamedHosts(t *testing.T) {
	w := newWorld(t)
	w.page("/a", "text/plain", "text")
	p := newProxy(t, w, "")
	inside := w.plain.Listener.Addr().String()
	f, err := New(Options{Private: []string{inside}, Proxy: p.through(nil, true, true)})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Fetch(t.Context(), "http://"+inside+"/a"); err != nil {
		t.Error(err)
	}
	if asked := p.requests(); len(asked) > 0 {
		t.Errorf("the proxy was asked for %q", asked)
	}
	files := w.fetcher(t, Options{Hosts: []string{"example.org"}, Proxy: p.through(nil, false, false)})
	if _, err := files.Fetch(t.Context(), "https://example.org/a"); err != nil {
		t.Error(err)
	}
	if asked := p.requests(); !slices.Equal(asked, []string{"example.org:443"}) {
		t.Errorf("the proxy was asked for %q", asked)
	}
}
