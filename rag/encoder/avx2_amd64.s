#include "textflag.h"
#include "avx2_amd64.h"

// The kernels for AVX2 and FMA. Operands are in Plan 9 order: the destination
// comes last, and VPMADDUBSW takes its signed operand first.

// Constants. They are broadcast on use.
DATA constants<>+0(SB)/4, $0x7fffffff   // all but the sign
DATA constants<>+4(SB)/4, $0x42fe0000   // 127
DATA constants<>+8(SB)/4, $0x77800000   // 2^112
DATA constants<>+12(SB)/4, $0xc2ae0000  // -87: e^-87 is still a normal number
DATA constants<>+16(SB)/4, $0x3fb8aa3b  // 1/ln 2
DATA constants<>+20(SB)/4, $0x3f318000  // ln 2, upper part
DATA constants<>+24(SB)/4, $0xb95e8083  // ln 2, the rest
DATA constants<>+28(SB)/4, $0x39506967  // e^x = 1 + x + x²·(½ + x·(...)), Cephes' expf
DATA constants<>+32(SB)/4, $0x3ab743ce
DATA constants<>+36(SB)/4, $0x3c088908
DATA constants<>+40(SB)/4, $0x3d2aa9c1
DATA constants<>+44(SB)/4, $0x3e2aaaaa
DATA constants<>+48(SB)/4, $0x3f000000  // ½
DATA constants<>+52(SB)/4, $0x3f800000  // 1
DATA constants<>+56(SB)/4, $0x0000007f  // 127, the exponent of 1
DATA constants<>+60(SB)/4, $0x3e6d3388  // 0.3275911/√2: erf after Abramowitz and Stegun 7.1.26
DATA constants<>+64(SB)/4, $0x3f07dc22  // half of its a5
DATA constants<>+68(SB)/4, $0xbf3a00e3  // a4
DATA constants<>+72(SB)/4, $0x3f35f0e3  // a3
DATA constants<>+76(SB)/4, $0xbe11a98f  // a2
DATA constants<>+80(SB)/4, $0x3e027906  // a1
DATA constants<>+84(SB)/4, $0x437e0000  // 254
DATA constants<>+88(SB)/4, $0x000000fe  // 254
GLOBL constants<>(SB), RODATA|NOPTR, $92

// permutation restores the order of lanes after packing.
DATA permutation<>+0(SB)/4, $0
DATA permutation<>+4(SB)/4, $4
DATA permutation<>+8(SB)/4, $1
DATA permutation<>+12(SB)/4, $5
DATA permutation<>+16(SB)/4, $2
DATA permutation<>+20(SB)/4, $6
DATA permutation<>+24(SB)/4, $3
DATA permutation<>+28(SB)/4, $7
GLOBL permutation<>(SB), RODATA|NOPTR, $32

// func unpackAVX2(tiles, weights *byte, scales *float32, blocks int)
TEXT ·unpackAVX2(SB), NOSPLIT, $0-32
	MOVQ tiles+0(FP), SI
	MOVQ weights+8(FP), DI
	MOVQ scales+16(FP), DX
	MOVQ blocks+24(FP), CX
	MOVL $0x0f0f0f0f, AX
	VMOVD AX, X14
	VPBROADCASTD X14, Y14
	MOVL $0x7fff, AX
	VMOVD AX, X13
	VPBROADCASTD X13, Y13
	VBROADCASTSS constants<>+8(SB), Y12

