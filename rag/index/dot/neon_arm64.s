#include "textflag.h"

// Advanced SIMD instructions that Go's assembler does not have, as words. Registers are
// given as numbers, in the order of ARM's manual: the destination first.

#define SXTL(d, n) WORD $(0x0f08a400 | (n)<<5 | (d))                // SXTL Vd.8H, Vn.8B
#define SXTL2(d, n) WORD $(0x4f08a400 | (n)<<5 | (d))               // SXTL2 Vd.8H, Vn.16B
#define SMLAL(d, n, m) WORD $(0x0e608000 | (m)<<16 | (n)<<5 | (d))  // SMLAL Vd.4S, Vn.4H, Vm.4H
#define SMLAL2(d, n, m) WORD $(0x4e608000 | (m)<<16 | (n)<<5 | (d)) // SMLAL2 Vd.4S, Vn.8H, Vm.8H

// func productsNEON(query *int16, packed *byte, into *int32, dimension, count int)
//
// It widens 16 numbers at a time to 16 bits and multiplies them, alternating between
// four sums that do not depend on each other.
TEXT ·productsNEON(SB), NOSPLIT, $0-40
	MOVD query+0(FP), R0
	MOVD packed+8(FP), R1
	MOVD into+16(FP), R2
	MOVD dimension+24(FP), R3
	MOVD count+32(FP), R4

vector:
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	MOVD R0, R5
	MOVD R3, R6

sixteen:
	FMOVQ.P 16(R1), F4
	FLDPQ.P 32(R5), (F5, F6)
	SXTL(7, 4)
	SXTL2(16, 4)
	SMLAL(0, 7, 5)
	SMLAL2(1, 7, 5)
	SMLAL(2, 16, 6)
	SMLAL2(3, 16, 6)
	SUBS $16, R6
	BNE sixteen

	VADD V1.S4, V0.S4, V0.S4
	VADD V3.S4, V2.S4, V2.S4
	VADD V2.S4, V0.S4, V0.S4
	VADDV V0.S4, V0
	FMOVS.P F0, 4(R2)
	SUBS $1, R4
	BNE vector
	RET
