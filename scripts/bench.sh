#!/usr/bin/env bash
# Measures the samples and the models of Benchmarks with one thread on random arguments: compilation, and
# the shortest and the median call; for the models, which are bound by memory, also the share of the
# bandwidth of a copy in the same run.
set -euo pipefail
cd "$(dirname "$0")/.."
quern=${1:-.build/release/quern}
seconds=${SECONDS_EACH:-0.5}
figure() { printf '%s' "$line" | sed -E "s/.*\"$1\": ([0-9.]+).*/\1/"; }
measure() { # shellcheck disable=SC2086
  line=$("$quern" bench "$1" --threads 1 --random 1 --seconds "$seconds" --json $(sed -n 's|^// bench: ||p' "$1"))
}
printf '%-22s %8s %8s %8s %8s %10s %10s %8s %7s\n' sample compile passes lower generate min median GFLOP/s GB/s
printf '%-22s %8s %8s %8s %8s %10s %10s\n' "" ms ms ms ms ms ms
for f in ir-samples/*.qir ir-samples/*/*.qir; do
  measure "$f" || continue
  printf '%-22s %8.1f %8.1f %8.1f %8.1f %10.4f %10.4f %8.1f %7.1f\n' "${f#ir-samples/}" \
    "$(figure compile_ms)" "$(figure passes_ms)" "$(figure lower_ms)" "$(figure generate_ms)" \
    "$(figure min_ms)" "$(figure median_ms)" "$(figure gflops)" "$(figure gbs)"
done

measure Benchmarks/copy.qir
copy=$(figure gbs)
printf '\n%-22s %8s %10s %10s %8s %9s\n' "bound by memory" compile min median GB/s "of copy"
printf '%-22s %8s %10s %10s\n' "" ms ms ms
for f in Benchmarks/*.qir; do
  measure "$f" || continue
  share=$(awk -v a="$(figure gbs)" -v b="$copy" 'BEGIN { printf "%.0f %%", 100 * a / b }')
  printf '%-22s %8.1f %10.4f %10.4f %8.1f %9s\n' "$(basename "$f" .qir)" "$(figure compile_ms)" \
    "$(figure min_ms)" "$(figure median_ms)" "$(figure gbs)" "$share"
done
