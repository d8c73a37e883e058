import ArgumentParser
import GraphIR
import Quern

/// The arguments that are the same in every call.
struct ConstantOptions: ParsableArguments {

  @Option(
    name: .long,
    help: ArgumentHelp(
      "An argument that is the same in every call, such as a weight; what depends on such alone is computed once. The file is written as for --input.",
      valueName: "name=file"), completion: .file())
  var constant: [String] = []

  /// Reads the arguments of `function`, by the names of the parameters.
  ///
  /// - Throws: `ModelError`, `CommandError` if a name is wrong or a file cannot be read.
  func tensors(of function: Function) throws -> [String: Tensor] {
    var result: [String: Tensor] = [:]
    for text in constant {
      guard let equal = text.firstIndex(of: "=") else {
        throw CommandError("'\(text)' is no constant; write it as NAME=FILE")
      }
      let name = try function.parameterName(text[..<equal])
      guard result[name] == nil else {
        throw CommandError("two files are given for the parameter '%\(name)'")
      }
      result[name] = try InputOptions.read(String(text[text.index(after: equal)...]))
    }
    return result
  }

}

extension Function {

  /// Returns the name of the parameter that is written as `text`, with or without `%`.
  ///
  /// - Throws: `CommandError` if there is none.
  func parameterName(_ text: some StringProtocol) throws -> String {
    let name = String(text.drop { $0 == "%" })
    guard argumentNames.contains(name) else {
      let known = argumentNames.compactMap { $0 }.map { "%\($0)" }.joined(separator: ", ")
      throw CommandError("@\(self.name) has no parameter '%\(name)'; it takes \(known)")
    }
    return name
  }

}

extension [Tensor] {

  /// Those of these arguments of `function` that are not among `constants`.
  func inputs(of function: Function, _ constants: [String: Tensor]) -> [Tensor] {
    zip(self, function.argumentNames).filter { (_, name) in
      name.map { constants[$0] == nil } ?? true
    }.map(\.0)
  }

}
