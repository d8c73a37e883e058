import KernelIR
import LLVMBackend
import Runtime
import Scalars
import Testing

/// Blocks that are transposed in registers, in machine code.
struct BlockTests {

  private static let sizes = [(4, 4), (16, 16), (5, 33), (17, 64), (100, 31), (144, 20)]

  /// Returns the transpose of a matrix of `columns` rows, of which those from `known` on are zero,
  /// with `statements` negations and the number of the row added.
  private func transpose(
    _ t: ElementType, rows: Int, columns: Int, lanes: Int, grain: Int? = nil, known: Int? = nil,
    statements: Int = 0
  ) throws -> Kernel {
    var b = KernelBuilder()
    let x = b.buffer(t, count: rows * (known ?? columns), .read)
    let y = b.buffer(t, count: rows * columns, .write)
    let i = b.openLoop(extent: rows, kind: .block(lanes: lanes))
    let j = b.openLoop(extent: columns, kind: .vector(lanes: lanes))
    let condition = known.map {
      b.define(.inside(IndexExpression(j), lower: 0, upper: $0), .i1)
    }
    let at = IndexExpression(j) * rows + IndexExpression(i)
    var v = b.define(.load(x, at, guard: condition), t)
    for _ in 0..<statements { v = b.define(.binary(.add, v, v), t) }
    b.store(v, to: y, at: IndexExpression(i) * columns + IndexExpression(j))
    b.closeLoop()
    b.closeLoop()
    var kernel = try b.finish()
    kernel.body = kernel.body.map { (s) in
      guard case .loop(var l) = s else { return s }
      l.grain = grain
      return .loop(l)
    }
    #expect(KernelVerifier.verify(kernel).all.map(\.message) == [])
    return kernel
  }

  private func elements(_ t: ElementType, _ n: Int) -> [Scalar] {
    (0..<n).map { Scalar(t, integer: t == .i1 ? Int64($0 % 3 % 2) : Int64(($0 * 7) % 101)) }
  }

  private func expected(_ x: [Scalar], rows: Int, columns: Int) -> [Scalar] {
    (0..<rows * columns).map { (n) in
      let at = n % columns * rows + n / columns
      return at < x.count ? x[at] : Scalar(x[0].type, bits: 0)
    }
  }

  @Test(arguments: ElementType.allCases)
  func allTypes(_ t: ElementType) throws {
    for (rows, columns) in Self.sizes {
      for lanes in [2, 4, 8, 16, 32] {
        let kernel = try transpose(t, rows: rows, columns: columns, lanes: lanes)
        let x = elements(t, rows * columns)
        let y = try runNatively(program(launching: kernel), [x])[0]
        #expect(
          y == expected(x, rows: rows, columns: columns), "\(t), \(rows) x \(columns), \(lanes)")
      }
    }
  }

  @Test func guardedLoads() throws {
    for (rows, columns) in Self.sizes {
      for known in [0, 1, columns / 2, columns] {
        let kernel = try transpose(.f32, rows: rows, columns: columns, lanes: 16, known: known)
        let x = elements(.f32, rows * known)
        let y = try runNatively(program(launching: kernel), [x])[0]
        let all = x + [Scalar](repeating: Scalar(.f32, 0), count: rows * (columns - known))
        #expect(y == expected(all, rows: rows, columns: columns))
      }
    }
  }

  @Test func parallelBlocks() throws {
    for (rows, columns) in Self.sizes {
      let kernel = try transpose(.f32, rows: rows, columns: columns, lanes: 8, grain: 24)
      let x = elements(.f32, rows * columns)
      for threads in [1, 2, 3] {
        let y = try runNatively(program(launching: kernel), [x], threads: threads)[0]
        #expect(y == expected(x, rows: rows, columns: columns))
      }
    }
  }

  /// Rows with many statements are a loop.
  @Test func longBodies() throws {
    for (rows, columns) in Self.sizes {
      let kernel = try transpose(.i32, rows: rows, columns: columns, lanes: 16, statements: 12)
      let x = elements(.i32, rows * columns)
      let y = try runNatively(program(launching: kernel), [x])[0]
      let sums = expected(x, rows: rows, columns: columns).map {
        Scalar(.i32, integer: $0.intValue * 4096)
      }
      #expect(y == sums)
    }
  }

}
