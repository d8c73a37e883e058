import Diagnostics
import GraphIR

/// Counts what a run uses, and stops it before it uses more than its limits allow.
final class Meter {

  private let limits: Interpreter.Limits

  /// The elements computed and operations executed so far.
  private var work = 0

  /// The bytes of the values that are kept.
  private var kept = 0

  /// Creates a meter that has counted nothing.
  init(_ limits: Interpreter.Limits) {
    self.limits = limits
  }

  /// Counts as many elements as the product of `factors`, which are about to be computed.
  func charge(_ factors: Int...) throws(Interpreter.LimitExceeded) {
    guard let limit = limits.work else { return }
    var amount = factors.contains(0) ? 0 : 1
    for n in factors where n != 0 && amount != 0 {
      let (product, overflow) = amount.multipliedReportingOverflow(by: n)
      guard !overflow else { throw Interpreter.LimitExceeded(work: limit) }
      amount = product
    }
    guard amount <= limit - work else { throw Interpreter.LimitExceeded(work: limit) }
    work += amount
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
