#include "textflag.h"
#include "neon_arm64.h"

// The kernels for Advanced SIMD, which every 64-bit ARM processor has, 4 numbers at a
// time. The instructions whose registers are given as numbers are in neon_arm64.h.

// func unpackNEON(tiles, weights *byte, scales *float32, blocks int)
TEXT ·unpackNEON(SB), NOSPLIT, $0-32
	MOVD tiles+0(FP), R0
	MOVD weights+8(FP), R1
	MOVD scales+16(FP), R2
	MOVD blocks+24(FP), R3
	VMOVI $15, V31.B16

unpackTile:
	FMOVQ (R0), F0
	FCVTL(1, 0)
	FCVTL2(2, 0)
	FSTPQ (F1, F2), (R2)
	FLDPQ 16(R0), (F0, F1)
	FLDPQ 48(R0), (F2, F3)
	FLDPQ 80(R0), (F4, F5)
	FLDPQ 112(R0), (F6, F7)
	VUSHR $4, V0.B16, V16.B16
	VUSHR $4, V1.B16, V17.B16
	VUSHR $4, V2.B16, V18.B16
	VUSHR $4, V3.B16, V19.B16
	VUSHR $4, V4.B16, V20.B16
	VUSHR $4, V5.B16, V21.B16
	VUSHR $4, V6.B16, V22.B16
	VUSHR $4, V7.B16, V23.B16
	VAND V31.B16, V0.B16, V0.B16
	VAND V31.B16, V1.B16, V1.B16
	VAND V31.B16, V2.B16, V2.B16
	VAND V31.B16, V3.B16, V3.B16
	VAND V31.B16, V4.B16, V4.B16
	VAND V31.B16, V5.B16, V5.B16
	VAND V31.B16, V6.B16, V6.B16
	VAND V31.B16, V7.B16, V7.B16
	FSTPQ (F0, F1), (R1)
	FSTPQ (F16, F17), 64(R1)
	FSTPQ (F2, F3), 128(R1)
	FSTPQ (F18, F19), 192(R1)
	FSTPQ (F4, F5), 256(R1)
	FSTPQ (F20, F21), 320(R1)
	FSTPQ (F6, F7), 384(R1)
	FSTPQ (F22, F23), 448(R1)
	ADD $144, R0
	ADD $512, R1
	ADD $64, R2
	SUBS $1, R3
	BNE unpackTile
	RET

// STEPS loads a block into V0..V7 and divides it by 1/127 of its largest magnitude,
// which it leaves in F9. Zeros stay zeros. F24 is 127.
#define STEPS \
	VLD1.P 64(R0), [V0.S4, V1.S4, V2.S4, V3.S4] \
	VLD1.P 64(R0), [V4.S4, V5.S4, V6.S4, V7.S4] \
	FABS(16, 0) \
	FABS(17, 1) \
	FABS(18, 2) \
	FABS(19, 3) \
	FABS(20, 4) \
	FABS(21, 5) \
	FABS(22, 6) \
	FABS(23, 7) \
	FMAX(16, 16, 17) \
	FMAX(18, 18, 19) \
	FMAX(20, 20, 21) \
	FMAX(22, 22, 23) \
	FMAX(16, 16, 18) \
	FMAX(20, 20, 22) \
	FMAX(16, 16, 20) \
	FMAXV(8, 16) \
	FDIVS F24, F8, F9 \
	FMOVS ZR, F10 \
	FCMPS F10, F8 \
	BEQ zero \
	FDIVS F8, F24, F10 \
zero: \
	VDUP V10.S[0], V10.S4 \
	FMUL(0, 0, 10) \
	FMUL(1, 1, 10) \
	FMUL(2, 2, 10) \
	FMUL(3, 3, 10) \
	FMUL(4, 4, 10) \
	FMUL(5, 5, 10) \
	FMUL(6, 6, 10) \
	FMUL(7, 7, 10)

