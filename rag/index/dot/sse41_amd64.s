#include "textflag.h"

// func productsSSE41(query *int16, packed *byte, into *int32, dimension, count int)
//
// It is like productsAVX2, with 8 numbers at a time.
TEXT ·productsSSE41(SB), NOSPLIT, $0-40
	MOVQ query+0(FP), SI
	MOVQ packed+8(FP), DX
	MOVQ into+16(FP), DI
	MOVQ dimension+24(FP), R8
	MOVQ count+32(FP), CX

vector:
	PXOR X0, X0
	PXOR X1, X1
	MOVQ SI, R9
	MOVQ R8, R10

sixteen:
	PMOVSXBW (DX), X2
	PMOVSXBW 8(DX), X3
	MOVOU (R9), X4
	MOVOU 16(R9), X5
	PMADDWL X4, X2
	PMADDWL X5, X3
	PADDL X2, X0
	PADDL X3, X1
	ADDQ $16, DX
	ADDQ $32, R9
	SUBQ $16, R10
	JNZ  sixteen

	PADDL X1, X0
	PSHUFD $0x4e, X0, X1
	PADDL X1, X0
	PSHUFD $0xb1, X0, X1
	PADDL X1, X0
	MOVL X0, (DI)
	ADDQ $4, DI
	DECQ CX
	JNZ  vector
	RET
