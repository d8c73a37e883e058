// The functions of the LLVM C API that Quern uses, declared here so that building Quern needs
// LLVM's library but not its headers. `make check-headers` compiles this file together with
// LLVM's own headers, so that a prototype or a number that differs is an error.

#ifndef QUERN_CLLVM_H
#define QUERN_CLLVM_H

#include <stddef.h>
#include <stdint.h>

// Types. LLVM's own headers define them when the declarations are checked.

#ifndef QUERN_CHECK_HEADERS

typedef int LLVMBool;
typedef struct LLVMOpaqueMemoryBuffer *LLVMMemoryBufferRef;
typedef struct LLVMOpaqueContext *LLVMContextRef;
typedef struct LLVMOpaqueModule *LLVMModuleRef;
typedef struct LLVMOpaqueType *LLVMTypeRef;
typedef struct LLVMOpaqueValue *LLVMValueRef;
typedef struct LLVMOpaqueBasicBlock *LLVMBasicBlockRef;
typedef struct LLVMOpaqueBuilder *LLVMBuilderRef;
typedef struct LLVMOpaqueAttributeRef *LLVMAttributeRef;
typedef struct LLVMOpaqueError *LLVMErrorRef;
typedef struct LLVMTarget *LLVMTargetRef;
typedef struct LLVMOpaqueTargetMachine *LLVMTargetMachineRef;
typedef struct LLVMOpaqueTargetData *LLVMTargetDataRef;
typedef struct LLVMOpaquePassBuilderOptions *LLVMPassBuilderOptionsRef;
typedef struct LLVMOrcOpaqueLLJITBuilder *LLVMOrcLLJITBuilderRef;
typedef struct LLVMOrcOpaqueLLJIT *LLVMOrcLLJITRef;
typedef struct LLVMOrcOpaqueJITDylib *LLVMOrcJITDylibRef;
typedef struct LLVMOrcOpaqueDefinitionGenerator *LLVMOrcDefinitionGeneratorRef;
typedef struct LLVMOrcOpaqueSymbolStringPoolEntry *LLVMOrcSymbolStringPoolEntryRef;
typedef uint64_t LLVMOrcExecutorAddress;
typedef int (*LLVMOrcSymbolPredicate)(void *Ctx, LLVMOrcSymbolStringPoolEntryRef Sym);
typedef unsigned LLVMAttributeIndex;
typedef unsigned LLVMFastMathFlags;

typedef enum { LLVMVectorTypeKind = 13 } LLVMTypeKind;

typedef enum { LLVMInternalLinkage = 8, LLVMPrivateLinkage = 9 } LLVMLinkage;

typedef enum {
  LLVMIntEQ = 32,
  LLVMIntNE = 33,
  LLVMIntUGT = 34,
  LLVMIntUGE = 35,
  LLVMIntULT = 36,
  LLVMIntULE = 37,
  LLVMIntSGT = 38,
  LLVMIntSGE = 39,
  LLVMIntSLT = 40,
  LLVMIntSLE = 41
} LLVMIntPredicate;

typedef enum {
  LLVMRealOEQ = 1,
  LLVMRealOGT = 2,
  LLVMRealOGE = 3,
  LLVMRealOLT = 4,
  LLVMRealOLE = 5,
  LLVMRealONE = 6,
  LLVMRealORD = 7,
  LLVMRealUNO = 8,
  LLVMRealUNE = 14
} LLVMRealPredicate;

typedef enum { LLVMReturnStatusAction = 2 } LLVMVerifierFailureAction;

typedef enum {
  LLVMCodeGenLevelNone = 0,
  LLVMCodeGenLevelLess = 1,
  LLVMCodeGenLevelDefault = 2,
  LLVMCodeGenLevelAggressive = 3
} LLVMCodeGenOptLevel;

typedef enum { LLVMRelocPIC = 2 } LLVMRelocMode;

typedef enum { LLVMCodeModelDefault = 0 } LLVMCodeModel;

