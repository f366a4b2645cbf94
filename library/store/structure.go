package store

import (
	"encoding/binary"
	"encoding/json"

	"footnote/corpus"
)

// A shape holds everything of an article except its text and passages. It is stored as JSON:
// the names of these fields, and of those in corpus, are part of the format.
type shape struct {
	Sections []corpus.Section
	Pages    []corpus.Page `json:",omitempty"`
	Repairs  corpus.Repairs
	Warnings []corpus.Warning `json:",omitempty"`
	Pictures int              `json:",omitempty"`
}

func encodeShape(a *corpus.Article) (string, error) {
	data, err := json.Marshal(shape{a.Sections, a.Pages, a.Repairs, a.Warnings, a.Pictures})
	return string(data), err
}

func decodeShape(data string, a *corpus.Article) error {
	var s shape
	err := json.Unmarshal([]byte(data), &s)
	a.Sections, a.Pages, a.Repairs, a.Warnings, a.Pictures = s.Sections, s.Pages, s.Repairs, s.Warnings, s.Pictures
	return err
}

// encodeSentences encodes each sentence as two signed varints: its offset from the end of the
// one before, or from start for the first, and its length.
func encodeSentences(start int, all []corpus.Sentence) []byte {
	data := []byte{} // not null
	for _, s := range all {
		data = binary.AppendVarint(data, int64(s.Start-start))
		data = binary.AppendVarint(data, int64(s.End-s.Start))
		start = s.End
	}
	return data
}

// decodeSentences returns false if encodeSentences did not make data.
func decodeSentences(start int, data []byte) (all []corpus.Sentence, ok bool) {
	if len(data) > 0 {
		all = make([]corpus.Sentence, 0, len(data)/2) // a sentence takes at least two bytes
	}
	for len(data) > 0 {
		gap, read := binary.Varint(data)
		if read <= 0 {
			return nil, false
		}
		length, more := binary.Varint(data[read:])
		if more <= 0 {
			return nil, false
		}
		s := corpus.Sentence{Start: start + int(gap), End: start + int(gap) + int(length)}
		all, data, start = append(all, s), data[read+more:], s.End
	}
	return all, true
}
