package e5

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"unicode"

	"footnote/rag/encoder"
	"footnote/rag/index"
)

//go:generate go run ../../internal/tools/vectormeans ../../../shared/eval means.bin

// meansFile holds float32 [4][384]: the mean vector of questions and of passages, of Han script
// and of Latin.
//
//go:embed means.bin
var meansFile string

// centring is the share of the mean that is subtracted. All vectors of the model point in a
// similar direction, and those of one language even more so. Without the mean (Mu and
// Viswanath, "All-but-the-Top", 2018), what remains is what a text is about.
const centring = 0.6

// means are the mean vectors by role and script. A nil means leaves vectors unchanged.
type means [][]float32

func readMeans(file string) means {
	m := make(means, 4)
	width := len(file) / 4 / len(m)
	for i := range m {
		m[i] = make([]float32, width)
		for j := range m[i] {
			m[i][j] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(file[4*(i*width+j):][:4])))
		}
	}
	return m
}

// fingerprint identifies the means, since the vectors change with them.
func (m means) fingerprint() string {
	if m == nil {
		return ""
	}
	h := fnv.New32a()
	for _, mean := range m {
		for _, n := range mean {
			binary.Write(h, binary.LittleEndian, centring*n) // never fails
		}
	}
	return fmt.Sprintf("-%08x", h.Sum32())
}

// centre subtracts the share of the mean from a vector, and scales it to length 1.
func (m means) centre(role index.Role, text string, vector []float32) {
	if m == nil {
		return
	}
	mean := m[2*int(role)+int(scriptOf(text))]
	for i := range vector {
		vector[i] -= centring * mean[i]
	}
	encoder.Normalise(vector)
}

// A script is the script of most of a text.
type script int

const (
	han script = iota
	latin
)

// lettersPerCharacter is roughly how many letters an English word has per Han character.
const lettersPerCharacter = 4

func scriptOf(text string) script {
	characters, letters := 0, 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			characters++
		case unicode.Is(unicode.Latin, r):
			letters++
		}
	}
	if letters > lettersPerCharacter*characters {
		return latin
	}
	return han
}
