import ArrayFiles
import Diagnostics
import Foundation
import GraphIR
import Runtime

extension Model {

  /// Maps the weights called `names` from their files.
  ///
  /// - Throws: `DiagnosticError` with the places of all weights that cannot be read or have another
  ///   type than declared.
  package func loadWeights(_ names: Set<String>) throws -> [String: TensorStorage] {
    var files: [String: Result<[(name: String, contents: ArrayContents)], DiagnosticError>] = [:]
    var diagnostics = DiagnosticList()
    var result: [String: TensorStorage] = [:]
    for weight in module.weights where names.contains(weight.name) {
      guard let file = weight.file else {
        diagnostics.error("weight %\(weight.name) is in no file", at: weight.location)
        continue
      }
      let path =
        file.hasPrefix("/") ? file : (directory as NSString).appendingPathComponent(file)
      if files[path] == nil {
        do {
          files[path] = .success(try ArrayFile.readAll(path))
        } catch let error as DiagnosticError {
          files[path] = .failure(error)
          for d in error.diagnostics.all { diagnostics.error(d.message, at: weight.location) }
        }
      }
      guard case .success(let arrays)? = files[path] else { continue }
      switch Self.find(weight, in: arrays, path: path) {
      case .success(let storage): result[weight.name] = storage
      case .failure(let error):
        for d in error.diagnostics.all { diagnostics.error(d.message, at: weight.location) }
      }
    }
    if diagnostics.hasErrors { throw DiagnosticError(diagnostics) }
    return result
  }

  /// The array that `weight` names, if it has its type.
  private static func find(
    _ weight: Weight, in arrays: [(name: String, contents: ArrayContents)], path: String
  ) -> Result<TensorStorage, DiagnosticError> {
    let found: ArrayContents
    if let key = weight.key {
      guard let array = arrays.first(where: { $0.name == key }) else {
        let hint = Suggestion.hint(for: key, among: arrays.map(\.name))
        return .failure(DiagnosticError("'\(path)' has no array '\(key)'\(hint)"))
      }
      found = array.contents
    } else {
      guard let only = arrays.first, arrays.count == 1 else {
        return .failure(
          DiagnosticError(
            "'\(path)' holds \(arrays.count) arrays; name one after the file: ': \"name\"'"))
      }
      found = only.contents
    }
    let type = TensorType(found.element, sizes: found.sizes)
    guard type == weight.type else {
      return .failure(
        DiagnosticError("weight %\(weight.name) is \(weight.type), but the file has \(type)"))
    }
    if type.element == .i1, !found.storage.withBytes({ $0.allSatisfy { $0 <= 1 } }) {
      return .failure(
        DiagnosticError("weight %\(weight.name) has elements other than 0 and 1 for i1"))
    }
    return .success(found.storage)
  }

}
