package encoder

import "golang.org/x/sys/cpu"

// machines returns the kernels in machine code that this processor supports, the fastest
// first.
func machines() []*machine {
	var all []*machine
	with256 := cpu.X86.HasAVX2 && cpu.X86.HasFMA
	if with256 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VNNI {
		all = append(all, vnni512())
	}
	if with256 && cpu.X86.HasAVXVNNI {
		all = append(all, vnni256())
	}
	if with256 {
		all = append(all, avx2())
	}
	if cpu.X86.HasSSSE3 && cpu.X86.HasSSE41 {
		all = append(all, sse41())
	}
	return all
}
