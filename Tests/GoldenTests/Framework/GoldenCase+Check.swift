import Diagnostics
import Foundation
import GraphIR
import Quern

extension GoldenCase {

  /// What happens to outputs that are not the expected ones.
  enum Mode {

    /// They are failures.
    case compare

    /// They become the expected ones.
    case bless

    /// What the environment asks for: blessing if `QUERN_BLESS` is 1, which is refused in CI.
    ///
    /// - Throws: a failure if blessing is asked for in CI.
    static func asked(
      by environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(GoldenFailure) -> Mode {
      guard environment["QUERN_BLESS"] == "1" else { return .compare }
      guard environment["CI", default: ""].isEmpty else {
        throw GoldenFailure("golden tests are not blessed in CI")
      }
      return .bless
    }

  }

  /// Checks the case and returns all that is wrong.
  func failures(_ mode: Mode) throws -> [String] {
    let bytes = [UInt8](try Data(contentsOf: url))
    do {
      let golden = try GoldenFile(bytes)
      // Messages name the file without its folder, so that they are the same everywhere.
      let file = SourceFile(name: url.lastPathComponent, bytes: golden.input)
      let outputs = try golden.commands.map { try $0.output(for: file) }
      var failures = try compare(golden, outputs.map(\.text), bytes, mode)
      failures += checkErrors(golden, file)
      failures += outputs.compactMap(checkIdentity)
      if golden.hasRunLines { failures += try checkRunLines(file, outputs) }
      return failures.map { "\(name): \($0)" }
    } catch let failure as GoldenFailure {
      return ["\(name): \(failure.message)"]
    }
  }

  /// Compares the outputs with the expected ones.
  private func compare(
    _ golden: GoldenFile, _ texts: [String], _ bytes: [UInt8], _ mode: Mode
  ) throws -> [String] {
    let outputs = texts.map(GoldenFile.lines)
    if mode == .bless {
      let blessed = golden.blessed(outputs)
      if blessed != bytes { try Data(blessed).write(to: url, options: .atomic) }
      return []
    }
    let advice = "If the new output is right, run: make bless"
    var failures: [String] = []
    for (i, (command, actual)) in zip(golden.commands, outputs).enumerated() {
      guard i < golden.blocks.count else {
        failures.append("nothing says what '\(command.text)' prints. To write it, run: make bless")
        continue
      }
      guard golden.blocks[i] != actual else { continue }
      let difference = LineDifference(from: golden.blocks[i], to: actual)
      failures.append(
        "'\(command.text)' does not print what is expected (-) but something else (+):\n"
          + "\(difference)\(advice)")
    }
    if golden.blocks.count > outputs.count {
      failures.append(
        "there are \(golden.blocks.count) blocks of output for \(outputs.count) commands. "
          + advice)
    }
    // Spaces at ends and empty lines are the machine's business too.
    if failures.isEmpty, golden.blessed(outputs) != bytes {
      failures.append("the output is not laid out as 'make bless' does it. Run: make bless")
    }
    return failures
  }

  /// Checks that the module of `output` is the same after printing, parsing and printing again.
  private func checkIdentity(_ output: GoldenCommand.Output) -> String? {
    guard let printed = output.module?.description else { return nil }
    let again = GoldenInput(SourceFile(name: "printed.qir", text: printed))
    guard let module = again.module else {
      return "what '\(output.command)' prints is not valid\n\(again.renderedErrors)"
    }
    guard module.description != printed else { return nil }
    let difference = LineDifference(
      from: GoldenFile.lines(of: printed), to: GoldenFile.lines(of: module.description))
    return "what '\(output.command)' prints (-) is printed differently after parsing (+):\n"
      + difference.description
  }

  /// Compares the errors of the input with those that it says it has.
  private func checkErrors(_ golden: GoldenFile, _ file: SourceFile) -> [String] {
    guard !golden.expectedErrors.isEmpty else { return [] }
    let input = GoldenInput(file)
    var isExpected = [Bool](repeating: false, count: input.diagnostics.all.count)
    var failures: [String] = []
    for expected in golden.expectedErrors {
      let found = input.diagnostics.all.indices.first { (i) in
        let d = input.diagnostics.all[i]
        guard !isExpected[i], let range = d.range else { return false }
        return file.position(of: Int(range.start)).line == expected.line
          && expected.matches(d.message)
      }
      if let found {
        isExpected[found] = true
      } else {
        failures.append("line \(expected.line) does not have the error '\(expected.message)'")
      }
    }
    for (d, isExpected) in zip(input.diagnostics.all, isExpected) where !isExpected {
      failures.append(
        "there is an error that no '// error: …' expects:\n"
          + DiagnosticRenderer.render(d, in: input.sources))
    }
    return failures
  }

  /// Evaluates the `// run:` lines of `file` in every way, and by the interpreter with the modules
  /// among `outputs`, so that a wrong rewrite shows even if the standard pipeline hides it.
  private func checkRunLines(
    _ file: SourceFile, _ outputs: [GoldenCommand.Output]
  ) throws -> [String] {
    let directory = url.deletingLastPathComponent().path
    let model: Model
    do {
      model = try Model(bytes: file.bytes, name: file.name, directory: directory)
    } catch let error as ModelError {
      return [error.rendered]
    }
    var failures: [String] = []
    let report = model.check(backends: Backend.allCases)
    if report.failed > 0 { failures.append("checks fail\n\(report.failures)") }

    var ignored = DiagnosticList()
    let lines = RunLine.all(
      in: SourceFileID(index: 0), of: model.sources, module: model.module, diagnostics: &ignored)
    for output in outputs {
      guard let module = output.module else { continue }
      let optimized = try Model(
        text: module.description, name: "after \(output.command)", directory: directory)
      for line in lines where module.function(named: line.function) != nil {
        let report = optimized.check(line, in: model.sources, backends: [.interpreter])
        if report.failed > 0 {
          failures.append("checks fail after '\(output.command)'\n\(report.failures)")
        }
      }
    }
    return failures
  }

}
