import ArgumentParser
import Foundation
import GraphIR
import Quern

/// The model that a command works on.
struct ModelOptions: ParsableArguments {

  @Argument(
    help: "The model: a .qir or .mlir file, or '-' for standard input.", completion: .file())
  var model: String

  @Option(name: .long, help: "The function to use (default: main, or the only one).")
  var entry: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The size that a symbol of the function stands for, such as B=32.", valueName: "symbol=n"))
  var size: [String] = []

  /// Reads the model.
  ///
  /// - Throws: `ModelError` if it is at fault.
  func load() throws -> Model {
    if model == "-" {
      let data = FileHandle.standardInput.readDataToEndOfFile()
      return try Model(text: String(decoding: data, as: UTF8.self), name: "<stdin>")
    }
    if model.hasSuffix(".onnx") {
      throw CommandError("'\(model)': ONNX models are not supported yet; only .qir and .mlir are")
    }
    return try Model(contentsOf: model)
  }

  /// The sizes by the names of their symbols.
  ///
  /// - Throws: `ValidationError` if one is not written correctly.
  func sizes() throws -> [String: Int] {
    var result: [String: Int] = [:]
    for text in size {
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let n = Int(parts[1]), n >= 0 else {
        throw ValidationError("'\(text)' is no size; write it as SYMBOL=NUMBER")
      }
      result[String(parts[0])] = n
    }
    return result
  }

  /// The types of the arguments of `function` with the symbols replaced by what `--size` says.
  ///
  /// - Throws: `CommandError` if a symbol has no size or a size no symbol.
  func argumentTypes(of function: Function) throws -> [TensorType] {
    let sizes = try sizes()
    var used: Set<String> = []
    let types = try function.argumentTypes.map { (type) in
      TensorType(
        type.element,
        try type.shape.map { (d) in
          guard case .symbol(let s) = d else { return d }
          guard let n = sizes[s] else {
            throw CommandError(
              "the size of the symbol \(s) is not known; give it with --size \(s)=N")
          }
          used.insert(s)
          return .size(n)
        })
    }
    if let unknown = sizes.keys.sorted().first(where: { !used.contains($0) }) {
      throw CommandError("@\(function.name) has no symbol \(unknown)")
    }
    return types
  }

}

/// The input of a command is at fault.
struct CommandError: Error, CustomStringConvertible {

  /// What is wrong, one sentence in lower case.
  let description: String

  /// Creates an error.
  init(_ message: String) { description = message }

}
