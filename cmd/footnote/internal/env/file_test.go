package env

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestIsLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"http://localhost:11434/v1":        true,
		"https://LocalHost/v1":             true,
		"http://127.0.0.1:8080":            true,
		"http://127.255.3.9/v1":            true,
		"http://[::1]:8080/v1":             true,
		"http://[::ffff:127.0.0.1]/v1":     true,
		"http://localhost.evil.example/v1": false,
		"http://127.0.0.1.evil.example":    false,
		"http://127.0.0.1@evil.example/v1": false,
		"http://localhost:80@evil.example": false,
		"http://me:sesame@localhost/v1":    false,
		"http://evil.example#@localhost":   false,
		"http://evil.example?localhost":    false,
		`http://evil.example\@localhost`:   false,
		"http://localhost\n.evil.example":  false,
		"http://127.1/v1":                  false, // what this is depends on who reads it
		"http://0x7f000001/v1":             false,
		"http://2130706433/v1":             false,
		"http://0.0.0.0/v1":                false,
		"http://[::]/v1":                   false,
		"http://10.0.0.1/v1":               false,
		"http://localhost。evil.example":    false,
		"http://[::1%25eth0]/v1":           false,
		"//localhost/v1":                   false,
		"localhost:8080":                   false,
		"file://localhost/etc/passwd":      false,
		"":                                 false,
	} {
		if got := isLoopback(address); got != want {
			t.Errorf("%q: %t", address, got)
		}
	}
}

func TestBare(t *testing.T) {
	for address, want := range map[string]string{
		"https://me:sesame@model.example:8443/v1/secret?key=sesame#sesame": "https://model.example:8443",
		"sesame":                 "(no address)",
		"http://[sesame":         "(no address)",
		"":                       "(no address)",
		"http://127.0.0.1:80/v1": "http://127.0.0.1:80",
	} {
		if got := Bare(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
}

// The line is named that cannot be read, and nothing of any line.
func TestBadLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"hush sesame\n":                                 ": line 1 is",
		"A=1\n\n# comment\nhush sesame\nB=2":            ": line 4 is",
		"A=\"1\n2\n3\"\nhush sesame\n":                  ": line 4 is",
		"A=1\nB=\"sesame\nC=3\n":                        ": line 2 is",
		strings.Repeat("A=1\n", 2000) + "hush sesame\n": ": line 1001 is",
		strings.Repeat("hush sesame\n", 1<<17):          ": has more than 1048576 bytes",
	} {
		path := filepath.Join(t.TempDir(), ".env")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := readFile(path, false)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "sesame") {
			t.Errorf("%.40q: %v, should say %q", text, err, want)
		}
	}
}

// What editors of Windows write is read, or named.
func TestEncodings(t *testing.T) {
	t.Parallel()
	const text = "NAME=數據\n"
	units := utf16.Encode([]rune(text))
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, unit := range units {
		little = binary.LittleEndian.AppendUint16(little, unit)
		big = binary.BigEndian.AppendUint16(big, unit)
	}
	for _, c := range []struct {
		name, raw, wrong string
	}{
		{"UTF-8", text, ""},
		{"UTF-8 with a mark", "\ufeff" + text, ""},
		{"UTF-16 of Windows", string(little), ""},
		{"UTF-16, the other way", string(big), ""},
		{"UTF-16 without a mark", string(little[2:]), "is not UTF-8"},
		{"Big5", "NAME=\xbc\xc6\xbe\xda\n", "is not UTF-8"},
	} {
		path := filepath.Join(t.TempDir(), ".env")
		if err := os.WriteFile(path, []byte(c.raw), 0o600); err != nil {
			t.Fatal(err)
		}
		switch f, err := readFile(path, false); {
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%s: %v, should say that it %s", c.name, err, c.wrong)
		case c.wrong == "" && (err != nil || f.variables["NAME"] != "數據"):
			t.Errorf("%s: %q, %v", c.name, f.variables, err)
		}
	}
}

// What is no file is refused, before anybody waits for it.
func TestNoFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if _, err := readFile(folder, false); err != nil {
		t.Errorf("a directory that was found: %v", err)
	}
	if _, err := readFile(folder, true); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("a directory that is named: %v", err)
	}
	if _, err := readFile(os.DevNull, false); err == nil || !strings.Contains(err.Error(), "is not a file") {
		t.Errorf("a device: %v", err)
	}
}

// What counts of a file that was found, by where the secret stands.
func TestFoundAddress(t *testing.T) {
	const near, far = "http://127.0.0.1:1/v1", "https://model.example/v1"
	for _, c := range []struct {
		environment, beside, address string
		named                        bool
		want                         Source
	}{
		{"", "", far, false, FromIgnored},
		{"", "", near, false, FromFile},
		{"", "sesame", far, false, FromFile},
		{"sesame", "", far, false, FromIgnored},
		{"sesame", "", near, false, FromIgnored},
		{"sesame", "sesame", far, false, FromIgnored},
		{" ", "sesame", far, false, FromFile},
		{"sesame", " ", far, false, FromIgnored},
		{"sesame", "", far, true, FromFile},
		{"", "", far, true, FromFile},
	} {
		for _, r := range receivers {
			t.Setenv(r.Secret, c.environment)
			t.Setenv(r.Address, "")
			s := &Settings{file: file{path: ".env", named: c.named, variables: map[string]string{r.Address: c.address, r.Secret: c.beside}}}
			if _, got := s.Lookup(r.Address); got != c.want {
				t.Errorf("%s, %+v: %q", r.Address, c, got)
			}
			t.Setenv(r.Address, far)
			if value, got := s.Lookup(r.Address); got != FromEnvironment || value != far {
				t.Errorf("%s of the environment: %q, %q", r.Address, value, got)
			}
		}
	}
}

// A server counts in a file that was found only where no other password can go there.
func TestStrangeServer(t *testing.T) {
	for _, c := range []struct {
		address, password string
		hasPassword       bool
		want              bool
	}{
		{"postgres://me@db.example/x", "", false, true},
		{"postgres://me:hush@db.example/x", "", true, false},
		{"postgres://me:hush@db.example/x", "sesame", true, false},
		{"postgres://me@localhost/x", "", false, false},
		{"postgres:///x", "", false, false},
		{"postgres://me@127.0.0.1:5433/x", "", false, false},
		{"postgres://me@127.0.0.1:5433/x", "sesame", false, true},
		{"postgres://me@localhost/x?host=db.example", "", false, true},
		{"postgres://me@localhost,db.example/x", "", false, true},
		{"postgres://localhost@db.example/x", "", false, true},
		{"postgres://db.example?@localhost/x", "", false, true},
		{"data", "sesame", false, false},
	} {
		t.Setenv("PGPASSWORD", c.password)
		t.Setenv(Data, "")
		s := &Settings{file: file{path: ".env", variables: map[string]string{Data: c.address}}}
		if got := s.StrangeServer(c.hasPassword); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
		s.file.named = true
		if s.StrangeServer(c.hasPassword) {
			t.Errorf("%+v: in a file that is named", c)
		}
		t.Setenv(Data, c.address)
		s.file.named = false
		if s.StrangeServer(c.hasPassword) {
			t.Errorf("%+v: in the environment", c)
		}
	}
}
