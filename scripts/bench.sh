#!/usr/bin/env bash
# Measures the samples with one thread on random arguments: compilation, and the shortest and the median
# call.
set -euo pipefail
cd "$(dirname "$0")/.."
quern=${1:-.build/release/quern}
seconds=${SECONDS_EACH:-0.5}
printf '%-22s %8s %8s %8s %8s %10s %10s %8s %7s\n' sample compile passes lower generate min median GFLOP/s GB/s
printf '%-22s %8s %8s %8s %8s %10s %10s\n' "" ms ms ms ms ms ms
for f in ir-samples/*.qir ir-samples/*/*.qir; do
  sizes=$(sed -n 's|^// bench: ||p' "$f")
  # shellcheck disable=SC2086
  line=$("$quern" bench "$f" --threads 1 --random 1 --seconds "$seconds" --json $sizes) || continue
  figure() { printf '%s' "$line" | sed -E "s/.*\"$1\": ([0-9.]+).*/\1/"; }
  printf '%-22s %8.1f %8.1f %8.1f %8.1f %10.4f %10.4f %8.1f %7.1f\n' "${f#ir-samples/}" \
    "$(figure compile_ms)" "$(figure passes_ms)" "$(figure lower_ms)" "$(figure generate_ms)" \
    "$(figure min_ms)" "$(figure median_ms)" "$(figure gflops)" "$(figure gbs)"
done
