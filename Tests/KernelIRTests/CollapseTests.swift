import Testing

@testable import KernelIR

@Suite("Kernel passes: remove-unit-loops, collapse") struct CollapseTests {

  @Test func unitLoopsDisappear() throws {
    try expect(
      .removeUnitLoops,
      """
      kernel(x: in f32[8], y: out f32[8]) {
        for %a in 0..<1 {
          for %b in 0..<8 {
            for %c in 0..<1 {
              %0 = load x[%a*8 + %b + %c] : f32
              store %0, y[%b + %c mod 3]
            }
          }
        }
        for %d in 0..<0 {
          %1 = load x[%d] : f32
        }
      }
      """,
      gives: """
        kernel(x: in f32[8], y: out f32[8]) {
          for %b in 0..<8 {
            %0 = load x[%b] : f32
            store %0, y[%b]
          }
        }
        """)
  }

  @Test func combinersThatStoreAreCollapsedWithTheirReduction() throws {
    func scan(_ over: String, _ index: String) -> String {
      """
      kernel(x: in f32[32], y: out f32[32]) {
        %0 = const 0.0 : f32
        %5 = reduce init %0 over \(over) {
          %1 = load x[\(index)] : f32
          yield %1
        } combine(%2: f32, %3: f32) {
          %4 = add %2, %3 : f32
          store %4, y[\(index)]
          yield %4
        } : f32
      }
      """
    }
    try expect(
      .collapse, scan("%a in 0..<4, %b in 0..<8", "%a*8 + %b"),
      gives: scan("%c in 0..<32", "%c"))
    let transposed = scan("%a in 0..<4, %b in 0..<8", "%a*8 + %b")
      .replacing("store %4, y[%a*8 + %b]", with: "store %4, y[%b*4 + %a]")
    try expect(.collapse, transposed, gives: transposed)
  }

  @Test func reductionsKeepTheVariablesOfSeveralIterations() throws {
    try expect(
      .removeUnitLoops,
      """
      kernel(x: in f32[8], y: out f32[4]) {
        %0 = const 0.0 : f32
        %2 = reduce add init %0 over %a in 0..<8, %b in 0..<1 {
          %1 = load x[%a + %b*8] : f32
          yield %1
        } : f32
        store %2, y[0]
        %4 = reduce add init %2 over %c in 0..<1 {
          %3 = load x[%c + 3] : f32
          yield %3
        } : f32
        store %4, y[1]
        %5 = reduce add init %4 over %d in 0..<2, %e in 0..<0 {
          %6 = load x[%d] : f32
          yield %6
        } : f32
        store %5, y[2]
        %7, %8 = reduce init %4, %0 over %f in 0..<1 {
          %9 = load x[%f + 5] : f32
          yield %9, %0
        } combine(%10: f32, %11: f32, %12: f32, %13: f32) {
          %14 = sub %10, %12 : f32
          yield %11, %14
        } : f32, f32
        %15 = add %7, %8 : f32
        store %15, y[3]
      }
      """,
      gives: """
        kernel(x: in f32[8], y: out f32[4]) {
          %0 = const 0.0 : f32
          %2 = reduce add init %0 over %a in 0..<8 {
            %1 = load x[%a] : f32
            yield %1
          } : f32
          store %2, y[0]
          %3 = load x[3] : f32
          %4 = add %2, %3 : f32
          store %4, y[1]
          store %4, y[2]
          %9 = load x[5] : f32
          %14 = sub %4, %9 : f32
          %15 = add %0, %14 : f32
          store %15, y[3]
        }
        """)
  }

  @Test func elementwiseNestsBecomeOneLoop() throws {
    try expect(
      .collapse,
      """
      kernel(x: in f32[24], y: in f32[1], z: out f32[24]) {
        %0 = load y[0] : f32
        for %i in 0..<2 {
          for %j in 0..<3 {
            for %k in 0..<4 {
              %1 = load x[%i*12 + %j*4 + %k] : f32
              %2 = add %1, %0 : f32
              store %2, z[%i*12 + %j*4 + %k]
            }
          }
        }
      }
      """,
      gives: """
        kernel(x: in f32[24], y: in f32[1], z: out f32[24]) {
          %0 = load y[0] : f32
          for %l in 0..<24 {
            %1 = load x[%l] : f32
            %2 = add %1, %0 : f32
            store %2, z[%l]
          }
        }
        """)
  }

