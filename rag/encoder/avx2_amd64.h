// What the multiplications with 256-bit registers have in common: 16 rows by 4 tokens,
// with the integers in Y0..Y7 and the sums of floats on the stack.

// NEXT advances to the next tile, size bytes further.
#define NEXT(size) \
	ADDQ $512, SI \
	ADDQ $64, DX \
	ADDQ $size, R8 \
	ADDQ $size, R9 \
	ADDQ $size, R10 \
	ADDQ $size, R11 \
	ADDQ $8, R12 \
	DECQ CX

// POINTERS computes the pointers of 4 tokens, with 1 << shift bytes per block: to their
// bytes in R8..R11, and the distances between their scales in R13 and BX. It puts the
// bias into the sums of floats on the stack.
#define POINTERS(shift) \
	MOVQ CX, BX \
	SHLQ $shift, BX \
	LEAQ (R8)(BX*1), R9 \
	LEAQ (R9)(BX*1), R10 \
	LEAQ (R10)(BX*1), R11 \
	MOVQ CX, R13 \
	SHLQ $3, R13 \
	LEAQ (R13)(R13*2), BX \
	VMOVUPS (AX), Y4 \
	VMOVUPS 32(AX), Y0 \
	VMOVUPS Y4, sum-256(SP) \
	VMOVUPS Y4, sum-224(SP) \
	VMOVUPS Y4, sum-192(SP) \
	VMOVUPS Y4, sum-160(SP) \
	VMOVUPS Y0, sum-128(SP) \
	VMOVUPS Y0, sum-96(SP) \
	VMOVUPS Y0, sum-64(SP) \
	VMOVUPS Y0, sum-32(SP)

// SCALE subtracts the correction from the integers of a token and adds them, scaled, to
// the sums at low and high. Y13 and Y14 are the scales of the rows.
#define SCALE(correction, scale, a, b, low, high) \
	VPBROADCASTD correction, Y8 \
	VPSUBD Y8, a, a \
	VPSUBD Y8, b, b \
	VBROADCASTSS scale, Y9 \
	VMULPS Y13, Y9, Y10 \
	VMULPS Y14, Y9, Y11 \
	VCVTDQ2PS a, a \
	VCVTDQ2PS b, b \
	VFMADD213PS low, Y10, a \
	VFMADD213PS high, Y11, b \
	VMOVUPS a, low \
	VMOVUPS b, high

// SCALES does this for all tokens.
#define SCALES \
	VMOVUPS (DX), Y13 \
	VMOVUPS 32(DX), Y14 \
	SCALE(4(R12), (R12), Y0, Y4, sum-256(SP), sum-128(SP)) \
	SCALE(4(R12)(R13*1), (R12)(R13*1), Y1, Y5, sum-224(SP), sum-96(SP)) \
	SCALE(4(R12)(R13*2), (R12)(R13*2), Y2, Y6, sum-192(SP), sum-64(SP)) \
	SCALE(4(R12)(BX*1), (R12)(BX*1), Y3, Y7, sum-160(SP), sum-32(SP))

// WRITE writes the sums of floats, which are still in Y0..Y7, to tokens that are BX
// numbers apart.
#define WRITE \
	SHLQ $2, BX \
	VMOVUPS Y0, (DI) \
	VMOVUPS Y4, 32(DI) \
	ADDQ BX, DI \
	VMOVUPS Y1, (DI) \
	VMOVUPS Y5, 32(DI) \
	ADDQ BX, DI \
	VMOVUPS Y2, (DI) \
	VMOVUPS Y6, 32(DI) \
	ADDQ BX, DI \
	VMOVUPS Y3, (DI) \
	VMOVUPS Y7, 32(DI)
