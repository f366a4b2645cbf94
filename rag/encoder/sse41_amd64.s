#include "textflag.h"

// The kernels for SSSE3 and SSE4.1, 4 numbers at a time. An operation overwrites its
// last operand; for PMADDUBSW that is the one with the unsigned numbers.

// Each constant is repeated four times, as SSE requires of operands in memory.
#define FOUR(offset, value) \
	DATA fours<>+(offset+0)(SB)/4, value \
	DATA fours<>+(offset+4)(SB)/4, value \
	DATA fours<>+(offset+8)(SB)/4, value \
	DATA fours<>+(offset+12)(SB)/4, value

FOUR(0, $0x80000000)    // the sign
FOUR(16, $0x42fe0000)   // 127
FOUR(32, $0x77800000)   // 2^112
FOUR(48, $0xc2ae0000)   // -87: e^-87 is still a normal number
FOUR(64, $0x3fb8aa3b)   // 1/ln 2
FOUR(80, $0x3f318000)   // ln 2, upper part
FOUR(96, $0xb95e8083)   // ln 2, the rest
FOUR(112, $0x39506967)  // e^x = 1 + x + x²·(½ + x·(...)), Cephes' expf
FOUR(128, $0x3ab743ce)
FOUR(144, $0x3c088908)
FOUR(160, $0x3d2aa9c1)
FOUR(176, $0x3e2aaaaa)
FOUR(192, $0x3f000000)  // ½
FOUR(208, $0x3f800000)  // 1
FOUR(224, $0x3e6d3388)  // 0.3275911/√2: erf after Abramowitz and Stegun 7.1.26
FOUR(240, $0x3f07dc22)  // half of its a5
FOUR(256, $0xbf3a00e3)  // a4
FOUR(272, $0x3f35f0e3)  // a3
FOUR(288, $0xbe11a98f)  // a2
FOUR(304, $0x3e027906)  // a1
FOUR(320, $0x437e0000)  // 254
FOUR(336, $0x000000fe)  // 254
FOUR(352, $0x00fe00fe)  // 254, twice
FOUR(368, $0x00010001)  // 1, twice
FOUR(384, $0x0f0f0f0f)  // the lower half of each byte
FOUR(400, $0x00007fff)  // all but the sign, of 16 bits
GLOBL fours<>(SB), RODATA|NOPTR, $416

// SCALEOF converts 4 floats of 16 bits at offset to 32 bits: first the magnitude, with
// an exponent that is 112 too small, then the sign.
#define SCALEOF(from, to) \
	PMOVZXWD from(SI), X0 \
	MOVO X0, X1 \
	PAND X13, X1 \
	PSLLL $13, X1 \
	MULPS X12, X1 \
	PSRLL $15, X0 \
	PSLLL $31, X0 \
	POR X0, X1 \
	MOVUPS X1, to(DX)

// NIBBLES unpacks 16 bytes: the lower halves and, 64 bytes further, the upper ones.
#define NIBBLES(from, to) \
	MOVOU from(SI), X0 \
	MOVO X0, X1 \
	PSRLW $4, X1 \
	PAND X14, X0 \
	PAND X14, X1 \
	MOVOU X0, to(DI) \
	MOVOU X1, to+64(DI)

// func unpackSSE41(tiles, weights *byte, scales *float32, blocks int)
TEXT ·unpackSSE41(SB), NOSPLIT, $0-32
	MOVQ tiles+0(FP), SI
	MOVQ weights+8(FP), DI
	MOVQ scales+16(FP), DX
	MOVQ blocks+24(FP), CX
	MOVO fours<>+384(SB), X14
	MOVO fours<>+400(SB), X13
	MOVAPS fours<>+32(SB), X12

