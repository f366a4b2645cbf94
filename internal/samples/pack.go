package samples

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"slices"
	"time"
)

// A part is one file of an archive.
type part struct{ name, text string }

// pack makes a zip of the parts in their order, the same bytes each time.
func pack(parts ...part) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		header := zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
		if p.name == "mimetype" { // a reader of EPUB looks for it at a fixed place
			header.Method = zip.Store
		}
		w, err := z.CreateHeader(&header)
		if err == nil {
			_, err = w.Write([]byte(p.text))
		}
		if err != nil {
			panic(fmt.Sprintf("samples: %v", err)) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(fmt.Sprintf("samples: %v", err))
	}
	return out.Bytes()
}

// Zip makes a zip of pairs of a name and what the file of that name holds.
func Zip(pairs ...string) []byte {
	var parts []part
	for i := 0; i+1 < len(pairs); i += 2 {
		parts = append(parts, part{pairs[i], pairs[i+1]})
	}
	return pack(parts...)
}

// Archive makes a zip of the files of a folder, in the order of their names.
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
