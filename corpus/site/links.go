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

// maxLinks bounds the links of one page that are followed.
const maxLinks = 2000

// Links are the addresses that a page links to, of those that are on the site and in
// the folder of root: each once, in order, as [Clean] writes them. A page that asks
// not to be followed, or that is none, has none.
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

// within reports an address on the site of root, in its folder or below.
func within(root, u *url.URL) bool {
	if !doc.IsWebAddress(u) || u.User != nil || !fetch.SameSite(root, u) {
		return false
	}
	folder := root.EscapedPath()
	folder = folder[:strings.LastIndexByte(folder, '/')+1]
	return strings.HasPrefix(path.Clean("/"+u.EscapedPath())+"/", folder)
}

// mayBeRead is false for what the ending of its name says is nothing to read.
func mayBeRead(u *url.URL) bool {
	ending := strings.ToLower(path.Ext(u.Path))
	if kind, known := doc.KindOfEnding(ending); known {
		return kind.IsRead() || kind.IsByBytes()
	}
	family, _, _ := strings.Cut(mime.TypeByExtension(ending), "/")
	return !slices.Contains([]string{"image", "video", "audio", "font"}, family) &&
		!slices.Contains([]string{".css", ".js", ".mjs", ".wasm", ".gz", ".tgz", ".rar", ".7z", ".exe", ".dmg", ".iso", ".apk"}, ending)
}

// Clean is an address without its fragment, its host in lower case and without a port
// that is the scheme's own: two that mean the same are the same.
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
