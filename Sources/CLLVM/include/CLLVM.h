// The functions of the LLVM C API that Quern uses, declared here so that building Quern needs
// LLVM's library but not its headers. `make check-headers` compiles this file together with
// LLVM's own headers, so that a prototype that differs is an error.

#ifndef QUERN_CLLVM_H
#define QUERN_CLLVM_H

#include <stddef.h>
#include <stdint.h>

void LLVMGetVersion(unsigned *Major, unsigned *Minor, unsigned *Patch);

#endif
