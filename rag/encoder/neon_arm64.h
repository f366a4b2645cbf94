// Advanced SIMD instructions that Go's assembler does not have, as words. Registers are
// given as numbers, in the order of ARM's manual: the destination first.

#define THREE(op, d, n, m) WORD $(op | (m)<<16 | (n)<<5 | (d))
#define TWO(op, d, n) WORD $(op | (n)<<5 | (d))

#define FADD(d, n, m) THREE(0x4e20d400, d, n, m)     // FADD Vd.4S, Vn.4S, Vm.4S
#define FSUB(d, n, m) THREE(0x4ea0d400, d, n, m)     // FSUB Vd.4S, Vn.4S, Vm.4S
#define FMUL(d, n, m) THREE(0x6e20dc00, d, n, m)     // FMUL Vd.4S, Vn.4S, Vm.4S
#define FDIV(d, n, m) THREE(0x6e20fc00, d, n, m)     // FDIV Vd.4S, Vn.4S, Vm.4S
#define FMAX(d, n, m) THREE(0x4e20f400, d, n, m)     // FMAX Vd.4S, Vn.4S, Vm.4S
#define FMLA(d, n, m) THREE(0x4e20cc00, d, n, m)     // FMLA Vd.4S, Vn.4S, Vm.4S
#define FMLS(d, n, m) THREE(0x4ea0cc00, d, n, m)     // FMLS Vd.4S, Vn.4S, Vm.4S
#define FABS(d, n) TWO(0x4ea0f800, d, n)           // FABS Vd.4S, Vn.4S
#define FNEG(d, n) TWO(0x6ea0f800, d, n)           // FNEG Vd.4S, Vn.4S
#define FRINTN(d, n) TWO(0x4e218800, d, n)         // FRINTN Vd.4S, Vn.4S
#define FCVTNS(d, n) TWO(0x4e21a800, d, n)         // FCVTNS Vd.4S, Vn.4S
#define SCVTF(d, n) TWO(0x4e21d800, d, n)          // SCVTF Vd.4S, Vn.4S
#define FCVTL(d, n) TWO(0x0e217800, d, n)          // FCVTL Vd.4S, Vn.4H
#define FCVTL2(d, n) TWO(0x4e217800, d, n)         // FCVTL2 Vd.4S, Vn.8H
#define FMAXV(d, n) TWO(0x6e30f800, d, n)          // FMAXV Sd, Vn.4S
#define FADDP(d, n, m) THREE(0x6e20d400, d, n, m)    // FADDP Vd.4S, Vn.4S, Vm.4S
#define MUL(d, n, m) THREE(0x4ea09c00, d, n, m)      // MUL Vd.4S, Vn.4S, Vm.4S
#define ADDP(d, n, m) THREE(0x4ea0bc00, d, n, m)     // ADDP Vd.4S, Vn.4S, Vm.4S
#define SMULL(d, n, m) THREE(0x0e20c000, d, n, m)    // SMULL Vd.8H, Vn.8B, Vm.8B
#define SMULL2(d, n, m) THREE(0x4e20c000, d, n, m)   // SMULL2 Vd.8H, Vn.16B, Vm.16B
#define SMLAL(d, n, m) THREE(0x0e208000, d, n, m)    // SMLAL Vd.8H, Vn.8B, Vm.8B
#define SMLAL2(d, n, m) THREE(0x4e208000, d, n, m)   // SMLAL2 Vd.8H, Vn.16B, Vm.16B
#define SADDLP(d, n) TWO(0x4e602800, d, n)         // SADDLP Vd.4S, Vn.8H

// SDOT Vd.4S, Vn.16B, Vm.4B[lane], from FEAT_DotProd.
#define SDOT(d, n, m, lane) WORD $(0x4f80e000 | ((lane)&1)<<21 | ((lane)>>1)<<11 | (m)<<16 | (n)<<5 | (d))
