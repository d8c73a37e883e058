import ArgumentParser
import Quern

/// `quern run`.
struct RunCommand: ParsableCommand {

  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Compile and run a function, and print or write its results.",
    discussion: """
      Examples:
        quern run model.qir --input x.npy --output y.npy
        quern run model.qir --input x=data.npz:images --input scale=s.npy
        quern run model.qir --random 1 --size B=4 --backend interpreter
        quern run model.qir --input x.npy --constant w=weights.npz:w
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var inputs: InputOptions
  @OptionGroup var constants: ConstantOptions
  @OptionGroup var code: CodeOptions

  @Option(
    name: .shortAndLong,
    help: "The .npy file for a result, in order; results without one are printed.",
    completion: .file())
  var output: [String] = []

  @Option(name: .long, help: "How to execute it.")
  var backend = Backend.jit

  @Option(name: .long, help: "The most elements of a result that are printed.")
  var limit = 64

  func run() throws {
    let loaded = try model.load()
    let function = try loaded.function(named: model.entry)
    guard output.count <= function.resultTypes.count else {
      throw CommandError(
        "@\(function.name) has \(function.resultTypes.count) results, but \(output.count) files "
          + "are given for them")
    }
    var options = CompileOptions(entry: function.name, threads: inputs.threads)
    options.constants = try constants.tensors(of: function)
    let arguments = try inputs.arguments(
      of: function, in: loaded, model, constants: options.constants
    ).inputs(of: function, options.constants)
    options.backend = backend
    code.apply(to: &options)
    let executable = try Progress.shared.during("compiling") {
      let executable = try loaded.compile(options)
      try executable.prepare(for: arguments)
      return executable
    }
    let results = try Progress.shared.during("running") { try executable.run(arguments) }
    for (i, result) in results.enumerated() {
      if i < output.count {
        try result.write(to: output[i])
      } else {
        Console.output("\(result.literalText(limit: limit)) : \(result.type)\n")
      }
    }
  }

}

extension Backend: ExpressibleByArgument {}
