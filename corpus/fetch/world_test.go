package fetch

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// public is an address that everything in the world of a test is at, and public6
// another. Nothing is sent to them: what the guard lets pass goes to a listener
// on this machine.
const (
	public  = "93.184.216.34"
	public6 = "2606:2800:220:1:248:1893:25c8:1946"
)

// A world is an internet with names and servers of its own.
type world struct {
	names  *nameServer
	pages  *http.ServeMux // of all hosts
	plain  *httptest.Server
	secure *httptest.Server

	certificates map[string]*tls.Certificate // of hosts with one of their own

	mu        sync.Mutex
	connected []string // IP addresses and ports, in order, that a connection was begun to
	asked     []string // hosts and paths that were asked for
	headers   []http.Header
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{names: serveNames(t), pages: http.NewServeMux(), certificates: map[string]*tls.Certificate{}}
	handler := http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.asked = append(w.asked, r.Host+r.URL.RequestURI())
		w.headers = append(w.headers, r.Header.Clone())
		w.mu.Unlock()
		w.pages.ServeHTTP(out, r)
	})
	w.plain = httptest.NewServer(handler)
	t.Cleanup(w.plain.Close)
	w.secure = httptest.NewUnstartedServer(handler)
	w.secure.TLS = &tls.Config{
		Certificates:       []tls.Certificate{certificateFor(t, time.Now().Add(time.Hour), "example.com", "example.org", "*.example.org")},
		GetCertificate:     func(h *tls.ClientHelloInfo) (*tls.Certificate, error) { return w.certificates[h.ServerName], nil },
		GetConfigForClient: old,
	}
	w.secure.EnableHTTP2 = true
	w.secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	w.secure.StartTLS()
	t.Cleanup(w.secure.Close)
	for _, name := range []string{"example.com", "example.org", "www.example.org", "xn--fiqs8s.example.org"} {
		w.names.set(name, public, public6)
	}
	return w
}

// fetcher is one that lives in the world. It is as New made it, but that names
// are looked up in the world, its certificates are trusted, and a connection
// that the dialer was about to make goes to a server of the world.
func (w *world) fetcher(t *testing.T, o Options) *Fetcher {
	t.Helper()
	f, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	f.dialer.Resolver = w.names.resolver()
	roots := x509.NewCertPool()
	roots.AddCert(w.secure.Certificate())
	f.transport.TLSClientConfig.RootCAs = roots
	f.transport.DialContext = owned(routed(w.dial(f.dialer)))
	return f
}

// errInstead stops a dialer right before it connects.
var errInstead = errors.New("a server of the world instead")

func (w *world) dial(production *net.Dialer) dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		var mu sync.Mutex
		var passed string
		d := *production
		d.Control = func(network, address string, c syscall.RawConn) error {
			if err := production.Control(network, address, c); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			passed = address
			w.mu.Lock()
			defer w.mu.Unlock()
			w.connected = append(w.connected, address)
			return errInstead
		}
		_, err := rooted(&d)(ctx, network, address)
		mu.Lock()
		defer mu.Unlock()
		if passed == "" {
			return nil, err
		}
		to := w.plain
		if _, port, _ := net.SplitHostPort(passed); port == "443" {
			to = w.secure
		}
		return (&net.Dialer{}).DialContext(ctx, "tcp", to.Listener.Addr().String())
	}
}

// onlyPublic fails the test where a connection was begun to anything that the
// world does not have.
func (w *world) onlyPublic(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, address := range w.connected {
		host, port, _ := net.SplitHostPort(address)
		if !slices.Contains([]string{public, public6}, host) || !slices.Contains([]string{"80", "443"}, port) {
			t.Errorf("connected to %s", address)
		}
	}
}

func (w *world) requests() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.asked)
}

func (w *world) connections() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.connected)
}

// page answers with an article at pattern, as of [http.ServeMux].
func (w *world) page(pattern, kind, text string) {
	w.pages.HandleFunc(pattern, func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", kind)
		out.Write([]byte(text))
	})
}

// certificateFor is a certificate that vouches for itself.
func certificateFor(t *testing.T, until time.Time, names ...string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "world"}, DNSNames: names,
		NotBefore: until.Add(-24 * time.Hour), NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}
}

// kindOf is the kind of err, "" for none.
func kindOf(t *testing.T, err error) Kind {
	t.Helper()
	var failure *Error
	if err != nil && !errors.As(err, &failure) {
		t.Fatalf("not an *Error: %v", err)
	}
	if failure == nil {
		return ""
	}
	return failure.Kind
}