unpackTile:
	SCALEOF(0, 0)
	SCALEOF(8, 16)
	NIBBLES(16, 0)
	NIBBLES(32, 16)
	NIBBLES(48, 128)
	NIBBLES(64, 144)
	NIBBLES(80, 256)
	NIBBLES(96, 272)
	NIBBLES(112, 384)
	NIBBLES(128, 400)
	ADDQ $144, SI
	ADDQ $512, DI
	ADDQ $64, DX
	DECQ CX
	JNZ unpackTile
	RET

// STEPS loads a block into X0..X7 and divides it by 1/127 of its largest magnitude,
// which it leaves in X9. Zeros stay zeros.
#define STEPS \
	MOVUPS (SI), X0 \
	MOVUPS 16(SI), X1 \
	MOVUPS 32(SI), X2 \
	MOVUPS 48(SI), X3 \
	MOVUPS 64(SI), X4 \
	MOVUPS 80(SI), X5 \
	MOVUPS 96(SI), X6 \
	MOVUPS 112(SI), X7 \
	MOVAPS X0, X8 \
	MOVAPS X0, X9 \
	MAXPS X1, X8 \
	MINPS X1, X9 \
	MAXPS X2, X8 \
	MINPS X2, X9 \
	MAXPS X3, X8 \
	MINPS X3, X9 \
	MAXPS X4, X8 \
	MINPS X4, X9 \
	MAXPS X5, X8 \
	MINPS X5, X9 \
	MAXPS X6, X8 \
	MINPS X6, X9 \
	MAXPS X7, X8 \
	MINPS X7, X9 \
	XORPS fours<>+0(SB), X9 \
	MAXPS X9, X8 \
	PSHUFD $0x4e, X8, X9 \
	MAXPS X9, X8 \
	PSHUFD $0xb1, X8, X9 \
	MAXPS X9, X8 \
	MOVAPS X8, X9 \
	DIVSS fours<>+16(SB), X9 \
	XORPS X10, X10 \
	UCOMISS X10, X8 \
	JEQ zero \
	MOVAPS fours<>+16(SB), X10 \
	DIVSS X8, X10 \
zero: \
	SHUFPS $0, X10, X10 \
	MULPS X10, X0 \
	MULPS X10, X1 \
	MULPS X10, X2 \
	MULPS X10, X3 \
	MULPS X10, X4 \
	MULPS X10, X5 \
	MULPS X10, X6 \
	MULPS X10, X7

// SUM stores eight times the sum of the integers in X8.
#define SUM \
	PSHUFD $0x4e, X8, X9 \
	PADDL X9, X8 \
	PSHUFD $0xb1, X8, X9 \
	PADDL X9, X8 \
	PSLLL $3, X8 \
	MOVL X8, 4(DX)

