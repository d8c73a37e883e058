import Diagnostics
import Scalars

/// Checks everything that stages and passes rely on.
///
/// All errors are collected, each at the place where the operation was written. No module, however
/// broken, traps.
package struct Verifier {

  private let module: Module
  private let calls: CallGraph
  private var diagnostics = DiagnosticList()

  private init(_ module: Module) {
    self.module = module
    self.calls = CallGraph(of: module)
  }

  /// Returns the errors of `module`, nothing if it is valid.
  package static func verify(_ module: Module) -> DiagnosticList {
    var verifier = Verifier(module)
    verifier.checkWeights()
    verifier.checkNames()
    verifier.checkCycles()
    for f in module.functions {
      var function = FunctionVerifier(f, in: module, calls: verifier.calls)
      function.run()
      verifier.diagnostics.append(contentsOf: function.diagnostics)
    }
    return verifier.diagnostics
  }

  /// Checks that weights have distinct names and known sizes.
  private mutating func checkWeights() {
    var first: [String: Weight] = [:]
    for w in module.weights {
      if let other = first[w.name] {
        report("weight %\(w.name) is declared twice", w.location, "first here", other.location)
      } else {
        first[w.name] = w
      }
      if w.type.sizes == nil {
        diagnostics.error("weight %\(w.name) has a size that is not known", at: w.location)
      } else if !w.type.isRepresentable {
        diagnostics.error("weight %\(w.name) of type \(w.type) is too large", at: w.location)
      }
    }
  }

  /// Checks that functions have distinct names.
  private mutating func checkNames() {
    var first: [String: Function] = [:]
    for f in module.functions {
      if let other = first[f.name] {
        report("function @\(f.name) is declared twice", f.location, "first here", other.location)
      } else {
        first[f.name] = f
      }
    }
  }

  /// Checks that no function calls itself.
  private mutating func checkCycles() {
    for cycle in calls.cycles {
      let names = cycle.map { "@\(module.functions[$0.caller].name)" }
      let through = names.count == 1 ? "" : " through \(names.dropFirst().joined(separator: ", "))"
      diagnostics.error(
        "call: \(names[0]) calls itself\(through) (C4)", at: cycle.last?.location)
    }
  }

  private mutating func report(
    _ message: String, _ range: SourceRange?, _ note: String, _ other: SourceRange?
  ) {
    diagnostics.report(.error(message, at: range, notes: [.note(note, at: other)]))
  }

}

extension Literal {

  /// `true` iff every element is one that its type has: an `i1` is stored as 0 or 1.
  var hasValidElements: Bool {
    type.element != .i1 || bytes.allSatisfy { $0 <= 1 }
  }

}
