package keep

import (
	"encoding/binary"
	"hash/crc32"
	"math"
)

// encode is a vector as little-endian float32, with the CRC-32C of it and of what
// it belongs to.
func encode(model string, key [32]byte, vector []float32) (data []byte, sum uint32) {
	for _, n := range vector {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(n))
	}
	return data, checksum([]byte(model), key[:], data)
}

// decode is false for what encode did not make.
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

// checksum is the CRC-32C of all parts, one after another.
func checksum(parts ...[]byte) uint32 {
	table, sum := crc32.MakeTable(crc32.Castagnoli), uint32(0)
	for _, part := range parts {
		sum = crc32.Update(sum, table, part)
	}
	return sum
}
