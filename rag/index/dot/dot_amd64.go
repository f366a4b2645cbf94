package dot

import "golang.org/x/sys/cpu"

// kernels returns the kernels that this processor supports, the fastest first.
func kernels() []kernel {
	var all []kernel
	if cpu.X86.HasAVX2 {
		all = append(all, productsAVX2)
	}
	if cpu.X86.HasSSE41 {
		all = append(all, productsSSE41)
	}
	return all
}

//go:noescape
func productsAVX2(query *int16, packed *byte, into *int32, dimension, count int)

//go:noescape
func productsSSE41(query *int16, packed *byte, into *int32, dimension, count int)
