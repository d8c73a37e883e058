import GraphIR
import Scalars

extension RewriteRule {

  /// Changes of element type.
  static let conversion: [RewriteRule] = [
    RewriteRule("convert to the same type = x", .convert, .bitcast) { (m) in
      m.type == m.type(0) ? .value(m[0]) : nil
    },
    RewriteRule("convert(convert(x)) = convert(x) if the inner one loses nothing", .convert) {
      (m) in
      guard let inner = m.definition(0, .convert) else { return nil }
      let from = m.graph.type(of: inner.operands[0]).element
      let middle = m.type(0).element
      guard from.isEmbedded(in: middle) else { return nil }
      // An integer that leaves a float saturates; one that leaves an integer wraps.
      let wraps = !from.isFloat && middle.isFloat && !m.element.isFloat
      guard !wraps || from.isEmbedded(in: m.element) else { return nil }
      return .operation(.convert, of: inner.operands)
    },
    RewriteRule("bitcast(bitcast(x)) = bitcast(x) for equal widths", .bitcast) { (m) in
      guard let inner = m.definition(0, .bitcast) else { return nil }
      let widths = [m.graph.type(of: inner.operands[0]), m.type(0), m.type].map(\.element.byteWidth)
      guard Set(widths).count == 1 else { return nil }
      return .operation(.bitcast, of: inner.operands)
    },
  ]

}

extension ElementType {

  /// `true` iff every value of this type is one of `other`.
  func isEmbedded(in other: ElementType) -> Bool {
    if self == other { return true }
    switch (kind, other.kind) {
    case (.boolean, _): return true
    case (_, .boolean): return false
    case (.float, .float): return precision < other.precision && other != .f16 && self != .f64
    case (.float, _): return false
    case (.signedInteger, .unsignedInteger): return false
    case (.unsignedInteger, .signedInteger): return bitWidth < other.bitWidth
    case (.signedInteger, .signedInteger), (.unsignedInteger, .unsignedInteger):
      return bitWidth < other.bitWidth
    case (_, .float): return bitWidth <= other.precision && other != .f16 || bitWidth == 8
    }
  }

  /// The number of bits of the significand of this float type, the leading one included.
  private var precision: Int {
    switch self {
    case .bf16: 8
    case .f16: 11
    case .f32: 24
    case .f64: 53
    default: 0
    }
  }

}
