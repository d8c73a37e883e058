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
    guard count > 0 else { return start }
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

  /// Adds a loop that applies `body` to what it returned the last time, at first `start`, as long as
  /// `condition` holds of that, but at most `limit` times.
  mutating func emitLoop(
    atMost limit: Int, from start: [ValueID],
    while condition: (inout FunctionImporter, [ValueID]) throws(ImportFailure) -> ValueID,
    at range: SourceRange,
    _ body: (inout FunctionImporter, [ValueID]) throws(ImportFailure) -> [ValueID]
  ) throws(ImportFailure) -> [ValueID] {
    let number = TensorType(.i64, [])
    let types = [number] + start.map { graph.type(of: $0) }
    let test = try emitRegion(types, at: range) { (f, v) throws(ImportFailure) in
      let end = try f.emitConstant(Double(limit), like: number, at: range)
      let isAllowed = try f.compare("lt", v[0], end, at: range)
      return [
        try f.emitOne(.and, [isAllowed, try condition(&f, Array(v.dropFirst()))], at: range)
      ]
    }
    let step = try emitRegion(types, at: range) { (f, v) throws(ImportFailure) in
      let next = try f.emitOne(
        .add, [v[0], try f.emitConstant(1, like: number, at: range)], at: range)
      return [next] + (try body(&f, Array(v.dropFirst())))
    }
    let zero = try emitConstant(0, like: number, at: range)
    return Array(
      try emit(.while, [zero] + start, regions: [test, step], at: range).dropFirst())
  }

  /// Returns whether `relation` holds between any element of `value` and `limit`.
  mutating func any(
    _ relation: String, _ value: ValueID, _ limit: Double, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let type = graph.type(of: value)
    let holds = try compare(
      relation, value, try emitConstant(limit, like: type, at: range), at: range)
    let none = try emitConstant(0, like: TensorType(.i1, []), at: range)
    let combiner = graph.createCombiner(.or, of: .i1, location: range)
    return try emit(
      .reduce, [holds, none], Attributes([.dims: .integers(Array(0..<type.rank))]),
      regions: [combiner], at: range)[0]
  }

}
