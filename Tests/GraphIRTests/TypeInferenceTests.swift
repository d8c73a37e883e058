import Diagnostics
import GraphIR
import Scalars
import Testing

/// An operation and the types that it is applied to, with what inference should say of it.
struct InferenceCase: Sendable, CustomTestStringConvertible {

  let opcode: Opcode
  var operands: [String] = []
  var attributes = Attributes()
  var regions: [RegionSignature] = []
  var declared: [String]?
  var callee: FunctionSignature?

  /// The types of the results, or the message.
  let expected: String

  init(
    _ opcode: Opcode, _ operands: [String] = [],
    _ attributes: KeyValuePairs<AttributeName, Attribute> = [:],
    regions: [RegionSignature] = [], declared: [String]? = nil,
    callee: FunctionSignature? = nil, gives expected: String
  ) {
    self.opcode = opcode
    self.operands = operands
    self.attributes = Attributes(attributes)
    self.regions = regions
    self.declared = declared
    self.callee = callee
    self.expected = expected
  }

  var testDescription: String { "\(opcode.rawValue) of \(operands): \(expected)" }

  /// The types of the results in parentheses, or the message.
  var outcome: String {
    var diagnostics = DiagnosticList()
    let types = TypeInference.resultTypes(
      of: opcode, operands: operands.map(type), attributes: attributes, regions: regions,
      declared: declared.map { $0.map(type) }, callee: callee, at: nil, diagnostics: &diagnostics)
    guard let types else { return diagnostics.all.map(\.message).joined(separator: "\n") }
    return types.map(\.description).joined(separator: " ")
  }

}

/// The type spelled `text`.
func type(_ text: String) -> TensorType {
  let parts = text.dropLast().split(separator: "[", omittingEmptySubsequences: false)
  let shape = parts[1].split(separator: ",").map { (d) -> Dimension in
    Int(d).map(Dimension.size) ?? .symbol(String(d))
  }
  return TensorType(ElementType(name: parts[0])!, shape)
}

func region(_ arguments: [String], _ yields: [String]) -> RegionSignature {
  RegionSignature(arguments: arguments.map(type), yields: yields.map(type))
}

func function(_ parameters: [String], _ results: [String]) -> FunctionSignature {
  FunctionSignature(parameters: parameters.map(type), results: results.map(type))
}

func splat(_ element: ElementType, _ n: Int64, _ sizes: [Int] = []) -> Literal {
  Literal(splat: Scalar(element, integer: n), sizes: sizes)!
}

@Suite struct TypeInferenceTests {

