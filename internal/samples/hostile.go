package samples

import (
	"bytes"
	"io"
	"strings"
)

// A HostileFile is one that is made to harm whoever reads it. Write makes it a
// piece at a time, so that a gigabyte takes no memory.
type HostileFile struct {
	Name  string // its ending says what it claims to be
	Write func(io.Writer) error
}

const (
	mebi = 1 << 20
	gibi = 1 << 30

	// nearlyMost is just below the largest file that is read, so that all of it
	// is.
	nearlyMost = 16*mebi - 4096
)

// Hostile are files of every kind but PDF: bombs, lies, and text that makes
// readers slow.
func Hostile() []HostileFile {
	all := hostileArchives()
	all = append(all, hostileDocuments()...)
	all = append(all, hostilePages()...)
	all = append(all, hostileTexts()...)
	return append(all, hostileFormats()...)
}

// repeated writes before, then piece until size bytes are written, then after.
func repeated(before, piece, after string, size int) func(io.Writer) error {
	return func(w io.Writer) error {
		if _, err := io.WriteString(w, before); err != nil {
			return err
		}
		chunk := []byte(strings.Repeat(piece, max(1, 64<<10/len(piece))))
		for written := 0; written < size; written += len(chunk) {
			whole := (size - written) / len(piece) * len(piece)
			if whole == 0 {
				break
			}
			if _, err := w.Write(chunk[:min(len(chunk), whole)]); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, after)
		return err
	}
}

func constant(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(data))
		return err
	}
}

// noise is bytes that look random and are the same each time: xorshift, by
// George Marsaglia, 2003.
func noise(size int) []byte {
	out := make([]byte, size)
	state := uint32(2463534242)
	for i := range out {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		out[i] = byte(state >> 8)
	}
	return out
}
