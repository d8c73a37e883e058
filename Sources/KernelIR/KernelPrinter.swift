import Scalars

/// Writes kernels and programs as text that `KernelParser` reads back.
///
/// A kernel names its buffers `b0 b1 …`, its values `%0 %1 …` and its loop variables `%i0 %i1 …`
/// after their positions in its tables:
///
///     kernel(b0: in f32[4096], b1: out f32[64]) {
///       %0 = const 0.0 : f32
///       for %i0 in 0..<64 grain 16 {
///         %2 = reduce add init %0 over %i1 in 0..<64 vector(16) {
///           %1 = load b0[%i0*64 + %i1] : f32
///           yield %1
///         } : f32
///         store %2, b1[%i0]
///       }
///     }
struct KernelPrinter {

  /// The text so far.
  private(set) var text = ""

  private var indentation = ""

  /// Writes a line.
  mutating func line(_ s: String) {
    text += indentation + s + "\n"
  }

  /// Writes what `body` writes, one step to the right.
  mutating func indented(_ body: (inout KernelPrinter) -> Void) {
    indentation += "  "
    body(&self)
    indentation.removeLast(2)
  }

  /// Writes `kernel`, called `name` if it has a name.
  mutating func write(_ kernel: Kernel, name: String?) {
    let buffers = kernel.buffers.enumerated().map { (i, b) in
      "b\(i): \(b.access.rawValue) \(b.element)[\(b.count)]"
    }
    line("kernel\(name.map { " @\($0)" } ?? "")(\(buffers.joined(separator: ", "))) {")
    indented { $0.write(kernel.body, of: kernel) }
    line("}")
  }

  private mutating func write(_ statements: [Statement], of kernel: Kernel) {
    for s in statements { write(s, of: kernel) }
  }

  private mutating func write(_ s: Statement, of kernel: Kernel) {
    switch s {
    case .define(let v, let e):
      line("\(v) = \(e.text) : \(kernel.type(of: v))")
    case .store(let v, let b, let i, let condition):
      line("store \(v), \(b)[\(i)]\(Self.suffix(condition))")
    case .prefetch(let b, let i):
      line("prefetch \(b)[\(i)]")
    case .loop(let l):
      let grain = l.grain.map { " grain \($0)" } ?? ""
      let bound = l.bound.map { " while \($0.index) < \($0.limit)" } ?? ""
      let range = "0..<\(kernel.extent(of: l.variable))"
      line("for \(l.variable) in \(range)\(Self.suffix(l.kind))\(grain)\(bound) {")
      indented { $0.write(l.body, of: kernel) }
      line("}")
    case .reduction(let r):
      write(r, of: kernel)
    }
  }

  private mutating func write(_ r: Reduction, of kernel: Kernel) {
    var head = r.results.isEmpty ? "reduce" : "\(Self.list(r.results)) = reduce"
    if case .function(let f, let contracted) = r.combiner {
      head += " \(f.rawValue)\(contracted ? " contracted" : "")"
    }
    if !r.initial.isEmpty { head += " init \(Self.list(r.initial))" }
    if !r.variables.isEmpty {
      head +=
        " over "
        + r.variables.map { "\($0) in 0..<\(kernel.extent(of: $0))" }
        .joined(separator: ", ")
    }
    line("\(head)\(Self.suffix(r.kind)) {")
    indented {
      $0.write(r.body, of: kernel)
      $0.line("yield \(Self.list(r.elements))")
    }
    if case .block(let accumulators, let elements, let body, let results) = r.combiner {
      let parameters = (accumulators + elements).map { "\($0): \(kernel.type(of: $0))" }
      line("} combine(\(parameters.joined(separator: ", "))) {")
      indented {
        $0.write(body, of: kernel)
        $0.line("yield \(Self.list(results))")
      }
    }
    let types = r.results.map { kernel.type(of: $0).name }
    line(types.isEmpty ? "}" : "} : \(types.joined(separator: ", "))")
  }

  private static func list(_ values: [KernelValueID]) -> String {
    values.map(\.description).joined(separator: ", ")
  }

  private static func suffix(_ kind: LoopKind) -> String {
    switch kind {
    case .serial: ""
    case .vector(let lanes): " vector(\(lanes))"
    case .block(let lanes): " block(\(lanes))"
    case .unrolled: " unrolled"
    }
  }

  /// Returns the text of a guard.
  static func suffix(_ condition: KernelValueID?) -> String {
    condition.map { " if \($0)" } ?? ""
  }

}

extension KernelValueID: CustomStringConvertible {

  package var description: String { "%\(index)" }

}

extension LoopVariableID: CustomStringConvertible {

  package var description: String { "%i\(index)" }

}

extension BufferID: CustomStringConvertible {

  package var description: String { "b\(index)" }

}

extension Kernel: CustomStringConvertible {

  /// The text of the kernel, which `Kernel.parse` reads back.
  package var description: String {
    var printer = KernelPrinter()
    printer.write(self, name: nil)
    return printer.text
  }

}

extension Expression {

  /// The expression as the kernel text has it, without its type.
  var text: String {
    switch self {
    case .constant(let s): "const \(ScalarText.text(of: s))"
    case .index(let i): "index \(i)"
    case .inside(let i, let lower, let upper): "inside \(i) in \(lower)..<\(upper)"
    case .load(let b, let i, let condition): "load \(b)[\(i)]\(KernelPrinter.suffix(condition))"
    case .unary(let f, let a): "\(f.rawValue) \(a)"
    case .binary(let f, let a, let b): "\(f.rawValue) \(a), \(b)"
    case .fma(let a, let b, let c): "fma \(a), \(b), \(c)"
    case .byteDot(let a, let b): "byte_dot \(a), \(b)"
    case .compare(let d, let a, let b, let total):
      "compare \(d.rawValue)\(total ? " total" : "") \(a), \(b)"
    case .select(let a, let b, let c): "select \(a), \(b), \(c)"
    case .convert(let a): "convert \(a)"
    case .bitcast(let a): "bitcast \(a)"
    }
  }

}

extension IndexExpression: CustomStringConvertible {

  /// The expression as a sum of products: `%i0*64 + %i1 floordiv 4 - 1`.
  package var description: String {
    var result = ""
    for t in terms {
      let magnitude = t.coefficient.magnitude
      if result.isEmpty {
        result = t.coefficient < 0 ? "-" : ""
      } else {
        result += t.coefficient < 0 ? " - " : " + "
      }
      result += magnitude == 1 ? t.atom.text : "\(t.atom.factorText)*\(magnitude)"
    }
    if result.isEmpty { return "\(constant)" }
    if constant != 0 { result += constant < 0 ? " - \(constant.magnitude)" : " + \(constant)" }
    return result
  }

}

extension IndexExpression.Atom {

  /// The atom as a term of a sum.
  fileprivate var text: String {
    switch self {
    case .variable(let v): v.description
    case .value(let v): v.description
    case .quotient(let e, let d): "\(e.factorText) floordiv \(d)"
    case .remainder(let e, let d): "\(e.factorText) mod \(d)"
    }
  }

  /// The atom as a factor of a product.
  fileprivate var factorText: String {
    switch self {
    case .variable, .value: text
    case .quotient, .remainder: "(\(text))"
    }
  }

}

extension IndexExpression {

  /// The expression as a factor of a product.
  fileprivate var factorText: String {
    if constant == 0, terms.count == 1, terms[0].coefficient == 1 {
      return terms[0].atom.factorText
    }
    return "(\(self))"
  }

}