// SUM8 adds up V0..V7 into V16.
#define SUM8(a, b, c, d, e, f, g, h, to) \
	VADD a.S4, b.S4, V16.S4 \
	VADD c.S4, d.S4, V17.S4 \
	VADD e.S4, f.S4, V18.S4 \
	VADD g.S4, h.S4, V19.S4 \
	VADD V16.S4, V17.S4, V16.S4 \
	VADD V18.S4, V19.S4, V18.S4 \
	VADD V16.S4, V18.S4, to.S4

// BYTES packs 32 integers into the bytes of a and e.
#define BYTES(a, b, c, d, e, f, g, h) \
	VUZP1 b.H8, a.H8, a.H8 \
	VUZP1 d.H8, c.H8, c.H8 \
	VUZP1 f.H8, e.H8, e.H8 \
	VUZP1 h.H8, g.H8, g.H8 \
	VUZP1 c.B16, a.B16, a.B16 \
	VUZP1 g.B16, e.B16, e.B16

// STORE stores the scale in F9 and eight times the sum of the integers in V16.
#define STORE \
	VADDV V16.S4, V16 \
	VSHL $3, V16.S4, V16.S4 \
	FMOVS F9, (R2) \
	FMOVS F16, 4(R2) \
	ADD $8, R2

// func quantizeNEON(x *float32, bytes *int8, scales *blockScale, blocks int)
TEXT ·quantizeNEON(SB), NOSPLIT, $0-32
	MOVD x+0(FP), R0
	MOVD bytes+8(FP), R1
	MOVD scales+16(FP), R2
	MOVD blocks+24(FP), R3
	FMOVS $127.0, F24

quantizeBlock:
	STEPS
	FCVTNS(0, 0)
	FCVTNS(1, 1)
	FCVTNS(2, 2)
	FCVTNS(3, 3)
	FCVTNS(4, 4)
	FCVTNS(5, 5)
	FCVTNS(6, 6)
	FCVTNS(7, 7)
	SUM8(V0, V1, V2, V3, V4, V5, V6, V7, V16)
	STORE
	BYTES(V0, V1, V2, V3, V4, V5, V6, V7)
	FSTPQ (F0, F4), (R1)
	ADD $32, R1
	SUBS $1, R3
	BNE quantizeBlock
	RET

// REST rounds x to integers in to, and the remainder to 254ths.
#define REST(x, to) \
	FRINTN(to, x) \
	FSUB(x, x, to) \
	FMUL(x, x, 25) \
	FCVTNS(x, x) \
	FCVTNS(to, to)

// func quantizeFineNEON(x *float32, bytes *int8, scales *blockScale, blocks int)
TEXT ·quantizeFineNEON(SB), NOSPLIT, $0-32
	MOVD x+0(FP), R0
	MOVD bytes+8(FP), R1
	MOVD scales+16(FP), R2
	MOVD blocks+24(FP), R3
	FMOVS $127.0, F24
	FMOVS $254.0, F25
	VDUP V25.S[0], V25.S4
	MOVW $254, R4
	VDUP R4, V26.S4

quantizeFineBlock:
	STEPS
	FDIVS F25, F9, F9
	REST(0, 10)
	REST(1, 11)
	REST(2, 12)
	REST(3, 13)
	REST(4, 14)
	REST(5, 15)
	REST(6, 20)
	REST(7, 21)
	SUM8(V10, V11, V12, V13, V14, V15, V20, V21, V22)
	SUM8(V0, V1, V2, V3, V4, V5, V6, V7, V16)
	MUL(22, 22, 26)
	VADD V22.S4, V16.S4, V16.S4
	STORE
	BYTES(V10, V11, V12, V13, V14, V15, V20, V21)
	BYTES(V0, V1, V2, V3, V4, V5, V6, V7)
	FSTPQ (F10, F14), (R1)
	FSTPQ (F0, F4), 32(R1)
	ADD $64, R1
	SUBS $1, R3
	BNE quantizeFineBlock
	RET

// POINTERS computes the pointers of 4 tokens, with 1 << shift bytes per block: to their
// bytes in R8..R11, and to their scales in R4..R7.
#define POINTERS(shift) \
	LSL $shift, R3, R13 \
	ADD R13, R8, R9 \
	ADD R13, R9, R10 \
	ADD R13, R10, R11 \
	LSL $3, R3, R13 \
	ADD R13, R4, R5 \
	ADD R13, R5, R6 \
	ADD R13, R6, R7

