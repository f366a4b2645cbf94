package site

import (
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/corpus/html"
)

// maxLinks is the maximum number of links of one page that are followed.
const maxLinks = 2000

// Links returns the addresses that a page links to, if they are on the site and in the folder
// of root: each once, in order, in the form of [Clean]. It returns none if the page asks not to
// be followed, or is not a page.
func Links(page doc.File, root string) (all []string) {
	text, err := html.Text(page)
	if err != nil {
		return nil
	}
	from, err := url.Parse(root)
	if err != nil {
		return nil
	}
	at, err := url.Parse(page.Source)
	if err != nil {
		return nil
	}
	base, addresses := html.Onward(text)
	if b, err := at.Parse(base); err == nil && base != "" {
		at = b
	}
	seen := map[string]bool{}
	for _, address := range addresses {
		u, err := at.Parse(strings.TrimSpace(address))
		if err != nil || !within(from, u) || !mayBeRead(u) {
			continue
		}
		if clean := Clean(u); !seen[clean] && len(clean) <= maxAddress {
			seen[clean] = true
			all = append(all, clean)
		}
		if len(all) == maxLinks {
			break
		}
	}
	return all
}

// IsPage reports whether a file from the web is a page with links.
func IsPage(f doc.File) bool {
	return f.Type == "text/html" || f.Type == "application/xhtml+xml"
}

// within reports whether u is on the site of root, in its folder or below.
func within(root, u *url.URL) bool {
	if !doc.IsWebAddress(u) || u.User != nil || !fetch.SameSite(root, u) {
		return false
	}
	folder := root.EscapedPath()
	folder = folder[:strings.LastIndexByte(folder, '/')+1]
	return strings.HasPrefix(path.Clean("/"+u.EscapedPath())+"/", folder)
}

// mayBeRead returns false if the ending of the name shows that the file cannot be read.
func mayBeRead(u *url.URL) bool {
	ending := strings.ToLower(path.Ext(u.Path))
	if kind, known := doc.KindOfEnding(ending); known {
		return kind.IsRead() || kind.IsByBytes()
	}
	family, _, _ := strings.Cut(mime.TypeByExtension(ending), "/")
	return !slices.Contains([]string{"image", "video", "audio", "font"}, family) &&
		!slices.Contains([]string{".css", ".js", ".mjs", ".wasm", ".gz", ".tgz", ".rar", ".7z", ".exe", ".dmg", ".iso", ".apk"}, ending)
}

// Clean returns an address without its fragment, with its host in lower case, and without the
// default port of the scheme, so that equivalent addresses are equal.
func Clean(u *url.URL) string {
	c := *u
	c.Fragment, c.RawFragment, c.User = "", "", nil
	c.Host = strings.ToLower(c.Host)
	if port := ":" + c.Port(); c.Scheme == "http" && port == ":80" || c.Scheme == "https" && port == ":443" {
		c.Host = strings.TrimSuffix(c.Host, port)
	}
	if c.Path == "" {
		c.Path = "/"
	}
	return c.String()
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}
