import Diagnostics
import GraphIR
import GraphPasses
import Interpreter
import KernelIR
import Lowering
import Scalars
import Testing

/// The machine for which loops are scheduled in tests.
let target = KernelTarget(vectorByteWidth: 32)

/// Parses `text`, which must have no errors, and verifies the module.
func parse(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Module {
  var sources = SourceManager()
  let file = sources.add(SourceFile(name: "m.qir", text: text))
  var diagnostics = DiagnosticList()
  let module = Module.parse(file, in: sources, diagnostics: &diagnostics)
  #expect(
    DiagnosticRenderer.render(diagnostics, in: sources) == "", sourceLocation: sourceLocation)
  let valid = try #require(module, sourceLocation: sourceLocation)
  #expect(Verifier.verify(valid).all.map(\.message) == [], sourceLocation: sourceLocation)
  return valid
}

/// Returns `module` after `passes`, with what they explained.
func optimized(_ module: Module, _ passes: [Pass]) throws -> (module: Module, remarks: [String]) {
  var options = PassManager.Options()
  options.verifiesEach = true
  var manager = PassManager(options)
  var result = module
  try manager.run(passes, on: &result)
  return (result, manager.remarks(of: nil).all.map(\.message))
}

/// Returns the program of `@main` in `text` after the standard passes.
func program(_ text: String, passes: [Pass] = Pipeline.default) throws -> Program {
  try Lowering.lower(try optimized(try parse(text), passes).module, entry: "main", target: target)
}

/// Returns the kernels that `program` launches, those in branches and loops included.
func launches(_ program: Program) -> [Kernel] {
  func visit(_ steps: [Step]) -> [Kernel] {
    steps.flatMap { (step) -> [Kernel] in
      switch step {
      case .launch(let k, _): [program[k]]
      case .copy, .swap: []
      case .branch(_, let lists): lists.flatMap(visit)
      case .loop(let condition, _, let body): visit(condition) + visit(body)
      }
    }
  }
  return visit(program.steps)
}

/// Runs `@main` of `module` by the reference semantics and by interpreting its kernels: of the module
/// as it is, with fused operations, and after the standard passes. Expects all to agree.
///
/// Floats agree if they differ by at most `tolerance`, relative to the larger or to 1.
func expectAgreement(
  _ module: Module, _ arguments: [Literal], tolerance: Double = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let expected = try Interpreter.run(module, entry: "main", arguments: arguments)
  for passes in [[], [Pass.fusion], Pipeline.default] {
    let (compiled, _) = try optimized(module, passes)
    let lowered = try Lowering.lower(compiled, entry: "main", target: target)
    let results = try ProgramInterpreter.run(lowered, arguments: arguments.map(\.dense.bytes))
    #expect(results.count == expected.count, sourceLocation: sourceLocation)
    for (r, e) in zip(results, expected) {
      let actual = try #require(Literal(e.type, bytes: r), sourceLocation: sourceLocation)
      let difference = actual.firstDifference(from: e, tolerance: tolerance)
      #expect(
        difference == nil, "after \(passes.map(\.name)):\n\(compiled)",
        sourceLocation: sourceLocation)
      if difference != nil { return }
    }
  }
}

/// Parses `text` and expects all ways to run its `@main` on random arguments to agree.
func expectAgreement(
  _ text: String, tolerance: Double = 0, seed: UInt64 = 1,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let module = try parse(text, sourceLocation: sourceLocation)
  let function = try #require(module.function(named: "main"), sourceLocation: sourceLocation)
  var random = Random(seed: seed)
  let arguments = function.argumentTypes.map { random.literal($0) }
  try expectAgreement(module, arguments, tolerance: tolerance, sourceLocation: sourceLocation)
}

extension Literal {

  /// Describes the first element that is not the one of `other`, `nil` if there is none.
  func firstDifference(from other: Literal, tolerance: Double) -> String? {
    for i in 0..<count where !self[i].agrees(with: other[i], tolerance: tolerance) {
      return "element \(i) is \(self[i].doubleValue) instead of \(other[i].doubleValue)"
    }
    return nil
  }

}

extension Scalar {

  /// `true` iff this is `other`, or floats differ by at most `tolerance`, relative to the larger or
  /// to 1.
  fileprivate func agrees(with other: Scalar, tolerance: Double) -> Bool {
    if self == other { return true }
    guard type.isFloat else { return false }
    let (a, b) = (doubleValue, other.doubleValue)
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    return a == b || abs(a - b) <= tolerance * max(1, abs(a), abs(b))
  }

}

/// The generator SplitMix64.
struct Random: RandomNumberGenerator {

  private var state: UInt64

  /// Creates a generator.
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Returns a tensor of small numbers: of floats between -2 and 2, of integers between -9 and 9.
  mutating func literal(_ type: TensorType) -> Literal {
    var bytes: [UInt8] = []
    for _ in 0..<(type.elementCount ?? 0) {
      let x = scalar(type.element)
      for k in 0..<type.element.byteWidth {
        bytes.append(UInt8(truncatingIfNeeded: x.bits >> UInt64(8 * k)))
      }
    }
    return Literal(type, bytes: bytes) ?? Literal(Scalar(type.element, bits: 0))
  }

  private mutating func scalar(_ type: ElementType) -> Scalar {
    switch type.kind {
    case .boolean: Scalar(type, bits: next() & 1)
    case .unsignedInteger: Scalar(type, integer: Int64.random(in: 0...9, using: &self))
    case .signedInteger: Scalar(type, integer: Int64.random(in: -9...9, using: &self))
    case .float: Scalar(type, Double.random(in: -2...2, using: &self))
    }
  }

}
