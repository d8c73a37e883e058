import Diagnostics
import Scalars
import Testing

@testable import KernelIR

@Suite("Kernel verifier") struct KernelVerifierTests {

  /// Returns what is wrong with a kernel of an input `b0`, an output `b1`, both `f32[8]`, and a
  /// scratch buffer `b2`, `f32[8]`.
  private func faults(_ body: String) throws -> [String] {
    try violations(
      "kernel(b0: in f32[8], b1: out f32[8], b2: scratch f32[8]) {\n\(body)\n}")
  }

  @Test func aKernelWithoutFaultIsAccepted() throws {
    #expect(
      try faults(
        """
        %0 = const 0.0 : f32
        for %i0 in 0..<8 grain 2 {
          %1 = load b0[%i0] : f32
          store %1, b1[%i0]
        }
        """) == [])
  }

  @Test("K1: buffers are in order and of possible sizes") func buffers() {
    let k = Kernel(buffers: [
      Buffer(.f32, count: 4, .scratch), Buffer(.f32, count: 4, .read),
      Buffer(.f64, count: .max / 4, .read),
    ])
    #expect(
      KernelVerifier.verify(k).all.map(\.message) == [
        "the parameter b1 comes after a scratch buffer",
        "the parameter b2 comes after a scratch buffer",
        "b2 has the impossible size \(Int.max / 4)",
      ])
  }

  @Test("K2: values are used where they are defined") func values() throws {
    #expect(
      try faults("%1 = neg %0 : f32\n%0 = const 1.0 : f32") == [
        "%1 is used before it is defined"
      ])
    #expect(
      try faults(
        """
        for %i in 0..<8 {
          %0 = load b0[%i] : f32
        }
        store %0, b1[0]
        """) == ["%0 is used outside of the block that defines it"])
    let zero = Statement.define(KernelValueID(index: 0), .constant(Scalar(.f32, bits: 0)))
    let twice = Kernel(valueTypes: [.f32], body: [zero, zero])
    #expect(KernelVerifier.verify(twice).all.map(\.message) == ["%0 is defined more than once"])
  }

  @Test("K3: loop variables are used in their loop") func variables() {
    let i = LoopVariableID(index: 0)
    let load = Statement.define(
      KernelValueID(index: 0), .load(BufferID(index: 0), IndexExpression(i), guard: nil))
    let k = Kernel(
      buffers: [Buffer(.f32, count: 8, .read)], valueTypes: [.f32], extents: [8], body: [load])
    #expect(KernelVerifier.verify(k).all.map(\.message) == ["%i0 is used outside of its loop"])
    let loop = Statement.loop(Loop(i, .serial, body: []))
    let twice = Kernel(extents: [8], body: [loop, loop])
    #expect(
      KernelVerifier.verify(twice).all.map(\.message) == ["%i0 belongs to more than one loop"])
  }

  @Test("K4: types fit") func types() throws {
    #expect(
      try faults(
        """
        %0 = const 1.0 : f32
        %1 = const 2 : i32
        %2 = add %0, %1 : f32
        %3 = neg %0 : f64
        %4 = select %0, %0, %0 : f32
        %5 = compare lt %0, %0 : i32
        %6 = bitcast %0 : f64
        %7 = fma %1, %1, %1 : i32
        %8 = load b0[%0] : f32
        %9 = load b0[0] : f64
        %10 = load b0[0] if %1 : f32
        %11 = exp %1 : i32
        %12 = inside 3 in 0..<4 : i8
        %13 = byte_dot %0, %0 : f32
        %14 = byte_dot %1, %0 : i32
        """) == [
          "%2 = add %0, %1 needs %1 to be f32, but it is i32",
          "%3 = neg %0 is f32, but %3 is f64",
          "%4 = select %0, %0, %0 needs %0 to be i1, but it is f32",
          "%5 = compare lt %0, %0 is i1, but %5 is i32",
          "%6 = bitcast %0 changes the width from f32 to f64",
          "%7 = fma %1, %1, %1 is of floats, but %7 is i32",
          "the index %0 uses %0, which is f32",
          "a load of b0[0] of type f64, but its elements are f32",
          "a load of b0[0] needs %1 to be i1, but it is i32",
          "%11 = exp %1: there is no such function of i32",
          "%12 = inside 3 in 0..<4 is i1, but %12 is i8",
          "%13 = byte_dot %0, %0 is of i32 or u32, but %13 is f32",
          "%14 = byte_dot %1, %0 needs %0 to be i32, but it is f32",
        ])
  }

  @Test("K5, K6: memory is accessed as declared and inside of its bounds") func memory() throws {
    #expect(
      try faults(
        """
        %0 = const 1.0 : f32
        %1 = const false : i1
        store %0, b0[0]
        %2 = load b1[0] : f32
        %3 = load b0[8] : f32
        %4 = load b0[9] if %1 : f32
        for %i in 0..<9 {
          %5 = load b0[%i] : f32
          %6 = load b0[%i mod 9] : f32
          %7 = load b0[7 - %i] : f32
        }
        for %j in 0..<0 {
          %8 = load b0[99] : f32
        }
        """) == [
          "a store to b0[0], which is an input",
          "a load of b1[0], which is an output",
          "a load of b0[8], which has 8 elements",
          "a load of b0[%i0], which has 8 elements",
          "a load of b0[-%i0 + 7], which has 8 elements",
        ])
  }

  @Test("K7: vector loops are flat") func vectorLoops() throws {
    #expect(
      try faults(
        """
        %0 = const 1.0 : f32
        for %i in 0..<8 vector(3) {
          for %j in 0..<2 vector(2) {
          }
          %1 = reduce add init %0 over %k in 0..<8 vector(4) {
            yield %0
          } : f32
        }
        %2 = reduce add init %0 over %l in 0..<8 vector(128) {
          %3 = reduce add init %0 over %m in 0..<8 {
            yield %0
          } : f32
          yield %3
        } : f32
        %4 = reduce init %0 over %n in 0..<8 vector(4) {
          yield %0
        } combine(%5: f32, %6: f32) {
          yield %5
        } : f32
        %9 = reduce add init %0 vector(4) {
          yield %0
        } : f32
        """) == [
          "the loop of %i0 has 3 lanes, not a power of two from 2 to 64",
          "the loop of %i1 is inside the vector loop of %i0",
          "a reduction inside the vector loop of %i0 is not serial",
          "the loop of %i3 has 128 lanes, not a power of two from 2 to 64",
          "the vector reduction of %i3 contains loops",
          "the vector reduction of %i5 has no known function as its combiner",
          "a vector reduction has no variable",
        ])
  }

  @Test("K8: lanes do not touch what other lanes store") func vectorConflicts() throws {
    #expect(
      try faults(
        """
        %0 = const 1.0 : f32
        for %i in 0..<8 vector(8) {
          store %0, b1[3]
        }
        for %j in 0..<7 vector(4) {
          %1 = load b2[%j] : f32
          store %1, b2[%j + 1]
        }
        for %k in 0..<8 vector(8) {
          %2 = load b2[%k] : f32
          store %2, b2[%k]
        }
        for %n in 0..<4 vector(4) {
          %4 = load b0[%n] : f32
          %5 = convert %4 : i32
          %6 = load b2[%n + %5] : f32
          store %6, b2[%n + %5]
        }
        for %p in 0..<4 vector(4) {
          %7 = load b2[%p] : f32
          store %7, b2[%p]
          %8 = load b2[%p + 4] : f32
          store %8, b2[%p + 4]
        }
        for %q in 0..<4 vector(4) {
          %9 = load b2[%q] : f32
          store %9, b2[%q + 2]
        }
        for %l in 0..<8 vector(8) {
          %3 = reduce add init %0 over %m in 0..<8 {
            store %0, b2[%m]
            yield %0
          } : f32
        }
        """) == [
          "an iteration of the vector loop of %i0 touches elements of b1 that another stores",
          "an iteration of the vector loop of %i1 touches elements of b2 that another stores",
          "an iteration of the vector loop of %i3 touches elements of b2 that another stores",
          "an iteration of the vector loop of %i5 touches elements of b2 that another stores",
          "an iteration of the vector loop of %i6 touches elements of b2 that another stores",
        ])
  }

  @Test("K9: one loop at most is parallel, beside definitions") func parallelLoops() throws {
    #expect(
      try faults(
        """
        %0 = const 1.0 : f32
        for %i in 0..<8 vector(8) grain 4 {
          store %0, b1[%i]
        }
        for %j in 0..<8 {
          for %k in 0..<8 grain 8 {
            store %0, b2[%k]
          }
        }
        """) == [
          "the grain 4 of the loop of %i0 is not a multiple of 8 lanes",
          "beside the parallel loop of %i0 stands more than definitions",
          "the parallel loop of %i2 is inside of another loop",
        ])
    #expect(
      try faults("for %i in 0..<8 grain 2 {\n}\nfor %j in 0..<8 grain 0 {\n}") == [
        "more than one loop is parallel",
        "beside the parallel loop of %i0 stands more than definitions",
      ])
  }

  @Test("K10: reductions fit together") func reductions() throws {
    #expect(
      try faults(
        """
        %0 = const 1.0 : f32
        %1 = const 1 : i32
        %2 = reduce sub init %0 over %i in 0..<8 {
          yield %0
        } : f32
        %3 = reduce add init %0 over %j in 0..<8 {
          yield %1
        } : f32
        %4 = reduce add init %0, %1 over %k in 0..<8 {
          yield %0, %1
        } : f32
        %5 = reduce xor init %0 over %l in 0..<8 {
          yield %0
        } : f32
        %6 = reduce init %0 over %m in 0..<8 {
          yield %0
        } combine(%7: f32, %8: f32) {
          store %7, b1[%m]
          for %o in 0..<2 {
          }
          yield %1
        } : f32
        reduce add over %n in 0..<8 {
          yield
        }
        """) == [
          "the reduction %2 combines by sub",
          "the reduction %3 has elements unlike its initial values",
          "the reduction %4 has results unlike its initial values",
          "the reduction %5: there is no xor of f32",
          "the reduction %8 has a combiner unlike its initial values",
          "the reduction %8 has a combiner with loops",
          "the reduction without results by a function has no initial values",
        ])
  }

}

