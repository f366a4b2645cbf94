package setup

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"

	"footnote/corpus/doc"
)

// IsAddress reports whether a source is a web address.
func IsAddress(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}

// bareAddress matches an address without its scheme, as people copy it: a host, a port, and a
// path.
var bareAddress = regexp.MustCompile(`^((?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(?::[0-9]+)?)(/\S*)?$`)

// CompleteAddress adds https:// to an address without a scheme. It leaves existing files alone, and
// what may be a mistyped file: a name without a path, or one whose host would end like a file
// of a known kind.
func CompleteAddress(source string) string {
	m := bareAddress.FindStringSubmatch(source)
	if m == nil || m[2] == "" && !strings.HasPrefix(source, "www.") {
		return source
	}
	if _, err := os.Lstat(source); !errors.Is(err, fs.ErrNotExist) {
		return source
	}
	host, _, _ := strings.Cut(m[1], ":")
	if _, known := doc.KindOfEnding(strings.ToLower(path.Ext(host))); known || strings.HasSuffix(strings.ToLower(host), ".zip") {
		return source
	}
	return "https://" + source
}
