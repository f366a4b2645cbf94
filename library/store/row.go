package store

import (
	"encoding/binary"
	"hash/crc32"
	"math"
)

// encode returns a vector as little-endian float32 and a CRC-32C of it, its model and its key.
func encode(model string, key [32]byte, vector []float32) (data []byte, sum uint32) {
	for _, n := range vector {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(n))
	}
	return data, checksum([]byte(model), key[:], data)
}

// decode returns false if encode did not make data.
func decode(model string, key [32]byte, data []byte, sum uint32) ([]float32, bool) {
	if len(data) == 0 || len(data)%4 != 0 || checksum([]byte(model), key[:], data) != sum {
		return nil, false
	}
	vector := make([]float32, len(data)/4)
	for i := range vector {
		vector[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return vector, true
}

// checksum returns the CRC-32C of all parts, one after another.
func checksum(parts ...[]byte) uint32 {
	table, sum := crc32.MakeTable(crc32.Castagnoli), uint32(0)
	for _, part := range parts {
		sum = crc32.Update(sum, table, part)
	}
	return sum
}

// A sum is the CRC-32C of the values of a row. The length of each text is included before the
// text.
type sum uint32

func (s sum) text(all ...string) sum {
	for _, text := range all {
		s = s.bytes([]byte(text))
	}
	return s
}

func (s sum) bytes(b []byte) sum {
	s = s.number(int64(len(b)))
	return sum(crc32.Update(uint32(s), crc32.MakeTable(crc32.Castagnoli), b))
}

func (s sum) number(all ...int64) sum {
	for _, n := range all {
		var bytes [8]byte
		binary.LittleEndian.PutUint64(bytes[:], uint64(n))
		s = sum(crc32.Update(uint32(s), crc32.MakeTable(crc32.Castagnoli), bytes[:]))
	}
	return s
}
