import Diagnostics
import GraphIR

/// Counts what a run uses, and stops it before it uses more than its limits allow.
final class Meter {

  /// What an operation counts as, whatever it computes, in elements.
  static let operationCost = 16

  /// What may be used; the work is what is left of it.
  private(set) var limits: Interpreter.Limits

  /// The work allowed at first.
  private let allowedWork: Int

  /// The bytes of the values that are kept.
  private var kept = 0

  /// Creates a meter that has counted nothing.
  init(_ limits: Interpreter.Limits) {
    self.limits = limits
    self.allowedWork = limits.work ?? 0
  }

  /// Counts as many elements as the product of `factors`, which are about to be computed.
  func charge(_ factors: Int...) throws(Interpreter.LimitExceeded) {
    guard let rest = limits.work else { return }
    var amount = factors.contains(0) ? 0 : 1
    for n in factors where n != 0 && amount != 0 {
      let (product, overflow) = amount.multipliedReportingOverflow(by: n)
      amount = overflow ? .max : product
    }
    guard amount <= rest else { throw Interpreter.LimitExceeded(work: allowedWork) }
    limits.work = rest - amount
  }

  /// Checks that there is memory for as many elements as the product of `sizes`, each of which
  /// takes 8 bytes while it is computed with.
  func checkMemory(for sizes: [Int], at location: SourceRange?) throws(DiagnosticError) {
    var bytes = MemoryLayout<UInt64>.size
    if sizes.contains(0) { return }
    for n in sizes {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: n)
      guard !overflow, product <= limits.memory - kept else {
        throw DiagnosticError(
          "computing \(sizes.map(String.init).joined(separator: "×")) elements takes more than "
            + "the interpreter's limit of \(limits.memory) bytes", at: location)
      }
      bytes = product
    }
  }

  /// Counts the bytes of `literal`, which is kept from now on, and no longer those of `old`.
  func keep(_ literal: Literal, insteadOf old: Literal?) {
    kept += literal.bytes.count - (old?.bytes.count ?? 0)
  }

  /// No longer counts the bytes of `literal`.
  func release(_ literal: Literal) {
    kept -= literal.bytes.count
  }

}
