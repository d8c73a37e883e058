import Testing

@testable import KernelIR

@Suite("Memory plan and copy elimination") struct MemoryPlanTests {

  /// Kernels of 16 elements for the programs of tests.
  private static let kernels = """
    kernel @same(x: in i32[16], y: out i32[16]) {
      for %i in 0..<16 vector(16) {
        %0 = load x[%i] : i32
        %1 = neg %0 : i32
        store %1, y[%i]
      }
    }
    kernel @reverse(x: in i32[16], y: out i32[16]) {
      for %i in 0..<16 {
        %0 = load x[15 - %i] : i32
        store %0, y[%i]
      }
    }
    kernel @sum(x: in i32[16], y: in i32[16], z: out i32[16]) {
      for %i in 0..<16 {
        %0 = load x[%i] : i32
        %1 = load y[%i] : i32
        %2 = add %0, %1 : i32
        store %2, z[%i]
      }
    }
    kernel @update(p: in i1[1], x: inout i32[16]) {
      %0 = load p[0] : i1
      for %i in 0..<16 {
        %1 = load x[%i] : i32
        %2 = neg %1 : i32
        store %2, x[%i] if %0
      }
    }
    kernel @test(x: in i32[16], y: out i1[1]) {
      %0 = const 100 : i32
      %1 = load x[0] : i32
      %2 = compare lt %1, %0 : i1
      store %2, y[0]
    }
    slot %x: i32[16] = argument 0
    slot %p: i1[1] = argument 1
    slot %z: i32[16] = result 0

    """

  private func program(_ text: String) throws -> Program {
    let p = try KernelIRTests.program("program @main {\n\(Self.kernels)\n\(text)\n}")
    #expect(KernelVerifier.verify(p).all.map(\.message) == [])
    return p
  }

  /// The offsets of the arena's slots in order, after planning.
  private func offsets(_ text: String) throws -> [Int] {
    let planned = MemoryPlan.assigningOffsets(try program(text))
    #expect(KernelVerifier.verify(planned).all.map(\.message) == [])
    return planned.slots.compactMap { if case .arena(let o) = $0.storage { o } else { nil } }
  }

  // MARK: Candidates

  /// The in-place candidates of a kernel of two inputs `b0`, `b1` and an output `b2`.
  private func candidates(_ body: String) throws -> [InPlaceCandidate] {
    let k = try kernel(
      "kernel(x: in f32[16], y: in i32[16], z: out f32[16], w: out f32[32]) {\n\(body)\n}")
    #expect(KernelVerifier.verify(k).all.map(\.message) == [])
    return k.inPlaceCandidates
  }

  private let first = InPlaceCandidate(input: BufferID(index: 0), output: BufferID(index: 2))
  private let second = InPlaceCandidate(input: BufferID(index: 1), output: BufferID(index: 2))

