import Diagnostics
import Foundation
import GraphIR

extension PassManager {

  /// Verifies and prints `module` after the last run, as the options say.
  func report(on module: Module) throws {
    guard let run = runs.last else { return }
    if options.verifiesEach { try Self.verify(module, after: run.pass) }
    let isPrinted =
      switch options.printing {
      case .none: false
      case .after(let names): names.contains(run.pass)
      case .changed: run.rewrites > 0
      case .all: true
      }
    if isPrinted {
      options.output("// after \(runs.count): \(run.pass)\n\(module.description)\n")
    } else if options.printing == .changed {
      options.output("// after \(runs.count): \(run.pass) (unchanged)\n")
    }
    if let directory = options.dumpDirectory {
      let number = String(runs.count)
      let prefix = String(repeating: "0", count: max(0, 3 - number.count)) + number
      let url = URL(fileURLWithPath: directory).appendingPathComponent("\(prefix)-\(run.pass).qir")
      do {
        try FileManager.default.createDirectory(
          atPath: directory, withIntermediateDirectories: true)
        try module.description.write(to: url, atomically: true, encoding: .utf8)
      } catch {
        throw DiagnosticError("cannot write '\(url.path)': \(error.localizedDescription)")
      }
    }
  }

  /// Checks that `module` is valid.
  ///
  /// - Throws: `Defect` that names `pass` and shows the module with carets at what is wrong.
  static func verify(_ module: Module, after pass: String) throws {
    let found = Verifier.verify(module)
    guard found.hasErrors else { return }
    // Places in the source are of little help once passes have run: the errors are shown in the
    // text of the module as it is now, as far as they can be found again in that.
    let text = module.description
    var sources = SourceManager()
    let file = sources.add(SourceFile(name: "after-\(pass).qir", text: text))
    var shown = DiagnosticList()
    if let printed = Module.parse(file, in: sources, diagnostics: &shown) {
      shown = Verifier.verify(printed)
    }
    if !shown.hasErrors {
      shown = DiagnosticList()
      for d in found.all { shown.error(d.message, at: nil) }
    }
    let carets = DiagnosticRenderer.render(shown, in: sources)
    throw Defect(
      "pass '\(pass)'", "the module is not valid after it:\n\(carets)\nThe module is:\n\(text)")
  }

  /// A table of what was run: passes, their rewrites, and how long they took.
  package var timingTable: String {
    let total = runs.reduce(Duration.zero) { $0 + $1.duration }
    var rows = runs.map { (run) in (run.pass, String(run.rewrites), Self.milliseconds(run.duration))
    }
    rows.append(("total", String(runs.reduce(0) { $0 + $1.rewrites }), Self.milliseconds(total)))
    rows.insert(("pass", "rewrites", "ms"), at: 0)
    let widths = (
      rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0, rows.map(\.2.count).max() ?? 0
    )
    func padding(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count))
    }
    return rows.map { (name, rewrites, time) in
      name + padding(name, widths.0) + "  " + padding(rewrites, widths.1) + rewrites + "  "
        + padding(time, widths.2) + time + "\n"
    }.joined()
  }

  /// `duration` in milliseconds with three decimal places.
  private static func milliseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    let fraction = String(microseconds % 1000)
    return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

}
