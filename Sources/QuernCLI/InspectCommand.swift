import ArgumentParser
import Quern

/// `quern inspect`.
struct InspectCommand: ParsableCommand {

  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show operations, weights, work, fusion groups, kernels and memory of a model.",
    discussion: """
      Examples:
        quern inspect model.qir --size B=32
        quern inspect exported.mlir --size arg0=32 --size d0=32
      """)

  @OptionGroup var model: ModelOptions

  func run() throws {
    let loaded = try model.load()
    let function = try loaded.function(named: model.entry)
    let known = try model.arguments(of: function, in: loaded)
    let report = try Progress.shared.during("compiling") {
      try InspectionReport(
        of: loaded, entry: function.name, known.types, values: known.values)
    }
    Console.output(report.text)
  }

}
