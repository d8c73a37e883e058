import Diagnostics

/// An attribute with its place.
struct AttributeSyntax: Sendable {

  /// What it is.
  var value: Value

  /// Where it is written.
  var range: SourceRange

  /// What an attribute is.
  indirect enum Value: Sendable {

    /// A whole number, with the type after the colon.
    case integer(IntegerSyntax, TypeSyntax?)

    /// A number with a point.
    case float(Double, TypeSyntax?)

    case bool(Bool)

    case string(String)

    /// `@name`, with the names nested in it left out.
    case symbol(String)

    /// `[a, b]`.
    case array([AttributeSyntax])

    /// `array<i64: 1, 2>`.
    case integers([Int])

    /// `array<i1: true, false>`.
    case booleans([Bool])

    /// `{a = b}`.
    case dictionary([NamedAttributeSyntax])

    /// `dense<…> : tensor<…>`.
    case dense(DenseSyntax)

    /// `dense_resource<name> : tensor<…>`.
    case resource(String, TypeSyntax)

    /// A word by itself, such as `DEFAULT`.
    case word(String)

    /// `#stablehlo<comparison_direction GT>`.
    case enumeration(kind: String, word: String)

    /// `#stablehlo.dot<lhs_contracting_dimensions = [1], …>`.
    case fields([NamedAttributeSyntax])

    /// `#stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>`: the three lists as in `b0f_0io->b0f`.
    case convolutionLayout(String)

    case type(TypeSyntax)

    /// An attribute that is there without a value.
    case unit

    /// Something that nothing needs.
    case opaque

  }

}

/// An attribute with its name.
struct NamedAttributeSyntax: Sendable {

  /// The name.
  let name: String

  /// The value.
  let value: AttributeSyntax

}

/// A whole number as it is written.
struct IntegerSyntax: Hashable, Sendable {

  /// `true` iff there is a minus sign.
  let isNegative: Bool

  /// The number without its sign, `nil` if it needs more than 64 bits.
  let magnitude: UInt64?

  /// `true` iff it is written in hexadecimal digits.
  let isHexadecimal: Bool

  /// The number, `nil` if it cannot be represented.
  var intValue: Int? {
    guard let magnitude else { return nil }
    if !isNegative { return Int(exactly: magnitude) }
    return magnitude <= UInt64(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil
  }

}

/// The elements of a constant as they are written, not yet read.
struct DenseSyntax: Sendable {

  /// The offsets of what stands between the angle brackets.
  let body: Range<Int>

  /// The type of the constant.
  let type: TypeSyntax

}
