package samples

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

func hostileArchives() []HostileFile {
	return []HostileFile{
		{"nested.zip", nested(5)},
		{"flat.zip", bomb(10*gibi, "zeros.txt", "\x00", 10*gibi)},
		{"lies.zip", bomb(gibi, "small.txt", "一行字。\n", 10)},
		{"many.zip", bombs(1000)},
		{"overlapping.zip", overlapping(1000)},
		{"entries.zip", emptyEntries(100_000)},
		{"traversal.zip", archiveOf("../../etc/cron.d/x.txt", "/etc/x.txt", `..\..\x.txt`, `C:\x.txt`, "a/../../x.txt")},
		{"link.zip", linkArchive},
		{"locked.zip", encryptedArchive},
		{"torn.zip", truncatedArchive},
	}
}

// nested writes an archive of sixteen archives of sixteen archives, and so on. The innermost have a
// mebibyte of zeros, which at a depth of five makes a tebibyte.
func nested(depth int) func(io.Writer) error {
	return func(w io.Writer) error {
		inner := pack(part{"zeros.txt", string(make([]byte, mebi))})
		for range depth {
			var parts []part
			for i := range 16 {
				parts = append(parts, part{fmt.Sprintf("layer%02d.zip", i), string(inner)})
			}
			inner = pack(parts...)
		}
		_, err := w.Write(inner)
		return err
	}
}

// compressRepeated compresses piece repeated size bytes long. The result is one self-contained
// block, which is to be written a number of times.
func compressRepeated(piece string, size int) (block []byte, times int, err error) {
	plain := strings.Repeat(piece, max(1, mebi/len(piece)))
	block, err = compressBlock(plain)
	return block, size / len(plain), err
}

// lastBlock ends a deflated stream: it is stored, empty and the final one.
const lastBlock = "\x01\x00\x00\xFF\xFF"

// bomb writes an archive of one entry that claims to have claimed bytes; 0 means its real size.
func bomb(size int, name, piece string, claimed uint64) func(io.Writer) error {
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		if err := addBomb(z, name, "", piece, "", size, claimed); err != nil {
			return err
		}
		return z.Close()
	}
}

// addBomb adds an entry of before, piece repeated size bytes long, and after.
func addBomb(z *zip.Writer, name, before, piece, after string, size int, claimed uint64) error {
	first, err := compressBlock(before)
	if err != nil {
		return err
	}
	block, times, err := compressRepeated(piece, size)
	if err != nil {
		return err
	}
	last, err := compressBlock(after)
	if err != nil {
		return err
	}
	if claimed == 0 {
		claimed = uint64(len(before) + times*max(1, mebi/len(piece))*len(piece) + len(after))
	}
	packed := len(first) + times*len(block) + len(last) + len(lastBlock)
	w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: uint64(packed), UncompressedSize64: claimed})
	if err != nil {
		return err
	}
	if _, err := w.Write(first); err != nil {
		return err
	}
	for range times {
		if _, err := w.Write(block); err != nil {
			return err
		}
	}
	_, err = w.Write(append(last, lastBlock...))
	return err
}

// compressBlock returns text, compressed as a self-contained block.
func compressBlock(text string) ([]byte, error) {
	if text == "" {
		return nil, nil
	}
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(z, text); err != nil {
		return nil, err
	}
	err = z.Flush()
	return out.Bytes(), err
}

// bombs writes an archive of n entries, each just below the size limit.
func bombs(n int) func(io.Writer) error {
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		for i := range n {
			if err := addBomb(z, fmt.Sprintf("text%04d.txt", i), "", "同一行字，一遍又一遍。\n", "", 15*mebi, 0); err != nil {
				return err
			}
		}
		return z.Close()
	}
}

// overlapping writes an archive whose directory lists the same entry n times.
func overlapping(n int) func(io.Writer) error {
	return func(w io.Writer) error {
		var one bytes.Buffer
		if err := bomb(12*mebi, "x.txt", "零", 0)(&one); err != nil {
			return err
		}
		data := one.Bytes()
		local := data[:bytes.LastIndex(data, []byte("PK\x01\x02"))]
		record := data[len(local):bytes.LastIndex(data, []byte("PK\x05\x06"))]
		if _, err := w.Write(local); err != nil {
			return err
		}
		size := 0
		for i := range n {
			name := fmt.Sprintf("copy%04d.txt", i)
			copied := bytes.Clone(record[:46])
			binary.LittleEndian.PutUint16(copied[28:], uint16(len(name)))
			binary.LittleEndian.PutUint16(copied[30:], 0) // no extra field
			copied = append(copied, name...)
			size += len(copied)
			if _, err := w.Write(copied); err != nil {
				return err
			}
		}
		end := append([]byte("PK\x05\x06"), make([]byte, 18)...)
		binary.LittleEndian.PutUint16(end[8:], uint16(n))
		binary.LittleEndian.PutUint16(end[10:], uint16(n))
		binary.LittleEndian.PutUint32(end[12:], uint32(size))
		binary.LittleEndian.PutUint32(end[16:], uint32(len(local)))
		_, err := w.Write(end)
		return err
	}
}

func emptyEntries(n int) func(io.Writer) error {
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		for i := range n {
			if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%06d.txt", i)}); err != nil {
				return err
			}
		}
		return z.Close()
	}
}

func archiveOf(names ...string) func(io.Writer) error {
	var parts []part
	for _, name := range names {
		parts = append(parts, part{name, "这里不该写东西。"})
	}
	return func(w io.Writer) error {
		_, err := w.Write(pack(parts...))
		return err
	}
}

// linkArchive writes an archive that contains a symbolic link.
func linkArchive(w io.Writer) error {
	z := zip.NewWriter(w)
	header := zip.FileHeader{Name: "passwords.txt"}
	header.SetMode(fs.ModeSymlink | 0o777)
	entry, err := z.CreateHeader(&header)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(entry, "/etc/passwd"); err != nil {
		return err
	}
	return z.Close()
}

// encryptedArchive writes an archive whose only entry is encrypted.
func encryptedArchive(w io.Writer) error {
	z := zip.NewWriter(w)
	entry, err := z.CreateRaw(&zip.FileHeader{Name: "secret.txt", Flags: 1, CompressedSize64: 64, UncompressedSize64: 52})
	if err != nil {
		return err
	}
	if _, err := entry.Write(noise(64)); err != nil {
		return err
	}
	return z.Close()
}

// truncatedArchive writes an archive that ends in the middle.
func truncatedArchive(w io.Writer) error {
	whole := Archive(Folder())
	_, err := w.Write(whole[:len(whole)/2])
	return err
}