  @Test(arguments: [
    InferenceCase(
      .const, [], [.value: .literal(splat(.f32, 1, [2]))], declared: ["f32[2]"], gives: "f32[2]"),
    InferenceCase(
      .const, [], [.value: .literal(splat(.f32, 1))], declared: ["f32[B,2]"], gives: "f32[B,2]"),
    InferenceCase(
      .const, [], [.value: .literal(splat(.f32, 1, [2]))], declared: ["f32[3]"],
      gives: "const: the value has type f32[2], not f32[3] (C1)"),
    InferenceCase(
      .const, [], [.value: .literal(splat(.f32, 1, [2]))], declared: ["f32[B]"],
      gives: "const: a value of type f32[B] has to be a single element (C2)"),
    InferenceCase(.const, [], gives: "const: lacks the attribute value"),
    InferenceCase(.iota, [], [.dim: .integer(1)], declared: ["i32[2,B]"], gives: "i32[2,B]"),
    InferenceCase(
      .iota, [], [.dim: .integer(2)], declared: ["i32[2,3]"],
      gives: "iota: i32[2,3] has no axis 2 (C1)"),
    InferenceCase(
      .iota, [], [.dim: .integer(0)], declared: ["i1[2]"],
      gives: "iota: positions cannot be elements of type i1 (C2)"),
    InferenceCase(.convert, ["f32[B]"], declared: ["i8[B]"], gives: "i8[B]"),
    InferenceCase(.convert, ["f32[B]"], gives: "convert: the result type has to be written"),
    InferenceCase(
      .convert, ["f32[2]"], declared: ["i8[3]"],
      gives: "convert: the shapes of f32[2] and i8[3] differ (C1)"),
    InferenceCase(.bitcast, ["f32[B]"], declared: ["u32[B]"], gives: "u32[B]"),
    InferenceCase(.bitcast, ["f32[B]"], declared: ["u8[B,4]"], gives: "u8[B,4]"),
    InferenceCase(.bitcast, ["u16[B,4]"], declared: ["f64[B]"], gives: "f64[B]"),
    InferenceCase(
      .bitcast, ["f32[2]"], declared: ["u32[3]"],
      gives: "bitcast: the shapes of f32[2] and u32[3] differ (C1)"),
    InferenceCase(
      .bitcast, ["f32[2]"], declared: ["u8[2,2]"],
      gives: "bitcast: f32[2] takes 4 elements of u8 each, on a last axis, not u8[2,2] (C2)"),
    InferenceCase(
      .bitcast, ["u8[2,2]"], declared: ["f32[2]"],
      gives:
        "bitcast: f32 takes 4 elements of u8[2,2], along its last axis, and f32[2] is not the rest (C3)"
    ),
    InferenceCase(
      .bitcast, ["u8[2]"], declared: ["i1[2]"],
      gives: "bitcast: u8 has no bits in common with i1 (C4)"),
  ])
  func leafAndType(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    InferenceCase(.neg, ["i8[2,N]"], gives: "i8[2,N]"),
    InferenceCase(.exp, ["i8[2]"], gives: "exp: is not defined for elements of type i8 (C1)"),
    InferenceCase(
      .neg, ["i8[2]"], declared: ["i8[3]"],
      gives: "neg: the result has type i8[2], but i8[3] is written (C2)"
    ),
    InferenceCase(
      .neg, ["i8[2]", "i8[2]"], gives: "neg: takes 1 operand, but 2 are given"),
    InferenceCase(.isFinite, ["f16[3]"], gives: "i1[3]"),
    InferenceCase(
      .isFinite, ["i8[3]"], gives: "is_finite: is not defined for elements of type i8 (C1)"),
    InferenceCase(.add, ["f32[B]", "f32[B]"], gives: "f32[B]"),
    InferenceCase(
      .sub, ["i1[]", "i1[]"], gives: "sub: is not defined for elements of type i1 (C1)"),
    InferenceCase(
      .add, ["f32[2]", "f32[3]"], gives: "add: operands have different types f32[2] and f32[3] (C2)"
    ),
    InferenceCase(
      .add, ["f32[A]", "f32[B]"], gives: "add: operands have different types f32[A] and f32[B] (C2)"
    ),
    InferenceCase(
      .add, ["f32[2]", "f32[2]"], [.dim: .integer(0)], gives: "add: has no attribute dim"),
    InferenceCase(.compare, ["f32[2]", "f32[2]"], [.direction: .keyword("lt")], gives: "i1[2]"),
    InferenceCase(
      .compare, ["f32[2]", "f32[3]"], [.direction: .keyword("lt")],
      gives: "compare: operands have different types f32[2] and f32[3] (C1)"),
    InferenceCase(
      .compare, ["f32[2]", "f32[2]"], [.direction: .keyword("lt")], declared: ["f32[2]"],
      gives: "compare: the result has type i1[2], but f32[2] is written (C2)"),
    InferenceCase(
      .compare, ["i8[2]", "i8[2]"], [.direction: .keyword("lt"), .order: .keyword("total")],
      gives: "compare: order=total is for floats, not for i8 (C3)"),
    InferenceCase(
      .compare, ["i8[2]", "i8[2]"], [.direction: .keyword("under")],
      gives: "compare: direction is one of eq, ne, lt, le, gt, ge, not under"),
    InferenceCase(
      .compare, ["i8[2]", "i8[2]"], [.direction: .integer(1)],
      gives: "compare: direction takes one of eq, ne, lt, le, gt, ge"),
    InferenceCase(.select, ["i1[]", "u8[2]", "u8[2]"], gives: "u8[2]"),
    InferenceCase(.select, ["i1[2]", "u8[2]", "u8[2]"], gives: "u8[2]"),
    InferenceCase(
      .select, ["i1[3]", "u8[2]", "u8[2]"],
      gives: "select: the first operand is a scalar or has the shape of u8[2], but it is i1[3] (C1)"
    ),
    InferenceCase(
      .select, ["i1[]", "u8[2]", "i8[2]"],
      gives: "select: the second and the third operand have different types u8[2] and i8[2] (C2)"),
    InferenceCase(.clamp, ["f32[]", "f32[2]", "f32[2]"], gives: "f32[2]"),
    InferenceCase(
      .clamp, ["f32[1]", "f32[2]", "f32[2]"],
      gives: "clamp: a bound is a scalar or has the shape of f32[2], but it is f32[1] (C1)"),
    InferenceCase(
      .clamp, ["f32[]", "f32[2]", "f64[]"], gives: "clamp: a bound has elements f64, not f32 (C2)"),
    InferenceCase(
      .clamp, ["f32[]", "f32[2]", "f32[]"], declared: ["f32[]"],
      gives: "clamp: the result has type f32[2], but f32[] is written (C3)"),
  ])
  func elementwise(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

  @Test(arguments: [
    InferenceCase(
      .convert, ["f32[4294967296,4294967296]"], declared: ["f32[4294967296,4294967296]"],
      gives: "convert: f32[4294967296,4294967296] has too many elements"),
    InferenceCase(
      .broadcast, ["f32[]"], [.dims: .integers([])],
      declared: ["f32[0,4611686018427387904,4611686018427387904]"],
      gives: "broadcast: f32[0,4611686018427387904,4611686018427387904] has too many elements"),
    InferenceCase(
      .concat, ["i8[9223372036854775807]", "i8[9223372036854775807]"], [.dim: .integer(0)],
      gives: "concat: the operands have too many elements"),
    InferenceCase(.neg, ["f32[-1]"], gives: "neg: f32[-1] has a negative size"),
  ])
  func sizesThatCannotBeRepresented(_ c: InferenceCase) { #expect(c.outcome == c.expected) }

}