typedef enum { LLVMAssemblyFile = 0, LLVMObjectFile = 1 } LLVMCodeGenFileType;

#else

_Static_assert(LLVMVectorTypeKind == 13, "type kinds");
_Static_assert(LLVMInternalLinkage == 8 && LLVMPrivateLinkage == 9, "linkage");
_Static_assert(LLVMIntEQ == 32 && LLVMIntNE == 33 && LLVMIntUGT == 34, "integer predicates");
_Static_assert(LLVMIntUGE == 35 && LLVMIntULT == 36 && LLVMIntULE == 37, "integer predicates");
_Static_assert(LLVMIntSGT == 38 && LLVMIntSGE == 39, "integer predicates");
_Static_assert(LLVMIntSLT == 40 && LLVMIntSLE == 41, "integer predicates");
_Static_assert(LLVMRealOEQ == 1 && LLVMRealOGT == 2 && LLVMRealOGE == 3, "real predicates");
_Static_assert(LLVMRealOLT == 4 && LLVMRealOLE == 5 && LLVMRealONE == 6, "real predicates");
_Static_assert(LLVMRealORD == 7 && LLVMRealUNO == 8 && LLVMRealUNE == 14, "real predicates");
_Static_assert(LLVMReturnStatusAction == 2, "verifier actions");
_Static_assert(LLVMCodeGenLevelNone == 0 && LLVMCodeGenLevelLess == 1, "levels");
_Static_assert(LLVMCodeGenLevelDefault == 2 && LLVMCodeGenLevelAggressive == 3, "levels");
_Static_assert(LLVMRelocPIC == 2 && LLVMCodeModelDefault == 0, "code models");
_Static_assert(LLVMAssemblyFile == 0 && LLVMObjectFile == 1, "file types");

#endif

// Core: contexts, modules, messages.

void LLVMGetVersion(unsigned *Major, unsigned *Minor, unsigned *Patch);
void LLVMDisposeMessage(char *Message);
char *LLVMGetErrorMessage(LLVMErrorRef Err);
void LLVMDisposeErrorMessage(char *ErrMsg);
LLVMContextRef LLVMContextCreate(void);
void LLVMContextDispose(LLVMContextRef C);
void LLVMContextSetDiscardValueNames(LLVMContextRef C, LLVMBool Discard);
LLVMModuleRef LLVMModuleCreateWithNameInContext(const char *ModuleID, LLVMContextRef C);
void LLVMDisposeModule(LLVMModuleRef M);
void LLVMSetTarget(LLVMModuleRef M, const char *Triple);
void LLVMSetModuleDataLayout(LLVMModuleRef M, LLVMTargetDataRef DL);
char *LLVMPrintModuleToString(LLVMModuleRef M);
LLVMBool LLVMVerifyModule(LLVMModuleRef M, LLVMVerifierFailureAction Action, char **OutMessage);
const char *LLVMGetBufferStart(LLVMMemoryBufferRef MemBuf);
size_t LLVMGetBufferSize(LLVMMemoryBufferRef MemBuf);
void LLVMDisposeMemoryBuffer(LLVMMemoryBufferRef MemBuf);
LLVMMemoryBufferRef LLVMCreateMemoryBufferWithMemoryRangeCopy(
    const char *InputData, size_t InputDataLength, const char *BufferName);

// Core: types.

LLVMTypeRef LLVMIntTypeInContext(LLVMContextRef C, unsigned NumBits);
LLVMTypeRef LLVMHalfTypeInContext(LLVMContextRef C);
LLVMTypeRef LLVMFloatTypeInContext(LLVMContextRef C);
LLVMTypeRef LLVMDoubleTypeInContext(LLVMContextRef C);
LLVMTypeRef LLVMVoidTypeInContext(LLVMContextRef C);
LLVMTypeRef LLVMPointerTypeInContext(LLVMContextRef C, unsigned AddressSpace);
LLVMTypeRef LLVMVectorType(LLVMTypeRef ElementType, unsigned ElementCount);
LLVMTypeRef LLVMArrayType2(LLVMTypeRef ElementType, uint64_t ElementCount);
LLVMTypeRef LLVMFunctionType(
    LLVMTypeRef ReturnType, LLVMTypeRef *ParamTypes, unsigned ParamCount, LLVMBool IsVarArg);
