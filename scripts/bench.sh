#!/usr/bin/env bash
# Measures the samples with one thread on random arguments: compilation, and the shortest and the median
# call.
set -euo pipefail
cd "$(dirname "$0")/.."
quern=${1:-.build/release/quern}
seconds=${SECONDS_EACH:-0.5}
printf '%-28s %12s %12s %12s %10s\n' sample "compile ms" "min ms" "median ms" "GFLOP/s"
for f in ir-samples/*.qir ir-samples/*/*.qir; do
  sizes=$(sed -n 's|^// bench: ||p' "$f")
  # shellcheck disable=SC2086
  line=$("$quern" bench "$f" --threads 1 --random 1 --seconds "$seconds" --json $sizes) || continue
  figure() { printf '%s' "$line" | sed -E "s/.*\"$1\": ([0-9.]+).*/\1/"; }
  printf '%-28s %12s %12s %12s %10s\n' "${f#ir-samples/}" \
    "$(figure compile_ms)" "$(figure min_ms)" "$(figure median_ms)" "$(figure gflops)"
done
