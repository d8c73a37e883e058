import GraphIR
import Scalars

/// An expression of functions of single elements, from which operations of the graph are made.
///
/// Terms are shared: one that is used twice is computed once.
final class Term: Sendable {

  /// What a term is.
  enum Content: Sendable {

    /// An operand of the formula.
    case operand(Int)

    /// A number.
    case constant(Double)

    /// A function of other terms.
    case apply(Opcode, [Term])

    /// Whether a relation holds.
    case comparison(ComparisonDirection, Term, Term)

    /// The nearest number of a narrower type.
    case rounded(Term, to: ElementType)

  }

  /// What this term is.
  let content: Content

  /// Creates a term.
  init(_ content: Content) { self.content = content }

  /// Creates the term for the number `x`.
  convenience init(_ x: Double) { self.init(.constant(x)) }

}

extension Term: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {

  convenience init(floatLiteral value: Double) { self.init(value) }

  convenience init(integerLiteral value: Int) { self.init(Double(value)) }

}

extension Term {

  /// Returns `function` of this term.
  private func applying(_ function: Opcode) -> Term { Term(.apply(function, [self])) }

  /// The absolute value.
  var magnitude: Term { applying(.abs) }

  /// -1, 0 or 1, with the sign of zero.
  var sign: Term { applying(.sign) }

  /// The square root.
  var squareRoot: Term { applying(.sqrt) }

  /// The exponential function.
  var exp: Term { applying(.exp) }

  /// exp(x) - 1, accurate near zero.
  var expMinusOne: Term { applying(.expm1) }

  /// The natural logarithm.
  var log: Term { applying(.log) }

  /// log(1 + x), accurate near zero.
  var logOnePlus: Term { applying(.log1p) }

  /// The sine.
  var sin: Term { applying(.sin) }

  /// The cosine.
  var cos: Term { applying(.cos) }

  /// The error function.
  var erf: Term { applying(.erf) }

  /// The largest integer not above.
  var floor: Term { applying(.floor) }

  /// The nearest integer, ties to even.
  var nearestInteger: Term { applying(.roundEven) }

  /// Returns the nearest number of type `type`, which is narrower.
  func rounded(to type: ElementType) -> Term { Term(.rounded(self, to: type)) }

  /// Returns this term to the power `exponent`.
  func power(_ exponent: Term) -> Term { Term(.apply(.pow, [self, exponent])) }

  /// Arithmetic makes terms of terms.
  static func + (a: Term, b: Term) -> Term { Term(.apply(.add, [a, b])) }
  static func - (a: Term, b: Term) -> Term { Term(.apply(.sub, [a, b])) }
  static func * (a: Term, b: Term) -> Term { Term(.apply(.mul, [a, b])) }
  static func / (a: Term, b: Term) -> Term { Term(.apply(.div, [a, b])) }
  static prefix func - (a: Term) -> Term { Term(.apply(.neg, [a])) }

  /// Relations make conditions, which logic connects.
  static func || (a: Term, b: Term) -> Term { Term(.apply(.or, [a, b])) }
  static func && (a: Term, b: Term) -> Term { Term(.apply(.and, [a, b])) }
  static func == (a: Term, b: Term) -> Term { Term(.comparison(.eq, a, b)) }
  static func < (a: Term, b: Term) -> Term { Term(.comparison(.lt, a, b)) }
  static func <= (a: Term, b: Term) -> Term { Term(.comparison(.le, a, b)) }
  static func > (a: Term, b: Term) -> Term { Term(.comparison(.gt, a, b)) }

  /// Returns `a` where this condition holds, else `b`.
  func select(_ a: Term, _ b: Term) -> Term { Term(.apply(.select, [self, a, b])) }

  /// Returns the angle of the point (`x`, `y`).
  static func angle(x: Term, y: Term) -> Term { Term(.apply(.atan2, [y, x])) }

  /// Returns Σ cᵢ xⁱ by Horner's rule.
  static func polynomial(_ x: Term, _ c: [Double]) -> Term {
    guard var sum = c.last.map({ Term($0) }) else { return 0 }
    for k in c.dropLast().reversed() { sum = sum * x + Term(k) }
    return sum
  }

  /// Returns Σ cᵢ Tᵢ(x), the Chebyshev polynomials for x in -1 ... 1, by Clenshaw's recurrence.
  static func chebyshev(_ x: Term, _ c: [Double]) -> Term {
    guard let first = c.first, let last = c.last, c.count > 2 else { return polynomial(x, c) }
    let twice = x + x
    var (b1, b2) = (twice * Term(last) + Term(c[c.count - 2]), Term(last))
    for k in c[1..<(c.count - 2)].reversed() { (b1, b2) = (twice * b1 - b2 + Term(k), b1) }
    return x * b1 - b2 + Term(first)
  }

}
