package fetch

import (
	"crypto/tls"
	"testing"
	"time"
)

func TestCertificates(t *testing.T) {
	w := newWorld(t)
	w.page("/a", "text/plain", "text")
	for _, name := range []string{"expired.example.org", "self.example.org", "example.net", "old.example.org"} {
		w.names.set(name, public)
	}
	expired := certificateFor(t, time.Now().Add(-time.Hour), "expired.example.org")
	self := certificateFor(t, time.Now().Add(time.Hour), "self.example.org")
	w.certificates["expired.example.org"], w.certificates["self.example.org"] = &expired, &self
	f := w.fetcher(t, Options{})
	for address, want := range map[string]string{
		"https://example.org/a":         "",
		"https://expired.example.org/a": "has a certificate that has expired or is not valid yet",
		"https://self.example.org/a":    "has a certificate that nobody trusted has signed",
		"https://example.net/a":         "has the certificate of another host",
		"https://" + public + "/a":      "has the certificate of another host",
		"https://old.example.org/a":     "does not speak TLS as https needs it",
		"https://example.org:80/a":      "does not speak TLS as https needs it",
		"http://example.org:443/a":      "answers 400",
	} {
		if _, err := f.Fetch(t.Context(), address); reason(err) != want {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
	for _, asked := range w.requests() {
		if asked != "example.org/robots.txt" && asked != "example.org/a" {
			t.Errorf("asked for %s", asked)
		}
	}
}

// old is a server's configuration for a host that has not moved on since 2006.
func old(h *tls.ClientHelloInfo) (*tls.Config, error) {
	if h.ServerName == "old.example.org" {
		return &tls.Config{MaxVersion: tls.VersionTLS11}, nil
	}
	return nil, nil
}