  @Test func elementwiseKernelsWorkInPlace() throws {
    #expect(
      try candidates(
        """
        for %i in 0..<4 {
          for %j in 0..<4 {
            %0 = load x[%i*4 + %j] : f32
            %1 = load y[%i*4 + %j] : i32
            %2 = convert %1 : f32
            %3 = add %0, %2 : f32
            store %3, z[%i*4 + %j]
          }
        }
        """) == [first, second])
    // Another block of the same tensor, at a place that is the same in all iterations.
    #expect(
      try candidates(
        """
        %0 = load y[3] : i32
        for %i in 0..<4 {
          %1 = load x[%i + %0*4] : f32
          %2 = neg %1 : f32
          store %2, z[%i + %0*4]
        }
        """) == [first])
  }

  @Test func otherAccessesForbidToWorkInPlace() throws {
    // Another element.
    #expect(
      try candidates(
        "for %i in 0..<16 {\n%0 = load x[15 - %i] : f32\nstore %0, z[%i]\n}") == [])
    // A value that is not stored, and so may be loaded after the store.
    #expect(
      try candidates(
        """
        for %i in 0..<16 {
          %0 = load x[%i] : f32
          %1 = load y[%i] : i32
          store %0, z[%i]
        }
        """) == [first])
    // A place that differs between iterations.
    #expect(
      try candidates(
        """
        for %i in 0..<4 {
          %0 = load y[%i] : i32
          for %j in 0..<4 {
            %1 = load x[%j + %0*4] : f32
            store %1, z[%j + %0*4]
          }
        }
        """) == [])
    // A second load, elsewhere.
    #expect(
      try candidates(
        """
        %1 = load x[0] : f32
        for %i in 0..<16 {
          %0 = load x[%i] : f32
          store %0, z[%i]
        }
        """) == [])
    // A guarded store, which leaves elements as they are.
    #expect(
      try candidates(
        """
        %1 = const true : i1
        for %i in 0..<16 {
          %0 = load x[%i] : f32
          store %0, z[%i] if %1
        }
        """) == [])
    // A load in an inner loop is repeated after the store of an earlier iteration.
    #expect(
      try candidates(
        """
        for %i in 0..<4 {
          for %j in 0..<4 {
            %0 = load x[%i] : f32
            store %0, z[%i]
          }
        }
        """) == [])
    // Two iterations store the same element.
    #expect(
      try candidates(
        """
        for %i in 0..<4 {
          for %j in 0..<4 {
            %0 = load x[%i*3 + %j] : f32
            store %0, z[%i*3 + %j]
          }
        }
        """) == [])
    // Loaded after the store.
    #expect(
      try candidates(
        """
        %1 = const 0.0 : f32
        for %i in 0..<16 {
          store %1, z[%i]
          %0 = load x[%i] : f32
          store %0, w[%i]
        }
        """) == [])
    // Two stores to the output.
    #expect(
      try candidates(
        """
        for %i in 0..<16 {
          %0 = load x[%i] : f32
          store %0, z[%i]
          store %0, z[%i]
        }
        """) == [])
    // An output of another size.
    #expect(
      try candidates("for %i in 0..<16 {\n%0 = load x[%i] : f32\nstore %0, w[%i]\n}") == [])
  }

  @Test func completeOutputsAreKnown() throws {
    let k = try kernel(
      """
      kernel(a: out f32[12], b: out f32[12], c: out f32[12], d: out f32[12]) {
        %0 = const 0.0 : f32
        %1 = const true : i1
        for %i in 0..<3 {
          for %j in 0..<4 {
            store %0, a[%i*4 + %j]
            store %0, b[%i*4 + %j] if %1
            store %0, c[%j*3 + %i]
            store %0, d[%i*3 + %j]
          }
        }
      }
      """)
    #expect(
      (0..<4).map { k.storesEveryElement(of: BufferID(index: $0)) } == [true, false, true, false])
  }

  // MARK: Plan

  @Test func chainsReuseTheirMemory() throws {
    // Every step works in place.
    #expect(
      try offsets(
        """
        slot %a: i32[16] = arena 0
        slot %b: i32[16] = arena 0
        slot %c: i32[16] = arena 0
        launch @same(%x, %a)
        launch @same(%a, %b)
        launch @same(%b, %c)
        launch @same(%c, %z)
        """) == [0, 0, 0])
    // No step does, so that two places alternate.
    #expect(
      try offsets(
        """
        slot %a: i32[16] = arena 0
        slot %b: i32[16] = arena 0
        slot %c: i32[16] = arena 0
        launch @reverse(%x, %a)
        launch @reverse(%a, %b)
        launch @reverse(%b, %c)
        launch @reverse(%c, %z)
        """) == [0, 64, 0])
  }

  @Test func inputsThatAreNeededLaterAreKept() throws {
    #expect(
      try offsets(
        """
        slot %a: i32[16] = arena 0
        slot %b: i32[16] = arena 0
        launch @same(%x, %a)
        launch @same(%a, %b)
        launch @sum(%a, %b, %z)
        """) == [0, 64])
  }

  @Test func inputsWithTwoRolesAreKept() throws {
    let k = """
      kernel @mixed(x: in i32[16], y: in i32[16], z: out i32[16]) {
        for %i in 0..<16 {
          %0 = load x[%i] : i32
          %1 = load y[15 - %i] : i32
          %2 = add %0, %1 : i32
          store %2, z[%i]
        }
      }
      slot %a: i32[16] = arena 0
      slot %b: i32[16] = arena 0
      slot %c: i32[16] = arena 0

      """
    #expect(
      try offsets(
        "\(k) launch @same(%x, %a)\nlaunch @mixed(%a, %a, %b)\nlaunch @same(%b, %z)")
        == [0, 64, 0])
    #expect(
      try offsets(
        """
        \(k) launch @same(%x, %a)
        launch @same(%x, %c)
        launch @mixed(%a, %c, %b)
        launch @same(%b, %z)
        """) == [0, 0, 64])
  }

  @Test func smallSlotsFillGaps() throws {
    #expect(
      try offsets(
        """
        kernel @pair(y: out i32[16], z: out i32[32]) {
          %0 = const 1 : i32
          for %i in 0..<16 {
            store %0, y[%i]
          }
          for %j in 0..<32 {
            store %0, z[%j]
          }
        }
        kernel @add(x: in i32[32], y: in i32[16], z: out i32[16]) {
          for %i in 0..<16 {
            %0 = load x[%i] : i32
            %1 = load y[15 - %i] : i32
            %2 = add %0, %1 : i32
            store %2, z[%i]
          }
        }
        slot %a: i32[16] = arena 0
        slot %b: i32[32] = arena 0
        slot %c: i32[16] = arena 0
        slot %d: i32[16] = arena 0
        launch @pair(%a, %b)
        launch @add(%b, %a, %c)
        launch @reverse(%c, %d)
        launch @same(%d, %z)
        """) == [128, 0, 192, 0])
  }

  @Test func valuesOfBranchesShareMemory() throws {
    #expect(
      try offsets(
        """
        slot %a: i32[16] = arena 0
        slot %b: i32[16] = arena 0
        branch %p {
          launch @reverse(%x, %a)
          launch @reverse(%a, %z)
        } or {
          launch @reverse(%x, %b)
          launch @reverse(%b, %z)
        }
        """) == [0, 0])
  }

  @Test func whatALoopNeedsAgainIsKeptForAllOfIt() throws {
    // %a is read in every iteration, so that %b must not take its place.
    #expect(
      try offsets(
        """
        slot %a: i32[16] = arena 0
        slot %b: i32[16] = arena 0
        launch @same(%x, %a)
        loop {
        } while %p {
          launch @reverse(%a, %b)
          launch @reverse(%b, %z)
        }
        """) == [0, 64])
    // %c carries a value from one iteration to the next, %b does not.
    #expect(
      try offsets(
        """
        slot %a: i32[16] = arena 0
        slot %b: i32[16] = arena 0
        slot %c: i32[16] = arena 0
        copy %x to %c
        loop {
        } while %p {
          launch @reverse(%c, %a)
          launch @same(%a, %b)
          copy %b to %c
        }
        copy %c to %z
        """) == [0, 0, 64])
    // %a leaves the loop.
    #expect(
      try offsets(
        """
        slot %a: i32[16] = arena 0
        slot %b: i32[16] = arena 0
        slot %q: i1[1] = arena 0
        loop {
          launch @same(%x, %b)
          launch @test(%b, %q)
          launch @same(%x, %a)
        } while %q {
        }
        copy %a to %z
        """) == [0, 64, 128])
  }

  @Test func impossibleSizesAreReported() throws {
    var p = Program(name: "p", kernels: [], slots: [], steps: [], arenaByteCount: 0)
    for _ in 0..<2 { p.slots.append(Slot(.f32, count: .max / 5, .arena(offset: 0))) }
    let (a, b) = (SlotID(index: 0), SlotID(index: 1))
    p.steps = [.copy(from: a, to: b), .copy(from: b, to: a)]
    #expect(MemoryPlan.assigningOffsets(p).arenaByteCount == .max)
    p.slots[0] = Slot(.f64, count: .max, .arena(offset: 0))
    #expect(MemoryPlan.assigningOffsets(p).arenaByteCount == .max)
  }

  // MARK: Copies

  /// Checks which steps are left of `text` when copies have been removed.
  private func expectSteps(
    _ text: String, give expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let slots =
      "slot %a: i32[16] = arena 0\nslot %b: i32[16] = arena 0\nslot %c: i32[16] = arena 0\n"
    let result = CopyElimination.run(on: try program(slots + text))
    #expect(
      result.steps == (try program(slots + expected).steps), sourceLocation: sourceLocation)
    #expect(
      KernelVerifier.verify(result).all.map(\.message) == [], sourceLocation: sourceLocation)
  }

  @Test func valuesAreWrittenWhereTheyAreCopied() throws {
    try expectSteps(
      """
      launch @reverse(%x, %a)
      launch @same(%a, %b)
      copy %a to %z
      """,
      give: """
        launch @reverse(%x, %z)
        launch @same(%z, %b)
        """)
    try expectSteps(
      """
      branch %p {
        launch @same(%x, %a)
        copy %a to %z
      } or {
        launch @reverse(%x, %b)
        copy %b to %z
      }
      """,
      give: """
        branch %p {
          launch @same(%x, %z)
        } or {
          launch @reverse(%x, %z)
        }
        """)
  }

  @Test func carriedValuesAreWrittenInPlace() throws {
    try expectSteps(
      """
      launch @same(%x, %b)
      copy %b to %a
      loop {
      } while %p {
        launch @same(%a, %c)
        copy %c to %a
      }
      copy %a to %z
      """,
      give: """
        launch @same(%x, %z)
        loop {
        } while %p {
          launch @same(%z, %z)
        }
        """)
  }

  @Test func whatIsUpdatedIsUpdatedInPlace() throws {
    let update = "launch @update(%p, %b)"
    // What is computed is updated where it is computed.
    try expectSteps(
      """
      launch @same(%x, %a)
      copy %a to %b
      \(update)
      copy %b to %z
      """,
      give: "launch @same(%x, %z)\nlaunch @update(%p, %z)")
    // What a loop carries is updated where it is carried, twice here.
    try expectSteps(
      """
      copy %x to %a
      loop {
      } while %p {
        copy %a to %b
        \(update)
        copy %b to %c
        launch @update(%p, %c)
        copy %c to %a
      }
      copy %a to %z
      """,
      give: """
        copy %x to %z
        loop {
        } while %p {
          launch @update(%p, %z)
          launch @update(%p, %z)
        }
        """)
    // What is still needed is copied.
    let needed = """
      loop {
      } while %p {
        copy %a to %b
        \(update)
        launch @reverse(%a, %c)
        copy %b to %a
      }
      launch @sum(%a, %c, %z)
      """
    try expectSteps(needed, give: needed)
  }

  @Test func copiesOfWhatIsStillNeededStay() throws {
    // The old value is read in another order than the new one is written.
    let reversed = """
      copy %x to %a
      loop {
      } while %p {
        launch @reverse(%a, %b)
        copy %b to %a
      }
      launch @sum(%a, %x, %z)
      """
    try expectSteps(reversed, give: reversed)
    // The old value is read after the new one was computed.
    let late = """
      copy %x to %a
      loop {
      } while %p {
        launch @same(%a, %b)
        launch @same(%a, %c)
        copy %b to %a
      }
      launch @sum(%a, %c, %z)
      """
    try expectSteps(late, give: late)
    // The copied value is used after the copy, too.
    let twice = """
      launch @same(%x, %a)
      copy %a to %b
      launch @same(%b, %c)
      launch @sum(%a, %c, %z)
      """
    try expectSteps(twice, give: twice)
    // An argument is read only.
    try expectSteps("copy %x to %z", give: "copy %x to %z")
  }

  // MARK: Alternation

  @Test func loopsExchangeBuffers() throws {
    let slots = """
      slot %q: i1[1] = arena 0
      slot %a: i32[16] = arena 0
      slot %b: i32[16] = arena 0

      """
    func alternated(_ steps: String) throws -> String {
      let result = BufferAlternation.run(on: try program(slots + steps), leastByteCount: 1)
      #expect(KernelVerifier.verify(result).all.map(\.message) == [])
      return result.description
    }
    let loop = "copy %x to %z loop { launch @test(%z, %q) } while %q {"
    // The result of the caller is a copy of what alternates.
    let text = try alternated("\(loop) launch @reverse(%z, %a) copy %a to %z }")
    #expect(text.contains("launch @1(%s6, %s4)\n    swap %s4, %s6\n"))
    #expect(text.contains("  }\n  copy %s6 to %s2\n}"))
    for unchanged in [
      // Needed after the copy, in the next iteration, or after the loop.
      "\(loop) launch @reverse(%z, %a) copy %a to %z launch @same(%a, %b) }",
      "copy %x to %a \(loop) launch @sum(%z, %a, %b) launch @same(%b, %a) copy %a to %z }",
      "\(loop) launch @reverse(%z, %a) copy %a to %z } copy %a to %z",
      // Not written as a whole.
      "\(loop) launch @update(%p, %a) copy %a to %z }",
      // In a branch.
      "branch %p { \(loop) launch @reverse(%z, %a) copy %a to %z } } or { copy %x to %z }",
    ] {
      #expect(!(try alternated(unchanged).contains("swap")))
    }
  }

  // MARK: Random programs

  @Test(arguments: 0..<60) func plansKeepResults(seed: UInt64) throws {
    var generator = RandomPrograms(seed: seed)
    let p = try generator.next(depth: 3)
    var random = Random(seed: seed + 1000)
    let arguments =
      [4, 8, 16].map { (n) in (0..<(4 * n)).map { _ in UInt8(random.next(0...255)) } }
      + [[0], [1]]

    let expected = try ProgramInterpreter.run(p, arguments: arguments, arena: .separate)
    let fewer = CopyElimination.run(on: p)
    #expect(
      try ProgramInterpreter.run(fewer, arguments: arguments, arena: .separate) == expected)
    let alternating = BufferAlternation.run(on: fewer, leastByteCount: 1)
    #expect(KernelVerifier.verify(alternating).all.map(\.message) == [])
    for q in [p, fewer, alternating] {
      let planned = MemoryPlan.assigningOffsets(q)
      #expect(try ProgramInterpreter.run(planned, arguments: arguments) == expected)
    }
  }

  @Test(arguments: 0..<20) func simultaneousSlotsDoNotOverlap(seed: UInt64) throws {
    var generator = RandomPrograms(seed: seed)
    let p = MemoryPlan.assigningOffsets(try generator.next(depth: 0))
    // Without control flow, a value is needed after its first step, up to its last.
    var first: [Int: Int] = [:]
    var last: [Int: Int] = [:]
    for (i, step) in p.steps.enumerated() {
      for s in step.slots {
        first[s.index] = first[s.index] ?? i
        last[s.index] = i
      }
    }
    for (i, a) in p.slots.enumerated() {
      for (j, b) in p.slots.enumerated().dropFirst(i + 1) {
        guard case .arena(let x) = a.storage, case .arena(let y) = b.storage,
          let (f, g) = first[i].flatMap({ f in first[j].map { (f, $0) } }),
          let (l, m) = last[i].flatMap({ l in last[j].map { (l, $0) } }),
          max(f, g) < min(l, m)
        else { continue }
        #expect(x + a.byteCount <= y || y + b.byteCount <= x)
      }
    }
  }

  @Test func randomProgramsExerciseThePlan() throws {
    var removed = 0
    var saved = 0
    var swaps = 0
    for seed in 0..<20 as Range<UInt64> {
      var generator = RandomPrograms(seed: seed)
      let p = try generator.next(depth: 3)
      removed += p.steps.flatMap(\.slots).count
      let fewer = CopyElimination.run(on: p)
      removed -= fewer.steps.flatMap(\.slots).count
      let alternating = BufferAlternation.run(on: fewer, leastByteCount: 1)
      swaps += alternating.steps.flatMap(\.swappedSlots).count
      saved += p.slots.reduce(0) { $0 + max($1.byteCount, 64) }
      saved -= MemoryPlan.assigningOffsets(p).arenaByteCount
    }
    #expect(removed > 100)
    #expect(saved > 10_000)
    #expect(swaps > 4)
  }

}
