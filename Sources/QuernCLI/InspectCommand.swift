import ArgumentParser
import Quern

/// `quern inspect`.
struct InspectCommand: ParsableCommand {

  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show operations, weights, work, fusion groups, kernels and memory of a model.",
    discussion: """
      Example:
        quern inspect model.qir --size B=32
      """)

  @OptionGroup var model: ModelOptions

  func run() throws {
    let loaded = try model.load()
    let function = try loaded.function(named: model.entry)
    let types = try model.argumentTypes(of: function)
    let report = try Progress.shared.during("compiling") {
      try InspectionReport(of: loaded, entry: function.name, types)
    }
    Console.output(report.text)
  }

}
