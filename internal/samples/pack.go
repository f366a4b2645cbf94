package samples

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"slices"
	"time"
)

// A part is a file in an archive.
type part struct{ name, text string }

// pack makes a zip archive of the parts in the given order. The result is the same on each call.
func pack(parts ...part) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		header := zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
		if p.name == "mimetype" { // EPUB readers look for its text at a fixed offset
			header.Method = zip.Store
		}
		w, err := z.CreateHeader(&header)
		if err == nil {
			_, err = w.Write([]byte(p.text))
		}
		if err != nil {
			panic(fmt.Sprintf("samples: %v", err)) // cannot happen: a buffer accepts everything
		}
	}
	if err := z.Close(); err != nil {
		panic(fmt.Sprintf("samples: %v", err))
	}
	return out.Bytes()
}

// Zip makes a zip archive. pairs are file names, each followed by the file's content.
func Zip(pairs ...string) []byte {
	var parts []part
	for i := 0; i+1 < len(pairs); i += 2 {
		parts = append(parts, part{pairs[i], pairs[i+1]})
	}
	return pack(parts...)
}

// Archive makes a zip archive of the files in a folder, ordered by name.
func Archive(folder map[string][]byte) []byte {
	var parts []part
	for name, data := range folder {
		parts = append(parts, part{name, string(data)})
	}
	slices.SortFunc(parts, func(a, b part) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	return pack(parts...)
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

func escape(s string) string { return html.EscapeString(s) }
