#!/usr/bin/env bash
# Measures matrix products of many shapes with one thread: the billions of operations a second of the
# fastest call, and their share of PEAK_GFLOPS, what the multiply-add units of a core can do.
set -euo pipefail
cd "$(dirname "$0")/.."
quern=${1:-.build/release/quern}
seconds=${SECONDS_EACH:-0.3}
peak=${PEAK_GFLOPS:-0}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

# measure NAME M N K TYPE [BATCH] [transposed] [SUMS]
measure() {
  local name=$1 m=$2 n=$3 k=$4 type=$5 batch=${6:-} layout=${7:-} sums=${8:-$5}
  local x="$m,$k" y="$k,$n" r="$m,$n" axes="lhs_contract=[1], rhs_contract=[0]"
  [ "$layout" = transposed ] && y="$n,$k" axes="lhs_contract=[1], rhs_contract=[1]"
  if [ -n "$batch" ] && [ "$batch" -gt 1 ]; then
    x="$batch,$x" y="$batch,$y" r="$batch,$r"
    axes="lhs_batch=[0], rhs_batch=[0], lhs_contract=[2], rhs_contract=[1]"
  fi
  cat >"$directory/model.qir" <<MODEL
module @products version 1
func @main(%x: $type[$x], %y: $type[$y]) -> $sums[$r] {
  %0 = dot_general %x, %y, $axes : $sums[$r]
  return %0
}
MODEL
  "$quern" bench "$directory/model.qir" --threads 1 --random 1 --seconds "$seconds" --json |
    awk -v name="$name" -v peak="$peak" -v flops="$((2 * m * n * k * ${batch:-1}))" '
      match($0, /"min_ms": [0-9.]+/) {
        ms = substr($0, RSTART + 10, RLENGTH - 10)
        rate = flops / ms / 1e6
        printf "| %-28s | %10.4f | %8.1f |", name, ms, rate
        if (peak > 0) printf " %5.0f %% |", 100 * rate / peak
        printf "\n"
      }'
}

printf '| %-28s | %10s | %8s |' product "min ms" GFLOP/s
[ "$peak" != 0 ] && printf ' %7s |' "of peak"
printf '\n|---|---|---|'
[ "$peak" != 0 ] && printf -- '---|'
printf '\n'
for n in 8 16 32 64 96 128 192 256 384 512 768 1024 2048; do
  measure "$n x $n x $n" "$n" "$n" "$n" f32
done
measure "67 x 67 x 67" 67 67 67 f32
measure "131 x 131 x 131" 131 131 131 f32
measure "257 x 257 x 257" 257 257 257 f32
measure "1009 x 1009 x 1009" 1009 1009 1009 f32
measure "64 x 4096 x 64" 64 4096 64 f32
measure "4096 x 64 x 64" 4096 64 64 f32
measure "64 x 64 x 4096" 64 64 4096 f32
measure "128 x 3072 x 768" 128 3072 768 f32
measure "2048 x 64 x 2048" 2048 64 2048 f32
measure "1 x 4096 x 1024" 1 4096 1024 f32
measure "4 x 4096 x 1024" 4 4096 1024 f32
measure "16 x 4096 x 1024" 16 4096 1024 f32
measure "512 x 512 x 512, transposed" 512 512 512 f32 1 transposed
measure "1 x 4096 x 1024, transposed" 1 4096 1024 f32 1 transposed
measure "12 times 128 x 128 x 64" 128 128 64 f32 12
measure "256 times 16 x 16 x 16" 16 16 16 f32 256
measure "512 x 512 x 512, f64" 512 512 512 f64
measure "512 x 512 x 512, bf16" 512 512 512 bf16
measure "512 x 512 x 512, i32" 512 512 512 i32
measure "512 x 512 x 512, i8 to i32" 512 512 512 i8 1 plain i32