// The kernel multiplies 8 rows with 4 tokens at a time, and then the other group of 8
// rows. BEGIN loads the arguments for group R14, 0 or 1.
#define BEGIN(weights, weightScales, bytes, scales, bias, y, blocks, stride) \
	MOVD weights, R0 \
	MOVD weightScales, R2 \
	MOVD bytes, R8 \
	MOVD scales, R4 \
	MOVD bias, R15 \
	MOVD y, R1 \
	MOVD blocks, R3 \
	MOVD stride, R12 \
	LSL $2, R12 \
	LSL $5, R14, R13 \
	ADD R13, R0 \
	ADD R13, R2 \
	ADD R13, R15 \
	ADD R13, R1

#define BIAS(a, b, c, d, e, f, g, h) \
	VLD1 (R15), [V30.S4, V31.S4] \
	VMOV V30.B16, a.B16 \
	VMOV V31.B16, b.B16 \
	VMOV V30.B16, c.B16 \
	VMOV V31.B16, d.B16 \
	VMOV V30.B16, e.B16 \
	VMOV V31.B16, f.B16 \
	VMOV V30.B16, g.B16 \
	VMOV V31.B16, h.B16

#define WRITE(a, b, c, d, e, f, g, h) \
	FSTPQ (a, b), (R1) \
	ADD R12, R1 \
	FSTPQ (c, d), (R1) \
	ADD R12, R1 \
	FSTPQ (e, f), (R1) \
	ADD R12, R1 \
	FSTPQ (g, h), (R1)

// COLUMNS loads 4 columns of the 8 rows and those of each token.
#define COLUMNS(weights) \
	FLDPQ weights(R0), (F16, F17) \
	VLD1R.P 4(R8), [V18.S4] \
	VLD1R.P 4(R9), [V19.S4] \
	VLD1R.P 4(R10), [V20.S4] \
	VLD1R.P 4(R11), [V21.S4]

// FIRST multiplies 4 columns. Each of V0..V15 has the products of two rows with one
// token, four for each row. 8 steps of 15·127 fit 16 bits.
#define FIRST \
	COLUMNS(0) \
	SMULL(0, 16, 18) \
	SMULL2(1, 16, 18) \
	SMULL(2, 17, 18) \
	SMULL2(3, 17, 18) \
	SMULL(4, 16, 19) \
	SMULL2(5, 16, 19) \
	SMULL(6, 17, 19) \
	SMULL2(7, 17, 19) \
	SMULL(8, 16, 20) \
	SMULL2(9, 16, 20) \
	SMULL(10, 17, 20) \
	SMULL2(11, 17, 20) \
	SMULL(12, 16, 21) \
	SMULL2(13, 16, 21) \
	SMULL(14, 17, 21) \
	SMULL2(15, 17, 21)

#define STEP(weights) \
	COLUMNS(weights) \
	SMLAL(0, 16, 18) \
	SMLAL2(1, 16, 18) \
	SMLAL(2, 17, 18) \
	SMLAL2(3, 17, 18) \
	SMLAL(4, 16, 19) \
	SMLAL2(5, 16, 19) \
	SMLAL(6, 17, 19) \
	SMLAL2(7, 17, 19) \
	SMLAL(8, 16, 20) \
	SMLAL2(9, 16, 20) \
	SMLAL(10, 17, 20) \
	SMLAL2(11, 17, 20) \
	SMLAL(12, 16, 21) \
	SMLAL2(13, 16, 21) \
	SMLAL(14, 17, 21) \
	SMLAL2(15, 17, 21)

#define TILE \
	FIRST \
	STEP(64) \
	STEP(128) \
	STEP(192) \
	STEP(256) \
	STEP(320) \
	STEP(384) \
	STEP(448)

// ADDFOURS adds up the four products of each row. Those of a token are in a and c.
#define ADDFOURS(a, b, c, d) \
	SADDLP(a, a) \
	SADDLP(b, b) \
	SADDLP(c, c) \
	SADDLP(d, d) \
	ADDP(a, a, b) \
	ADDP(c, c, d)

