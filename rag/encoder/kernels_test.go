package encoder

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"footnote/rag/encoder/format"
)

// eachKernels runs a test with all kernels that this processor supports, and logs which.
func eachKernels(t *testing.T, test func(t *testing.T, k kernels)) {
	for _, k := range available() {
		t.Run(k.String(), func(t *testing.T) { test(t, k) })
	}
}

// TestKernelsAgree checks that all kernels give the same vectors, up to rounding.
func TestKernelsAgree(t *testing.T) {
	m := model(t)
	windows := []Window{window(m, "盤古氣象大模型能提供什麼樣的預報?"), window(m, "How many models were released?")}
	for _, p := range []precision{coarse, fine} {
		e := newEncoder(m, plain{})
		e.precision = p
		want := mustRun(t, e, windows...)
		for _, k := range available() {
			e := newEncoder(m, k)
			e.precision = p
			for i, v := range mustRun(t, e, windows...) {
				if c := cosine(want[i], v); c < 0.9999 {
					t.Errorf("%s, precision %d, window %d: cosine %.6f", k, p, i, c)
				}
			}
		}
	}
}

// someTiles returns the tiles of a pair of groups, with finite scales of at most 1.
func someTiles(random *rand.Rand, blocks int) []byte {
	tiles := make([]byte, 2*blocks*format.TileBytes)
	for i := range tiles {
		tiles[i] = byte(random.Uint32())
	}
	for tile := range 2 * blocks {
		for r := range format.GroupRows {
			tiles[tile*format.TileBytes+2*r+1] &= 0xbb
		}
	}
	return tiles
}

// weight returns the weight of a row and a column without its scale, and the scale, by the
// definition of the tiles.
func weight(tiles []byte, row, column int) (weight int, scale float32) {
	blocks := len(tiles) / format.TileBytes / 2
	tile := tiles[(row/format.GroupRows*blocks+column/format.Block)*format.TileBytes:]
	row, column = row%format.GroupRows, column%format.Block
	nibble := tile[format.TileScales+32*(column/8)+4*row+column%4] >> (column / 4 % 2 * 4) & 15
	return int(nibble) - 8, format.Half(uint16(tile[2*row]) | uint16(tile[2*row+1])<<8)
}

// someActivations returns n activations: some large, some small, one block of zeros, and ties
// between two integers.
func someActivations(random *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(random.NormFloat64() * math.Exp(random.NormFloat64()))
	}
	clear(x[:format.Block])
	if n > format.Block {
		for i := range format.Block {
			x[format.Block+i] = float32(2*i-31) / 2
		}
		x[format.Block] = 127
	}
	return x
}

// TestQuantize checks that all kernels quantize identically.
func TestQuantize(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	eachKernels(t, func(t *testing.T, k kernels) {
		for _, p := range []precision{coarse, fine} {
			for blocks := range 13 {
				blocks++
				x := someActivations(random, blocks*format.Block)
				got, want := make([]int8, len(x)*int(p)+1), make([]int8, len(x)*int(p))
				got[len(want)] = 77
				gotScales, wantScales := make([]blockScale, blocks), make([]blockScale, blocks)
				k.quantize(p, x, got[:len(want)], gotScales)
				plain{}.quantize(p, x, want, wantScales)
				if !slices.Equal(got[:len(want)], want) || !slices.Equal(gotScales, wantScales) {
					t.Fatalf("precision %d, %d blocks: %v %v, want %v %v", p, blocks, got, gotScales, want, wantScales)
				}
				if got[len(want)] != 77 {
					t.Fatalf("precision %d, %d blocks: wrote beyond the end", p, blocks)
				}
				for i, v := range x {
					b, c := i/format.Block, i%format.Block
					back := float64(want[i])
					if p == fine {
						back = 254*float64(want[2*b*format.Block+c]) + float64(want[(2*b+1)*format.Block+c])
					}
					step := float64(wantScales[b].scale)
					if off := math.Abs(back*step - float64(v)); off > step*0.51+1e-30 {
						t.Fatalf("precision %d: %g became %g", p, v, back*step)
					}
				}
			}
		}
	})
}

