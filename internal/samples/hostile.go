package samples

import (
	"bytes"
	"io"
	"strings"
)

// A HostileFile is a file that tries to harm the program that reads it. Write writes it in small
// pieces, so that even a gigabyte needs little memory.
type HostileFile struct {
	Name  string // with the extension of the format that it claims to have
	Write func(io.Writer) error
}

const (
	mebi = 1 << 20
	gibi = 1 << 30

	// nearlyMost is just below the size limit for files, so that the file is read.
	nearlyMost = 16*mebi - 4096
)

// Hostile returns files of every format but PDF: decompression bombs, files with false sizes, and
// texts that are slow to read.
func Hostile() []HostileFile {
	all := hostileArchives()
	all = append(all, hostileDocuments()...)
	all = append(all, hostilePages()...)
	all = append(all, hostileTexts()...)
	return append(all, hostileFormats()...)
}

// repeated writes before, piece as often as it fits into size bytes, and after.
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

func writeBytes(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(data))
		return err
	}
}

// noise returns pseudorandom bytes that are the same on each call. The generator is xorshift
// (Marsaglia, 2003).
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
