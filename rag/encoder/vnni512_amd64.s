#include "textflag.h"

// The kernels for AVX-512 VNNI, 16 numbers at a time.

// BEGIN computes the pointers of 8 tokens, with 1 << shift bytes per block. R8 and R9
// point to the bytes of tokens 0 and 4; R13 and BX are the distances of one and three
// tokens. For their scales these are R12 and R14, and R10 and R11. It puts the bias into
// the sums of floats, Z8..Z15.
#define BEGIN(shift) \
	MOVQ CX, R13 \
	SHLQ $shift, R13 \
	LEAQ (R13)(R13*2), BX \
	LEAQ (R8)(R13*4), R9 \
	LEAQ (CX*8), R10 \
	LEAQ (R10)(R10*2), R11 \
	LEAQ (R12)(R10*4), R14 \
	VMOVUPS (AX), Z8 \
	VMOVAPS Z8, Z9 \
	VMOVAPS Z8, Z10 \
	VMOVAPS Z8, Z11 \
	VMOVAPS Z8, Z12 \
	VMOVAPS Z8, Z13 \
	VMOVAPS Z8, Z14 \
	VMOVAPS Z8, Z15 \
	VPXORD Z31, Z31, Z31

// COLUMNS multiplies 4 columns of 16 rows with those of 8 tokens.
#define COLUMNS(from, bytes, weights) \
	VMOVDQU32 from(SI), weights \
	VPDPBUSD.BCST bytes(R8), weights, Z0 \
	VPDPBUSD.BCST bytes(R8)(R13*1), weights, Z1 \
	VPDPBUSD.BCST bytes(R8)(R13*2), weights, Z2 \
	VPDPBUSD.BCST bytes(R8)(BX*1), weights, Z3 \
	VPDPBUSD.BCST bytes(R9), weights, Z4 \
	VPDPBUSD.BCST bytes(R9)(R13*1), weights, Z5 \
	VPDPBUSD.BCST bytes(R9)(R13*2), weights, Z6 \
	VPDPBUSD.BCST bytes(R9)(BX*1), weights, Z7

#define TILE(first) \
	COLUMNS(0, first, Z16) \
	COLUMNS(64, first+4, Z17) \
	COLUMNS(128, first+8, Z18) \
	COLUMNS(192, first+12, Z19) \
	COLUMNS(256, first+16, Z20) \
	COLUMNS(320, first+20, Z21) \
	COLUMNS(384, first+24, Z22) \
	COLUMNS(448, first+28, Z23)

// CORRECT subtracts the corrections from the sums.
#define CORRECT(a, b, c, d, e, f, g, h) \
	VPSUBD.BCST 4(R12), a, Z0 \
	VPSUBD.BCST 4(R12)(R10*1), b, Z1 \
	VPSUBD.BCST 4(R12)(R10*2), c, Z2 \
	VPSUBD.BCST 4(R12)(R11*1), d, Z3 \
	VPSUBD.BCST 4(R14), e, Z4 \
	VPSUBD.BCST 4(R14)(R10*1), f, Z5 \
	VPSUBD.BCST 4(R14)(R10*2), g, Z6 \
	VPSUBD.BCST 4(R14)(R11*1), h, Z7

// SCALE adds the integers of a token, scaled, to its sum. Z24 holds the scales of the
// rows.
#define SCALE(scale, integers, t, sum) \
	VCVTDQ2PS integers, integers \
	VMULPS.BCST scale, Z24, t \
	VFMADD231PS t, integers, sum

#define SCALES \
	VMOVUPS (DX), Z24 \
	SCALE((R12), Z0, Z25, Z8) \
	SCALE((R12)(R10*1), Z1, Z26, Z9) \
	SCALE((R12)(R10*2), Z2, Z27, Z10) \
	SCALE((R12)(R11*1), Z3, Z28, Z11) \
	SCALE((R14), Z4, Z25, Z12) \
	SCALE((R14)(R10*1), Z5, Z26, Z13) \
	SCALE((R14)(R10*2), Z6, Z27, Z14) \
	SCALE((R14)(R11*1), Z7, Z28, Z15)

// NEXT advances to the next tile, size bytes further.
#define NEXT(size) \
	ADDQ $512, SI \
	ADDQ $64, DX \
	ADDQ $size, R8 \
	ADDQ $size, R9 \
	ADDQ $8, R12 \
	ADDQ $8, R14 \
	DECQ CX

