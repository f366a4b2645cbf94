package storetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// StartTLS starts a server on a port of this machine that requires a password and has a
// self-signed certificate for localhost. The returned address contains no password: set
// PGPASSWORD.
func StartTLS(t testing.TB, password string) (address, certificate string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "footnote-tls-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	certificate = filepath.Join(folder, "server.crt")
	key := filepath.Join(folder, "server.key")
	if err := selfSigned(certificate, key); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder, certificate, key} {
		if err := own(path); err != nil {
			missing(t, err)
		}
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	free.Close()
	access := filepath.Join(folder, "pg_hba.conf") // written before the server starts, since a reload takes effect at some later time
	if err := os.WriteFile(access, []byte("hostssl all all 127.0.0.1/32 scram-sha-256\nlocal all all trust\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := Start(t, "listen_addresses = '127.0.0.1'", fmt.Sprint("port = ", port), "ssl = on",
		fmt.Sprintf("ssl_cert_file = '%s'", certificate), fmt.Sprintf("ssl_key_file = '%s'", key), fmt.Sprintf("hba_file = '%s'", access))
	db := Open(t, s.Address()+fmt.Sprint("&port=", port))
	if _, err := db.Exec(fmt.Sprintf(`alter user postgres password '%s'`, password)); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("postgres://postgres@localhost:%d/postgres", port), certificate
}

// selfSigned writes a certificate for localhost and its key.
func selfSigned(certificate, key string) error {
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	signed, err := x509.CreateCertificate(rand.Reader, form, form, &secret.PublicKey, secret)
	if err != nil {
		return err
	}
	hidden, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		return err
	}
	if err := os.WriteFile(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed}), 0o644); err != nil {
		return err
	}
	return os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: hidden}), 0o600)
}