// TestMultiplyIsExact uses scales of 1, so that a product is a sum of integers, which is
// exact. It includes the largest values.
func TestMultiplyIsExact(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	eachKernels(t, func(t *testing.T, k kernels) {
		for _, p := range []precision{coarse, fine} {
			for _, extreme := range []int{0, 1, -1} {
				tiles := someTiles(random, 1)
				bytes := make([]int8, k.tokens()*format.Block*int(p))
				for i := range bytes {
					bytes[i] = int8(random.IntN(255) - 127)
					if extreme != 0 {
						bytes[i] = int8(127 * extreme)
					}
				}
				for i := range tiles {
					switch in := i % format.TileBytes; {
					case in < format.TileScales:
						tiles[i] = []byte{0x00, 0x3c}[in%2] // 1
					case extreme != 0:
						tiles[i] = byte(random.IntN(2) * 255)
					}
				}
				scales, want := make([]blockScale, k.tokens()), make([]float32, k.tokens()*pairRows)
				for token := range k.tokens() {
					block := bytes[token*format.Block*int(p):]
					sum := 0
					for c := range format.Block {
						n := int(block[c])
						if p == fine {
							n = fineSteps*n + int(block[format.Block+c])
						}
						sum += n
						for row := range pairRows {
							w, _ := weight(tiles, row, c)
							want[token*pairRows+row] += float32(w * n)
						}
					}
					scales[token] = blockScale{1, int32(8 * sum)}
				}
				var pair unpacked
				k.unpack(tiles, &pair)
				got := make([]float32, len(want))
				k.multiply(p, &pair, bytes, scales, make([]float32, pairRows), got, pairRows)
				if !slices.Equal(got, want) {
					t.Errorf("precision %d, extreme %d: %v, want %v", p, extreme, got, want)
				}
			}
		}
	})
}

func TestMultiply(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	eachKernels(t, func(t *testing.T, k kernels) {
		var pair unpacked // leftovers of a larger pair must not matter
		for _, in := range []int{1536, 32, 64, 96, 384} {
			tiles := someTiles(random, in/format.Block)
			k.unpack(tiles, &pair)
			for _, p := range []precision{coarse, fine} {
				testMultiply(t, k, p, &pair, tiles, in, random)
			}
		}
	})
}

