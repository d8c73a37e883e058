import ArgumentParser
import Foundation
import GraphIR
import Quern

/// `quern bench`.
struct BenchCommand: ParsableCommand {

  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure how long compilation and calls take.",
    discussion: """
      Calls are repeated for the given time after one that is not measured. The work per second counts \
      each addition, multiplication and function as one operation, and each argument, weight and result \
      once.

      Examples:
        quern bench model.qir --input x.npy --threads 1 --seconds 2
        quern bench model.qir --random 1 --size B=64 --json
        quern bench model.mlir --random 1 --constants all-but-first
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var inputs: InputOptions
  @OptionGroup var constantFiles: ConstantOptions
  @OptionGroup var code: CodeOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Arguments given by --input or --random that are the same in every call: 'all-but-first', or names with commas between them.",
      valueName: "names"))
  var constants: String?

  @Option(name: .long, help: "How long to repeat calls.")
  var seconds = 1.0

  @Option(name: .long, help: "How to execute it.")
  var backend = Backend.jit

  @Flag(name: .long, help: "Print one line of JSON.")
  var json = false

  func validate() throws {
    guard seconds > 0, seconds <= 86_400 else {
      throw ValidationError("--seconds takes a positive number")
    }
  }

  /// The names of the parameters that `--constants` lists.
  private func constantNames(of function: Function) throws -> [String] {
    guard let constants else { return [] }
    if constants == "all-but-first" { return function.argumentNames.dropFirst().compactMap { $0 } }
    return try constants.split(separator: ",").map { try function.parameterName($0) }
  }

  func run() throws {
    let loaded = try model.load()
    let function = try loaded.function(named: model.entry)
    var options = CompileOptions(entry: function.name, threads: inputs.threads)
    options.constants = try constantFiles.tensors(of: function)
    let all = try inputs.arguments(of: function, in: loaded, model, constants: options.constants)
    for name in try constantNames(of: function) {
      guard let i = function.argumentNames.firstIndex(of: name) else { continue }
      options.constants[name] = all[i]
    }
    let arguments = all.inputs(of: function, options.constants)
    options.backend = backend
    code.apply(to: &options)
    let benchmark = try Progress.shared.during("measuring") {
      try Benchmark(loaded, arguments, options, duration: .seconds(seconds))
    }
    if json {
      Console.output(benchmark.json + "\n")
    } else {
      Console.output(benchmark.table)
    }
  }

}