  @Test func loopsMergeUnderABroadcastOverTheOuterOnes() throws {
    try expect(
      .collapse,
      """
      kernel(x: in f32[24], y: in f32[4], z: out f32[24]) {
        for %i in 0..<2 {
          for %j in 0..<3 {
            for %k in 0..<4 {
              %1 = load x[%i*12 + %j*4 + %k] : f32
              %2 = load y[%k] : f32
              %3 = add %1, %2 : f32
              store %3, z[%i*12 + %j*4 + %k]
            }
          }
        }
      }
      """,
      gives: """
        kernel(x: in f32[24], y: in f32[4], z: out f32[24]) {
          for %l in 0..<6 {
            for %k in 0..<4 {
              %1 = load x[%l*4 + %k] : f32
              %2 = load y[%k] : f32
              %3 = add %1, %2 : f32
              store %3, z[%l*4 + %k]
            }
          }
        }
        """)
  }

  @Test func divisionsDisappearWithTheirLoops() throws {
    try expect(
      .collapse,
      """
      kernel(x: in f32[24], z: out f32[24]) {
        for %i in 0..<4 {
          for %j in 0..<6 {
            %1 = load x[(%i*6 + %j) floordiv 3 + ((%i*6 + %j) mod 3)*8] : f32
            store %1, z[%i*6 + %j]
          }
        }
      }
      """,
      gives: """
        kernel(x: in f32[24], z: out f32[24]) {
          for %l in 0..<24 {
            %1 = load x[%l*8 - (%l floordiv 3)*23] : f32
            store %1, z[%l]
          }
        }
        """)
  }

  @Test func reductionVariablesMerge() throws {
    try expect(
      .collapse,
      """
      kernel(x: in f32[24], z: out f32[2]) {
        %0 = const 0.0 : f32
        for %i in 0..<2 {
          %2 = reduce add init %0 over %j in 0..<3, %k in 0..<4 {
            %1 = load x[%i*12 + %j*4 + %k] : f32
            yield %1
          } : f32
          store %2, z[%i]
        }
      }
      """,
      gives: """
        kernel(x: in f32[24], z: out f32[2]) {
          %0 = const 0.0 : f32
          for %i in 0..<2 {
            %2 = reduce add init %0 over %l in 0..<12 {
              %1 = load x[%i*12 + %l] : f32
              yield %1
            } : f32
            store %2, z[%i]
          }
        }
        """)
  }

  @Test func transposesAreNotMerged() throws {
    try expect(
      .collapse,
      """
      kernel(x: in f32[12], z: out f32[12]) {
        for %i in 0..<3 {
          for %j in 0..<4 {
            %0 = load x[%j*3 + %i] : f32
            store %0, z[%i*4 + %j]
          }
        }
      }
      """)
  }

  @Test func positionsThatAreValuesKeepLoopsApart() throws {
    try expect(
      .collapse,
      """
      kernel(z: out i32[12]) {
        for %i in 0..<3 {
          for %j in 0..<4 {
            %0 = index %j : i32
            store %0, z[%i*4 + %j]
          }
        }
      }
      """)
    try expect(
      .collapse,
      """
      kernel(x: in f32[4], z: out f32[12]) {
        for %i in 0..<3 {
          for %j in 0..<4 {
            %0 = inside %j - 1 in 0..<4 : i1
            %1 = load x[%j - 1] if %0 : f32
            store %1, z[%i*4 + %j]
          }
        }
      }
      """)
  }

  @Test func definitionsBetweenLoopsKeepThemApart() throws {
    try expect(
      .collapse,
      """
      kernel(x: in f32[3], z: out f32[12]) {
        for %i in 0..<3 {
          %0 = load x[%i] : f32
          for %j in 0..<4 {
            store %0, z[%i*4 + %j]
          }
        }
      }
      """)
  }

  @Test func loopsOfStridedAccessesAreNotMerged() throws {
    try expect(
      .collapse,
      """
      kernel(x: in f32[15], z: out f32[12]) {
        for %i in 0..<3 {
          for %j in 0..<4 {
            %0 = load x[%i*5 + %j] : f32
            store %0, z[%i*4 + %j]
          }
        }
      }
      """)
  }

  @Test func vectorLoopsAreNotMerged() throws {
    try expect(
      .collapse,
      """
      kernel(z: out f32[12]) {
        %0 = const 1.0 : f32
        for %i in 0..<3 {
          for %j in 0..<4 vector(4) {
            store %0, z[%i*4 + %j]
          }
        }
      }
      """)
  }

}