#define ADDALLFOURS \
	ADDFOURS(0, 1, 2, 3) \
	ADDFOURS(4, 5, 6, 7) \
	ADDFOURS(8, 9, 10, 11) \
	ADDFOURS(12, 13, 14, 15)

// SCALE subtracts the correction from the integers of a token, in a and b, and adds
// them, scaled, to low and high. In SCALEDOT, V28 and V29 are the scales of the rows.
#define SCALE(scales, va, vb, a, b, rows, rows2, t, correction, low, high) \
	VLD1R.P 4(scales), [V30.S4] \
	VLD1R.P 4(scales), [V31.S4] \
	VSUB V31.S4, va.S4, va.S4 \
	VSUB V31.S4, vb.S4, vb.S4 \
	SCVTF(a, a) \
	SCVTF(b, b) \
	FMUL(t, rows, 30) \
	FMLA(low, a, t) \
	FMUL(t, rows2, 30) \
	FMLA(high, b, t)

// SCALES does this for 4 tokens, whose integers are where ADDALLFOURS leaves them.
#define SCALES \
	FLDPQ (R2), (F16, F17) \
	SCALE(R4, V0, V2, 0, 2, 16, 17, 18, 31, 22, 23) \
	SCALE(R5, V4, V6, 4, 6, 16, 17, 18, 31, 24, 25) \
	SCALE(R6, V8, V10, 8, 10, 16, 17, 18, 31, 26, 27) \
	SCALE(R7, V12, V14, 12, 14, 16, 17, 18, 31, 28, 29)

#define NEXT \
	ADD $512, R0 \
	ADD $64, R2 \
	SUBS $1, R3

// func multiplyNEON(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyNEON(SB), NOSPLIT, $0-64
	MOVD ZR, R14

multiplyGroup:
	BEGIN(weights+0(FP), weightScales+8(FP), bytes+16(FP), scales+24(FP), bias+32(FP), y+40(FP), blocks+48(FP), stride+56(FP))
	POINTERS(5)
	BIAS(V22, V23, V24, V25, V26, V27, V28, V29)

multiplyTile:
	TILE
	ADDALLFOURS
	SCALES
	NEXT
	BNE multiplyTile

	WRITE(F22, F23, F24, F25, F26, F27, F28, F29)
	ADD $1, R14
	CMP $2, R14
	BNE multiplyGroup
	RET

// COARSE multiplies the integers of the first bytes by 254 and saves them.
#define COARSE(a, b, c, d, to) \
	MUL(a, a, 16) \
	MUL(b, b, 16) \
	FSTPQ (c, d), to(R16)

#define ADDCOARSE(va, vb, from) \
	FLDPQ from(R16), (F16, F17) \
	VADD V16.S4, va.S4, va.S4 \
	VADD V17.S4, vb.S4, vb.S4

// func multiplyFineNEON(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyFineNEON(SB), NOSPLIT, $128-64
	MOVD ZR, R14
	MOVD $coarse-128(SP), R16
	MOVW $254, R17

multiplyFineGroup:
	BEGIN(weights+0(FP), weightScales+8(FP), bytes+16(FP), scales+24(FP), bias+32(FP), y+40(FP), blocks+48(FP), stride+56(FP))
	POINTERS(6)
	BIAS(V22, V23, V24, V25, V26, V27, V28, V29)

multiplyFineTile:
	TILE
	ADDALLFOURS
	VDUP R17, V16.S4
	COARSE(0, 2, F0, F2, 0)
	COARSE(4, 6, F4, F6, 32)
	COARSE(8, 10, F8, F10, 64)
	COARSE(12, 14, F12, F14, 96)
	TILE
	ADDALLFOURS
	ADDCOARSE(V0, V2, 0)
	ADDCOARSE(V4, V6, 32)
	ADDCOARSE(V8, V10, 64)
	ADDCOARSE(V12, V14, 96)
	SCALES
	NEXT
	BNE multiplyFineTile

	WRITE(F22, F23, F24, F25, F26, F27, F28, F29)
	ADD $1, R14
	CMP $2, R14
	BNE multiplyFineGroup
	RET

