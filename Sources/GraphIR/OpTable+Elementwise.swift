extension OpTable {

  /// Constants, weights and changes of element type.
  package static let leaf: [OpDescription] = [
    OpDescription(
      .const, .leaf, "A tensor of known elements.", operands: .exactly(0),
      attributes: [AttributeSpec(.value, .literal, at: .prefix, "the elements")],
      constraints: [
        "the value has the type of the result",
        "the type has no symbols unless the value is a splat",
      ],
      needsResultType: true),
    OpDescription(
      .weight, .leaf,
      "A weight of the module; not written as an operation, its uses name the weight itself.",
      operands: .exactly(0),
      attributes: [AttributeSpec(.weight, .string, at: .prefix, "the name of the weight")],
      constraints: ["the module declares the weight", "the result has its type"],
      needsResultType: true),
    OpDescription(
      .iota, .leaf, "The position of each element along one axis.", operands: .exactly(0),
      attributes: [AttributeSpec(.dim, .integer, "the axis")],
      constraints: ["0 <= dim < rank(result)", "the element type is an integer or a float"],
      needsResultType: true),
    OpDescription(
      .convert, .type, "Each element as a number of another type.", operands: .exactly(1),
      constraints: ["the result has the shape of the operand"], needsResultType: true),
    OpDescription(
      .bitcast, .type, "The same bits as another type.", operands: .exactly(1),
      constraints: [
        "with equal widths, the shapes are equal",
        "to a narrower type, the result has one more axis, of size width(operand) / width(result)",
        "to a wider type, the operand's last axis has size width(result) / width(operand) and the result lacks it",
        "neither element type is i1 unless both are",
      ], needsResultType: true),
  ]

  /// The elementwise functions of one operand.
  package static let unary: [OpDescription] = [
    unary(.abs, "Absolute value.", "signed integer or float"),
    unary(.neg, "Negation; wraps for integers.", "integer or float"),
    unary(.sign, "-1, 0 or 1; keeps the sign of zero; NaN for NaN.", "signed integer or float"),
    unary(.floor, "Largest integer not above.", "float"),
    unary(.ceil, "Smallest integer not below.", "float"),
    unary(.roundEven, "Nearest integer, ties to even.", "float"),
    unary(.roundAway, "Nearest integer, ties away from zero.", "float"),
    unary(.sqrt, "Square root.", "float"),
    unary(.rsqrt, "Reciprocal of the square root.", "float"),
    unary(.cbrt, "Cube root.", "float"),
    unary(.exp, "Exponential function.", "float"),
    unary(.expm1, "exp(x) - 1, accurate near zero.", "float"),
    unary(.log, "Natural logarithm.", "float"),
    unary(.log1p, "log(1 + x), accurate near zero.", "float"),
    unary(.sin, "Sine of radians.", "float"),
    unary(.cos, "Cosine of radians.", "float"),
    unary(.tan, "Tangent of radians.", "float"),
    unary(.tanh, "Hyperbolic tangent.", "float"),
    unary(.logistic, "1 / (1 + exp(-x)).", "float"),
    unary(.erf, "Error function.", "float"),
    unary(.not, "Logical negation of i1, bitwise complement of integers.", "i1 or integer"),
    unary(.popcnt, "Number of set bits.", "integer"),
    unary(.clz, "Number of leading zero bits.", "integer"),
    OpDescription(
      .isFinite, .unary, "Whether a float is neither infinite nor NaN.", operands: .exactly(1),
      constraints: ["the element type is float", "the result is i1 of the operand's shape"]),
  ]

  /// The elementwise functions of two and three operands.
  package static let binary: [OpDescription] = [
    binary(.add, "Sum; or for i1.", "any"),
    binary(.sub, "Difference.", "integer or float"),
    binary(.mul, "Product; and for i1.", "any"),
    binary(
      .div, "Quotient, truncated for integers; x / 0 is -1 (all ones), minimum / -1 is minimum.",
      "integer or float"),
    binary(
      .rem, "Remainder with the sign of the dividend; x rem 0 is x, minimum rem -1 is 0.",
      "integer or float"),
    binary(.max, "Larger operand; NaN if either is; or for i1.", "any"),
    binary(.min, "Smaller operand; NaN if either is; and for i1.", "any"),
    binary(
      .pow, "Power; integers wrap, and a negative exponent gives 0 but for bases 1 and -1.",
      "integer or float"),
    binary(.atan2, "Angle of the point (second, first).", "float"),
    binary(.and, "Logical and bitwise and.", "i1 or integer"),
    binary(.or, "Logical and bitwise or.", "i1 or integer"),
    binary(.xor, "Logical and bitwise exclusive or.", "i1 or integer"),
    binary(.shl, "Shift left; 0 for amounts outside 0 ..< width.", "integer"),
    binary(
      .shrA, "Shift right by copies of the sign bit, all of them for amounts outside 0 ..< width.",
      "integer"),
    binary(.shrL, "Shift right by zeros; 0 for amounts outside 0 ..< width.", "integer"),
    OpDescription(
      .compare, .binary, "Whether a relation holds; IEEE for floats: only ne is true of NaN.",
      operands: .exactly(2),
      attributes: [
        AttributeSpec(
          .direction, .keyword(["eq", "ne", "lt", "le", "gt", "ge"]), at: .prefix, "the relation"),
        AttributeSpec(
          .order, .keyword(["partial", "total"]), optional: true,
          "total orders floats as -NaN < -inf < ... < -0 < +0 < ... < inf < NaN"),
      ],
      constraints: [
        "the operands have the same type", "the result is i1 of that shape",
        "order=total only for floats",
      ]),
    OpDescription(
      .select, .select, "The second operand where the first is true, else the third.",
      operands: .exactly(3),
      constraints: [
        "the first operand is i1, a scalar or of the shape of the others",
        "the second, the third and the result have the same type",
      ]),
    OpDescription(
      .clamp, .select, "min(max(x, low), high) for operands low, x, high.", operands: .exactly(3),
      constraints: [
        "low and high are scalars or have the shape of x",
        "all operands have the same element type", "the result has the type of x",
      ]),
  ]

  private static func unary(_ opcode: Opcode, _ summary: String, _ elements: String)
    -> OpDescription
  {
    OpDescription(
      opcode, .unary, summary, operands: .exactly(1),
      constraints: [
        "the element type is \(elements)", "the result has the type of the operand",
      ])
  }

  private static func binary(_ opcode: Opcode, _ summary: String, _ elements: String)
    -> OpDescription
  {
    OpDescription(
      opcode, .binary, summary, operands: .exactly(2),
      constraints: [
        "the element type is \(elements)", "the operands and the result have the same type",
      ])
  }

}
