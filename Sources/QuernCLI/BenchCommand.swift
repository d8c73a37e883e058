import ArgumentParser
import Foundation
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
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var inputs: InputOptions
  @OptionGroup var code: CodeOptions

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

  func run() throws {
    let loaded = try model.load()
    let function = try loaded.function(named: model.entry)
    let arguments = try inputs.arguments(of: function, in: loaded, model)
    var options = CompileOptions(entry: function.name, threads: inputs.threads)
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
