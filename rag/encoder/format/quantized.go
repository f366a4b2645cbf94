package format

import (
	"encoding/binary"
	"math"
)

// Weights are quantized in blocks of 32 to 4 bits and a scale, as llama.cpp's
// Q4_0 does: w = scale·(n - 8), n in 0..15.
const (
	Block = 32 // weights that share a scale

	scaleBytes = 2 // a 16-bit float
	blockBytes = scaleBytes + Block/2
)

// Rows are quantized rows of Hidden numbers. Each block is a scale and 16 bytes; byte j has
// weight j in its low half and weight j+16 in its high half.
type Rows struct {
	Hidden int
	Data   []byte
}

// Len returns the number of rows.
func (r Rows) Len() int { return len(r.Data) / r.bytes() }

func (r Rows) bytes() int { return r.Hidden / Block * blockBytes }

// Read writes row n to row, which must have Hidden numbers. n must be in 0..Len()-1.
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

// A Linear is a quantized matrix with a bias. The matrix is stored in groups of 8 output rows,
// and a group in tiles of 8 rows by 32 columns, so that a multiplication reads it once from
// front to end and keeps one row in each of 8 lanes. A tile is 8 scales of 16 bits, one per
// row, and 128 bytes: byte 32·p + 4·r + j has the weight of row r, column 8·p + j in its low
// half and that of column 8·p + 4 + j in its high half.
type Linear struct {
	In, Out int       // In is a multiple of 32, Out of 8
	Tiles   []byte    // [Out/8][In/32][TileBytes]
	Bias    []float32 // [Out]
}

// Sizes of a tile.
const (
	GroupRows  = 8
	TileBytes  = GroupRows * blockBytes
	TileScales = GroupRows * scaleBytes // the part of a tile that holds its scales
)

// Groups returns the tiles of consecutive groups, whose output rows begin with 8·first.
func (l Linear) Groups(first, some int) []byte {
	size := l.In / Block * TileBytes
	return l.Tiles[first*size : (first+some)*size]
}

// Tile rearranges rows of Q4_0 blocks into tiles. in must be a multiple of 32, and the number
// of rows a multiple of 8.
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

// tile makes a tile of one block from each of 8 rows, which are stride bytes apart.
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

// Half returns the value of a 16-bit floating-point number (IEEE 754 binary16), which must be
// finite.
func Half(bits uint16) float32 {
	magnitude := math.Float32frombits(uint32(bits&0x7fff) << 13) // the exponent is 112 too small
	value := magnitude * 0x1p112
	if bits>>15 != 0 {
		return -value
	}
	return value
}
