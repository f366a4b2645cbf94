package scan

import (
	"bytes"
	"encoding/binary"
)

// A jpegHead is the relevant information in the head of a JPEG, apart from its size.
type jpegHead struct {
	orientation int  // from EXIF, 1 to 8
	baseline    bool // whether it can be unpacked as it is read; anything else may be progressive, whatever it looks like
}

// readJPEGHead reads the segments before the image data. It accepts fewer heads than the
// decoder: at anything unusual, it stops, and the kind of the picture counts as unknown.
func readJPEGHead(raw []byte) jpegHead {
	h := jpegHead{orientation: 1}
	for at := 2; at+4 <= len(raw) && raw[at] == 0xFF; {
		marker := raw[at+1]
		if marker == 0xFF { // padding
			at++
			continue
		}
		size := int(binary.BigEndian.Uint16(raw[at+2:]))
		if size < 2 || at+2+size > len(raw) {
			return h
		}
		segment := raw[at+4 : at+2+size]
		switch {
		case marker == 0xC0, marker == 0xC1: // a second frame is an error of its own
			h.baseline = true
		case marker == 0xE1 && h.orientation == 1:
			h.orientation = exifOrientation(segment)
		case marker >= 0xE0 && marker <= 0xEF, marker == 0xFE, marker == 0xDB, marker == 0xC4, marker == 0xDD:
		case marker == 0xC2: // progressive: EXIF may still come
		default:
			return h
		}
		at += 2 + size
	}
	return h
}

// exifOrientation returns how a picture must be turned, or 1 if that is not specified.
func exifOrientation(segment []byte) int {
	tiff, isExif := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !isExif || len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:2]) {
	case "II":
		order = binary.LittleEndian
	case "MM":
		order = binary.BigEndian
	default:
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	const entry, orientation = 12, 0x0112
	count := uint64(order.Uint16(tiff[at:]))
	for n := range count {
		begin := at + 2 + n*entry
		if begin+entry > uint64(len(tiff)) {
			return 1
		}
		one := tiff[begin : begin+entry]
		if order.Uint16(one) != orientation {
			continue
		}
		if value := int(order.Uint16(one[8:])); value >= 1 && value <= 8 {
			return value
		}
		return 1
	}
	return 1
}