// func quantizeSSE41(x *float32, bytes *int8, scales *blockScale, blocks int)
TEXT ·quantizeSSE41(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ bytes+8(FP), DI
	MOVQ scales+16(FP), DX
	MOVQ blocks+24(FP), CX

quantizeBlock:
	STEPS
	MOVSS X9, (DX)
	CVTPS2PL X0, X0
	CVTPS2PL X1, X1
	CVTPS2PL X2, X2
	CVTPS2PL X3, X3
	CVTPS2PL X4, X4
	CVTPS2PL X5, X5
	CVTPS2PL X6, X6
	CVTPS2PL X7, X7
	MOVO X0, X8
	PADDL X1, X8
	PADDL X2, X8
	PADDL X3, X8
	PADDL X4, X8
	PADDL X5, X8
	PADDL X6, X8
	PADDL X7, X8
	SUM
	PACKSSLW X1, X0
	PACKSSLW X3, X2
	PACKSSLW X5, X4
	PACKSSLW X7, X6
	PACKSSWB X2, X0
	PACKSSWB X6, X4
	MOVOU X0, (DI)
	MOVOU X4, 16(DI)
	ADDQ $128, SI
	ADDQ $32, DI
	ADDQ $8, DX
	DECQ CX
	JNZ quantizeBlock
	RET

// REST rounds x to integers in to, and the remainder to 254ths. It adds both to their
// sums.
#define REST(x, to) \
	ROUNDPS $0, x, to \
	SUBPS to, x \
	MULPS X15, x \
	CVTPS2PL x, x \
	CVTPS2PL to, to \
	PADDL to, X8 \
	PADDL x, X13

// HALF does this for 16 numbers and stores their bytes.
#define HALF(a, b, c, d, to) \
	REST(a, X9) \
	REST(b, X10) \
	REST(c, X11) \
	REST(d, X12) \
	PACKSSLW X10, X9 \
	PACKSSLW X12, X11 \
	PACKSSWB X11, X9 \
	MOVOU X9, to(DI) \
	PACKSSLW b, a \
	PACKSSLW d, c \
	PACKSSWB c, a \
	MOVOU a, to+32(DI)

// func quantizeFineSSE41(x *float32, bytes *int8, scales *blockScale, blocks int)
TEXT ·quantizeFineSSE41(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ bytes+8(FP), DI
	MOVQ scales+16(FP), DX
	MOVQ blocks+24(FP), CX
	MOVAPS fours<>+320(SB), X15

quantizeFineBlock:
	STEPS
	DIVSS X15, X9
	MOVSS X9, (DX)
	PXOR X8, X8
	PXOR X13, X13
	HALF(X0, X1, X2, X3, 0)
	HALF(X4, X5, X6, X7, 16)
	PMULLD fours<>+336(SB), X8
	PADDL X13, X8
	SUM
	ADDQ $128, SI
	ADDQ $64, DI
	ADDQ $8, DX
	DECQ CX
	JNZ quantizeFineBlock
	RET

// COLUMNS loads 4 columns of 16 rows.
#define COLUMNS(weights) \
	MOVOU weights(SI), X8 \
	MOVOU weights+16(SI), X9 \
	MOVOU weights+32(SI), X10 \
	MOVOU weights+48(SI), X11

// FIRST multiplies them with those of two tokens, whose bytes are in the given lane of
// X14 and X15. The pairs of products fit 16 bits: 8 steps of 2·15·127 are at most 30480.
#define FIRST(weights, lane) \
	COLUMNS(weights) \
	PSHUFD lane, X14, X12 \
	PSHUFD lane, X15, X13 \
	MOVO X8, X0 \
	MOVO X9, X1 \
	MOVO X10, X2 \
	MOVO X11, X3 \
	MOVO X8, X4 \
	MOVO X9, X5 \
	MOVO X10, X6 \
	MOVO X11, X7 \
	PMADDUBSW X12, X0 \
	PMADDUBSW X12, X1 \
	PMADDUBSW X12, X2 \
	PMADDUBSW X12, X3 \
	PMADDUBSW X13, X4 \
	PMADDUBSW X13, X5 \
	PMADDUBSW X13, X6 \
	PMADDUBSW X13, X7

// PRODUCTS adds 16 rows times one token to the sums; X13 holds the weights.
#define PRODUCTS(weights, sum) \
	MOVO weights, X13 \
	PMADDUBSW X12, X13 \
	PADDW X13, sum

#define LAST(weights, sum) \
	PMADDUBSW X12, weights \
	PADDW weights, sum

#define STEP(weights, lane) \
	COLUMNS(weights) \
	PSHUFD lane, X14, X12 \
	PRODUCTS(X8, X0) \
	PRODUCTS(X9, X1) \
	PRODUCTS(X10, X2) \
	PRODUCTS(X11, X3) \
	PSHUFD lane, X15, X12 \
	LAST(X8, X4) \
	LAST(X9, X5) \
	LAST(X10, X6) \
	LAST(X11, X7)

// TILE multiplies 32 columns; the bytes begin at first.
#define TILE(first) \
	MOVOU first(R8), X14 \
	MOVOU first(R9), X15 \
	FIRST(0, $0x00) \
	STEP(64, $0x55) \
	STEP(128, $0xaa) \
	STEP(192, $0xff) \
	MOVOU first+16(R8), X14 \
	MOVOU first+16(R9), X15 \
	STEP(256, $0x00) \
	STEP(320, $0x55) \
	STEP(384, $0xaa) \
	STEP(448, $0xff)

// ADDPAIRS adds up the sums of 16 bits in pairs, times the factor in X15.
#define ADDPAIRS \
	PMADDWL X15, X0 \
	PMADDWL X15, X1 \
	PMADDWL X15, X2 \
	PMADDWL X15, X3 \
	PMADDWL X15, X4 \
	PMADDWL X15, X5 \
	PMADDWL X15, X6 \
	PMADDWL X15, X7

// SCALE subtracts the correction in X12 from the integers of 4 rows, scales them by
// X13 and the rows' own scales, and adds them to their sum.
#define SCALE(integers, rows, sum) \
	PSUBL X12, integers \
	CVTPL2PS integers, integers \
	MULPS X13, integers \
	MULPS rows, integers \
	MOVUPS sum, X14 \
	ADDPS X14, integers \
	MOVUPS integers, sum

#define TOKENSCALE(scale, correction) \
	MOVL correction, X12 \
	PSHUFD $0, X12, X12 \
	MOVSS scale, X13 \
	SHUFPS $0, X13, X13

#define SCALES \
	MOVUPS (DX), X8 \
	MOVUPS 16(DX), X9 \
	MOVUPS 32(DX), X10 \
	MOVUPS 48(DX), X11 \
	TOKENSCALE((R12), 4(R12)) \
	SCALE(X0, X8, sum-128(SP)) \
	SCALE(X1, X9, sum-112(SP)) \
	SCALE(X2, X10, sum-96(SP)) \
	SCALE(X3, X11, sum-80(SP)) \
	TOKENSCALE((R12)(R13*8), 4(R12)(R13*8)) \
	SCALE(X4, X8, sum-64(SP)) \
	SCALE(X5, X9, sum-48(SP)) \
	SCALE(X6, X10, sum-32(SP)) \
	SCALE(X7, X11, sum-16(SP))

// BEGIN computes the pointers of two tokens, with 1 << shift bytes per block, and puts
// the bias into the sums of floats.
#define BEGIN(shift) \
	MOVQ CX, R13 \
	MOVQ CX, R9 \
	SHLQ $shift, R9 \
	ADDQ R8, R9 \
	MOVUPS (AX), X0 \
	MOVUPS 16(AX), X1 \
	MOVUPS 32(AX), X2 \
	MOVUPS 48(AX), X3 \
	MOVUPS X0, sum-128(SP) \
	MOVUPS X1, sum-112(SP) \
	MOVUPS X2, sum-96(SP) \
	MOVUPS X3, sum-80(SP) \
	MOVUPS X0, sum-64(SP) \
	MOVUPS X1, sum-48(SP) \
	MOVUPS X2, sum-32(SP) \
	MOVUPS X3, sum-16(SP)

// NEXT advances to the next tile, size bytes further.
#define NEXT(size) \
	ADDQ $512, SI \
	ADDQ $64, DX \
	ADDQ $size, R8 \
	ADDQ $size, R9 \
	ADDQ $8, R12 \
	DECQ CX

// WRITE writes the sums of floats, which are still in X0..X7, to tokens that are BX
// numbers apart.
#define WRITE \
	MOVUPS X0, (DI) \
	MOVUPS X1, 16(DI) \
	MOVUPS X2, 32(DI) \
	MOVUPS X3, 48(DI) \
	LEAQ (DI)(BX*4), DI \
	MOVUPS X4, (DI) \
	MOVUPS X5, 16(DI) \
	MOVUPS X6, 32(DI) \
	MOVUPS X7, 48(DI)

// func multiplySSE41(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplySSE41(SB), NOSPLIT, $128-64
	MOVQ weights+0(FP), SI
	MOVQ weightScales+8(FP), DX
	MOVQ bytes+16(FP), R8
	MOVQ scales+24(FP), R12
	MOVQ bias+32(FP), AX
	MOVQ y+40(FP), DI
	MOVQ blocks+48(FP), CX
	BEGIN(5)

multiplyTile:
	TILE(0)
	MOVO fours<>+368(SB), X15
	ADDPAIRS
	SCALES
	NEXT(32)
	JNZ multiplyTile

	MOVQ stride+56(FP), BX
	WRITE
	RET

// COARSE adds the products of the first bytes, which are on the stack.
#define COARSE(integers, from) \
	MOVOU from, X8 \
	PADDL X8, integers

// func multiplyFineSSE41(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyFineSSE41(SB), NOSPLIT, $256-64
	MOVQ weights+0(FP), SI
	MOVQ weightScales+8(FP), DX
	MOVQ bytes+16(FP), R8
	MOVQ scales+24(FP), R12
	MOVQ bias+32(FP), AX
	MOVQ y+40(FP), DI
	MOVQ blocks+48(FP), CX
	BEGIN(6)

multiplyFineTile:
	TILE(0)
	MOVO fours<>+352(SB), X15
	ADDPAIRS
	MOVOU X0, coarse-256(SP)
	MOVOU X1, coarse-240(SP)
	MOVOU X2, coarse-224(SP)
	MOVOU X3, coarse-208(SP)
	MOVOU X4, coarse-192(SP)
	MOVOU X5, coarse-176(SP)
	MOVOU X6, coarse-160(SP)
	MOVOU X7, coarse-144(SP)
	TILE(32)
	MOVO fours<>+368(SB), X15
	ADDPAIRS
	COARSE(X0, coarse-256(SP))
	COARSE(X1, coarse-240(SP))
	COARSE(X2, coarse-224(SP))
	COARSE(X3, coarse-208(SP))
	COARSE(X4, coarse-192(SP))
	COARSE(X5, coarse-176(SP))
	COARSE(X6, coarse-160(SP))
	COARSE(X7, coarse-144(SP))
	SCALES
	NEXT(64)
	JNZ multiplyFineTile

	MOVQ stride+56(FP), BX
	WRITE
	RET

// ROW adds 8 columns of b, in X8 and X9, times one number of a to a row of c.
#define ROW(a, low, high) \
	MOVSS (a)(R12*4), X10 \
	SHUFPS $0, X10, X10 \
	MOVAPS X10, X11 \
	MULPS X8, X10 \
	MULPS X9, X11 \
	ADDPS X10, low \
	ADDPS X11, high

// func productSSE41(a, b, c *float32, depth, columns, stride int)
//
// It computes 4 rows by 8 columns at a time, in X0..X7: first rows 0 to 3, then the others.
TEXT ·productSSE41(SB), NOSPLIT, $0-48
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
	XORPS X0, X0
	XORPS X1, X1
	XORPS X2, X2
	XORPS X3, X3
	XORPS X4, X4
	XORPS X5, X5
	XORPS X6, X6
	XORPS X7, X7
	MOVQ DX, R8
	XORQ R12, R12

productDepth:
	MOVUPS (R8), X8
	MOVUPS 16(R8), X9
	ROW(SI, X0, X1)
	ROW(R9, X2, X3)
	ROW(R10, X4, X5)
	ROW(R11, X6, X7)
	ADDQ BX, R8
	INCQ R12
	CMPQ R12, CX
	JLT productDepth

	MOVQ DI, R8
	MOVUPS X0, (R8)
	MOVUPS X1, 16(R8)
	ADDQ BX, R8
	MOVUPS X2, (R8)
	MOVUPS X3, 16(R8)
	ADDQ BX, R8
	MOVUPS X4, (R8)
	MOVUPS X5, 16(R8)
	ADDQ BX, R8
	MOVUPS X6, (R8)
	MOVUPS X7, 16(R8)

	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $8, R13
	JNZ productColumns

	// Rows 1 to 3 of c have been written too.
	LEAQ (BX)(BX*2), R8
	ADDQ R8, DI
	LEAQ (R11)(AX*4), SI
	MOVQ c+16(FP), R8
	LEAQ (R8)(BX*8), R8
	CMPQ DI, R8
	JLT productRows
	RET

// EXP replaces X0 by its exponential. It also uses X1 and X2.
#define EXP \
	MAXPS fours<>+48(SB), X0 \
	MOVAPS fours<>+64(SB), X1 \
	MULPS X0, X1 \
	ROUNDPS $0, X1, X1 \
	MOVAPS fours<>+80(SB), X2 \
	MULPS X1, X2 \
	SUBPS X2, X0 \
	MOVAPS fours<>+96(SB), X2 \
	MULPS X1, X2 \
	SUBPS X2, X0 \
	MOVAPS fours<>+112(SB), X2 \
	MULPS X0, X2 \
	ADDPS fours<>+128(SB), X2 \
	MULPS X0, X2 \
	ADDPS fours<>+144(SB), X2 \
	MULPS X0, X2 \
	ADDPS fours<>+160(SB), X2 \
	MULPS X0, X2 \
	ADDPS fours<>+176(SB), X2 \
	MULPS X0, X2 \
	ADDPS fours<>+192(SB), X2 \
	MULPS X0, X2 \
	MULPS X0, X2 \
	ADDPS X2, X0 \
	ADDPS fours<>+208(SB), X0 \
	CVTPS2PL X1, X1 \
	PSLLL $23, X1 \
	PADDL X1, X0

// func exponentiateSSE41(x *float32, n int, scale, shift float32) float32
TEXT ·exponentiateSSE41(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	MOVSS scale+16(FP), X14
	SHUFPS $0, X14, X14
	MOVSS shift+20(FP), X15
	SHUFPS $0, X15, X15
	XORPS X13, X13

exponentiateLanes:
	MOVUPS (DI), X0
	MULPS X14, X0
	SUBPS X15, X0
	EXP
	MOVUPS X0, (DI)
	ADDPS X0, X13
	ADDQ $16, DI
	SUBQ $4, CX
	JNZ exponentiateLanes

	PSHUFD $0x4e, X13, X0
	ADDPS X13, X0
	PSHUFD $0xb1, X0, X1
	ADDSS X1, X0
	MOVSS X0, ret+24(FP)
	RET

// func activateSSE41(x *float32, n int)
//
// Let t = 1/(1 + p·|x|/√2) and q = e^(-x²/2)·polynomial(t)/2, the probability that a
// standard normal variable exceeds |x|. Then GELU(x) = max(x, 0) - |x|·q.
TEXT ·activateSSE41(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	MOVAPS fours<>+0(SB), X15

activateLanes:
	MOVUPS (DI), X14
	MOVAPS X14, X0
	MULPS X0, X0
	MULPS fours<>+192(SB), X0
	XORPS X15, X0           // -x²/2
	EXP
	MOVAPS X15, X3
	ANDNPS X14, X3          // |x|
	MOVAPS fours<>+224(SB), X4
	MULPS X3, X4
	ADDPS fours<>+208(SB), X4
	MOVAPS fours<>+208(SB), X5
	DIVPS X4, X5            // t
	MULPS X3, X0            // |x|·e^(-x²/2)
	MOVAPS fours<>+240(SB), X4
	MULPS X5, X4
	ADDPS fours<>+256(SB), X4
	MULPS X5, X4
	ADDPS fours<>+272(SB), X4
	MULPS X5, X4
	ADDPS fours<>+288(SB), X4
	MULPS X5, X4
	ADDPS fours<>+304(SB), X4
	MULPS X5, X4
	MULPS X4, X0
	XORPS X1, X1
	MAXPS X1, X14
	SUBPS X0, X14
	MOVUPS X14, (DI)
	ADDQ $16, DI
	SUBQ $4, CX
	JNZ activateLanes
	RET
