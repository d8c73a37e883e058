import Scalars

extension KernelBuilder {

  /// Defines a value of type `type` by `expression`, in the outermost open scope in which all that
  /// it depends on is available, or returns the value that the same expression has there already.
  ///
  /// Index expressions are simplified. Bounds that always or never hold become constants; guards
  /// and selections with a constant condition disappear.
  package mutating func define(_ expression: Expression, _ type: ElementType) -> KernelValueID {
    let e: Expression
    switch expression {
    case .index(let i):
      e = .index(i.simplified(extents: extents))
    case .inside(let i, let lower, let upper):
      let i = i.simplified(extents: extents)
      if let r = i.range(extents: extents) {
        if r.lowerBound >= lower && r.upperBound < upper { return boolean(true) }
        if r.upperBound < lower || r.lowerBound >= upper { return boolean(false) }
      }
      e = .inside(i, lower: lower, upper: upper)
    case .load(let b, let i, let g):
      let i = i.simplified(extents: extents)
      if let g, let known = constantValue(of: g) {
        if known.bits == 0 { return define(.constant(Scalar(type, bits: 0)), type) }
        e = .load(b, i, guard: nil)
      } else {
        e = .load(b, i, guard: g)
      }
    case .select(let c, let x, let y):
      if x == y { return x }
      if let known = constantValue(of: c) { return known.bits != 0 ? x : y }
      e = expression
    case .binary(.and, let x, let y) where type == .i1:
      if let known = constantValue(of: x) { return known.bits != 0 ? y : x }
      if let known = constantValue(of: y) { return known.bits != 0 ? x : y }
      e = expression
    default:
      e = expression
    }
    return place(e, type)
  }

  /// Defines a constant.
  package mutating func constant(_ s: Scalar) -> KernelValueID {
    define(.constant(s), s.type)
  }

  /// Defines a constant `i1`.
  package mutating func boolean(_ b: Bool) -> KernelValueID {
    constant(Scalar(.i1, bits: b ? 1 : 0))
  }

  /// Defines the element of `buffer` at `index`, zero where `condition` is false.
  package mutating func load(
    _ buffer: BufferID, _ index: IndexExpression, guard condition: KernelValueID? = nil
  ) -> KernelValueID {
    define(.load(buffer, index, guard: condition), kernel[buffer].element)
  }

  /// Defines a function of one value.
  package mutating func unary(_ f: UnaryFunction, _ x: KernelValueID) -> KernelValueID {
    define(.unary(f, x), f == .isFinite ? .i1 : type(of: x))
  }

  /// Defines a function of two values.
  package mutating func binary(
    _ f: BinaryFunction, _ x: KernelValueID, _ y: KernelValueID
  ) -> KernelValueID {
    define(.binary(f, x, y), type(of: x))
  }

  /// Defines whether a relation holds.
  package mutating func compare(
    _ d: ComparisonDirection, _ x: KernelValueID, _ y: KernelValueID, total: Bool = false
  ) -> KernelValueID {
    define(.compare(d, x, y, total: total), .i1)
  }

  /// Defines `x` where `condition` is true, `y` elsewhere.
  package mutating func select(
    _ condition: KernelValueID, _ x: KernelValueID, _ y: KernelValueID
  ) -> KernelValueID {
    define(.select(condition, x, y), type(of: x))
  }

  /// Defines `x` converted to `type`; `x` itself if it has that type.
  package mutating func convert(_ x: KernelValueID, to type: ElementType) -> KernelValueID {
    self.type(of: x) == type ? x : define(.convert(x), type)
  }

  /// Defines whether `lower <= index < upper`.
  package mutating func inside(
    _ index: IndexExpression, _ lower: Int, _ upper: Int
  ) -> KernelValueID {
    define(.inside(index, lower: lower, upper: upper), .i1)
  }

  /// Defines `index` as a number of type `type`.
  package mutating func index(_ index: IndexExpression, as type: ElementType) -> KernelValueID {
    define(.index(index), type)
  }

  /// Defines a value in the deepest scope that `e` depends on.
  private mutating func place(_ e: Expression, _ type: ElementType) -> KernelValueID {
    var depth = leastDepth
    for v in e.operands { depth = max(depth, self.depth(of: v)) }
    if let i = e.index { depth = max(depth, self.depth(of: i)) }
    var isShared = true
    if case .load(let b, _, _) = e, kernel[b].access != .read {
      depth = scopes.count - 1
      isShared = false
      scopes[depth].touchesMutableMemory = true
    }
    let key = TypedExpression(expression: e, type: type)
    if isShared, let v = scopes[depth].expressions[key] { return v }
    for v in e.operands { use(v, from: depth) }
    if let i = e.index { use(i, from: depth) }
    let v = freshValue(type, depth: depth, definition: e)
    append(.define(v, e), to: depth)
    if isShared { scopes[depth].expressions[key] = v }
    return v
  }

}
