/// Truth values: sums and maxima are "or", products and minima are "and".
extension Bool: ElementValue {

  package typealias Accumulator = Bool

  package static var elementType: ElementType { .i1 }

  package var representation: UInt64 { self ? 1 : 0 }

  package init(representation: UInt64) { self = representation & 1 != 0 }

  package var number: Number { .unsigned(representation) }

  package init(_ number: Number) {
    switch number {
    case .signed(let n): self = n != 0
    case .unsigned(let n): self = n != 0
    case .float(let x): self = x != 0
    }
  }

  package static func unary(_ f: UnaryFunction) -> ((Bool) -> Bool)? {
    switch f {
    case .not: { !$0 }
    default: nil
    }
  }

  package static func binary(_ f: BinaryFunction) -> ((Bool, Bool) -> Bool)? {
    switch f {
    case .add, .max, .or: { $0 || $1 }
    case .mul, .min, .and: { $0 && $1 }
    case .xor: { $0 != $1 }
    default: nil
    }
  }

  package static func comparison(
    _ direction: ComparisonDirection, total: Bool
  ) -> (Bool, Bool) -> Bool {
    let holds = direction.relation(of: UInt64.self)
    return { holds($0.representation, $1.representation) }
  }

  package func adding(productOf a: Bool, _ b: Bool) -> Bool { self || (a && b) }

}
