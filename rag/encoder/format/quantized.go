package format

import (
	"encoding/binary"
	"math"
)

// Weights are quantized in blocks of 32 to 4 bits and a scale, as llama.cpp's
// Q4_0 does: w = scale·(n - 8), n in 0..15.
const (
	Block = 32 // weights that share a scale

	scaleBytes = 2 // a float of 16 bits
	blockBytes = scaleBytes + Block/2
)

// Rows are quantized rows of Hidden numbers: blocks of a scale and 16 bytes,
// byte j with weight j in its low half and weight j+16 in its high half.
type Rows struct {
	Hidden int
	Data   []byte
}

// Len is the number of rows.
func (r Rows) Len() int { return len(r.Data) / r.bytes() }

func (r Rows) bytes() int { return r.Hidden / Block * blockBytes }

// Read writes row n to row, which has Hidden numbers. n must be in 0..Len()-1.
func (r Rows) Read(n int, row []float32) {
	data := r.Data[n*r.bytes() : (n+1)*r.bytes()]
	for b := 0; b < r.Hidden; b += Block {
		scale := Half(binary.LittleEndian.Uint16(data))
		for j, two := range data[scaleBytes:blockBytes] {
			row[b+j] = scale * float32(int(two&15)-8)
			row[b+j+Block/2] = scale * float32(int(two>>4)-8)
		}
		data = data[blockBytes:]
	}
}

// A Linear is a quantized matrix with its bias. The matrix lies in groups of 8
// output rows, and a group in tiles of 8 rows by 32 columns, so that a
// multiplication reads it once from front to end and keeps one row in each of 8
// lanes. A tile is 8 scales of 16 bits, one a row, and 128 bytes: in byte
// 32·p + 4·r + j the weight of row r, column 8·p + j in the low half and
// that of column 8·p + 4 + j in the high half.
type Linear struct {
	In, Out int       // In is a multiple of 32, Out of 8
	Tiles   []byte    // [Out/8][In/32][TileBytes]
	Bias    []float32 // [Out]
}

// The measures of a tile.
const (
	GroupRows  = 8
	TileBytes  = GroupRows * blockBytes
	TileScales = GroupRows * scaleBytes // the part of a tile that is scales
)

// Groups returns the tiles of some groups, which are the output rows from
// 8·first on.
func (l Linear) Groups(first, some int) []byte {
	size := l.In / Block * TileBytes
	return l.Tiles[first*size : (first+some)*size]
}

// Tile lays rows of Q4_0 blocks out in tiles. In must be a multiple of 32 and
// there must be a multiple of 8 rows.
func Tile(rows []byte, in int) []byte {
	rowBytes := in / Block * blockBytes
	tiles := make([]byte, 0, len(rows))
	for group := 0; group < len(rows); group += GroupRows * rowBytes {
		for block := 0; block < rowBytes; block += blockBytes {
			tiles = append(tiles, tile(rows[group+block:], rowBytes)...)
		}
	}
	return tiles
}

// tile takes one block from each of 8 rows that are stride bytes apart.
func tile(blocks []byte, stride int) []byte {
	t := make([]byte, TileBytes)
	for r := range GroupRows {
		block := blocks[r*stride:][:blockBytes]
		copy(t[scaleBytes*r:], block[:scaleBytes])
		for column := range Block {
			nibble := block[scaleBytes+column%(Block/2)] >> (column / (Block / 2) * 4) & 15
			t[TileScales+32*(column/8)+4*r+column%4] |= nibble << (column / 4 % 2 * 4)
		}
	}
	return t
}

// Half is the value of a floating-point number of 16 bits (IEEE 754 binary16);
// it must be finite.
func Half(bits uint16) float32 {
	magnitude := math.Float32frombits(uint32(bits&0x7fff) << 13) // the exponent is 112 too small
	value := magnitude * 0x1p112
	if bits>>15 != 0 {
		return -value
	}
	return value
}
