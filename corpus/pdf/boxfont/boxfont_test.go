package boxfont

import (
	"encoding/binary"
	"testing"
	"testing/fstest"
)

// The file is a font as PDFium reads it: its tables are in order, whole, and in
// themselves correct.
func TestTrueType(t *testing.T) {
	file := TrueType()
	tables, last := binary.BigEndian.Uint16(file[4:]), ""
	for i := range int(tables) {
		entry := file[12+16*i:]
		tag, sum := string(entry[:4]), binary.BigEndian.Uint32(entry[4:])
		start, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		if tag <= last || start%4 != 0 || int(start+length) > len(file) || checksum(file[start:start+length]) != sum {
			t.Errorf("table %q after %q from %d, %d bytes", tag, last, start, length)
		}
		last = tag
	}
	if tables != 10 || len(file) > 1<<10 {
		t.Errorf("%d tables, %d bytes", tables, len(file))
	}
}

func TestFolder(t *testing.T) {
	if err := fstest.TestFS(Folder(), fonts+"/"+fileName); err != nil {
		t.Error(err)
	}
}
