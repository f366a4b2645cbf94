package access_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/api/access"
)

// Where others can reach it, a server needs tokens that are not guessed; what is wrong
// with them is said without them.
func TestNew(t *testing.T) {
	const token = "sesame-sesame-sesame"
	for address, local := range map[string]bool{
		"127.0.0.1:8080": true, "127.8.8.8:1": true, "localhost:8080": true, "[::1]:8080": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:8080": false, "10.0.0.1:8080": false, "api.example:80": false, "localhost.example:80": false,
	} {
		if _, err := access.New(access.Options{Address: address}); (err == nil) != local {
			t.Errorf("%s without a token: %v", address, err)
		}
		if _, err := access.New(access.Options{Address: address, Tokens: []string{token}}); err != nil {
			t.Errorf("%s with one: %v", address, err)
		}
	}
	for _, address := range []string{"", "8080", "localhost", "127.0.0.1:", "::1", "http://localhost:8080"} {
		if _, err := access.New(access.Options{Address: address, Tokens: []string{token}}); err == nil {
			t.Errorf("%q is an address", address)
		}
	}
	for _, bad := range []string{"sesame", "sesame\x00sesame-sesame", "芝麻芝麻芝麻芝麻芝麻芝麻芝麻芝麻", "sesame sesame sesame"} {
		_, err := access.New(access.Options{Address: ":1", Tokens: []string{token, bad}})
		wrong, ok := errors.AsType[*access.OptionError](err)
		if !ok || strings.Contains(wrong.Error()+wrong.Hint, "sesame") || wrong.Hint == "" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestTokens(t *testing.T) {
	if d := cmp.Diff([]string{"a", "b", "c"}, access.Tokens(" a, b,,c ,")); d != "" {
		t.Error(d)
	}
	if got := access.Tokens(" , "); got != nil {
		t.Errorf("%q", got)
	}
}
