import GraphIR

/// A node of an expression over the elements of tensors, which other nodes can share.
///
/// Formulas are written with values that look like numbers, `Real`, `Truth` and `Complex`, and are
/// added to a graph as a whole by `FormulaEmitter`, each node once.
final class FormulaNode: Sendable {

  /// What a node is.
  enum Kind: Sendable {

    /// The elements of a tensor.
    case value(ValueID)

    /// A number.
    case constant(Double)

    /// An elementwise operation.
    case operation(Opcode, [FormulaNode], Attributes)

    /// The power of two with the exponent of an operand, which is finite and positive.
    case powerOfTwo(FormulaNode)

    /// 2 to the power of an operand of f64, a whole number from -1022 to 1023.
    case exponentialOfTwo(FormulaNode)

  }

  /// What this node is.
  let kind: Kind

  init(_ kind: Kind) { self.kind = kind }

}

/// A real number of a formula.
struct Real: Sendable {

  /// Where it comes from.
  let node: FormulaNode

  private init(_ kind: FormulaNode.Kind) { node = FormulaNode(kind) }

  /// The elements of `value`.
  init(_ value: ValueID) { self.init(.value(value)) }

  /// The number `x`.
  init(_ x: Double) { self.init(.constant(x)) }

  /// What `opcode` gives for `operands`.
  init(_ opcode: Opcode, _ operands: Real...) {
    self.init(.operation(opcode, operands.map(\.node), Attributes()))
  }

  /// `a` where `condition` is true, else `b`.
  init(_ condition: Truth, _ a: Real, else b: Real) {
    self.init(.operation(.select, [condition.node, a.node, b.node], Attributes()))
  }

  /// 2 to the power of `exponent`, a whole number of f64 from -1022 to 1023.
  init(exponentOf exponent: Real) { self.init(.exponentialOfTwo(exponent.node)) }

  /// `true` iff this is written as the number 1, by which formulas that are not scaled scale.
  private var isOne: Bool { if case .constant(1) = node.kind { true } else { false } }

  static func + (a: Real, b: Real) -> Real { Real(.add, a, b) }
  static func - (a: Real, b: Real) -> Real { Real(.sub, a, b) }
  static func * (a: Real, b: Real) -> Real { b.isOne ? a : Real(.mul, a, b) }
  static func / (a: Real, b: Real) -> Real { b.isOne ? a : Real(.div, a, b) }
  static prefix func - (a: Real) -> Real { Real(.neg, a) }

  static func .< (a: Real, b: Real) -> Truth { Truth("lt", a, b) }
  static func .<= (a: Real, b: Real) -> Truth { Truth("le", a, b) }
  static func .> (a: Real, b: Real) -> Truth { Truth("gt", a, b) }
  static func .== (a: Real, b: Real) -> Truth { Truth("eq", a, b) }
  static func .!= (a: Real, b: Real) -> Truth { Truth("ne", a, b) }

  var magnitude: Real { Real(.abs, self) }
  var squared: Real { self * self }
  var sqrt: Real { Real(.sqrt, self) }
  var cbrt: Real { Real(.cbrt, self) }
  var exp: Real { Real(.exp, self) }
  var expm1: Real { Real(.expm1, self) }
  var log: Real { Real(.log, self) }
  var log1p: Real { Real(.log1p, self) }
  var sin: Real { Real(.sin, self) }
  var cos: Real { Real(.cos, self) }

  /// The larger of two numbers.
  static func max(_ a: Real, _ b: Real) -> Real { Real(.max, a, b) }

  /// The angle of the point (x, y).
  static func atan2(_ y: Real, _ x: Real) -> Real { Real(.atan2, y, x) }

  /// The largest power of two that is not larger, for positive numbers; the smallest and the largest
  /// normal power where this is out of range.
  var powerOfTwo: Real {
    let normal = Real(.min, Real.max(self, Real(0x1p-1022)), Real(0x1p1023))
    return Real(.powerOfTwo(normal.node))
  }

  var isInfinite: Truth { magnitude .== Real(.infinity) }
  var isFinite: Truth { magnitude .< Real(.infinity) }
  var isNaN: Truth { self .!= self }

  /// `true` iff the sign bit is set.
  var isNegative: Truth { Truth("lt", self, 0, order: "total") }

  /// This number, which is not negative, with the sign of `other`.
  func withSign(of other: Real) -> Real { Real(other.isNegative, -self, else: self) }

}

extension Real: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {

  init(floatLiteral x: Double) { self.init(x) }
  init(integerLiteral n: Int) { self.init(Double(n)) }

}

/// A truth value of a formula.
struct Truth: Sendable {

  /// Where it comes from.
  let node: FormulaNode

  /// Whether `a` and `b` are in the relation called `direction`.
  init(_ direction: String, _ a: Real, _ b: Real, order: String? = nil) {
    var attributes = Attributes([.direction: .keyword(direction)])
    if let order { attributes[.order] = .keyword(order) }
    node = FormulaNode(.operation(.compare, [a.node, b.node], attributes))
  }

  /// The elements of `value`, which are truth values.
  init(_ value: ValueID) { node = FormulaNode(.value(value)) }

  private init(_ opcode: Opcode, _ operands: Truth...) {
    node = FormulaNode(.operation(opcode, operands.map(\.node), Attributes()))
  }

  static func .& (a: Truth, b: Truth) -> Truth { Truth(.and, a, b) }
  static func .| (a: Truth, b: Truth) -> Truth { Truth(.or, a, b) }
  static prefix func .! (a: Truth) -> Truth { Truth(.not, a) }

}

/// A complex number of a formula.
struct Complex: Sendable {

  /// The real part.
  var real: Real

  /// The imaginary part.
  var imaginary: Real

  /// Creates a number with the given parts.
  init(_ real: Real, _ imaginary: Real) {
    self.real = real
    self.imaginary = imaginary
  }

  /// `a` where `condition` is true, else `b`.
  init(_ condition: Truth, _ a: Complex, else b: Complex) {
    real = Real(condition, a.real, else: b.real)
    imaginary = Real(condition, a.imaginary, else: b.imaginary)
  }

  static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }

  static func - (a: Complex, b: Complex) -> Complex {
    Complex(a.real - b.real, a.imaginary - b.imaginary)
  }

  /// The product as the definition says, two roundings for each term.
  static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  /// Half of the number.
  var half: Complex { Complex(real * 0.5, imaginary * 0.5) }

  /// The number multiplied by i.
  var timesI: Complex { Complex(-imaginary, real) }

  /// The number divided by i.
  var overI: Complex { Complex(imaginary, -real) }

}
