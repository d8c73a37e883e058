import Diagnostics
import GraphIR
import Scalars

extension FunctionImporter {

  /// Adds a loop that applies `body` to i = 0 ..< `count`, or to these in opposite order, and what it
  /// returned the last time, at first `start`.
  mutating func emitLoop(
    _ count: Int, from start: [ValueID], isReversed: Bool, at range: SourceRange,
    _ body: (inout FunctionImporter, ValueID, [ValueID]) throws(ImportFailure) -> [ValueID]
  ) throws(ImportFailure) -> [ValueID] {
    let number = TensorType(.i64, [])
    let types = [number] + start.map { graph.type(of: $0) }
    let size = Double(count)
    let condition = try emitRegion(types, at: range) { (f, v) throws(ImportFailure) in
      let limit = try f.emitConstant(size, like: number, at: range)
      return [
        try f.emitOne(
          .compare, [v[0], limit], Attributes([.direction: .keyword("lt")]), at: range)
      ]
    }
    let step = try emitRegion(types, at: range) { (f, v) throws(ImportFailure) in
      var i = v[0]
      if isReversed {
        i = try f.emitOne(
          .sub, [try f.emitConstant(size - 1, like: number, at: range), i], at: range)
      }
      let next = try f.emitOne(
        .add, [v[0], try f.emitConstant(1, like: number, at: range)], at: range)
      return [next] + (try body(&f, i, Array(v.dropFirst())))
    }
    let zero = try emitConstant(0, like: number, at: range)
    let results = try emit(.while, [zero] + start, regions: [condition, step], at: range)
    return Array(results.dropFirst())
  }

}