// With dot products, each of V0..V7 has the sums of four rows with one token, V8..V15
// have the sums of floats, and V16..V23 the bytes of the tokens.

#define CLEAR \
	VEOR V0.B16, V0.B16, V0.B16 \
	VEOR V1.B16, V1.B16, V1.B16 \
	VEOR V2.B16, V2.B16, V2.B16 \
	VEOR V3.B16, V3.B16, V3.B16 \
	VEOR V4.B16, V4.B16, V4.B16 \
	VEOR V5.B16, V5.B16, V5.B16 \
	VEOR V6.B16, V6.B16, V6.B16 \
	VEOR V7.B16, V7.B16, V7.B16

#define TOKENS \
	FLDPQ.P 32(R8), (F16, F17) \
	FLDPQ.P 32(R9), (F18, F19) \
	FLDPQ.P 32(R10), (F20, F21) \
	FLDPQ.P 32(R11), (F22, F23)

// DOT multiplies 4 columns. Those of the tokens are in a lane of one of two registers.
#define DOT(weights, half, lane) \
	FLDPQ weights(R0), (F24, F25) \
	SDOT(0, 24, 16+half, lane) \
	SDOT(1, 25, 16+half, lane) \
	SDOT(2, 24, 18+half, lane) \
	SDOT(3, 25, 18+half, lane) \
	SDOT(4, 24, 20+half, lane) \
	SDOT(5, 25, 20+half, lane) \
	SDOT(6, 24, 22+half, lane) \
	SDOT(7, 25, 22+half, lane)

#define DOTTILE \
	TOKENS \
	DOT(0, 0, 0) \
	DOT(64, 0, 1) \
	DOT(128, 0, 2) \
	DOT(192, 0, 3) \
	DOT(256, 1, 0) \
	DOT(320, 1, 1) \
	DOT(384, 1, 2) \
	DOT(448, 1, 3)

#define DOTSCALES \
	FLDPQ (R2), (F28, F29) \
	SCALE(R4, V0, V1, 0, 1, 28, 29, 26, 31, 8, 9) \
	SCALE(R5, V2, V3, 2, 3, 28, 29, 26, 31, 10, 11) \
	SCALE(R6, V4, V5, 4, 5, 28, 29, 26, 31, 12, 13) \
	SCALE(R7, V6, V7, 6, 7, 28, 29, 26, 31, 14, 15)

// func multiplyDot(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyDot(SB), NOSPLIT, $0-64
	MOVD ZR, R14

multiplyGroup:
	BEGIN(weights+0(FP), weightScales+8(FP), bytes+16(FP), scales+24(FP), bias+32(FP), y+40(FP), blocks+48(FP), stride+56(FP))
	POINTERS(5)
	BIAS(V8, V9, V10, V11, V12, V13, V14, V15)

multiplyTile:
	CLEAR
	DOTTILE
	DOTSCALES
	NEXT
	BNE multiplyTile

	WRITE(F8, F9, F10, F11, F12, F13, F14, F15)
	ADD $1, R14
	CMP $2, R14
	BNE multiplyGroup
	RET

// func multiplyFineDot(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyFineDot(SB), NOSPLIT, $0-64
	MOVD ZR, R14
	MOVW $254, R17
	VDUP R17, V27.S4

multiplyFineGroup:
	BEGIN(weights+0(FP), weightScales+8(FP), bytes+16(FP), scales+24(FP), bias+32(FP), y+40(FP), blocks+48(FP), stride+56(FP))
	POINTERS(6)
	BIAS(V8, V9, V10, V11, V12, V13, V14, V15)

multiplyFineTile:
	CLEAR
	DOTTILE
	MUL(0, 0, 27)
	MUL(1, 1, 27)
	MUL(2, 2, 27)
	MUL(3, 3, 27)
	MUL(4, 4, 27)
	MUL(5, 5, 27)
	MUL(6, 6, 27)
	MUL(7, 7, 27)
	DOTTILE
	DOTSCALES
	NEXT
	BNE multiplyFineTile

	WRITE(F8, F9, F10, F11, F12, F13, F14, F15)
	ADD $1, R14
	CMP $2, R14
	BNE multiplyFineGroup
	RET