unpackTile:
	// Convert scales of 16 bits: first the magnitude, with an exponent that is 112
	// too small, then the sign.
	VPMOVZXWD (SI), Y0
	VPAND Y13, Y0, Y1
	VPSLLD $13, Y1, Y1
	VMULPS Y12, Y1, Y1
	VPSRLD $15, Y0, Y0
	VPSLLD $31, Y0, Y0
	VPOR Y0, Y1, Y1
	VMOVUPS Y1, (DX)

	VMOVDQU 16(SI), Y2
	VMOVDQU 48(SI), Y4
	VMOVDQU 80(SI), Y6
	VMOVDQU 112(SI), Y8
	VPSRLW $4, Y2, Y3
	VPSRLW $4, Y4, Y5
	VPSRLW $4, Y6, Y7
	VPSRLW $4, Y8, Y9
	VPAND Y14, Y2, Y2
	VPAND Y14, Y3, Y3
	VPAND Y14, Y4, Y4
	VPAND Y14, Y5, Y5
	VPAND Y14, Y6, Y6
	VPAND Y14, Y7, Y7
	VPAND Y14, Y8, Y8
	VPAND Y14, Y9, Y9
	VMOVDQU Y2, (DI)
	VMOVDQU Y3, 64(DI)
	VMOVDQU Y4, 128(DI)
	VMOVDQU Y5, 192(DI)
	VMOVDQU Y6, 256(DI)
	VMOVDQU Y7, 320(DI)
	VMOVDQU Y8, 384(DI)
	VMOVDQU Y9, 448(DI)

	ADDQ $144, SI
	ADDQ $512, DI
	ADDQ $64, DX
	DECQ CX
	JNZ unpackTile
	VZEROUPPER
	RET

// LARGEST loads a block into Y0..Y3. It puts 127 divided by the largest magnitude into
// all lanes of Y6, and the magnitude divided by 127 into X5. Zero gives zero.
#define LARGEST \
	VMOVUPS (SI), Y0 \
	VMOVUPS 32(SI), Y1 \
	VMOVUPS 64(SI), Y2 \
	VMOVUPS 96(SI), Y3 \
	VANDPS Y15, Y0, Y4 \
	VANDPS Y15, Y1, Y5 \
	VANDPS Y15, Y2, Y6 \
	VANDPS Y15, Y3, Y7 \
	VMAXPS Y5, Y4, Y4 \
	VMAXPS Y7, Y6, Y6 \
	VMAXPS Y6, Y4, Y4 \
	VEXTRACTF128 $1, Y4, X5 \
	VMAXPS X5, X4, X4 \
	VPSHUFD $0x4e, X4, X5 \
	VMAXPS X5, X4, X4 \
	VPSHUFD $0xb1, X4, X5 \
	VMAXPS X5, X4, X4 \
	VDIVSS X14, X4, X5 \
	VXORPS X6, X6, X6 \
	VUCOMISS X6, X4 \
	JEQ zero \
	VDIVSS X4, X14, X6 \
zero: \
	VBROADCASTSS X6, Y6

// SUM stores eight times the sum of the integers in Y4.
#define SUM \
	VEXTRACTI128 $1, Y4, X5 \
	VPADDD X5, X4, X4 \
	VPSHUFD $0x4e, X4, X5 \
	VPADDD X5, X4, X4 \
	VPSHUFD $0xb1, X4, X5 \
	VPADDD X5, X4, X4 \
	VPSLLD $3, X4, X4 \
	VMOVD X4, 4(DX)

// BYTES packs the integers of four registers into one.
#define BYTES(a, b, c, d) \
	VPACKSSDW b, a, a \
	VPACKSSDW d, c, c \
	VPACKSSWB c, a, a \
	VPERMD a, Y13, a