LLVMTypeRef LLVMTypeOf(LLVMValueRef Val);
LLVMTypeKind LLVMGetTypeKind(LLVMTypeRef Ty);
unsigned LLVMGetVectorSize(LLVMTypeRef VectorTy);

// Core: constants and globals.

LLVMValueRef LLVMConstInt(LLVMTypeRef IntTy, unsigned long long N, LLVMBool SignExtend);
LLVMValueRef LLVMConstReal(LLVMTypeRef RealTy, double N);
LLVMValueRef LLVMConstNull(LLVMTypeRef Ty);
LLVMValueRef LLVMGetPoison(LLVMTypeRef Ty);
LLVMValueRef LLVMConstVector(LLVMValueRef *ScalarConstantVals, unsigned Size);
LLVMValueRef LLVMConstBitCast(LLVMValueRef ConstantVal, LLVMTypeRef ToType);
LLVMValueRef LLVMAddGlobal(LLVMModuleRef M, LLVMTypeRef Ty, const char *Name);
void LLVMSetInitializer(LLVMValueRef GlobalVar, LLVMValueRef ConstantVal);
void LLVMSetGlobalConstant(LLVMValueRef GlobalVar, LLVMBool IsConstant);
void LLVMSetLinkage(LLVMValueRef Global, LLVMLinkage Linkage);
void LLVMSetAlignment(LLVMValueRef V, unsigned Bytes);
void LLVMSetVolatile(LLVMValueRef MemoryAccessInst, LLVMBool IsVolatile);

// Core: functions.

LLVMValueRef LLVMAddFunction(LLVMModuleRef M, const char *Name, LLVMTypeRef FunctionTy);
LLVMValueRef LLVMGetNamedFunction(LLVMModuleRef M, const char *Name);
LLVMValueRef LLVMGetParam(LLVMValueRef Fn, unsigned Index);
void LLVMAddAttributeAtIndex(LLVMValueRef F, LLVMAttributeIndex Idx, LLVMAttributeRef A);
unsigned LLVMGetEnumAttributeKindForName(const char *Name, size_t SLen);
LLVMAttributeRef LLVMCreateEnumAttribute(LLVMContextRef C, unsigned KindID, uint64_t Val);
LLVMAttributeRef LLVMCreateStringAttribute(
    LLVMContextRef C, const char *K, unsigned KLength, const char *V, unsigned VLength);
unsigned LLVMLookupIntrinsicID(const char *Name, size_t NameLen);
LLVMValueRef LLVMGetIntrinsicDeclaration(
    LLVMModuleRef Mod, unsigned ID, LLVMTypeRef *ParamTypes, size_t ParamCount);
LLVMTypeRef LLVMIntrinsicGetType(
    LLVMContextRef Ctx, unsigned ID, LLVMTypeRef *ParamTypes, size_t ParamCount);

// Core: blocks and instructions.

LLVMBasicBlockRef LLVMAppendBasicBlockInContext(
    LLVMContextRef C, LLVMValueRef Fn, const char *Name);
