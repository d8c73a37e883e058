#!/usr/bin/env bash
# Measures each elementary function with one thread on random numbers that stay in the second-level
# cache: the time of an element, less that of a negation, which is the time of loads and stores, and
# the cycles at CLOCK_GHZ.
set -euo pipefail
cd "$(dirname "$0")/.."
quern=${1:-.build/release/quern}
seconds=${SECONDS_EACH:-0.2}
clock=${CLOCK_GHZ:-4.5}
count=32768
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

# The time of a call in milliseconds: the least of some thousand calls.
measure() {
  local function=$1 type=$2 arguments="%x: $2[$count]" operands="%x"
  case $function in pow | atan2) arguments+=", %y: $type[$count]" operands+=", %y" ;; esac
  cat >"$directory/model.qir" <<MODEL
module @functions version 1
func @main($arguments) -> $type[$count] {
  %0 = $function $operands
  return %0
}
MODEL
  "$quern" bench "$directory/model.qir" --threads 1 --random 1 --seconds "$seconds" --json |
    sed -E 's/.*"min_ms": ([0-9.]+).*/\1/'
}

printf '%-10s' function
for type in f32 f64 f16 bf16; do printf ' %8s %8s' "$type" ""; done
printf '\n%-10s' ""
for type in f32 f64 f16 bf16; do printf ' %8s %8s' ns cycles; done
printf '\n'
declare -A base
for type in f32 f64 f16 bf16; do base[$type]=$(measure neg "$type"); done
for function in exp expm1 log log1p sin cos tan tanh logistic erf cbrt rsqrt sqrt pow atan2; do
  printf '%-10s' "$function"
  for type in f32 f64 f16 bf16; do
    awk -v t="$(measure "$function" "$type")" -v base="${base[$type]}" -v n=$count -v clock="$clock" \
      'BEGIN { ns = (t - base) * 1e6 / n; printf " %8.3f %8.2f", ns, ns * clock }'
  done
  printf '\n'
done