// func quantizeAVX2(x *float32, bytes *int8, scales *blockScale, blocks int)
TEXT ·quantizeAVX2(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ bytes+8(FP), DI
	MOVQ scales+16(FP), DX
	MOVQ blocks+24(FP), CX
	VBROADCASTSS constants<>+0(SB), Y15
	VMOVSS constants<>+4(SB), X14
	VMOVDQU permutation<>(SB), Y13

quantizeBlock:
	LARGEST
	VMOVSS X5, (DX)
	VMULPS Y6, Y0, Y0
	VMULPS Y6, Y1, Y1
	VMULPS Y6, Y2, Y2
	VMULPS Y6, Y3, Y3
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VCVTPS2DQ Y3, Y3

	VPADDD Y1, Y0, Y4
	VPADDD Y3, Y2, Y5
	VPADDD Y5, Y4, Y4
	SUM
	BYTES(Y0, Y1, Y2, Y3)
	VMOVDQU Y0, (DI)

	ADDQ $128, SI
	ADDQ $32, DI
	ADDQ $8, DX
	DECQ CX
	JNZ quantizeBlock
	VZEROUPPER
	RET

// func quantizeFineAVX2(x *float32, bytes *int8, scales *blockScale, blocks int)
TEXT ·quantizeFineAVX2(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ bytes+8(FP), DI
	MOVQ scales+16(FP), DX
	MOVQ blocks+24(FP), CX
	VBROADCASTSS constants<>+0(SB), Y15
	VMOVSS constants<>+4(SB), X14
	VMOVDQU permutation<>(SB), Y13
	VBROADCASTSS constants<>+84(SB), Y12
	VPBROADCASTD constants<>+88(SB), Y11

quantizeFineBlock:
	LARGEST
	VDIVSS X12, X5, X5
	VMOVSS X5, (DX)
	VMULPS Y6, Y0, Y0
	VMULPS Y6, Y1, Y1
	VMULPS Y6, Y2, Y2
	VMULPS Y6, Y3, Y3
	VROUNDPS $0, Y0, Y4
	VROUNDPS $0, Y1, Y5
	VROUNDPS $0, Y2, Y6
	VROUNDPS $0, Y3, Y7

	// The remainder after the first bytes, in 254ths.
	VSUBPS Y4, Y0, Y0
	VSUBPS Y5, Y1, Y1
	VSUBPS Y6, Y2, Y2
	VSUBPS Y7, Y3, Y3
	VMULPS Y12, Y0, Y0
	VMULPS Y12, Y1, Y1
	VMULPS Y12, Y2, Y2
	VMULPS Y12, Y3, Y3
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VCVTPS2DQ Y3, Y3
	VCVTPS2DQ Y4, Y4
	VCVTPS2DQ Y5, Y5
	VCVTPS2DQ Y6, Y6
	VCVTPS2DQ Y7, Y7

	VPADDD Y5, Y4, Y8
	VPADDD Y7, Y6, Y9
	VPADDD Y9, Y8, Y8
	VPMULLD Y11, Y8, Y8
	VPADDD Y1, Y0, Y9
	VPADDD Y3, Y2, Y10
	VPADDD Y10, Y9, Y9
	BYTES(Y4, Y5, Y6, Y7)
	VMOVDQU Y4, (DI)
	VPADDD Y9, Y8, Y4
	SUM
	BYTES(Y0, Y1, Y2, Y3)
	VMOVDQU Y0, 32(DI)

	ADDQ $128, SI
	ADDQ $64, DI
	ADDQ $8, DX
	DECQ CX
	JNZ quantizeFineBlock
	VZEROUPPER
	RET

// ADDPAIRS adds up the sums of 16 bits in pairs, times a factor.
#define ADDPAIRS(factor) \
	VPMADDWD factor, Y0, Y0 \
	VPMADDWD factor, Y1, Y1 \
	VPMADDWD factor, Y2, Y2 \
	VPMADDWD factor, Y3, Y3

// PRODUCTS multiplies 4 columns of 16 rows, in Y8 and Y9, with one token. The pairs
// of products fit 16 bits: 8 steps of 2·15·127 are at most 30480. The first step needs
// no sum.
#define PRODUCTS(bytes, token, low, high) \
	VPBROADCASTD bytes(token), Y12 \
	VPMADDUBSW Y12, Y8, low \
	VPMADDUBSW Y12, Y9, high

#define COLUMNS(weights) \
	VMOVDQU weights(SI), Y8 \
	VMOVDQU weights+32(SI), Y9

#define PAIRFIRST(bytes) \
	COLUMNS(0) \
	PRODUCTS(bytes, R8, Y0, Y4) \
	PRODUCTS(bytes, R9, Y1, Y5) \
	PRODUCTS(bytes, R10, Y2, Y6) \
	PRODUCTS(bytes, R11, Y3, Y7)

#define PAIRSTEP(weights, bytes) \
	COLUMNS(weights) \
	PRODUCTS(bytes, R8, Y10, Y11) \
	VPADDW Y10, Y0, Y0 \
	VPADDW Y11, Y4, Y4 \
	PRODUCTS(bytes, R9, Y13, Y14) \
	VPADDW Y13, Y1, Y1 \
	VPADDW Y14, Y5, Y5 \
	PRODUCTS(bytes, R10, Y10, Y11) \
	VPADDW Y10, Y2, Y2 \
	VPADDW Y11, Y6, Y6 \
	PRODUCTS(bytes, R11, Y13, Y14) \
	VPADDW Y13, Y3, Y3 \
	VPADDW Y14, Y7, Y7

#define PAIRTILE(first) \
	PAIRFIRST(first) \
	PAIRSTEP(64, first+4) \
	PAIRSTEP(128, first+8) \
	PAIRSTEP(192, first+12) \
	PAIRSTEP(256, first+16) \
	PAIRSTEP(320, first+20) \
	PAIRSTEP(384, first+24) \
	PAIRSTEP(448, first+28)

#define ADDALLPAIRS(factor) \
	ADDPAIRS(factor) \
	VPMADDWD factor, Y4, Y4 \
	VPMADDWD factor, Y5, Y5 \
	VPMADDWD factor, Y6, Y6 \
	VPMADDWD factor, Y7, Y7

// Multiply two groups at once, so that the tokens' bytes are loaded half as often.

// func multiplyAVX2(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyAVX2(SB), NOSPLIT, $256-64
	MOVQ weights+0(FP), SI
	MOVQ weightScales+8(FP), DX
	MOVQ bytes+16(FP), R8
	MOVQ scales+24(FP), R12
	MOVQ bias+32(FP), AX
	MOVQ y+40(FP), DI
	MOVQ blocks+48(FP), CX
	POINTERS(5)
	VPCMPEQW Y15, Y15, Y15
	VPSRLW $15, Y15, Y15    // 1 in each of 16 lanes

multiplyTile:
	PAIRTILE(0)
	ADDALLPAIRS(Y15)
	SCALES
	NEXT(32)
	JNZ multiplyTile

	MOVQ stride+56(FP), BX
	WRITE
	VZEROUPPER
	RET

// func multiplyFineAVX2(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyFineAVX2(SB), NOSPLIT, $512-64
	MOVQ weights+0(FP), SI
	MOVQ weightScales+8(FP), DX
	MOVQ bytes+16(FP), R8
	MOVQ scales+24(FP), R12
	MOVQ bias+32(FP), AX
	MOVQ y+40(FP), DI
	MOVQ blocks+48(FP), CX
	POINTERS(6)
	VPBROADCASTW constants<>+88(SB), Y15

multiplyFineTile:
	PAIRTILE(0)
	ADDALLPAIRS(Y15)
	VMOVDQU Y0, coarse-512(SP)
	VMOVDQU Y1, coarse-480(SP)
	VMOVDQU Y2, coarse-448(SP)
	VMOVDQU Y3, coarse-416(SP)
	VMOVDQU Y4, coarse-384(SP)
	VMOVDQU Y5, coarse-352(SP)
	VMOVDQU Y6, coarse-320(SP)
	VMOVDQU Y7, coarse-288(SP)
	PAIRTILE(32)
	VPCMPEQW Y8, Y8, Y8
	VPSRLW $15, Y8, Y8
	ADDALLPAIRS(Y8)
	VPADDD coarse-512(SP), Y0, Y0
	VPADDD coarse-480(SP), Y1, Y1
	VPADDD coarse-448(SP), Y2, Y2
	VPADDD coarse-416(SP), Y3, Y3
	VPADDD coarse-384(SP), Y4, Y4
	VPADDD coarse-352(SP), Y5, Y5
	VPADDD coarse-320(SP), Y6, Y6
	VPADDD coarse-288(SP), Y7, Y7
	SCALES
	NEXT(64)
	JNZ multiplyFineTile

	MOVQ stride+56(FP), BX
	WRITE
	VZEROUPPER
	RET

// EXP replaces Y0 by its exponential, using the constants that LOADEXP puts into
// Y2..Y12. It also uses Y1 and Y13.
#define LOADEXP \
	VBROADCASTSS constants<>+12(SB), Y2 \
	VBROADCASTSS constants<>+16(SB), Y3 \
	VBROADCASTSS constants<>+20(SB), Y4 \
	VBROADCASTSS constants<>+24(SB), Y5 \
	VBROADCASTSS constants<>+28(SB), Y6 \
	VBROADCASTSS constants<>+32(SB), Y7 \
	VBROADCASTSS constants<>+36(SB), Y8 \
	VBROADCASTSS constants<>+40(SB), Y9 \
	VBROADCASTSS constants<>+44(SB), Y10 \
	VBROADCASTSS constants<>+48(SB), Y11 \
	VBROADCASTSS constants<>+52(SB), Y12

#define EXP \
	VMAXPS Y2, Y0, Y0 \
	VMULPS Y3, Y0, Y1 \
	VROUNDPS $0, Y1, Y1 \
	VFNMADD231PS Y4, Y1, Y0 \
	VFNMADD231PS Y5, Y1, Y0 \
	VMOVAPS Y6, Y13 \
	VFMADD213PS Y7, Y0, Y13 \
	VFMADD213PS Y8, Y0, Y13 \
	VFMADD213PS Y9, Y0, Y13 \
	VFMADD213PS Y10, Y0, Y13 \
	VFMADD213PS Y11, Y0, Y13 \
	VMULPS Y0, Y13, Y13 \
	VFMADD213PS Y0, Y0, Y13 \
	VADDPS Y12, Y13, Y0 \
	VCVTPS2DQ Y1, Y1 \
	VPSLLD $23, Y1, Y1 \
	VPADDD Y1, Y0, Y0

// func exponentiateAVX2(x *float32, n int, scale, shift float32) float32
TEXT ·exponentiateAVX2(SB), NOSPLIT, $32-28
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS scale+16(FP), Y14
	VBROADCASTSS shift+20(FP), Y15
	LOADEXP
	VXORPS Y1, Y1, Y1
	VMOVUPS Y1, sum-32(SP)

exponentiateLanes:
	VMOVUPS (DI), Y0
	VFMSUB213PS Y15, Y14, Y0
	EXP
	VMOVUPS Y0, (DI)
	VADDPS sum-32(SP), Y0, Y0
	VMOVUPS Y0, sum-32(SP)
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ exponentiateLanes

	VEXTRACTF128 $1, Y0, X1
	VADDPS X1, X0, X0
	VPSHUFD $0x4e, X0, X1
	VADDPS X1, X0, X0
	VPSHUFD $0xb1, X0, X1
	VADDSS X1, X0, X0
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func activateAVX2(x *float32, n int)
//
// Let t = 1/(1 + p·|x|/√2) and q = e^(-x²/2)·polynomial(t)/2, the probability that a
// standard normal variable exceeds |x|. Then GELU(x) = max(x, 0) - |x|·q.
TEXT ·activateAVX2(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	LOADEXP

activateLanes:
	VMOVUPS (DI), Y14
	VMULPS Y14, Y14, Y0
	VMULPS Y11, Y0, Y0
	VXORPS Y1, Y1, Y1
	VSUBPS Y0, Y1, Y0       // -x²/2
	EXP
	VBROADCASTSS constants<>+0(SB), Y1
	VANDPS Y1, Y14, Y1      // |x|
	VBROADCASTSS constants<>+60(SB), Y13
	VFMADD213PS Y12, Y1, Y13
	VDIVPS Y13, Y12, Y13    // t
	VMULPS Y1, Y0, Y0       // |x|·e^(-x²/2)
	VBROADCASTSS constants<>+64(SB), Y15
	VBROADCASTSS constants<>+68(SB), Y1
	VFMADD213PS Y1, Y13, Y15
	VBROADCASTSS constants<>+72(SB), Y1
	VFMADD213PS Y1, Y13, Y15
	VBROADCASTSS constants<>+76(SB), Y1
	VFMADD213PS Y1, Y13, Y15
	VBROADCASTSS constants<>+80(SB), Y1
	VFMADD213PS Y1, Y13, Y15
	VMULPS Y13, Y15, Y15
	VXORPS Y1, Y1, Y1
	VMAXPS Y1, Y14, Y14
	VFNMADD231PS Y15, Y0, Y14
	VMOVUPS Y14, (DI)
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ activateLanes
	VZEROUPPER
	RET

// func productAVX2(a, b, c *float32, depth, columns, stride int)
//
// It computes 4 rows by 16 columns at a time, in Y0..Y7: first rows 0 to 3, then the others.
TEXT ·productAVX2(SB), NOSPLIT, $0-48
	MOVQ a+0(FP), SI
	MOVQ c+16(FP), DI
	MOVQ depth+24(FP), CX

productRows:
	MOVQ b+8(FP), DX
	MOVQ columns+32(FP), BX
	MOVQ stride+40(FP), AX
	LEAQ (SI)(AX*4), R9
	LEAQ (R9)(AX*4), R10
	LEAQ (R10)(AX*4), R11
	MOVQ BX, R13            // remaining columns
	SHLQ $2, BX             // bytes of a row of b and of c

productColumns:
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	MOVQ DX, R8
	XORQ R12, R12

productDepth:
	VMOVUPS (R8), Y8
	VMOVUPS 32(R8), Y9
	VBROADCASTSS (SI)(R12*4), Y10
	VBROADCASTSS (R9)(R12*4), Y11
	VBROADCASTSS (R10)(R12*4), Y12
	VBROADCASTSS (R11)(R12*4), Y13
	VFMADD231PS Y8, Y10, Y0
	VFMADD231PS Y9, Y10, Y1
	VFMADD231PS Y8, Y11, Y2
	VFMADD231PS Y9, Y11, Y3
	VFMADD231PS Y8, Y12, Y4
	VFMADD231PS Y9, Y12, Y5
	VFMADD231PS Y8, Y13, Y6
	VFMADD231PS Y9, Y13, Y7
	ADDQ BX, R8
	INCQ R12
	CMPQ R12, CX
	JLT productDepth

	MOVQ DI, R8
	VMOVUPS Y0, (R8)
	VMOVUPS Y1, 32(R8)
	ADDQ BX, R8
	VMOVUPS Y2, (R8)
	VMOVUPS Y3, 32(R8)
	ADDQ BX, R8
	VMOVUPS Y4, (R8)
	VMOVUPS Y5, 32(R8)
	ADDQ BX, R8
	VMOVUPS Y6, (R8)
	VMOVUPS Y7, 32(R8)

	ADDQ $64, DX
	ADDQ $64, DI
	SUBQ $16, R13
	JNZ productColumns

	// Rows 1 to 3 of c have been written too.
	LEAQ (BX)(BX*2), R8
	ADDQ R8, DI
	LEAQ (R11)(AX*4), SI
	MOVQ c+16(FP), R8
	LEAQ (R8)(BX*8), R8
	CMPQ DI, R8
	JLT productRows
	VZEROUPPER
	RET
