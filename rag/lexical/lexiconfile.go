package lexical

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The file of a lexicon is compressed by gzip, whose checksum covers all of it. It has the
// words, the phrases, and for each word the number of its links and, for each link, the phrase
// and the rank. Every number is a uvarint. A list of keys has the number of keys, their total
// length in bytes, and for each key in order the number of bytes it shares with the key
// before, the number of bytes that follow, and those bytes.

// maxLexicon limits the uncompressed size of a file, in bytes.
const maxLexicon = 64 << 20

var errLexicon = errors.New("lexicon: damaged")

// Write writes l in the format of ReadLexicon. The same pairs always give the same bytes.
func (l *Lexicon) Write(w io.Writer) error {
	raw := appendKeys(nil, &l.words)
	raw = appendKeys(raw, &l.phrases)
	for i := range l.words.len() {
		links := l.words.linked(i)
		raw = binary.AppendUvarint(raw, uint64(len(links)))
		for _, k := range links {
			raw = binary.AppendUvarint(raw, uint64(k.key))
			raw = append(raw, k.rank)
		}
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(raw); err != nil {
		return err
	}
	return z.Close()
}

func appendKeys(raw []byte, s *side) []byte {
	raw = binary.AppendUvarint(raw, uint64(s.len()))
	raw = binary.AppendUvarint(raw, uint64(len(s.text)))
	last := ""
	for i := range s.len() {
		key := s.key(i)
		shared := 0
		for shared < min(len(key), len(last)) && key[shared] == last[shared] {
			shared++
		}
		raw = binary.AppendUvarint(raw, uint64(shared))
		raw = binary.AppendUvarint(raw, uint64(len(key)-shared))
		raw = append(raw, key[shared:]...)
		last = key
	}
	return raw
}

// ReadLexicon decodes what Write wrote. It returns an error if data is cut or changed.
func ReadLexicon(data []byte) (*Lexicon, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	raw := bytes.NewBuffer(make([]byte, 0, 4<<20))
	if _, err := raw.ReadFrom(io.LimitReader(z, maxLexicon)); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	return unpack(raw.Bytes())
}

func unpack(raw []byte) (*Lexicon, error) {
	u := unpacker{rest: raw}
	l := &Lexicon{words: u.keys(), phrases: u.keys()}
	u.links(l)
	if u.bad || len(u.rest) > 0 {
		return nil, errLexicon
	}
	l.turn()
	return l, nil
}

// An unpacker decodes rest. Once bad, it returns zero values.
type unpacker struct {
	rest []byte
	bad  bool
}

// number decodes a number of at most limit.
func (u *unpacker) number(limit int) int {
	n, size := binary.Uvarint(u.rest)
	if u.bad || size <= 0 || limit < 0 || n > uint64(limit) {
		u.bad = true
		return 0
	}
	u.rest = u.rest[size:]
	return int(n)
}

func (u *unpacker) keys() side {
	count := u.number(len(u.rest))
	text := make([]byte, 0, u.number(maxLexicon))
	s := side{start: make([]uint32, 1, count+1)}
	last := 0
	for range count {
		begin := len(text)
		shared := u.number(begin - last)
		size := u.number(len(u.rest))
		if u.bad || size > len(u.rest) { // decoding the size has shortened rest
			u.bad = true
			return side{start: []uint32{0}}
		}
		text = append(text, text[last:last+shared]...)
		text = append(text, u.rest[:size]...)
		u.rest = u.rest[size:]
		s.start = append(s.start, uint32(len(text)))
		last = begin
	}
	s.text = string(text)
	return s
}

func (u *unpacker) links(l *Lexicon) {
	l.words.first = make([]uint32, 1, l.words.len()+1)
	l.words.links = make([]link, 0, len(u.rest)/3)
	for range l.words.len() {
		for range u.number(len(u.rest)) {
			key := u.number(l.phrases.len() - 1)
			if u.bad || len(u.rest) == 0 {
				u.bad = true
				return
			}
			l.words.links = append(l.words.links, link{uint32(key), u.rest[0]})
			u.rest = u.rest[1:]
		}
		l.words.first = append(l.words.first, uint32(len(l.words.links)))
	}
}
