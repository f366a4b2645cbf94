package dot

import "golang.org/x/sys/cpu"

// step is how many numbers the kernel of dot_amd64.s takes at once.
const step = 16

func products(query []int16, packed []byte, into []int32) {
	if !cpu.X86.HasAVX2 || len(query)%step != 0 {
		productsPlain(query, packed, into)
		return
	}
	productsAVX2(&query[0], &packed[0], &into[0], len(query), len(into))
}

//go:noescape
func productsAVX2(query *int16, packed *byte, into *int32, dimension, count int)
