import ArgumentParser
import Foundation
import GraphIR
import Quern
import Scalars

/// The arguments of a call.
struct InputOptions: ParsableArguments {

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "An argument: an .npy file, or an array FILE:KEY of an .npz or .safetensors file; by name or in order.",
      valueName: "[name=]file"), completion: .file())
  var input: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Use random numbers for arguments that are not given.", valueName: "seed"))
  var random: UInt64?

  @Option(name: .long, help: "The greatest number of threads (default: all processors).")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a positive number") }
  }

  /// Reads or makes the arguments of `function` in `loaded`, those among them that are `constants`
  /// included.
  ///
  /// - Throws: `ModelError`, `CommandError` if one is missing or cannot be read.
  func arguments(
    of function: Function, in loaded: Model, _ model: ModelOptions,
    constants: [String: Tensor] = [:]
  ) throws -> [Tensor] {
    let names = function.argumentNames
    var tensors = names.map { (name) in name.flatMap { constants[$0] } }
    for text in input {
      var path = Substring(text)
      var position = tensors.firstIndex { $0 == nil }
      if let equal = text.firstIndex(of: "="), !FileManager.default.fileExists(atPath: text) {
        let name = try function.parameterName(text[..<equal])
        path = text[text.index(after: equal)...]
        let i = names.firstIndex(of: name)
        guard let i, tensors[i] == nil else {
          throw CommandError("two files are given for the parameter '%\(name)'")
        }
        position = i
      }
      guard let position else {
        throw CommandError(
          "@\(function.name) takes \(names.count) arguments, but more files are given")
      }
      tensors[position] = try Self.read(String(path))
    }
    return try complete(tensors, of: function, in: loaded, model)
  }

  /// Reads the tensor in the file, or the array `FILE:KEY`, that `path` names.
  static func read(_ path: String) throws -> Tensor {
    if !FileManager.default.fileExists(atPath: path), let colon = path.lastIndex(of: ":") {
      return try Tensor(
        contentsOf: String(path[..<colon]), key: String(path[path.index(after: colon)...]))
    }
    return try Tensor(contentsOf: path)
  }

  /// Fills in what is missing with random numbers.
  private func complete(
    _ tensors: [Tensor?], of function: Function, in loaded: Model, _ model: ModelOptions
  ) throws -> [Tensor] {
    let missing = tensors.indices.filter { tensors[$0] == nil }
    guard let first = missing.first else { return tensors.compactMap { $0 } }
    guard let random else {
      let name = function.argumentNames[first].map { "'%\($0)'" } ?? "\(first)"
      throw CommandError(
        "no argument is given for the parameter \(name) of @\(function.name); "
          + "use --input FILE or --random SEED")
    }
    var symbols = SymbolBindings()
    for (t, p) in zip(tensors, function.argumentTypes) { if let t { _ = symbols.match(p, t.type) } }
    let sizes = try model.sizes()
    var generator = SeededGenerator(seed: random)
    let numbers = model.numbers(of: function, in: loaded, sizes)
    return try zip(tensors, function.argumentTypes).enumerated().map { (i, pair) in
      let (tensor, parameter) = pair
      if let tensor { return tensor }
      if let n = numbers[i] {
        return try Tensor(Literal(Scalar(parameter.element, integer: Int64(n))))
      }
      let bound = symbols.substitute(in: parameter)
      let type = TensorType(
        bound.element,
        try bound.shape.map { (d) in
          guard case .symbol(let s) = d else { return d }
          guard let n = sizes[s] else {
            throw CommandError(
              "the size of the symbol \(s) is not known; give it with --size \(s)=N")
          }
          return .size(n)
        })
      return try Tensor.random(type, using: &generator)
    }
  }

}
