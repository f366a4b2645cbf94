package store

import (
	"encoding/binary"
	"encoding/json"

	"footnote/corpus"
)

// A shape is what of an article is neither text nor passages. It is kept as
// JSON: the names of these fields, and of those in corpus, are part of the format.
type shape struct {
	Sections []corpus.Section
	Pages    []corpus.Page `json:",omitempty"`
	Repairs  corpus.Repairs
	Warnings []corpus.Warning `json:",omitempty"`
}

func encodeShape(a *corpus.Article) (string, error) {
	data, err := json.Marshal(shape{a.Sections, a.Pages, a.Repairs, a.Warnings})
	return string(data), err
}

func decodeShape(data string, a *corpus.Article) error {
	var s shape
	err := json.Unmarshal([]byte(data), &s)
	a.Sections, a.Pages, a.Repairs, a.Warnings = s.Sections, s.Pages, s.Repairs, s.Warnings
	return err
}

// encodeSentences writes, for each sentence, how far after the one before it
// begins and how long it is, as signed varints. The first is counted from start.
func encodeSentences(start int, all []corpus.Sentence) []byte {
	data := []byte{} // not null
	for _, s := range all {
		data = binary.AppendVarint(data, int64(s.Start-start))
		data = binary.AppendVarint(data, int64(s.End-s.Start))
		start = s.End
	}
	return data
}

// decodeSentences is false for what encodeSentences did not make.
func decodeSentences(start int, data []byte) (all []corpus.Sentence, ok bool) {
	if len(data) > 0 {
		all = make([]corpus.Sentence, 0, len(data)/2) // two bytes a sentence at least
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
