package dot

import "golang.org/x/sys/cpu"

// kernels returns the kernels that this processor supports.
func kernels() []kernel {
	if !cpu.ARM64.HasASIMD {
		return nil
	}
	return []kernel{productsNEON}
}

//go:noescape
func productsNEON(query *int16, packed *byte, into *int32, dimension, count int)