// WRITE writes the sums of floats to tokens that are BX numbers apart.
#define WRITE \
	LEAQ (BX)(BX*2), AX \
	VMOVUPS Z8, (DI) \
	VMOVUPS Z9, (DI)(BX*4) \
	VMOVUPS Z10, (DI)(BX*8) \
	VMOVUPS Z11, (DI)(AX*4) \
	LEAQ (DI)(BX*8), DI \
	LEAQ (DI)(BX*8), DI \
	VMOVUPS Z12, (DI) \
	VMOVUPS Z13, (DI)(BX*4) \
	VMOVUPS Z14, (DI)(BX*8) \
	VMOVUPS Z15, (DI)(AX*4)

// func multiplyVNNI512(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyVNNI512(SB), NOSPLIT, $0-64
	MOVQ weights+0(FP), SI
	MOVQ weightScales+8(FP), DX
	MOVQ bytes+16(FP), R8
	MOVQ scales+24(FP), R12
	MOVQ bias+32(FP), AX
	MOVQ y+40(FP), DI
	MOVQ blocks+48(FP), CX
	BEGIN(5)

multiplyTile:
	CORRECT(Z31, Z31, Z31, Z31, Z31, Z31, Z31, Z31)
	TILE(0)
	SCALES
	NEXT(32)
	JNZ multiplyTile

	MOVQ stride+56(FP), BX
	WRITE
	VZEROUPPER
	RET

// func multiplyFineVNNI512(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyFineVNNI512(SB), NOSPLIT, $0-64
	MOVQ weights+0(FP), SI
	MOVQ weightScales+8(FP), DX
	MOVQ bytes+16(FP), R8
	MOVQ scales+24(FP), R12
	MOVQ bias+32(FP), AX
	MOVQ y+40(FP), DI
	MOVQ blocks+48(FP), CX
	BEGIN(6)
	MOVL $254, AX
	VPBROADCASTD AX, Z30

