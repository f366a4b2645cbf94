package fetch

import (
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

// private are addresses that are not of the public internet, one or more of each
// sort that there is.
var private = []string{
	"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", // this machine
	"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", // RFC 1918 and 6598
	"169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16", "169.254.0.23", // metadata of clouds
	"192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "192.88.99.1", "192.31.196.1", "192.52.193.1", "192.175.48.1",
	"224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
	"::", "::1", "::127.0.0.1", "::ffff:0:127.0.0.1",
	"64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", // NAT64
	"2002:7f00:1::", "2002:a9fe:a9fe::1", // 6to4
	"2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:10::1", "2001:20::1", // Teredo, ORCHID
	"fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "ff02::1",
	"2001:db8::1", "3fff::1", "5f00::1", "100::1", "2620:4f:8000::1",
}

// refused are addresses and tricks that nothing may come of.
var refused = []struct {
	address string
	kind    Kind
}{
	{"http://[::ffff:127.0.0.1]/", Private}, {"http://[::ffff:7f00:1]/", Private}, {"http://[::ffff:a9fe:a9fe]/latest/meta-data/", Private},
	{"http://[0:0:0:0:0:0:0:1]/", Private}, {"http://[0000::1]/", Private},
	{"http://[fe80::1%25eth0]/", Malformed}, {"http://[fe80::1%eth0]/", Malformed}, {"http://[::1%25lo]/", Malformed}, {"http://[::1", Malformed}, {"http://::1/", Malformed},
	// Other ways to write 127.0.0.1, 169.254.169.254 and 0.0.0.0.
	{"http://2130706433/", Malformed}, {"http://017700000001/", Malformed}, {"http://0x7f000001/", Malformed}, {"http://0X7F000001/", Malformed},
	{"http://127.1/", Malformed}, {"http://127.0.1/", Malformed}, {"http://0/", Malformed}, {"http://0x0/", Malformed}, {"http://0x/", Malformed},
	{"http://0177.0.0.1/", Malformed}, {"http://0x7f.0.0.1/", Malformed}, {"http://0x7f.1/", Malformed}, {"http://127.0.0.0x1/", Malformed},
	{"http://127.000.000.001/", Malformed}, {"http://2852039166/", Malformed}, {"http://0xa9.0xfe.0xa9.0xfe/", Malformed}, {"http://256.256.256.256/", Malformed},
	{"http://425.510.425.510/", Malformed}, {"http://4294967297/", Malformed}, {"http://1.2.3.4.5/", Malformed},
	{"http://127.0.0.1./", Private}, {"http://127.0.0.1../", Malformed}, {"http://.127.0.0.1/", Malformed}, {"http://2130706433./", Malformed},
	// Names that mean something only in here.
	{"http://localhost/", Private}, {"http://LOCALHOST/", Private}, {"http://localhost./", Private}, {"http://foo.localhost/", Private},
	{"http://localhost.localdomain/", Private}, {"http://printer.local/", Private}, {"http://printer.local./", Private}, {"http://metadata.google.internal/computeMetadata/v1/", Private},
	{"http://metadata/", Private}, {"http://kubernetes/", Private}, {"http://router.lan/", Private}, {"http://nas.home.arpa/", Private}, {"http://wiki.corp/", Private},
	// Unicode.
	{"http://127。0。0。1/", Private}, {"http://127．0．0．1/", Private}, {"http://１２７.０.０.１/", Private}, {"http://①②⑦.⓪.⓪.①/", Private}, {"http://127｡0｡0｡1/", Private},
	{"http://%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1/", Private}, {"http://０ｘ７ｆ０００００１/", Malformed}, {"http://𝟏𝟐𝟕.𝟎.𝟎.𝟏/", Private}, {"http://127.0.0.1\u200b/", Private},
	{"http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", Private}, {"http://ｌｏｃａｌｈｏｓｔ/", Private}, {"http://localhoſt/", Private}, {"http://lоcalhost/", Private}, {"http://loc\u00adalhost/", Private},
	{"http://example.com／@127.0.0.1/", Malformed}, {"http://127.0.0.1：80/", Malformed}, {"http://example.com℀127.0.0.1/", Malformed}, {"http://[①::①]/", Malformed},
	// User names, backslashes, white space, escapes.
	{"http://example.com@127.0.0.1/", Malformed}, {"http://example.com:80@127.0.0.1/", Malformed}, {"http://user:pass@example.com/", Malformed}, {"http://@127.0.0.1/", Malformed},
	{"http://example.com%40127.0.0.1/", Malformed}, {"http://a@b@127.0.0.1/", Malformed}, {"http://1.1.1.1 &@2.2.2.2# @3.3.3.3/", Malformed},
	{`http://example.com\@127.0.0.1/`, Malformed}, {`http:\\127.0.0.1\`, Malformed}, {`http://example.com/\127.0.0.1`, Malformed}, {`http://127.0.0.1\.example.com/`, Malformed}, {`http://example.com\.127.0.0.1/`, Malformed},
	{"http://127.0.0.1\t/", Malformed}, {"http://127.0.\n0.1/", Malformed}, {"ht\ntp://127.0.0.1/", Malformed}, {"http://exam\rple.com/", Malformed}, {"http://example.com/\r\nHost: localhost", Malformed},
	{"http://example.com\x00.127.0.0.1/", Malformed}, {"http://%31%32%37.0.0.1/", Malformed}, {"http://127.0.0.1%00.example.com/", Malformed}, {"http://127.0.0.1 /", Malformed},
	{"http://example.com%2f@127.0.0.1/", Malformed}, {"http://127.0.0.1%2f.example.com/", Malformed}, {"http://example.com%0d%0aHost:localhost/", Malformed},
	// Ports.
	{"http://example.com:22/", Malformed}, {"http://example.com:6379/", Malformed}, {"http://example.com:8080/", Malformed}, {"http://example.com:0/", Malformed},
	{"http://example.com:65616/", Malformed}, {"http://example.com:99999999999999999999/", Malformed}, {"http://example.com:80:80/", Malformed}, {"http://example.com:-80/", Malformed}, {"http://example.com:８０/", Malformed},
	// Schemes, and none.
	{"file:///etc/passwd", Malformed}, {"file://localhost/etc/passwd", Malformed}, {"ftp://example.com/", Malformed}, {"gopher://127.0.0.1:6379/_INFO", Malformed}, {"data:text/html,hello", Malformed},
	{"javascript:alert(1)", Malformed}, {"blob:https://example.com/1", Malformed}, {"dict://127.0.0.1:11211/stat", Malformed}, {"ws://example.com/", Malformed}, {"wss://example.com/", Malformed},
	{"ldap://127.0.0.1/", Malformed}, {"unix:///var/run/docker.sock", Malformed}, {"jar:http://example.com!/", Malformed}, {"view-source:http://example.com/", Malformed}, {"httpx://example.com/", Malformed},
	{"//127.0.0.1/", Malformed}, {"http:127.0.0.1", Malformed}, {"http:/127.0.0.1/", Malformed}, {"http:///127.0.0.1/", Malformed}, {"127.0.0.1", Malformed}, {"example.com/a", Malformed}, {"localhost:80", Malformed},
	{"", Malformed}, {"http://", Malformed}, {"http:///", Malformed}, {"http://./", Malformed}, {"http://example..com/", Malformed}, {"http://" + strings.Repeat("a", 64) + ".com/", Malformed},
	{"http://" + strings.Repeat("a.", 130) + "com/", Malformed}, {"https://example.com/" + strings.Repeat("a", 2048), Malformed}, {"https://example.com/" + strings.Repeat("漢", 300), Malformed},
}

func TestRefused(t *testing.T) {
	w := newWorld(t)
	f := w.fetcher(t, Options{})
	w.page("/", "text/plain", "never")
	if n := len(refused) + 3*len(private); n < 200 {
		t.Errorf("only %d", n)
	}
	for _, c := range refused {
		if _, err := f.Fetch(t.Context(), c.address); kindOf(t, err) != c.kind {
			t.Errorf("%q: %v, want %s", c.address, err, c.kind)
		}
	}
	if c := w.connections(); len(c) > 0 {
		t.Errorf("connected to %v", c)
	}
}

// Each private address, as it is, behind a name, and behind a name that has a
// public one, too.
func TestPrivate(t *testing.T) {
	w := newWorld(t)
	f := w.fetcher(t, Options{})
	w.page("/a", "text/plain", "public")
	for _, ip := range private {
		w.names.set("inside.example.net", ip)
		for _, address := range []string{literal(ip), "http://inside.example.net/", "https://inside.example.net/"} {
			if _, err := f.Fetch(t.Context(), address); kindOf(t, err) != Private {
				t.Errorf("%s at %s: %v", address, ip, err)
			}
		}
		if c := w.connections(); len(c) > 0 {
			t.Fatalf("%s: connected to %v", ip, c)
		}
	}
	for _, ip := range private {
		w.names.set("mixed.example.net", ip, public, public6)
		if _, err := f.Fetch(t.Context(), "http://mixed.example.net/a"); err != nil && kindOf(t, err) != Private {
			t.Errorf("public and %s: %v", ip, err)
		}
	}
	w.onlyPublic(t)
}

func literal(ip string) string {
	if strings.Contains(ip, ":") {
		ip = "[" + ip + "]"
	}
	return "http://" + ip + "/"
}

// These look like tricks, and lead where they say.
func TestHarmless(t *testing.T) {
	w := newWorld(t)
	f := w.fetcher(t, Options{})
	w.page("/", "text/plain", "text")
	for _, address := range []string{
		"http://example.com#@127.0.0.1/", "http://example.com?@127.0.0.1/", "http://example.com/@127.0.0.1/", "http://example.com/?u=http://127.0.0.1/",
		"http://example.com:80/", "http://example.com:/", "http://example.com./", "HTTP://EXAMPLE.COM/", "https://example.com:443/", "https://example.com:0443/", " https://example.com/ ",
		"http://ｅｘａｍｐｌｅ.com/", "http://example。com/", "http://中国.example.org/", "http://" + public + "/", "http://[" + public6 + "]/",
		"http://example.com/\u202e", "http://example.com/a b?c d", "http://example.com//127.0.0.1/", "http://example.com/%00", "http://example.com/" + string([]byte{0xc4, 0xe3}),
	} {
		if _, err := f.Fetch(t.Context(), address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
	w.onlyPublic(t)
}

// A name is public when it is looked up first, and this machine from then on.
func TestRebinding(t *testing.T) {
	for _, inside := range []string{"127.0.0.1", "169.254.169.254", "::1"} {
		w := newWorld(t)
		f := w.fetcher(t, Options{})
		w.names.turn("rebind.example.net", func(n int) []string {
			if n == 0 {
				return []string{public}
			}
			return []string{inside}
		})
		if _, err := f.Fetch(t.Context(), "http://rebind.example.net/a"); kindOf(t, err) != Private {
			t.Errorf("%s: %v", inside, err)
		}
		if c := w.connections(); len(c) != 1 { // to ask for robots.txt
			t.Errorf("connected to %v", c)
		}
		w.onlyPublic(t)
	}
}

// What New makes has none of the seams that a world uses, and really does not
// connect.
func TestProduction(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	canary := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached") }))
	defer canary.Close()
	for _, o := range []Options{{}, {Hosts: []string{"cdn.example.org"}}} {
		f, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		tlsConfig := f.transport.TLSClientConfig
		if f.dialer.Resolver != nil || f.dialer.ControlContext != nil || f.transport.DialTLSContext != nil ||
			tlsConfig.RootCAs != nil || tlsConfig.InsecureSkipVerify || !f.transport.DisableCompression || !f.transport.DisableKeepAlives {
			t.Errorf("%v: a seam is open", o)
		}
		if proxy, err := f.transport.Proxy(httptest.NewRequest(http.MethodGet, "http://example.org/", nil)); proxy != nil || err != nil {
			t.Errorf("%v: a proxy that nobody chose: %v, %v", o, proxy, err)
		}
		if got, want := reflect.ValueOf(f.dialer.Control).Pointer(), reflect.ValueOf(f.guard.Safe).Pointer(); got != want {
			t.Errorf("%v: another guard in the dialer", o)
		}
		for _, ip := range private {
			if err := f.dialer.Control("tcp", net.JoinHostPort(ip, "80"), nil); err == nil {
				t.Errorf("%v: %s passes", o, ip)
			}
		}
		if c, err := f.transport.DialContext(t.Context(), "tcp", canary.Listener.Addr().String()); err == nil {
			c.Close()
			t.Errorf("%v: connected to this machine", o)
		}
	}
}