LLVMBuilderRef LLVMCreateBuilderInContext(LLVMContextRef C);
void LLVMDisposeBuilder(LLVMBuilderRef Builder);
void LLVMPositionBuilderAtEnd(LLVMBuilderRef Builder, LLVMBasicBlockRef Block);
void LLVMPositionBuilderBefore(LLVMBuilderRef Builder, LLVMValueRef Instr);
LLVMBasicBlockRef LLVMGetEntryBasicBlock(LLVMValueRef Fn);
LLVMValueRef LLVMGetFirstInstruction(LLVMBasicBlockRef BB);
LLVMBasicBlockRef LLVMGetInsertBlock(LLVMBuilderRef Builder);
LLVMValueRef LLVMGetBasicBlockParent(LLVMBasicBlockRef BB);
LLVMValueRef LLVMBuildRetVoid(LLVMBuilderRef B);
LLVMValueRef LLVMBuildRet(LLVMBuilderRef B, LLVMValueRef V);
LLVMValueRef LLVMBuildBr(LLVMBuilderRef B, LLVMBasicBlockRef Dest);
LLVMValueRef LLVMBuildCondBr(
    LLVMBuilderRef B, LLVMValueRef If, LLVMBasicBlockRef Then, LLVMBasicBlockRef Else);
LLVMValueRef LLVMBuildSwitch(
    LLVMBuilderRef B, LLVMValueRef V, LLVMBasicBlockRef Else, unsigned NumCases);
void LLVMAddCase(LLVMValueRef Switch, LLVMValueRef OnVal, LLVMBasicBlockRef Dest);
LLVMValueRef LLVMBuildPhi(LLVMBuilderRef B, LLVMTypeRef Ty, const char *Name);
void LLVMAddIncoming(
    LLVMValueRef PhiNode, LLVMValueRef *IncomingValues, LLVMBasicBlockRef *IncomingBlocks,
    unsigned Count);
