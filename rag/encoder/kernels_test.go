package encoder

import (
	"math"
	"math/rand/v2"
	"testing"

	"footnote/rag/encoder/format"
)

func TestKernelsAgree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, in := range []int{32, 96, 384, 1536} {
		blocks := in / format.Block
		tiles := make([]byte, 2*blocks*format.TileBytes)
		for i := range tiles {
			tiles[i] = byte(random.Uint32())
		}
		for b := range 2 * blocks { // scales must be finite
			for r := range format.GroupRows {
				tiles[b*format.TileBytes+2*r+1] &= 0xbb
			}
		}
		newPair := func() unpacked {
			return unpacked{make([]byte, 2*blocks*tileWeights), make([]float32, blocks*pairRows)}
		}
		fastPair, plainPair := newPair(), newPair()
		unpack(tiles, fastPair)
		unpackPlain(tiles, plainPair)
		for i := range plainPair.weights {
			if fastPair.weights[i] != plainPair.weights[i] {
				t.Fatalf("in %d: weight %d is %d, want %d", in, i, fastPair.weights[i], plainPair.weights[i])
			}
		}
		for i := range plainPair.scales {
			if fastPair.scales[i] != plainPair.scales[i] {
				t.Fatalf("in %d: scale %d is %g, want %g", in, i, fastPair.scales[i], plainPair.scales[i])
			}
		}

		for _, p := range []precision{coarse, fine} {
			testMultiply(t, p, plainPair, in, random)
		}
	}
}

// testMultiply quantizes activations and multiplies a pair of groups with them, by
// the kernel, in plain Go, and by the definition.
func testMultiply(t *testing.T, p precision, pair unpacked, in int, random *rand.Rand) {
	t.Helper()
	blocks := in / format.Block
	x := make([]float32, tileTokens*in)
	for i := range x {
		x[i] = float32(random.NormFloat64() * math.Exp(random.NormFloat64()))
	}
	for i := range format.Block {
		x[i] = 0
	}
	fastBytes, plainBytes := make([]int8, len(x)*int(p)), make([]int8, len(x)*int(p))
	fastScales, plainScales := make([]blockScale, tileTokens*blocks), make([]blockScale, tileTokens*blocks)
	quantize(p, x, fastBytes, fastScales)
	quantizePlain(p, x, plainBytes, plainScales)
	for i := range plainBytes {
		if fastBytes[i] != plainBytes[i] {
			t.Fatalf("in %d, precision %d: byte %d is %d, want %d", in, p, i, fastBytes[i], plainBytes[i])
		}
	}
	for i := range plainScales {
		if fastScales[i] != plainScales[i] {
			t.Fatalf("in %d, precision %d: scale %d is %v, want %v", in, p, i, fastScales[i], plainScales[i])
		}
	}

	const stride = 19
	bias := make([]float32, pairRows)
	for i := range bias {
		bias[i] = float32(i) * 100
	}
	fastY, plainY := make([]float32, tileTokens*stride), make([]float32, tileTokens*stride)
	multiply(p, pair, fastBytes, fastScales, bias, fastY, stride)
	multiplyPlain(p, pair, plainBytes, plainScales, bias, plainY, stride)
	size := 0.0
	for _, y := range plainY {
		size = max(size, math.Abs(float64(y)))
	}
	for i := range plainY {
		if d := math.Abs(float64(fastY[i] - plainY[i])); d > size*1e-5 {
			t.Fatalf("in %d, precision %d: product %d is %g, want %g", in, p, i, fastY[i], plainY[i])
		}
	}
	tolerance := size * map[precision]float64{coarse: 2e-2, fine: 1e-4}[p]
	for token := range tileTokens {
		for r := range pairRows {
			want := float64(bias[r])
			for i, v := range x[token*in:][:in] {
				b, c := i/format.Block, i%format.Block
				n, row := r/format.GroupRows*blocks+b, r%format.GroupRows
				weight := float64(pair.weights[n*tileWeights+c/4*32+row*4+c%4]) - 8
				want += float64(pair.scales[n*format.GroupRows+row]) * weight * float64(v)
			}
			if got := float64(fastY[token*stride+r]); math.Abs(got-want) > tolerance {
				t.Errorf("in %d, precision %d: product of token %d and row %d is %g, by the definition %g", in, p, token, r, got, want)
			}
		}
	}
}

func TestProduct(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	floats := func(n int) []float32 {
		f := make([]float32, n)
		for i := range f {
			f[i] = float32(random.NormFloat64())
		}
		return f
	}
	for _, size := range []struct{ depth, columns, stride int }{{1, 16, 1}, {32, 16, 32}, {32, 160, 32}, {157, 32, 160}, {7, 8, 9}, {5, 24, 5}} {
		a, b := floats(productRows*size.stride), floats(size.depth*size.columns)
		got, want := floats(productRows*size.columns+1), make([]float32, productRows*size.columns)
		beyond := got[len(want)]
		for r := range productRows {
			for c := range size.columns {
				sum := 0.0
				for d := range size.depth {
					sum += float64(a[r*size.stride+d]) * float64(b[d*size.columns+c])
				}
				want[r*size.columns+c] = float32(sum)
			}
		}
		plain := make([]float32, len(want))
		product(a, b, got, size.depth, size.columns, size.stride)
		productPlain(a, b, plain, size.depth, size.columns, size.stride)
		for i := range want {
			if d := math.Abs(float64(got[i] - want[i])); d > 1e-4 {
				t.Fatalf("%+v: product %d is %g, want %g", size, i, got[i], want[i])
			}
			if d := math.Abs(float64(plain[i] - want[i])); d > 1e-4 {
				t.Fatalf("%+v: plain product %d is %g, want %g", size, i, plain[i], want[i])
			}
		}
		if got[len(want)] != beyond {
			t.Errorf("%+v: it writes beyond its end", size)
		}
	}
}

func TestExponentiate(t *testing.T) {
	for n := range 40 {
		fastX, plainX := make([]float32, n), make([]float32, n)
		for i := range n {
			fastX[i] = float32(i*i)*-0.4 + 3
			plainX[i] = fastX[i]
		}
		fastSum := exponentiate(fastX, 0.25, 0.5)
		plainSum := exponentiatePlain(plainX, 0.25, 0.5)
		if !near(fastSum, plainSum) {
			t.Errorf("of %d: sum %g, want %g", n, fastSum, plainSum)
		}
		for i := range n {
			if !near(fastX[i], plainX[i]) {
				t.Errorf("of %d: number %d is %g, want %g", n, i, fastX[i], plainX[i])
			}
		}
	}
}

func TestActivate(t *testing.T) {
	var fastX, plainX []float32
	for x := float32(-12); x < 12; x += 0.037 {
		fastX, plainX = append(fastX, x), append(plainX, x)
	}
	activate(fastX)
	activatePlain(plainX)
	for i := range plainX {
		if math.Abs(float64(fastX[i]-plainX[i])) > 2e-6 {
			t.Errorf("number %d is %g, want %g", i, fastX[i], plainX[i])
		}
	}
}

func near(a, b float32) bool {
	return math.Abs(float64(a-b)) <= 1e-5*math.Abs(float64(b))+1e-12
}
