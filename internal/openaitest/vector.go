package openaitest

import (
	"hash/fnv"
	"math"
	"unicode"
)

// DefaultDimensions is the length of a vector if the request specifies none.
const DefaultDimensions = 256

// Vector returns the embedding that the server gives text: its characters and pairs of neighbouring
// characters, folded and hashed into buckets, one per dimension, and the counts scaled to unit
// length. The more two texts overlap, the closer to 1 is the cosine of their vectors; it is never
// below 0. The same text always has the same vector. dimensions must be at least 1.
func Vector(text string, dimensions int) []float32 {
	counts := make([]float64, dimensions)
	previous := rune(0)
	for _, character := range text {
		character = fold(character)
		if character == 0 {
			previous = 0
			continue
		}
		counts[bucket(string(character), dimensions)]++
		if previous != 0 {
			counts[bucket(string([]rune{previous, character}), dimensions)]++
		}
		previous = character
	}
	return unit(counts)
}

// fold converts full width to half width and upper case to lower case. Anything but a letter or
// digit becomes 0 and separates pairs.
func fold(character rune) rune {
	if character >= '！' && character <= '～' {
		character -= '！' - '!'
	}
	if !unicode.IsLetter(character) && !unicode.IsDigit(character) {
		return 0
	}
	return unicode.ToLower(character)
}

func bucket(term string, buckets int) int {
	hash := fnv.New32a()
	hash.Write([]byte(term))
	return int(hash.Sum32() % uint32(buckets))
}

// unit scales to length 1. If all counts are zero, it still returns a usable direction: the
// server never responds with zeros unless a fault says so.
func unit(counts []float64) []float32 {
	sum := 0.0
	for _, count := range counts {
		sum += count * count
	}
	if sum == 0 {
		counts[0], sum = 1, 1
	}
	vector := make([]float32, len(counts))
	for i, count := range counts {
		vector[i] = float32(count / math.Sqrt(sum))
	}
	return vector
}
