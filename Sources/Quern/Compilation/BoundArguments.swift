import Diagnostics
import GraphIR

/// The arguments of a function that are the same in every call.
struct BoundArguments: Sendable {

  /// Their elements by position.
  let tensors: [Int: Tensor]

  /// Finds the parameters of `function` that `constants` name.
  ///
  /// - Throws: `ModelError` if there is none of such a name.
  init(_ constants: [String: Tensor], of function: Function) throws(ModelError) {
    let names = function.argumentNames
    var tensors: [Int: Tensor] = [:]
    for name in constants.keys.sorted() {
      guard let i = names.firstIndex(of: name) else {
        let hint = Suggestion.hint(for: name, among: names.compactMap { $0 }, prefix: "%")
        throw ModelError("@\(function.name) has no parameter '%\(name)'\(hint)")
      }
      tensors[i] = constants[name]
    }
    self.tensors = tensors
  }

  /// Returns those of `list`, which has an element for each parameter, that are not bound.
  func inputs<T>(of list: [T]) -> [T] {
    list.enumerated().filter { tensors[$0.offset] == nil }.map(\.element)
  }

  /// Returns `inputs` with what `value` is of each bound argument at its position.
  func all<T>(_ inputs: [T], _ value: (Tensor) throws -> T) rethrows -> [T] {
    var result: [T] = []
    var rest = inputs[...]
    for position in 0..<(inputs.count + tensors.count) {
      if let tensor = tensors[position] {
        result.append(try value(tensor))
      } else if let next = rest.popFirst() {
        result.append(next)
      }
    }
    return result
  }

}