LLVMValueRef LLVMBuildAdd(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildFAdd(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildSub(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildFSub(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildMul(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildFMul(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildUDiv(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildSDiv(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildFDiv(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildURem(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildSRem(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildShl(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildLShr(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildAShr(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildAnd(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildOr(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildXor(LLVMBuilderRef B, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildFNeg(LLVMBuilderRef B, LLVMValueRef V, const char *Name);
LLVMValueRef LLVMBuildNot(LLVMBuilderRef B, LLVMValueRef V, const char *Name);
LLVMValueRef LLVMBuildAlloca(LLVMBuilderRef B, LLVMTypeRef Ty, const char *Name);
LLVMValueRef LLVMBuildLoad2(
    LLVMBuilderRef B, LLVMTypeRef Ty, LLVMValueRef PointerVal, const char *Name);
LLVMValueRef LLVMBuildStore(LLVMBuilderRef B, LLVMValueRef Val, LLVMValueRef Ptr);
LLVMValueRef LLVMBuildMemCpy(
    LLVMBuilderRef B, LLVMValueRef Dst, unsigned DstAlign, LLVMValueRef Src, unsigned SrcAlign,
    LLVMValueRef Size);
LLVMValueRef LLVMBuildGEP2(
    LLVMBuilderRef B, LLVMTypeRef Ty, LLVMValueRef Pointer, LLVMValueRef *Indices,
    unsigned NumIndices, const char *Name);
LLVMValueRef LLVMBuildInBoundsGEP2(
    LLVMBuilderRef B, LLVMTypeRef Ty, LLVMValueRef Pointer, LLVMValueRef *Indices,
    unsigned NumIndices, const char *Name);
LLVMValueRef LLVMBuildTrunc(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildZExt(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildSExt(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildFPToUI(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildFPToSI(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildUIToFP(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildSIToFP(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildFPTrunc(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildFPExt(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildBitCast(LLVMBuilderRef B, LLVMValueRef V, LLVMTypeRef T, const char *Name);
LLVMValueRef LLVMBuildICmp(
    LLVMBuilderRef B, LLVMIntPredicate Op, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildFCmp(
    LLVMBuilderRef B, LLVMRealPredicate Op, LLVMValueRef L, LLVMValueRef R, const char *Name);
LLVMValueRef LLVMBuildSelect(
    LLVMBuilderRef B, LLVMValueRef If, LLVMValueRef Then, LLVMValueRef Else, const char *Name);
LLVMValueRef LLVMBuildCall2(
    LLVMBuilderRef B, LLVMTypeRef Ty, LLVMValueRef Fn, LLVMValueRef *Args, unsigned NumArgs,
    const char *Name);
LLVMValueRef LLVMBuildExtractElement(
    LLVMBuilderRef B, LLVMValueRef VecVal, LLVMValueRef Index, const char *Name);
LLVMValueRef LLVMBuildInsertElement(
    LLVMBuilderRef B, LLVMValueRef VecVal, LLVMValueRef EltVal, LLVMValueRef Index,
    const char *Name);
LLVMValueRef LLVMBuildShuffleVector(
    LLVMBuilderRef B, LLVMValueRef V1, LLVMValueRef V2, LLVMValueRef Mask, const char *Name);

// Targets.

void LLVMInitializeX86TargetInfo(void);
void LLVMInitializeX86Target(void);
void LLVMInitializeX86TargetMC(void);
void LLVMInitializeX86AsmPrinter(void);
void LLVMInitializeAArch64TargetInfo(void);
void LLVMInitializeAArch64Target(void);
void LLVMInitializeAArch64TargetMC(void);
void LLVMInitializeAArch64AsmPrinter(void);
char *LLVMGetDefaultTargetTriple(void);
char *LLVMNormalizeTargetTriple(const char *triple);
char *LLVMGetHostCPUName(void);
char *LLVMGetHostCPUFeatures(void);
LLVMBool LLVMGetTargetFromTriple(const char *Triple, LLVMTargetRef *T, char **ErrorMessage);
LLVMTargetMachineRef LLVMCreateTargetMachine(
    LLVMTargetRef T, const char *Triple, const char *CPU, const char *Features,
    LLVMCodeGenOptLevel Level, LLVMRelocMode Reloc, LLVMCodeModel CodeModel);
void LLVMDisposeTargetMachine(LLVMTargetMachineRef T);
LLVMTargetDataRef LLVMCreateTargetDataLayout(LLVMTargetMachineRef T);
void LLVMDisposeTargetData(LLVMTargetDataRef TD);
LLVMBool LLVMTargetMachineEmitToMemoryBuffer(
    LLVMTargetMachineRef T, LLVMModuleRef M, LLVMCodeGenFileType codegen, char **ErrorMessage,
    LLVMMemoryBufferRef *OutMemBuf);

// Passes.

LLVMErrorRef LLVMRunPasses(
    LLVMModuleRef M, const char *Passes, LLVMTargetMachineRef TM,
    LLVMPassBuilderOptionsRef Options);
LLVMPassBuilderOptionsRef LLVMCreatePassBuilderOptions(void);
void LLVMDisposePassBuilderOptions(LLVMPassBuilderOptionsRef Options);

// ORC.

LLVMErrorRef LLVMOrcCreateLLJIT(LLVMOrcLLJITRef *Result, LLVMOrcLLJITBuilderRef Builder);
LLVMErrorRef LLVMOrcDisposeLLJIT(LLVMOrcLLJITRef J);
LLVMOrcJITDylibRef LLVMOrcLLJITGetMainJITDylib(LLVMOrcLLJITRef J);
char LLVMOrcLLJITGetGlobalPrefix(LLVMOrcLLJITRef J);
void LLVMOrcJITDylibAddGenerator(LLVMOrcJITDylibRef JD, LLVMOrcDefinitionGeneratorRef DG);
LLVMErrorRef LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
    LLVMOrcDefinitionGeneratorRef *Result, char GlobalPrefx, LLVMOrcSymbolPredicate Filter,
    void *FilterCtx);
LLVMErrorRef LLVMOrcLLJITAddObjectFile(
    LLVMOrcLLJITRef J, LLVMOrcJITDylibRef JD, LLVMMemoryBufferRef ObjBuffer);
LLVMErrorRef LLVMOrcLLJITLookup(
    LLVMOrcLLJITRef J, LLVMOrcExecutorAddress *Result, const char *Name);

#endif
