# Quern: `make run` builds and runs the main job, `make test` runs the tests. Both install what is
# missing first.

LLVM := 19
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SWIFT_FILES := Package.swift Sources Tests
QUERN := .build/release/quern

.PHONY: help deps build run test test-package bench bench-functions bench-products bless format lint check-headers check-readme clean

## help: list what can be made
help:
	@sed -n 's/^## //p' Makefile

## deps: install LLVM's library, unless it is there
deps:
	@if ! ls /usr/lib/*/libLLVM-$(LLVM).so /usr/lib/libLLVM-$(LLVM).so 2>/dev/null | grep -q .; then \
	  command -v apt-get >/dev/null || { \
	    echo "Quern needs LLVM $(LLVM): install its library (libLLVM-$(LLVM).so) and run make again." >&2; exit 1; }; \
	  if [ "$$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then \
	    echo "Quern needs LLVM $(LLVM): run 'apt-get install llvm-$(LLVM)-dev' as root and make again." >&2; exit 1; fi; \
	  echo "installing LLVM $(LLVM)"; \
	  $(SUDO) apt-get update -qq && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq llvm-$(LLVM)-dev >/dev/null || { \
	    echo "LLVM $(LLVM) could not be installed: see https://apt.llvm.org for packages, and run make again." >&2; exit 1; }; \
	fi
	@command -v swift >/dev/null || { echo "Quern needs Swift 6.2 or later: see https://swift.org/install" >&2; exit 1; }

## build: build the command and the library with optimization
build: deps
	swift build -c release

## run: classify the test images of a model of handwritten digits
run: build
	.build/release/DigitsSample ir-samples/digits

## test: build and run the tests
test: deps
	swift test
	scripts/check-package.sh

## bench: measure the samples
bench: build
	scripts/bench.sh $(QUERN)

## bench-functions: measure the elementary functions
bench-functions: build
	scripts/bench-functions.sh $(QUERN)

## bench-products: measure matrix products of many shapes
bench-products: build
	scripts/bench-products.sh $(QUERN)

## bless: rewrite the expected output in golden tests and documents; look at the difference before you commit it
bless: deps
	@[ -z "$$CI" ] || { echo "golden tests are not blessed in CI" >&2; exit 1; }
	QUERN_BLESS=1 swift test --filter "GoldenTests|DocumentationTests"

## format: format the sources
format:
	swift format --in-place --recursive $(SWIFT_FILES)

## lint: check the format of the sources
lint:
	swift format lint --strict --recursive $(SWIFT_FILES)

## check-headers: compare our declarations of the LLVM C API with LLVM's own
check-headers: deps
	scripts/check-headers.sh

## check-readme: run the commands in README.md and compare what they print
check-readme: build
	scripts/check-readme.sh README.md

## clean: remove what was built
clean:
	rm -rf .build
