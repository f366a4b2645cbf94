package encoder

import "golang.org/x/sys/cpu"

// machines returns the kernels in machine code that this processor supports, the fastest
// first.
func machines() []*machine {
	var all []*machine
	if cpu.ARM64.HasASIMD && cpu.ARM64.HasASIMDDP {
		all = append(all, dotProduct())
	}
	if cpu.ARM64.HasASIMD {
		all = append(all, neon())
	}
	return all
}
