#!/usr/bin/env bash
# Compiles Quern's declarations of the LLVM C API together with LLVM's own headers, so that a
# prototype that differs is an error.
set -euo pipefail
cd "$(dirname "$0")/.."
include=$(llvm-config-19 --includedir 2>/dev/null || echo /usr/lib/llvm-19/include)
[ -e "$include/llvm-c/Core.h" ] || { echo "skipped: LLVM's headers are not installed"; exit 0; }
source=$(mktemp --suffix=.c)
trap 'rm -f "$source"' EXIT
{
  for h in Analysis BitWriter Core Error LLJIT Orc OrcEE Target TargetMachine; do
    echo "#include <llvm-c/$h.h>"
  done
  echo "#include <llvm-c/Transforms/PassBuilder.h>"
  echo "#define QUERN_CHECK_HEADERS 1"
  echo "#include \"$PWD/Sources/CLLVM/include/CLLVM.h\""
} > "$source"
cc -std=c11 -Werror -fsyntax-only -I"$include" "$source"
echo "CLLVM agrees with LLVM's headers"
