import Testing

@testable import KernelIR

@Suite("Kernel passes: vectorize, parallelize") struct VectorizeTests {

  /// Checks that the pass changes `kernel`, in which `(…)` behind a loop are the expected lanes, as
  /// these say, on a machine with vectors of 64 bytes.
  private func expectLanes(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var before = text
    while let r = before.firstRange(of: #/ vector\(\d+\)/#) { before.removeSubrange(r) }
    try expect(.vectorize, before, gives: text, sourceLocation: sourceLocation)
  }

  @Test func elementwiseLoopsRunInLanes() throws {
    try expectLanes(
      """
      kernel(x: in f32[100], y: out f32[100]) {
        for %i in 0..<100 vector(16) {
          %0 = load x[%i] : f32
          %1 = exp %0 : f32
          store %1, y[%i]
        }
      }
      """)
  }

  @Test func theWidestTypeCountsTheLanes() throws {
    // Half precision is computed in single precision.
    try expectLanes(
      """
      kernel(x: in f16[100], y: out f16[100]) {
        for %i in 0..<100 vector(16) {
          %0 = load x[%i] : f16
          %1 = neg %0 : f16
          store %1, y[%i]
        }
      }
      """)
    try expectLanes(
      """
      kernel(x: in i8[100], y: out i8[100]) {
        for %i in 0..<100 vector(64) {
          %0 = load x[%i] : i8
          %1 = neg %0 : i8
          store %1, y[%i]
        }
      }
      """)
    try expectLanes(
      """
      kernel(x: in i8[100], y: out i64[100]) {
        for %i in 0..<100 vector(8) {
          %0 = load x[%i] : i8
          %1 = convert %0 : i64
          store %1, y[%i]
        }
      }
      """)
    try expectLanes(
      """
      kernel(x: in f64[100], y: out i1[100]) {
        %0 = const 0.0 : f64
        for %i in 0..<100 vector(8) {
          %1 = load x[%i] : f64
          %2 = compare lt %0, %1 : i1
          store %2, y[%i]
        }
      }
      """)
  }

  @Test func shortLoopsHaveFewLanes() throws {
    try expectLanes(
      """
      kernel(x: in f32[5], y: out f32[5]) {
        for %i in 0..<5 vector(8) {
          %0 = load x[%i] : f32
          %1 = exp %0 : f32
          store %1, y[%i]
        }
      }
      """)
  }

  @Test func rowsAreReducedInLanes() throws {
    try expectLanes(
      """
      kernel(x: in f32[4096], y: out f32[64]) {
        %0 = const 0.0 : f32
        for %i in 0..<64 {
          %2 = reduce add init %0 over %j in 0..<64 vector(16) {
            %1 = load x[%i*64 + %j] : f32
            yield %1
          } : f32
          store %2, y[%i]
        }
      }
      """)
  }

  @Test func columnsAreReducedSideBySide() throws {
    try expectLanes(
      """
      kernel(x: in f32[4096], y: out f32[64]) {
        %0 = const 0.0 : f32
        for %i in 0..<64 vector(16) {
          %2 = reduce add init %0 over %j in 0..<64 {
            %1 = load x[%j*64 + %i] : f32
            yield %1
          } : f32
          store %2, y[%i]
        }
      }
      """)
  }

  @Test func matrixProductsRunAlongContiguousColumns() throws {
    try expectLanes(
      """
      kernel(x: in f32[128], y: in f32[4096], z: out f32[128]) {
        %0 = const 0.0 : f32
        for %i in 0..<2 {
          for %j in 0..<64 vector(16) {
            %4 = reduce add contracted init %0 over %k in 0..<64 {
              %1 = load x[%i*64 + %k] : f32
              %2 = load y[%k*64 + %j] : f32
              %3 = mul %1, %2 : f32
              yield %3
            } : f32
            store %4, z[%i*64 + %j]
          }
        }
      }
      """)
    // The second matrix is transposed.
    try expectLanes(
      """
      kernel(x: in f32[128], y: in f32[4096], z: out f32[128]) {
        %0 = const 0.0 : f32
        for %i in 0..<2 {
          for %j in 0..<64 {
            %4 = reduce add contracted init %0 over %k in 0..<64 vector(16) {
              %1 = load x[%i*64 + %k] : f32
              %2 = load y[%j*64 + %k] : f32
              %3 = mul %1, %2 : f32
              yield %3
            } : f32
            store %4, z[%i*64 + %j]
          }
        }
      }
      """)
  }

  @Test func softmaxRunsAlongItsRows() throws {
    try expectLanes(
      """
      kernel(x: in f32[4096], y: out f32[4096], row: scratch f32[64]) {
        %0 = const -inf : f32
        %1 = const 0.0 : f32
        for %i in 0..<64 {
          %3 = reduce max init %0 over %j in 0..<64 vector(16) {
            %2 = load x[%i*64 + %j] : f32
            yield %2
          } : f32
          %7 = reduce add init %1 over %k in 0..<64 vector(16) {
            %4 = load x[%i*64 + %k] : f32
            %5 = sub %4, %3 : f32
            %6 = exp %5 : f32
            store %6, row[%k]
            yield %6
          } : f32
          for %l in 0..<64 vector(16) {
            %8 = load row[%l] : f32
            %9 = div %8, %7 : f32
            store %9, y[%i*64 + %l]
          }
        }
      }
      """)
  }

  @Test func storesAreContiguousWhereLoadsCannotBe() throws {
    try expectLanes(
      """
      kernel(x: in f32[4096], y: out f32[4096]) {
        for %i in 0..<64 {
          for %j in 0..<64 vector(16) {
            %0 = load x[%j*64 + %i] : f32
            store %0, y[%i*64 + %j]
          }
        }
      }
      """)
  }

  @Test func gathersAloneAreLeftSerial() throws {
    try expectLanes(
      """
      kernel(x: in f32[320], y: out f32[128]) {
        for %i in 0..<64 {
          %0 = load x[%i*5] : f32
          store %0, y[%i*2 + 1]
        }
      }
      """)
  }

  @Test func smallStridesAreNoGathers() throws {
    try expectLanes(
      """
      kernel(x: in f32[256], y: out f32[64]) {
        for %i in 0..<64 vector(16) {
          %0 = load x[-%i*4 + 255] : f32
          store %0, y[%i]
        }
      }
      """)
  }

  @Test func enoughComputationIsWorthGathers() throws {
    try expectLanes(
      """
      kernel(x: in f32[128], y: out f32[128]) {
        for %i in 0..<64 vector(16) {
          %0 = load x[%i*2] : f32
          %1 = exp %0 : f32
          %2 = sin %1 : f32
          store %2, y[%i*2 + 1]
        }
      }
      """)
  }

  @Test func lanesDoNotShareScratch() throws {
    // The row is the same for all iterations of the outer loop, which therefore has no lanes; the
    // order of the combiner keeps the reduction serial.
    try expectLanes(
      """
      kernel(x: in f32[4096], y: out f32[64], row: scratch f32[64]) {
        %0 = const 0.0 : f32
        for %i in 0..<64 {
          %2 = reduce init %0 over %j in 0..<64 {
            %1 = load x[%j*64 + %i] : f32
            store %1, row[%j]
            yield %1
          } combine(%3: f32, %4: f32) {
            %5 = sub %3, %4 : f32
            yield %5
          } : f32
          store %2, y[%i]
        }
      }
      """)
  }

  @Test func recurrencesStaySerial() throws {
    try expectLanes(
      """
      kernel(y: inout f32[64]) {
        for %i in 0..<63 {
          %1 = load y[%i] : f32
          store %1, y[%i + 1]
        }
      }
      """)
  }

  @Test func chosenKindsAreKept() throws {
    try expect(
      .vectorize,
      """
      kernel(y: out f32[64]) {
        %0 = const 0.0 : f32
        for %i in 0..<64 vector(2) {
          store %0, y[%i]
        }
      }
      """)
  }

  // MARK: parallelize

  @Test func largeLoopsAreCutIntoBlocksOfWholeVectors() throws {
    let k = try kernel(
      """
      kernel(x: in f32[4194304], y: out f32[4194304]) {
        for %i in 0..<4194304 vector(16) {
          %0 = load x[%i] : f32
          store %0, y[%i]
        }
      }
      """)
    let result = KernelPass.parallelize.run(k, KernelTarget())
    #expect(KernelVerifier.verify(result).all.map(\.message) == [])
    let grain = try #require(result.parallelLoop?.grain)
    #expect(grain % 16 == 0 && grain > 10_000 && grain < 1_000_000)
  }

  @Test func smallLoopsAreNotCut() throws {
    try expect(
      .parallelize,
      """
      kernel(x: in f32[1024], y: out f32[1024]) {
        for %i in 0..<1024 vector(16) {
          %0 = load x[%i] : f32
          store %0, y[%i]
        }
      }
      """)
  }

  @Test func expensiveIterationsMakeSmallBlocks() throws {
    let k = try kernel(
      """
      kernel(x: in f32[1048576], y: in f32[1048576], z: out f32[1048576]) {
        %0 = const 0.0 : f32
        for %i in 0..<1024 {
          for %j in 0..<1024 vector(16) {
            %4 = reduce add contracted init %0 over %k in 0..<1024 {
              %1 = load x[%i*1024 + %k] : f32
              %2 = load y[%k*1024 + %j] : f32
              %3 = mul %1, %2 : f32
              yield %3
            } : f32
            store %4, z[%i*1024 + %j]
          }
        }
      }
      """)
    let result = KernelPass.parallelize.run(k, KernelTarget())
    #expect(result.parallelLoop?.grain == 1)
  }

  @Test func onlyOneLoopBesideDefinitionsIsCut() throws {
    let loop = """
      for %i in 0..<1048576 {
        %1 = load x[%i] : f32
        store %1, y[%i]
      }
      """
    let header = "kernel(x: in f32[1048576], y: out f32[1048576]) {\n%0 = const 0.0 : f32\n"
    let k = try kernel("\(header)\(loop)\n}")
    #expect(KernelPass.parallelize.run(k, KernelTarget()).parallelLoop != nil)
    try expect(.parallelize, "\(header)\(loop)\nstore %0, y[0]\n}")
    try expect(
      .parallelize,
      "\(header)\(loop)\n%2 = reduce add init %0 over %j in 0..<9 {\nyield %0\n} : f32\n}")
    try expect(
      .parallelize,
      "\(header)\(loop)\n\(loop.replacing("%i", with: "%j").replacing("%1", with: "%2"))\n}")
  }

  @Test func iterationsThatStoreTheSameElementAreNotCut() throws {
    try expect(
      .parallelize,
      """
      kernel(x: in f32[1048576], y: out f32[1]) {
        for %i in 0..<1048576 {
          %1 = load x[%i] : f32
          store %1, y[0]
        }
      }
      """)
  }

  @Test func scratchBelongsToAnIteration() throws {
    let k = try kernel(
      """
      kernel(y: out f32[1048576], row: scratch f32[1]) {
        %0 = const 0.0 : f32
        for %i in 0..<1048576 {
          store %0, row[0]
          %1 = load row[0] : f32
          store %1, y[%i]
        }
      }
      """)
    #expect(KernelPass.parallelize.run(k, KernelTarget()).parallelLoop != nil)
  }

  @Test func passesHaveDistinctNames() {
    let names = KernelPipeline.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(KernelPipeline.all.allSatisfy { $0.summary.hasSuffix(".") })
  }

}
