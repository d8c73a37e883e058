/// An integer computed from loop variables: `constant + Σ coefficient × atom`.
///
/// The form is canonical: atoms are distinct, in a fixed order, with coefficients other than zero,
/// so that equal functions of this form are equal values. Arithmetic is in 64 bits; positions in
/// buffers fit because the sizes of buffers do.
package struct IndexExpression: Hashable, Sendable {

  /// What an expression is linear in.
  package indirect enum Atom: Hashable, Sendable {

    /// The variable of a loop, from zero up to, not including, its extent.
    case variable(LoopVariableID)

    /// The floor of an expression divided by a positive number.
    case quotient(IndexExpression, Int)

    /// The remainder, not negative, of an expression divided by a positive number.
    case remainder(IndexExpression, Int)

    /// A value of an integer type, read as a signed 64-bit number.
    case value(KernelValueID)

  }

  /// An atom with its coefficient.
  package struct Term: Hashable, Sendable {

    /// The factor, never zero.
    package let coefficient: Int

    /// What it multiplies.
    package let atom: Atom

  }

  /// The part that depends on nothing.
  package private(set) var constant: Int

  /// The other parts.
  package private(set) var terms: [Term]

  /// Creates a constant.
  package init(_ constant: Int) {
    self.constant = constant
    self.terms = []
  }

  /// Creates the expression `atom`.
  package init(_ atom: Atom) {
    self.constant = 0
    self.terms = [Term(coefficient: 1, atom: atom)]
  }

  /// Creates the expression that is the variable of a loop.
  package init(_ variable: LoopVariableID) {
    self.init(.variable(variable))
  }

  /// The number that this is, if it depends on nothing.
  package var constantValue: Int? { terms.isEmpty ? constant : nil }

  /// The sum of two expressions.
  package static func + (a: Self, b: Self) -> Self {
    var result = a
    result.constant &+= b.constant
    for t in b.terms { result.add(t) }
    return result
  }

  /// The difference of two expressions.
  package static func - (a: Self, b: Self) -> Self { a + b * -1 }

  /// An expression plus a number.
  package static func + (a: Self, b: Int) -> Self {
    var result = a
    result.constant &+= b
    return result
  }

  /// An expression times a number.
  package static func * (a: Self, b: Int) -> Self {
    var result = Self(a.constant &* b)
    guard b != 0 else { return result }
    result.terms = a.terms.map { Term(coefficient: $0.coefficient &* b, atom: $0.atom) }
    return result
  }

  private mutating func add(_ t: Term) {
    if let i = terms.firstIndex(where: { $0.atom == t.atom }) {
      let c = terms[i].coefficient &+ t.coefficient
      if c == 0 {
        terms.remove(at: i)
      } else {
        terms[i] = Term(coefficient: c, atom: t.atom)
      }
    } else {
      let i = terms.firstIndex { Self.precedes(t.atom, $0.atom) } ?? terms.count
      terms.insert(t, at: i)
    }
  }

  /// A total order of atoms: variables, quotients, remainders, values.
  private static func precedes(_ a: Atom, _ b: Atom) -> Bool {
    func key(_ a: Atom) -> [Int] {
      switch a {
      case .variable(let v): [0, v.index]
      case .quotient(let e, let d): [1, d] + key(e)
      case .remainder(let e, let d): [2, d] + key(e)
      case .value(let v): [3, v.index]
      }
    }
    func key(_ e: IndexExpression) -> [Int] {
      [e.constant, e.terms.count] + e.terms.flatMap { [$0.coefficient] + key($0.atom) }
    }
    return key(a).lexicographicallyPrecedes(key(b))
  }

}
