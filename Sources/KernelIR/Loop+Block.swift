/// A load of a block loop that is done for a whole block at once.
package struct TransposedLoad {

  /// What it defines.
  package let value: KernelValueID

  /// Where it loads from.
  package let buffer: BufferID

  /// The position, which grows by one with the variable of the block loop.
  package let index: IndexExpression

  /// Whether it loads.
  package let condition: KernelValueID?

  /// The definitions on which the condition depends, in order; they load nothing.
  package let conditionBody: [Statement]

}

extension Loop {

  /// The vector loop inside of this one, if this consists of definitions and that, as a block loop
  /// does.
  package var innerLoopOfBlock: Loop? {
    guard case .loop(let inner) = body.last, body.dropLast().allSatisfy(\.isDefinition) else {
      return nil
    }
    return inner
  }

  /// The loads that a block loop does in vectors along its own variable, which are transposed then:
  /// those that are contiguous in it and neither the same nor contiguous in the loop inside.
  package var transposedLoads: [TransposedLoad] {
    guard let inner = innerLoopOfBlock else { return [] }
    var result: [TransposedLoad] = []
    for (n, s) in inner.body.enumerated() {
      guard case .define(let v, .load(let b, let i, let condition)) = s,
        i.stride(in: variable) == 1, !i.dependsOnValues,
        i.stride(in: inner.variable).map({ abs($0) > 1 }) ?? true
      else { continue }
      var needed: [Statement] = []
      if let condition {
        guard let slice = body.dropLast().arithmetic(computing: condition, then: inner.body[..<n])
        else { continue }
        needed = slice
      }
      result.append(
        TransposedLoad(
          value: v, buffer: b, index: i, condition: condition, conditionBody: needed))
    }
    return result
  }

}

extension Statement {

  /// `true` iff this defines a value.
  var isDefinition: Bool { if case .define = self { true } else { false } }

}

extension ArraySlice<Statement> {

  /// Returns those of the definitions in this list and in `later`, which follows, on which `value`
  /// depends, `nil` if one of them is a load.
  fileprivate func arithmetic(
    computing value: KernelValueID, then later: ArraySlice<Statement>
  ) -> [Statement]? {
    var needed: Set = [value]
    var result: [Statement] = []
    for s in (self + later).reversed() {
      guard case .define(let v, let e) = s, needed.contains(v) else { continue }
      if case .load = e { return nil }
      e.forEachUse { needed.insert($0) }
      result.append(s)
    }
    return result.reversed()
  }

}
