#!/usr/bin/env bash
# Makes a package that depends on this one by a version tag of a git repository, builds it with plain
# `swift build` and no environment variables, runs it, and checks what it prints. Its program is the
# one that README.md shows.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The repository: the files of this one as they are now, under a tag.
mkdir "$folder/Quern"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' f; do
  [ -e "$f" ] && printf '%s\0' "$f"
done | tar --null -T - -cf - | tar -xf - -C "$folder/Quern"
git -C "$folder/Quern" init -q
git -C "$folder/Quern" add -A
git -C "$folder/Quern" -c user.name=test -c user.email=test@localhost commit -qm "A version"
git -C "$folder/Quern" tag 1.2.3

mkdir -p "$folder/app/Sources/app"
cat > "$folder/app/Package.swift" <<END
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "app",
  dependencies: [.package(url: "file://$folder/Quern", exact: "1.2.3")],
  targets: [
    .executableTarget(name: "app", dependencies: [.product(name: "Quern", package: "Quern")])
  ]
)
END
awk '/^```swift main$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md \
  > "$folder/app/Sources/app/main.swift"
awk '/^```text main$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md \
  > "$folder/expected"
[ -s "$folder/app/Sources/app/main.swift" ] && [ -s "$folder/expected" ] || {
  echo "README.md shows no program and its output" >&2; exit 1; }

cd "$folder/app"
env -i PATH="$PATH" HOME="$HOME" swift build 2> "$folder/errors" > "$folder/log" || {
  cat "$folder/log" "$folder/errors" >&2; exit 1; }
env -i .build/debug/app > "$folder/actual"
diff "$folder/expected" "$folder/actual" || {
  echo "the program of README.md prints something else" >&2; exit 1; }
echo "a package that depends on Quern by its version builds and runs"
