package fetch

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// document reads the file in response, if it is of a kind that can be read or anything is true.
func (f *Fetcher) document(response *http.Response, anything bool) (doc.File, error) {
	if err := refusal(response); err != nil {
		return doc.File{}, err
	}
	kind, charset := mediaType(response.Header.Get("Content-Type"))
	if err := readable(kind); err != nil && !anything {
		return doc.File{}, err
	}
	if response.ContentLength > f.options.MaxBytes {
		return doc.File{}, errTooLarge
	}
	data, err := read(response, f.options.MaxBytes)
	if err != nil {
		return doc.File{}, err
	}
	if len(data) == 0 {
		return doc.File{}, &Error{Kind: Unsuitable, Reason: "is empty"}
	}
	u := response.Request.URL
	return doc.File{
		Name:    nameOf(u, response.Header.Get("Content-Disposition")),
		Source:  u.String(),
		Type:    kind,
		Charset: charset,
		Data:    data,
	}, nil
}

// mediaType parses a Content-Type. It accepts a type with malformed parameters.
func mediaType(header string) (kind, charset string) {
	kind, parameters, err := mime.ParseMediaType(header)
	if err != nil {
		kind, _, _ = strings.Cut(header, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	return kind, strings.ToLower(parameters["charset"])
}

// vague are the media types, other than those of text, that servers use for lack of a better
// one. The reader of the file finds out what it is.
var vague = []string{"", "application/octet-stream", "binary/octet-stream", "application/xml", "application/zip", "application/x-zip-compressed"}

// readable returns why a body of a media type is not worth reading. It allows known kinds that
// cannot be read: their error has a hint what to do.
func readable(kind string) error {
	family, _, _ := strings.Cut(kind, "/")
	if _, known := doc.KindOfType(kind); known || family == "text" || slices.Contains(vague, kind) {
		return nil
	}
	noun := map[string]string{"image": "a picture", "video": "a video", "audio": "a sound recording", "font": "a font"}[family]
	if noun == "" {
		noun = fmt.Sprintf("of type %.80q", kind)
	}
	return &Error{Kind: Unsuitable, Reason: "is " + noun + ", not an article"}
}

// nameOf returns the base name of the file found at u: the one in the Content-Disposition
// header, the last part of the path, or the host.
func nameOf(u *url.URL, disposition string) string {
	_, parameters, _ := mime.ParseMediaType(disposition)
	given := parameters["filename"]
	if plain, err := url.PathUnescape(given); err == nil {
		given = plain // not valid by RFC 6266, but common for names that are not ASCII
	}
	for _, name := range []string{given, u.Path} {
		if name = baseName(name); name != "" {
			return name
		}
	}
	return u.Hostname()
}

const maxName = 120 // characters

// baseName returns the last part of a path in a form that fits in a line and is valid as a file
// name, or "" if nothing is left.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`/<>:"|?*`, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, ". ")
	if long := []rune(name); len(long) > maxName {
		end := []rune(path.Ext(name))
		end = end[:min(len(end), 10)]
		name = string(long[:maxName-len(end)]) + string(end)
	}
	return name
}
