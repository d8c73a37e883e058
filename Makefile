# Quern: `make run` builds and runs the main job, `make test` runs the tests. Both install what is
# missing first.

LLVM := 19
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SWIFT_FILES := Package.swift Sources Tests

.PHONY: deps build run test bench bless format lint check-headers clean

## deps: install LLVM's library, unless it is there
deps:
	@if ! ls /usr/lib/llvm-$(LLVM)/lib/libLLVM*.so* /usr/lib/*/libLLVM-$(LLVM).so >/dev/null 2>&1; then \
	  command -v apt-get >/dev/null || { \
	    echo "Quern needs LLVM $(LLVM): install its library (libLLVM-$(LLVM).so) and run make again." >&2; exit 1; }; \
	  if [ "$$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then \
	    echo "Quern needs LLVM $(LLVM): run 'apt-get install llvm-$(LLVM)-dev' as root and make again." >&2; exit 1; fi; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq llvm-$(LLVM)-dev; \
	fi
	@command -v swift >/dev/null || { echo "Quern needs Swift 6.2 or later: see https://swift.org/install" >&2; exit 1; }

## build: build everything with optimization
build: deps
	swift build -c release

## test: build and run the tests
test: deps
	swift test

## bless: rewrite the expected output in golden tests; look at the difference before you commit it
bless: deps
	@[ -z "$$CI" ] || { echo "golden tests are not blessed in CI" >&2; exit 1; }
	QUERN_BLESS=1 swift test --filter GoldenTests

## format: format the sources
format:
	swift format --in-place --recursive $(SWIFT_FILES)

## lint: check the format of the sources
lint:
	swift format lint --strict --recursive $(SWIFT_FILES)

## check-headers: compare our declarations of the LLVM C API with LLVM's own
check-headers: deps
	scripts/check-headers.sh

## clean: remove what was built
clean:
	rm -rf .build
