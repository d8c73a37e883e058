import Diagnostics
import GraphIR
import Scalars

/// Random numbers whose generator has no state in the program.
///
/// The bits are those of Threefry for a key that the name of the function and the number of the
/// operation in it decide: every call of a program gives the same numbers, two operations give
/// different ones, and a loop gives the same ones each time.
extension FunctionImporter {

  /// Returns numbers of the interval [a, b), each as likely as the others.
  ///
  /// Floats lie on a grid of 2²⁴ steps from a to b, 2⁵³ for f64; of integers, the i-th is
  /// ⌊(b - a) r⌋ for 64 random bits r after the point.
  mutating func uniform(
    _ a: ValueID, _ b: ValueID, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    guard type.element.isFloat else {
      let words = type.with(element: .u64)
      let bits = try randomBits(words, at: range)
      let low = try broadcast(try converted(a, to: .u64, at: range), [], to: words, at: range)
      let high = try broadcast(try converted(b, to: .u64, at: range), [], to: words, at: range)
      let count = try emitOne(.sub, [high, low], at: range)
      let offset = try highProduct(bits, count, words, at: range)
      return try converted(
        try emitOne(.add, [low, offset], at: range), to: type.element, at: range)
    }
    let wide = type.with(element: type.element == .f64 ? .f64 : .f32)
    let u = try fractions(wide, at: range)
    let low = try broadcast(try converted(a, to: wide.element, at: range), [], to: wide, at: range)
    let high = try broadcast(
      try converted(b, to: wide.element, at: range), [], to: wide, at: range)
    // The length of the interval may overflow; so it is not computed.
    let rest = try emitOne(.sub, [try emitConstant(1, like: wide, at: range), u], at: range)
    let sum = try emitOne(
      .add,
      [try emitOne(.mul, [low, rest], at: range), try emitOne(.mul, [high, u], at: range)],
      at: range)
    // What is rounded out of the interval goes to its start, which is in it.
    let result = try converted(sum, to: type.element, at: range)
    let (start, end) = (
      try broadcast(a, [], to: type, at: range), try broadcast(b, [], to: type, at: range)
    )
    let isBelow = try emitOne(
      .compare, [result, end], Attributes([.direction: .keyword("lt")]), at: range)
    let inside = try emitOne(.select, [isBelow, result, start], at: range)
    return try emitOne(.max, [inside, start], at: range)
  }

  /// Returns numbers of the normal distribution with the mean `mean` and the standard deviation
  /// `deviation`, by the method of Box and Muller.
  mutating func normal(
    mean: ValueID, deviation: ValueID, _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    guard type.element.isFloat else {
      throw failure("normally distributed numbers are floats, not \(type.element)", range)
    }
    let wide = type.with(element: type.element == .f64 ? .f64 : .f32)
    func scaled(
      _ f: inout FunctionImporter, _ x: ValueID, _ factor: Double
    ) throws(ImportFailure) -> ValueID {
      try f.emitOne(.mul, [x, try f.emitConstant(factor, like: wide, at: range)], at: range)
    }
    // 1 - u is never 0.
    let one = try emitConstant(1, like: wide, at: range)
    let u = try emitOne(.sub, [one, try fractions(wide, at: range)], at: range)
    let radius = try emitOne(
      .sqrt, [try scaled(&self, try emitOne(.log, [u], at: range), -2)], at: range)
    let angle = try scaled(&self, try fractions(wide, at: range), 2 * Double.pi)
    let z = try emitOne(.mul, [radius, try emitOne(.cos, [angle], at: range)], at: range)
    let shift = try broadcast(
      try converted(mean, to: wide.element, at: range), [], to: wide, at: range)
    let scale = try broadcast(
      try converted(deviation, to: wide.element, at: range), [], to: wide, at: range)
    let result = try emitOne(.add, [shift, try emitOne(.mul, [scale, z], at: range)], at: range)
    return try converted(result, to: type.element, at: range)
  }

  /// Returns numbers of [0, 1) with as many random bits as the type has digits.
  private mutating func fractions(
    _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    let (word, digits): (ElementType, Int) = type.element == .f64 ? (.u64, 53) : (.u32, 24)
    let words = type.with(element: word)
    let excess = try emitConstant(Double(word.bitWidth - digits), like: words, at: range)
    let top = try emitOne(.shrL, [try randomBits(words, at: range), excess], at: range)
    let unit = Double(sign: .plus, exponent: -digits, significand: 1)
    return try emitOne(
      .mul,
      [
        try converted(top, to: type.element, at: range),
        try emitConstant(unit, like: type, at: range),
      ], at: range)
  }

  /// Returns random bits that no other operation of the function gets.
  private mutating func randomBits(
    _ type: TensorType, at range: SourceRange
  ) throws(ImportFailure) -> ValueID {
    // The hash of Fowler, Noll and Vo, FNV-1a.
    let hash = function.name.utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    randomCount += 1
    let key = try emitSplat(
      Scalar(.u64, bits: hash &+ randomCount), TensorType(.u64, sizes: [1]), at: range)
    let counter = try emitConstant(0, like: TensorType(.u64, sizes: [1]), at: range)
    let state = try emitOne(
      .concat, [key, counter], Attributes([.dim: .integer(0)]), at: range)
    return try emit(
      .rngBits, [state], Attributes([.algorithm: .keyword(RandomBits.Algorithm.threefry.rawValue)]),
      results: [TensorType(.u64, sizes: [2]), type], at: range)[1]
  }

}