multiplyFineTile:
	VMOVDQA32 Z31, Z0
	VMOVDQA32 Z31, Z1
	VMOVDQA32 Z31, Z2
	VMOVDQA32 Z31, Z3
	VMOVDQA32 Z31, Z4
	VMOVDQA32 Z31, Z5
	VMOVDQA32 Z31, Z6
	VMOVDQA32 Z31, Z7
	TILE(0)
	VPMULLD Z30, Z0, Z0
	VPMULLD Z30, Z1, Z1
	VPMULLD Z30, Z2, Z2
	VPMULLD Z30, Z3, Z3
	VPMULLD Z30, Z4, Z4
	VPMULLD Z30, Z5, Z5
	VPMULLD Z30, Z6, Z6
	VPMULLD Z30, Z7, Z7
	CORRECT(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	TILE(32)
	SCALES
	NEXT(64)
	JNZ multiplyFineTile

	MOVQ stride+56(FP), BX
	WRITE
	VZEROUPPER
	RET

// ROWS adds the columns of b in Z16 and Z17, times a number of each of 4 rows of a.
#define ROWS(a, low, l1, l2, l3, high, h1, h2, h3) \
	VBROADCASTSS (a), Z18 \
	VBROADCASTSS (a)(AX*4), Z19 \
	VBROADCASTSS (a)(AX*8), Z20 \
	VBROADCASTSS (a)(R10*4), Z21 \
	VFMADD231PS Z18, Z16, low \
	VFMADD231PS Z18, Z17, high \
	VFMADD231PS Z19, Z16, l1 \
	VFMADD231PS Z19, Z17, h1 \
	VFMADD231PS Z20, Z16, l2 \
	VFMADD231PS Z20, Z17, h2 \
	VFMADD231PS Z21, Z16, l3 \
	VFMADD231PS Z21, Z17, h3

// STORE8 stores 16 columns of 8 rows at offset.
#define STORE8(offset, a, b, c, d, e, f, g, h) \
	LEAQ (DI)(BX*4), R8 \
	VMOVUPS a, offset(DI) \
	VMOVUPS b, offset(DI)(BX*1) \
	VMOVUPS c, offset(DI)(BX*2) \
	VMOVUPS d, offset(DI)(R11*1) \
	VMOVUPS e, offset(R8) \
	VMOVUPS f, offset(R8)(BX*1) \
	VMOVUPS g, offset(R8)(BX*2) \
	VMOVUPS h, offset(R8)(R11*1)

// START puts rows 0 and 4 of a into SI and R9, b into R8 and the depth into CX.
#define START(a, depth) \
	MOVQ a, SI \
	LEAQ (SI)(AX*8), R9 \
	LEAQ (R9)(AX*8), R9 \
	MOVQ DX, R8 \
	MOVQ depth, CX

// func productAVX512(a, b, c *float32, depth, columns, stride int)
//
// It computes 8 rows by 32 columns at a time, in Z0..Z15, and the last 16 columns in Z0..Z7.
TEXT ·productAVX512(SB), NOSPLIT, $0-48
	MOVQ b+8(FP), DX
	MOVQ c+16(FP), DI
	MOVQ columns+32(FP), BX
	MOVQ stride+40(FP), AX
	LEAQ (AX)(AX*2), R10
	MOVQ BX, R13            // remaining columns
	SHLQ $2, BX             // bytes of a row of b and of c
	LEAQ (BX)(BX*2), R11
	SUBQ $32, R13
	JLT last

productColumns:
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15
	START(a+0(FP), depth+24(FP))

productDepth:
	VMOVUPS (R8), Z16
	VMOVUPS 64(R8), Z17
	ROWS(SI, Z0, Z1, Z2, Z3, Z8, Z9, Z10, Z11)
	ROWS(R9, Z4, Z5, Z6, Z7, Z12, Z13, Z14, Z15)
	ADDQ BX, R8
	ADDQ $4, SI
	ADDQ $4, R9
	DECQ CX
	JNZ productDepth

	STORE8(0, Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	STORE8(64, Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15)
	ADDQ $128, DX
	ADDQ $128, DI
	SUBQ $32, R13
	JGE productColumns

last:
	ADDQ $32, R13
	JEQ done
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	START(a+0(FP), depth+24(FP))

lastDepth:
	VMOVUPS (R8), Z16
	VFMADD231PS.BCST (SI), Z16, Z0
	VFMADD231PS.BCST (SI)(AX*4), Z16, Z1
	VFMADD231PS.BCST (SI)(AX*8), Z16, Z2
	VFMADD231PS.BCST (SI)(R10*4), Z16, Z3
	VFMADD231PS.BCST (R9), Z16, Z4
	VFMADD231PS.BCST (R9)(AX*4), Z16, Z5
	VFMADD231PS.BCST (R9)(AX*8), Z16, Z6
	VFMADD231PS.BCST (R9)(R10*4), Z16, Z7
	ADDQ BX, R8
	ADDQ $4, SI
	ADDQ $4, R9
	DECQ CX
	JNZ lastDepth
	STORE8(0, Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)

done:
	VZEROUPPER
	RET

DATA constants<>+0(SB)/4, $0xc2ae0000   // -87: e^-87 is still a normal number
DATA constants<>+4(SB)/4, $0x3fb8aa3b   // 1/ln 2
DATA constants<>+8(SB)/4, $0x3f318000   // ln 2, upper part
DATA constants<>+12(SB)/4, $0xb95e8083  // ln 2, the rest
DATA constants<>+16(SB)/4, $0x39506967  // e^x = 1 + x + x²·(½ + x·(...)), Cephes' expf
DATA constants<>+20(SB)/4, $0x3ab743ce
DATA constants<>+24(SB)/4, $0x3c088908
DATA constants<>+28(SB)/4, $0x3d2aa9c1
DATA constants<>+32(SB)/4, $0x3e2aaaaa
DATA constants<>+36(SB)/4, $0x3f000000  // ½
DATA constants<>+40(SB)/4, $0x3f800000  // 1
DATA constants<>+44(SB)/4, $0x3e6d3388  // 0.3275911/√2: erf after Abramowitz and Stegun 7.1.26
DATA constants<>+48(SB)/4, $0x3f07dc22  // half of its a5
DATA constants<>+52(SB)/4, $0xbf3a00e3  // a4
DATA constants<>+56(SB)/4, $0x3f35f0e3  // a3
DATA constants<>+60(SB)/4, $0xbe11a98f  // a2
DATA constants<>+64(SB)/4, $0x3e027906  // a1
DATA constants<>+68(SB)/4, $0x7fffffff  // all but the sign
GLOBL constants<>(SB), RODATA|NOPTR, $72

// EXP replaces Z0 by its exponential, using the constants that LOADEXP puts into
// Z16..Z26. It also uses Z1 and Z2.
#define LOADEXP \
	VBROADCASTSS constants<>+0(SB), Z16 \
	VBROADCASTSS constants<>+4(SB), Z17 \
	VBROADCASTSS constants<>+8(SB), Z18 \
	VBROADCASTSS constants<>+12(SB), Z19 \
	VBROADCASTSS constants<>+16(SB), Z20 \
	VBROADCASTSS constants<>+20(SB), Z21 \
	VBROADCASTSS constants<>+24(SB), Z22 \
	VBROADCASTSS constants<>+28(SB), Z23 \
	VBROADCASTSS constants<>+32(SB), Z24 \
	VBROADCASTSS constants<>+36(SB), Z25 \
	VBROADCASTSS constants<>+40(SB), Z26

#define EXP \
	VMAXPS Z16, Z0, Z0 \
	VMULPS Z17, Z0, Z1 \
	VRNDSCALEPS $0, Z1, Z1 \
	VFNMADD231PS Z18, Z1, Z0 \
	VFNMADD231PS Z19, Z1, Z0 \
	VMOVAPS Z20, Z2 \
	VFMADD213PS Z21, Z0, Z2 \
	VFMADD213PS Z22, Z0, Z2 \
	VFMADD213PS Z23, Z0, Z2 \
	VFMADD213PS Z24, Z0, Z2 \
	VFMADD213PS Z25, Z0, Z2 \
	VMULPS Z0, Z2, Z2 \
	VFMADD213PS Z0, Z0, Z2 \
	VADDPS Z26, Z2, Z2 \
	VSCALEFPS Z1, Z2, Z0

// LANES sets K1 to the lanes of the CX remaining numbers, at most 16.
#define LANES \
	MOVL $0xffff, AX \
	MOVL $0x00ff, BX \
	CMPQ CX, $16 \
	CMOVQLT BX, AX \
	KMOVW AX, K1

// func exponentiateAVX512(x *float32, n int, scale, shift float32) float32
TEXT ·exponentiateAVX512(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS scale+16(FP), Z3
	VBROADCASTSS shift+20(FP), Z4
	LOADEXP
	VPXORD Z5, Z5, Z5

exponentiateLanes:
	LANES
	VMOVUPS.Z (DI), K1, Z0
	VFMSUB213PS Z4, Z3, Z0
	EXP
	VMOVUPS Z0, K1, (DI)
	VADDPS Z0, Z5, K1, Z5
	ADDQ $64, DI
	SUBQ $16, CX
	JG exponentiateLanes

	VEXTRACTF64X4 $1, Z5, Y1
	VADDPS Y1, Y5, Y0
	VEXTRACTF128 $1, Y0, X1
	VADDPS X1, X0, X0
	VPSHUFD $0x4e, X0, X1
	VADDPS X1, X0, X0
	VPSHUFD $0xb1, X0, X1
	VADDSS X1, X0, X0
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func activateAVX512(x *float32, n int)
//
// Let t = 1/(1 + p·|x|/√2) and q = e^(-x²/2)·polynomial(t)/2, the probability that a
// standard normal variable exceeds |x|. Then GELU(x) = max(x, 0) - |x|·q.
TEXT ·activateAVX512(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	LOADEXP
	VBROADCASTSS constants<>+44(SB), Z10
	VBROADCASTSS constants<>+48(SB), Z11
	VBROADCASTSS constants<>+52(SB), Z12
	VBROADCASTSS constants<>+56(SB), Z13
	VBROADCASTSS constants<>+60(SB), Z14
	VBROADCASTSS constants<>+64(SB), Z15
	VPBROADCASTD constants<>+68(SB), Z28
	VPXORD Z27, Z27, Z27

activateLanes:
	LANES
	VMOVUPS.Z (DI), K1, Z4
	VMULPS Z4, Z4, Z0
	VFNMADD213PS Z27, Z25, Z0 // -x²/2
	EXP
	VPANDD Z28, Z4, Z5      // |x|
	VMOVAPS Z10, Z6
	VFMADD213PS Z26, Z5, Z6
	VDIVPS Z6, Z26, Z6      // t
	VMULPS Z5, Z0, Z0       // |x|·e^(-x²/2)
	VMOVAPS Z11, Z7
	VFMADD213PS Z12, Z6, Z7
	VFMADD213PS Z13, Z6, Z7
	VFMADD213PS Z14, Z6, Z7
	VFMADD213PS Z15, Z6, Z7
	VMULPS Z6, Z7, Z7
	VMAXPS Z27, Z4, Z4
	VFNMADD231PS Z7, Z0, Z4
	VMOVUPS Z4, K1, (DI)
	ADDQ $64, DI
	SUBQ $16, CX
	JG activateLanes
	VZEROUPPER
	RET
