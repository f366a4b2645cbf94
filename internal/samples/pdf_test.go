package samples

import (
	"bytes"
	"compress/zlib"
	"hash/adler32"
	"io"
	"regexp"
	"strconv"
	"testing"
)

var laidOut = [][]string{{"第一頁", "Latin, 中文與简体"}, {"第二頁𠮷"}}

func TestPDFIsReproducible(t *testing.T) {
	for _, font := range []PDFFont{UniGB, UniCNS, Identity} {
		d := PDFDocument{Title: "題", Author: "者", Created: "D:20260102", Pages: laidOut, Font: font}
		if !bytes.Equal(d.Bytes(), d.Bytes()) {
			t.Errorf("font %d: two calls return different bytes", font)
		}
	}
}

// The cross-reference table has the offset of each object.
func TestXref(t *testing.T) {
	file := PDF("題", "者", laidOut)
	m := regexp.MustCompile(`startxref\n(\d+)\n`).FindSubmatch(file)
	start, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	entries := regexp.MustCompile(`(\d{10}) 00000 n \n`).FindAllSubmatch(file[start:], -1)
	if len(entries) != firstPageObject-1+2*len(laidOut) {
		t.Fatalf("%d objects", len(entries))
	}
	for i, e := range entries {
		at, err := strconv.Atoi(string(e[1]))
		if err != nil {
			t.Fatal(err)
		}
		if want := []byte(strconv.Itoa(i+1) + " 0 obj\n"); !bytes.HasPrefix(file[at:], want) {
			t.Errorf("object %d: %.12q", i+1, file[at:])
		}
	}
}

func TestZlibRepeated(t *testing.T) {
	const size = 3 << 20
	z, err := zlib.NewReader(bytes.NewReader(zlibRepeated(size, ' ')))
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(z) // also verifies the checksum
	if err != nil || !bytes.Equal(got, bytes.Repeat([]byte{' '}, size)) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	for n, b := range map[int]byte{1 << 20: 0, 1<<20 + 1: 255, 65521: 7} {
		if want := adler32.Checksum(bytes.Repeat([]byte{b}, n)); adlerOfRepeated(n, b) != want {
			t.Errorf("%d times %d: %x, want %x", n, b, adlerOfRepeated(n, b), want)
		}
	}
}

func TestHostilePDFs(t *testing.T) {
	files, again := HostilePDFs(), HostilePDFs()
	for name, file := range files {
		if !bytes.Equal(file, again[name]) {
			t.Errorf("%s: two calls return different bytes", name)
		}
		if len(file) > 16<<20 {
			t.Errorf("%s has %d bytes, too many to be read at all", name, len(file))
		}
	}
}