@Suite("Program verifier") struct ProgramVerifierTests {

  /// Returns what is wrong with a program that has a kernel that copies two elements and one that
  /// reverses them.
  private func faults(_ slots: String, _ steps: String, arena: Int = 0) throws -> [String] {
    let p = try program(
      """
      program @main arena \(arena) {
        kernel @copy(a: in f32[2], b: out f32[2]) {
          for %i in 0..<2 {
            %0 = load a[%i] : f32
            store %0, b[%i]
          }
        }
        kernel @reverse(a: in f32[2], b: out f32[2]) {
          for %i in 0..<2 {
            %0 = load a[1 - %i] : f32
            store %0, b[%i]
          }
        }
        \(slots)
        \(steps)
      }
      """)
    return KernelVerifier.verify(p).all.map(\.message)
  }

  @Test("P1: kernels are verified") func kernels() throws {
    let p = try program("program @p {\n kernel @k(b0: in f32[1]) {\n %0 = load b0[1] : f32\n }\n }")
    #expect(
      KernelVerifier.verify(p).all.map(\.message) == [
        "kernel @0: a load of b0[1], which has 1 elements"
      ])
  }

  @Test("P2: slots are possible") func slots() throws {
    #expect(
      try faults(
        """
        slot %a: f32[2] = result 0
        slot %b: f32[2] = result 0
        slot %c: f32[2] = constant [1]
        slot %d: f32[2] = arena 32
        slot %e: f32[32] = arena 64
        slot %f: f32[32] = argument 0
        slot %g: f32[99] = arena 0
        """, "copy %f to %e", arena: 128) == [
          "two slots are the result 0", "%s2 has 4 bytes instead of 8",
          "%s3 has the offset 32, which is not aligned",
          "%s4 ends beyond the arena of 128 bytes",
        ])
  }

  @Test("P3, P4, P5: launches pass what kernels need") func launches() throws {
    #expect(
      try faults(
        """
        slot %a: f32[2] = argument 0
        slot %b: f32[2] = arena 0
        slot %c: f32[3] = arena 64
        slot %d: i32[2] = result 0
        """,
        """
        launch @copy(%a)
        launch @copy(%a, %a)
        launch @copy(%c, %d)
        launch @copy(%b, %b)
        launch @reverse(%b, %b)
        copy %b to %c
        copy %b to %b
        """) == [
          "@0 has 2 parameters, a launch passes 1",
          "%s0 is written to, but its memory is read only",
          "a launch passes %s2, f32[3], for b0 of @0, f32[2]",
          "a launch passes %s3, i32[2], for b1 of @0, f32[2]",
          "a launch of @1 passes %s1 twice and writes to it",
          "a copy from %s1, f32[2], to %s2, f32[3]",
          "a copy from %s1 to itself",
        ])
  }

  @Test("P7: bodies of loops swap slots of the arena") func swaps() throws {
    #expect(
      try faults(
        """
        slot %a: f32[2] = arena 0
        slot %b: f32[2] = arena 64
        slot %c: f32[3] = arena 0
        slot %d: f32[2] = argument 0
        slot %p: i1[1] = argument 1
        """,
        """
        swap %a, %b
        loop {
          swap %a, %b
        } while %p {
          swap %a, %b
          swap %a, %a
          swap %a, %c
          swap %a, %d
          branch %p {
            swap %a, %b
          } or {
          }
        }
        """) == [
          "a swap of %s0 and %s1 is not in the body of a loop",
          "a swap of %s0 and %s1 is not in the body of a loop",
          "a swap of %s0, f32[2], and %s0, f32[2]", "a swap of %s0, f32[2], and %s2, f32[3]",
          "a swap of %s0, f32[2], and %s3, f32[2]",
          "a swap of %s0 and %s1 is not in the body of a loop",
        ])
  }

  @Test("P6: control depends on truth values") func control() throws {
    #expect(
      try faults(
        """
        slot %a: i1[1] = argument 0
        slot %b: i32[1] = argument 1
        slot %c: i1[2] = argument 2
        """,
        """
        branch %a {
        }
        branch %b {
        }
        branch %c {
        } or {
        }
        loop {
        } while %b {
        }
        """) == [
          "a branch on %s0 selects one of 1 lists", "a branch on %s2 selects one of 2 lists",
          "a loop repeats while %s1, which is i32[1]",
        ])
  }

}
