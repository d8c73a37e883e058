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
  @OptionGroup var constants: ConstantOptions

  func run() throws {
    let loaded = try model.load()
    let function = try loaded.function(named: model.entry)
    var options = CompileOptions(entry: function.name)
    options.constants = try constants.tensors(of: function)
    let known = try model.arguments(of: function, in: loaded, constants: options.constants)
    let report = try Progress.shared.during("compiling") { [options] in
      try InspectionReport(of: loaded, known.types, values: known.values, options)
    }
    Console.output(report.text)
  }

}
