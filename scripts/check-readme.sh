#!/usr/bin/env bash
# Runs each command of the blocks marked `console` in a Markdown file, and compares what it prints with
# what stands below it. Numbers with a unit of time or speed may differ.
set -euo pipefail
cd "$(dirname "$0")/.."
file=$1
export PATH="$PWD/.build/release:$PATH"
unify() { sed -E 's/[0-9]+(\.[0-9]+)?( *)(ms|µs|s|GFLOP\/s|GB\/s)\>/#\2\3/g; s/best of [0-9]+/best of #/; s/ +/ /g'; }

commands=0
command=
expected=
finish() {
  [ -n "$command" ] || return 0
  commands=$((commands + 1))
  local actual status=0
  actual=$(bash -c "$command" 2>&1) || status=$?
  if ! diff <(printf '%s' "$expected" | unify) <(printf '%s\n' "$actual" | unify); then
    echo "$file: '$command' prints something else (exit code $status)" >&2
    exit 1
  fi
  command=
  expected=
}
inside=
while IFS= read -r line; do
  if [ "$line" = '```console' ]; then inside=1; continue; fi
  [ -n "$inside" ] || continue
  case "$line" in
    '```') finish; inside= ;;
    '$ '*) finish; command=${line#'$ '} ;;
    *) expected+="$line"$'\n' ;;
  esac
done < "$file"
[ "$commands" -gt 0 ] || { echo "$file: there are no commands" >&2; exit 1; }
echo "$commands commands of $file print what it says"