// func productNEON(a, b, c *float32, depth, columns, stride int)
//
// It computes 4 rows by 16 columns at a time, in V0..V15: first rows 0 to 3, then the others.
TEXT ·productNEON(SB), NOSPLIT, $0-48
	MOVD a+0(FP), R0
	MOVD c+16(FP), R2
	MOVD depth+24(FP), R3
	MOVD columns+32(FP), R4
	MOVD stride+40(FP), R5
	LSL $2, R5              // bytes of a row of a
	LSL $2, R4, R6          // bytes of a row of b and of c
	MOVD $2, R14            // times 4 rows

productRows:
	MOVD b+8(FP), R1
	MOVD R4, R7             // remaining columns
	MOVD R2, R15

productColumns:
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16
	MOVD R0, R8
	ADD R5, R8, R9
	ADD R5, R9, R10
	ADD R5, R10, R11
	MOVD R1, R12
	MOVD R3, R13

productDepth:
	FLDPQ (R12), (F16, F17)
	FLDPQ 32(R12), (F18, F19)
	VLD1R.P 4(R8), [V20.S4]
	VLD1R.P 4(R9), [V21.S4]
	VLD1R.P 4(R10), [V22.S4]
	VLD1R.P 4(R11), [V23.S4]
	FMLA(0, 16, 20)
	FMLA(1, 17, 20)
	FMLA(2, 18, 20)
	FMLA(3, 19, 20)
	FMLA(4, 16, 21)
	FMLA(5, 17, 21)
	FMLA(6, 18, 21)
	FMLA(7, 19, 21)
	FMLA(8, 16, 22)
	FMLA(9, 17, 22)
	FMLA(10, 18, 22)
	FMLA(11, 19, 22)
	FMLA(12, 16, 23)
	FMLA(13, 17, 23)
	FMLA(14, 18, 23)
	FMLA(15, 19, 23)
	ADD R6, R12
	SUBS $1, R13
	BNE productDepth

	MOVD R15, R12
	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R12)
	ADD R6, R12
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R12)
	ADD R6, R12
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R12)
	ADD R6, R12
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R12)
	ADD $64, R1
	ADD $64, R15
	SUBS $16, R7
	BNE productColumns

	ADD R5<<2, R0
	ADD R6<<2, R2
	SUBS $1, R14
	BNE productRows
	RET

DATA constants<>+0(SB)/4, $0xc2ae0000  // -87: e^-87 is still a normal number
DATA constants<>+4(SB)/4, $0x3fb8aa3b  // 1/ln 2
DATA constants<>+8(SB)/4, $0x3f318000  // ln 2, upper part
DATA constants<>+12(SB)/4, $0xb95e8083 // ln 2, the rest
DATA constants<>+16(SB)/4, $0x39506967 // e^x = 1 + x + x²·(½ + x·(...)), Cephes' expf
DATA constants<>+20(SB)/4, $0x3ab743ce
DATA constants<>+24(SB)/4, $0x3c088908
DATA constants<>+28(SB)/4, $0x3d2aa9c1
DATA constants<>+32(SB)/4, $0x3e2aaaaa
DATA constants<>+36(SB)/4, $0x3f000000 // ½
DATA constants<>+40(SB)/4, $0x3f800000 // 1
DATA constants<>+44(SB)/4, $0x3e6d3388 // 0.3275911/√2: erf after Abramowitz and Stegun 7.1.26
DATA constants<>+48(SB)/4, $0x3f07dc22 // half of its a5
DATA constants<>+52(SB)/4, $0xbf3a00e3 // a4
DATA constants<>+56(SB)/4, $0x3f35f0e3 // a3
DATA constants<>+60(SB)/4, $0xbe11a98f // a2
DATA constants<>+64(SB)/4, $0x3e027906 // a1
GLOBL constants<>(SB), RODATA|NOPTR, $68