// testMultiply quantizes activations and multiplies a pair of groups with them, with the
// kernels and by the definition.
func testMultiply(t *testing.T, k kernels, p precision, pair *unpacked, tiles []byte, in int, random *rand.Rand) {
	t.Helper()
	blocks, stride := in/format.Block, 19
	x := someActivations(random, k.tokens()*in)
	bytes, scales := make([]int8, len(x)*int(p)), make([]blockScale, k.tokens()*blocks)
	k.quantize(p, x, bytes, scales)
	bias := make([]float32, pairRows)
	for i := range bias {
		bias[i] = float32(i) * 100
	}
	got := make([]float32, k.tokens()*stride)
	for i := range got {
		got[i] = -77
	}
	k.multiply(p, pair, bytes, scales, bias, got, stride)
	for token := range k.tokens() {
		for r := range stride {
			y := float64(got[token*stride+r])
			if r >= pairRows {
				if y != -77 {
					t.Errorf("%d columns, precision %d: wrote beyond row %d of token %d", in, p, r, token)
				}
				continue
			}
			exact, want, size := float64(bias[r]), float64(bias[r]), math.Abs(float64(bias[r]))
			for c, v := range x[token*in:][:in] {
				w, scale := weight(tiles, r, c)
				exact += float64(scale) * float64(w) * float64(v)
				b := c / format.Block
				at := (token*blocks+b)*format.Block*int(p) + c%format.Block
				n := float64(bytes[at])
				if p == fine {
					n = fineSteps*n + float64(bytes[at+format.Block])
				}
				product := float64(scale) * float64(scales[token*blocks+b].scale) * float64(w) * n
				want, size = want+product, size+math.Abs(product)
			}
			if math.Abs(y-want) > 1e-6*size {
				t.Errorf("in %d, precision %d, token %d, row %d: %g, want %g", in, p, token, r, y, want)
			}
			if tolerance := size * map[precision]float64{coarse: 2e-2, fine: 1e-4}[p]; math.Abs(y-exact) > tolerance {
				t.Errorf("in %d, precision %d, token %d, row %d: %g, of exact numbers %g", in, p, token, r, y, exact)
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
	eachKernels(t, func(t *testing.T, k kernels) {
		for _, size := range []struct{ depth, columns, stride int }{
			{1, 16, 1}, {2, 16, 2}, {3, 48, 5}, {32, 16, 32}, {32, 160, 32}, {157, 32, 160}, {9, 80, 9}, {512, 512, 512}, {7, 8, 9}, {5, 23, 5}, {6, 1, 6},
		} {
			a, b := floats(productRows*size.stride), floats(size.depth*size.columns)
			got := floats(productRows*size.columns + 1)
			beyond := got[productRows*size.columns]
			k.product(a, b, got, size.depth, size.columns, size.stride)
			for r := range productRows {
				for c := range size.columns {
					want := 0.0
					for d := range size.depth {
						want += float64(a[r*size.stride+d]) * float64(b[d*size.columns+c])
					}
					if y := float64(got[r*size.columns+c]); math.Abs(y-want) > 1e-4 {
						t.Fatalf("%+v: row %d, column %d: %g, want %g", size, r, c, y, want)
					}
				}
			}
			if got[productRows*size.columns] != beyond {
				t.Errorf("%+v: wrote beyond the end", size)
			}
		}
	})
}

func TestExponentiate(t *testing.T) {
	eachKernels(t, func(t *testing.T, k kernels) {
		for n := range 70 {
			got, wantSum := make([]float32, n+1), 0.0
			want := make([]float64, n)
			for i := range n {
				got[i] = float32(i*i)*-0.07 + 3
				want[i] = math.Exp(max(0.25*float64(got[i])-0.5, -87))
				wantSum += want[i]
			}
			got[n] = 77
			sum := k.exponentiate(got[:n], 0.25, 0.5)
			if math.Abs(float64(sum)-wantSum) > 1e-6*wantSum {
				t.Errorf("of %d: sum %g, want %g", n, sum, wantSum)
			}
			for i, w := range want {
				if math.Abs(float64(got[i])-w) > 3e-6*w {
					t.Errorf("of %d: number %d is %g, want %g", n, i, got[i], w)
				}
			}
			if got[n] != 77 {
				t.Errorf("%d numbers: wrote beyond the end", n)
			}
		}
	})
}

func TestActivate(t *testing.T) {
	eachKernels(t, func(t *testing.T, k kernels) {
		var x []float32
		for v := float32(-15); v < 15; v += 0.0037 {
			x = append(x, v)
		}
		for _, n := range []int{0, 1, 7, 8, 9, 31, 32, 33, len(x)} {
			got := slices.Clone(x)
			k.activate(got[:n])
			for i, v := range x {
				want := float64(v)
				if i < n {
					want *= 0.5 * (1 + math.Erf(want/math.Sqrt2))
				}
				if math.Abs(float64(got[i])-want) > 2e-6 {
					t.Errorf("of %d: %g becomes %g, want %g", n, v, got[i], want)
				}
			}
		}
	})
}

// FuzzMultiply compares the kernels: exactly if the scales are 1, and up to rounding
// otherwise.
func FuzzMultiply(f *testing.F) {
	f.Add(uint64(1), uint8(1), true)
	f.Add(uint64(2), uint8(48), false)
	f.Fuzz(func(t *testing.T, seed uint64, blocks uint8, finer bool) {
		random := rand.New(rand.NewPCG(seed, 5))
		in := (int(blocks)%48 + 1) * format.Block
		tiles := someTiles(random, in/format.Block)
		p := coarse
		if finer {
			p = fine
		}
		for _, k := range available() {
			var pair unpacked
			k.unpack(tiles, &pair)
			testMultiply(t, k, p, &pair, tiles, in, random)
		}
	})
}

func BenchmarkKernels(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	const in = 384
	tiles := someTiles(random, in/format.Block)
	for _, k := range available() {
		x := someActivations(random, mostTokens*in)
		var pair unpacked
		k.unpack(tiles, &pair)
		y := make([]float32, mostTokens*pairRows)
		for _, p := range []precision{coarse, fine} {
			bytes, scales := make([]int8, len(x)*int(p)), make([]blockScale, mostTokens*in/format.Block)
			b.Run(fmt.Sprintf("%s/quantize%d", k, p), func(b *testing.B) {
				for b.Loop() {
					k.quantize(p, x, bytes, scales)
				}
				b.ReportMetric(float64(b.N*mostTokens*in)/b.Elapsed().Seconds()/1e9, "G/s")
			})
			b.Run(fmt.Sprintf("%s/multiply%d", k, p), func(b *testing.B) {
				for b.Loop() {
					k.multiply(p, &pair, bytes, scales, x, y, pairRows)
				}
				b.ReportMetric(float64(b.N*k.tokens()*in*pairRows)/b.Elapsed().Seconds()/1e9, "G/s")
			})
		}
		b.Run(fmt.Sprintf("%s/unpack", k), func(b *testing.B) {
			for b.Loop() {
				k.unpack(tiles, &pair)
			}
			b.ReportMetric(float64(b.N*in*pairRows)/b.Elapsed().Seconds()/1e9, "G/s")
		})
		const depth, columns = 32, 160
		rows, matrix, out := make([]float32, productRows*depth), make([]float32, depth*columns), make([]float32, productRows*columns)
		b.Run(fmt.Sprintf("%s/product", k), func(b *testing.B) {
			for b.Loop() {
				k.product(rows, matrix, out, depth, columns, depth)
			}
			b.ReportMetric(float64(b.N*productRows*depth*columns)/b.Elapsed().Seconds()/1e9, "G/s")
		})
		b.Run(fmt.Sprintf("%s/exponentiate", k), func(b *testing.B) {
			for b.Loop() {
				k.exponentiate(out, 0.5, 0)
				clear(out)
			}
			b.ReportMetric(float64(b.N*len(out))/b.Elapsed().Seconds()/1e9, "G/s")
		})
		b.Run(fmt.Sprintf("%s/activate", k), func(b *testing.B) {
			for b.Loop() {
				k.activate(out)
			}
			b.ReportMetric(float64(b.N*len(out))/b.Elapsed().Seconds()/1e9, "G/s")
		})
	}
}
