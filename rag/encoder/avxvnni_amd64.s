#include "textflag.h"
#include "avx2_amd64.h"

// The multiplications for AVX-VNNI: one instruction multiplies four bytes and adds them.

// DOT is VPDPBUSD bytes, weights, sum, in the encoding without AVX-512, which Go's
// assembler lacks. Registers are given as numbers.
#define DOT(bytes, weights, sum) \
	BYTE $0xc4 \
	BYTE $(0xe2 ^ ((sum)>>3)<<7 ^ ((bytes)>>3)<<5) \
	BYTE $(0x7d ^ (weights)<<3) \
	BYTE $0x50 \
	BYTE $(0xc0 | ((sum)&7)<<3 | (bytes)&7)

// COLUMNS multiplies 4 columns of 16 rows with those of 4 tokens.
#define COLUMNS(weights, bytes) \
	VMOVDQU weights(SI), Y8 \
	VMOVDQU weights+32(SI), Y9 \
	VPBROADCASTD bytes(R8), Y10 \
	VPBROADCASTD bytes(R9), Y11 \
	VPBROADCASTD bytes(R10), Y12 \
	VPBROADCASTD bytes(R11), Y13 \
	DOT(10, 8, 0) \
	DOT(10, 9, 4) \
	DOT(11, 8, 1) \
	DOT(11, 9, 5) \
	DOT(12, 8, 2) \
	DOT(12, 9, 6) \
	DOT(13, 8, 3) \
	DOT(13, 9, 7)

#define TILE(first) \
	COLUMNS(0, first) \
	COLUMNS(64, first+4) \
	COLUMNS(128, first+8) \
	COLUMNS(192, first+12) \
	COLUMNS(256, first+16) \
	COLUMNS(320, first+20) \
	COLUMNS(384, first+24) \
	COLUMNS(448, first+28)

#define CLEAR \
	VPXOR Y0, Y0, Y0 \
	VPXOR Y1, Y1, Y1 \
	VPXOR Y2, Y2, Y2 \
	VPXOR Y3, Y3, Y3 \
	VPXOR Y4, Y4, Y4 \
	VPXOR Y5, Y5, Y5 \
	VPXOR Y6, Y6, Y6 \
	VPXOR Y7, Y7, Y7

// func multiplyVNNI(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyVNNI(SB), NOSPLIT, $256-64
	MOVQ weights+0(FP), SI
	MOVQ weightScales+8(FP), DX
	MOVQ bytes+16(FP), R8
	MOVQ scales+24(FP), R12
	MOVQ bias+32(FP), AX
	MOVQ y+40(FP), DI
	MOVQ blocks+48(FP), CX
	POINTERS(5)

multiplyTile:
	CLEAR
	TILE(0)
	SCALES
	NEXT(32)
	JNZ multiplyTile

	MOVQ stride+56(FP), BX
	WRITE
	VZEROUPPER
	RET

// func multiplyFineVNNI(weights *byte, weightScales *float32, bytes *int8, scales *blockScale, bias, y *float32, blocks, stride int)
TEXT ·multiplyFineVNNI(SB), NOSPLIT, $256-64
	MOVQ weights+0(FP), SI
	MOVQ weightScales+8(FP), DX
	MOVQ bytes+16(FP), R8
	MOVQ scales+24(FP), R12
	MOVQ bias+32(FP), AX
	MOVQ y+40(FP), DI
	MOVQ blocks+48(FP), CX
	POINTERS(6)
	MOVL $254, AX
	VMOVD AX, X15
	VPBROADCASTD X15, Y15

multiplyFineTile:
	CLEAR
	TILE(0)
	VPMULLD Y15, Y0, Y0
	VPMULLD Y15, Y1, Y1
	VPMULLD Y15, Y2, Y2
	VPMULLD Y15, Y3, Y3
	VPMULLD Y15, Y4, Y4
	VPMULLD Y15, Y5, Y5
	VPMULLD Y15, Y6, Y6
	VPMULLD Y15, Y7, Y7
	TILE(32)
	SCALES
	NEXT(64)
	JNZ multiplyFineTile

	MOVQ stride+56(FP), BX
	WRITE
	VZEROUPPER
	RET