// LOADEXP puts the constants of EXP into V16..V26.
#define LOADEXP \
	MOVD $constants<>(SB), R5 \
	VLD1R.P 4(R5), [V16.S4] \
	VLD1R.P 4(R5), [V17.S4] \
	VLD1R.P 4(R5), [V18.S4] \
	VLD1R.P 4(R5), [V19.S4] \
	VLD1R.P 4(R5), [V20.S4] \
	VLD1R.P 4(R5), [V21.S4] \
	VLD1R.P 4(R5), [V22.S4] \
	VLD1R.P 4(R5), [V23.S4] \
	VLD1R.P 4(R5), [V24.S4] \
	VLD1R.P 4(R5), [V25.S4] \
	VLD1R.P 4(R5), [V26.S4]

// EXP replaces V0 by its exponential. It also uses V1, V2 and V3.
#define EXP \
	FMAX(0, 0, 16) \
	FMUL(1, 0, 17) \
	FRINTN(1, 1) \
	FMLS(0, 1, 18) \
	FMLS(0, 1, 19) \
	VMOV V21.B16, V2.B16 \
	FMLA(2, 20, 0) \
	VMOV V22.B16, V3.B16 \
	FMLA(3, 2, 0) \
	VMOV V23.B16, V2.B16 \
	FMLA(2, 3, 0) \
	VMOV V24.B16, V3.B16 \
	FMLA(3, 2, 0) \
	VMOV V25.B16, V2.B16 \
	FMLA(2, 3, 0) \
	FMUL(2, 2, 0) \
	FMLA(0, 2, 0) \
	FADD(0, 0, 26) \
	FCVTNS(1, 1) \
	VSHL $23, V1.S4, V1.S4 \
	VADD V1.S4, V0.S4, V0.S4

// func exponentiateNEON(x *float32, n int, scale, shift float32) float32
TEXT ·exponentiateNEON(SB), NOSPLIT, $0-28
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	FMOVS scale+16(FP), F4
	FMOVS shift+20(FP), F5
	VDUP V4.S[0], V4.S4
	VDUP V5.S[0], V5.S4
	FNEG(5, 5)
	LOADEXP
	VEOR V6.B16, V6.B16, V6.B16

exponentiateLanes:
	FMOVQ (R0), F1
	VMOV V5.B16, V0.B16
	FMLA(0, 1, 4)
	EXP
	FMOVQ.P F0, 16(R0)
	FADD(6, 6, 0)
	SUBS $4, R1
	BNE exponentiateLanes

	FADDP(6, 6, 6)
	FADDP(6, 6, 6)
	FMOVS F6, ret+24(FP)
	RET

// func activateNEON(x *float32, n int)
//
// Let t = 1/(1 + p·|x|/√2) and q = e^(-x²/2)·polynomial(t)/2, the probability that a
// standard normal variable exceeds |x|. Then GELU(x) = max(x, 0) - |x|·q.
TEXT ·activateNEON(SB), NOSPLIT, $0-16
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	LOADEXP
	VLD1R.P 4(R5), [V8.S4]
	VLD1R.P 4(R5), [V9.S4]
	VLD1R.P 4(R5), [V10.S4]
	VLD1R.P 4(R5), [V11.S4]
	VLD1R.P 4(R5), [V12.S4]
	VLD1R (R5), [V13.S4]
	VEOR V14.B16, V14.B16, V14.B16

activateLanes:
	FMOVQ (R0), F4
	FMUL(0, 4, 4)
	FMUL(0, 0, 25)
	FNEG(0, 0)              // -x²/2
	EXP
	FABS(5, 4)              // |x|
	VMOV V26.B16, V6.B16
	FMLA(6, 5, 8)
	FDIV(6, 26, 6)          // t
	FMUL(0, 0, 5)           // |x|·e^(-x²/2)
	VMOV V10.B16, V2.B16
	FMLA(2, 9, 6)
	VMOV V11.B16, V3.B16
	FMLA(3, 2, 6)
	VMOV V12.B16, V2.B16
	FMLA(2, 3, 6)
	VMOV V13.B16, V3.B16
	FMLA(3, 2, 6)
	FMUL(3, 3, 6)
	FMAX(4, 4, 14)
	FMLS(4, 0, 3)
	FMOVQ.P F4, 16(R0)
	SUBS $4, R1
	BNE activateLanes
	RET
