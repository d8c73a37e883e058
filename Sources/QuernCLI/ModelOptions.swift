import ArgumentParser
import Foundation
import GraphIR
import Quern
import Scalars

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
      "The size that a symbol of the function stands for, such as B=32; of a model with sizes that are known at a call, also the value of a whole number among its arguments.",
      valueName: "name=n"))
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

  /// What `--size` and `constants` say of the arguments of `function` in `model`.
  ///
  /// - Throws: `CommandError` if a symbol has no size, or a size neither a symbol nor an argument.
  func arguments(
    of function: Function, in model: Model, constants: [String: Tensor] = [:]
  ) throws -> KnownArguments {
    let sizes = try sizes()
    var used: Set<String> = []
    let tensors = function.argumentNames.map { (name) in name.flatMap { constants[$0] } }
    var symbols = SymbolBindings()
    for (t, p) in zip(tensors, function.argumentTypes) { if let t { _ = symbols.match(p, t.type) } }
    let types = try zip(tensors, function.argumentTypes).map { (tensor, parameter) in
      if let tensor { return tensor.type }
      let type = symbols.substitute(in: parameter)
      return TensorType(
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
    var values: [Int: Literal] = [:]
    for (i, tensor) in tensors.enumerated() where tensor != nil && model.dynamic != nil {
      values[i] = try tensor?.possibleSizes
    }
    for (i, n) in numbers(of: function, in: model, sizes) where tensors[i] == nil {
      values[i] = Literal(Scalar(types[i].element, integer: Int64(n)))
      if let name = function.argumentNames[i] { used.insert(name) }
    }
    if let unknown = sizes.keys.sorted().first(where: { !used.contains($0) }) {
      throw CommandError("@\(function.name) has no symbol \(unknown)")
    }
    return KnownArguments(types: types, values: values)
  }

  /// The whole numbers among the arguments of `function` whose values are in `sizes`, by position;
  /// none if no size of `model` depends on a value.
  func numbers(of function: Function, in model: Model, _ sizes: [String: Int]) -> [Int: Int] {
    var result: [Int: Int] = [:]
    guard model.dynamic != nil else { return result }
    for (i, (name, type)) in zip(function.argumentNames, function.argumentTypes).enumerated() {
      guard let name, let n = sizes[name], type.element.isInteger, type.isScalar else { continue }
      result[i] = n
    }
    return result
  }

}

/// What is known of the arguments of a function before it is called.
struct KnownArguments {

  /// Their types, without symbols.
  let types: [TensorType]

  /// The elements of those that may decide sizes, by position.
  let values: [Int: Literal]

}

/// The input of a command is at fault.
struct CommandError: Error, CustomStringConvertible {

  /// What is wrong, one sentence in lower case.
  let description: String

  /// Creates an error.
  init(_ message: String) { description = message }

}
