#include "textflag.h"

// func productsAVX2(query *int16, packed *byte, into *int32, dimension, count int)
//
// It widens 16 numbers at a time to 16 bits, multiplies them, and adds them in pairs,
// alternating between two sums that do not depend on each other.
TEXT ·productsAVX2(SB), NOSPLIT, $0-40
	MOVQ query+0(FP), SI
	MOVQ packed+8(FP), DX
	MOVQ into+16(FP), DI
	MOVQ dimension+24(FP), R8
	MOVQ count+32(FP), CX

vector:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	MOVQ SI, R9
	MOVQ R8, R10
	SUBQ $32, R10
	JLT  rest

pair:
	VPMOVSXBW (DX), Y2
	VPMOVSXBW 16(DX), Y3
	VPMADDWD (R9), Y2, Y2
	VPMADDWD 32(R9), Y3, Y3
	VPADDD Y2, Y0, Y0
	VPADDD Y3, Y1, Y1
	ADDQ $32, DX
	ADDQ $64, R9
	SUBQ $32, R10
	JGE  pair

rest:
	ADDQ $32, R10
	JEQ  sum
	VPMOVSXBW (DX), Y2
	VPMADDWD (R9), Y2, Y2
	VPADDD Y2, Y0, Y0
	ADDQ $16, DX

sum:
	VPADDD Y1, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0x4E, X0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VPADDD X1, X0, X0
	VMOVD X0, (DI)
	ADDQ $4, DI
	DECQ CX
	JNZ  vector
	VZEROUPPER
	RET
