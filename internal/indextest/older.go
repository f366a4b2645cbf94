package indextest

import (
	"encoding/binary"
	"hash/crc32"
	"testing"

	"footnote/corpus"
	"footnote/rag/index"
)

// Older returns an article's vectors in version 1 of their format, which had none for headings.
func Older(t testing.TB, a *corpus.Article, v index.Vectors) index.Vectors {
	t.Helper()
	body := v.Data[1:]
	var header [4]uint64 // the length of a vector; passages, sentences, headings
	for i := range header {
		n, size := binary.Uvarint(body)
		header[i], body = n, body[size:]
	}
	if int(header[1]) != len(a.Passages) || int(header[2]) != a.SentenceCount() {
		t.Fatalf("vectors of another article: %v", header)
	}
	data := []byte{1}
	for _, n := range header[:3] {
		data = binary.AppendUvarint(data, n)
	}
	data = append(data, body[:header[0]*(header[1]+header[2])]...)
	sum := crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))
	return index.Vectors{Model: v.Model, Data: binary.LittleEndian.AppendUint32(data, sum)}
}
