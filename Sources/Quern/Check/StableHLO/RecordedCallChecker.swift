import Foundation
import GraphIR
import Scalars
import StableHLO

/// Checks programs by calls that were recorded: a manifest names for each program the sizes that it
/// takes as first arguments, and the files of its other arguments and of its results.
package struct RecordedCallChecker: Sendable {

  /// The name of the manifest in a folder of recorded calls.
  package static let manifestName = "manifest.json"

  /// How programs are run.
  package var backends: [Backend]

  /// The greatest number of threads of a call.
  package var threads = 1

  /// Creates a checker.
  package init(backends: [Backend]) { self.backends = backends }

  /// A recorded call.
  package struct Call: Decodable, Sendable {

    /// The program, relative to the folder around the manifest's.
    package let file: String

    /// The sizes, which are the first arguments.
    let dims: [Int]

    /// The other arguments.
    let inputs: [Array]

    /// The results.
    let outputs: [Array]

    /// A recorded array.
    struct Array: Decodable, Sendable {

      /// The file, in the folder named as the program.
      let file: String

      /// NumPy's name of the type of its elements.
      let dtype: String

    }

  }

  /// Returns the calls of which the manifest at `path` tells.
  ///
  /// - Throws: `ModelError` if it cannot be read.
  package static func calls(inManifestAt path: String) throws(ModelError) -> [Call] {
    guard let data = FileManager.default.contents(atPath: path),
      let calls = try? JSONDecoder().decode([Call].self, from: data)
    else { throw ModelError("'\(path)' is no list of recorded calls") }
    return calls
  }

  /// Makes `call`, one in the manifest at `path`, and compares the results.
  package func check(_ call: Call, manifest path: String) -> CheckReport {
    let folder = (path as NSString).deletingLastPathComponent
    let program = ((folder as NSString).deletingLastPathComponent as NSString)
      .appendingPathComponent(call.file)
    let stem = ((call.file as NSString).lastPathComponent as NSString).deletingPathExtension
    let arrays = (folder as NSString).appendingPathComponent(stem)
    let group = StableHLOChecker.group(of: stem)
    var report = CheckReport()
    do {
      let model = try Model(contentsOf: program)
      let entry = try model.function(named: nil)
      let parameters = entry.argumentTypes
      var arguments: [Literal] = []
      for n in call.dims {
        let element =
          arguments.count < parameters.count ? parameters[arguments.count].element : .i64
        arguments.append(Literal(Scalar(element, integer: Int64(n))))
      }
      for a in call.inputs {
        let position = arguments.count
        arguments += try read(
          a, in: arrays, as: position < parameters.count ? parameters[position].element : nil)
      }
      var errors = ""
      for backend in backends {
        if let error = try difference(
          model, entry.name, arguments,
          try call.outputs.flatMap { try read($0, in: arrays, as: nil) },
          backend)
        {
          errors += "\(program): error: \(backend.rawValue): \(error)\n"
        }
      }
      report.add(errors.isEmpty ? nil : errors, group: group)
    } catch let error as ModelError where !error.missingFeatures.isEmpty {
      let line = error.rendered.prefix { $0 != "\n" } + "\n"
      report.addUnsupported(error.missingFeatures, String(line), group: group)
    } catch {
      report.add((error as? ModelError)?.rendered ?? "error: \(program): \(error)\n", group: group)
    }
    return report
  }

  /// Reads `array`, the parts of complex numbers as two; elements of types that NumPy lacks are
  /// recorded as integers of their width.
  private func read(
    _ array: Call.Array, in folder: String, as element: ElementType?
  ) throws -> [Literal] {
    let literal = try Tensor(contentsOf: (folder as NSString).appendingPathComponent(array.file))
      .literal
    if array.dtype.hasPrefix("complex") { return Self.parts(of: literal) }
    return [element.map { Self.reinterpreted(literal, as: $0) } ?? literal]
  }

  /// Returns what is at each position of the last axis of `literal`.
  private static func parts(of literal: Literal) -> [Literal] {
    let sizes = literal.type.sizes ?? []
    let width = literal.type.element.byteWidth
    let bytes = literal.dense.bytes
    let count = sizes.last ?? 1
    return (0..<count).compactMap { (part) in
      var own: [UInt8] = []
      for i in Swift.stride(from: part * width, to: bytes.count, by: count * width) {
        own += bytes[i..<(i + width)]
      }
      return Literal(
        TensorType(literal.type.element, sizes: Swift.Array(sizes.dropLast())), bytes: own)
    }
  }

  /// Returns `literal` with elements of type `element` if it holds their bits.
  private static func reinterpreted(_ literal: Literal, as element: ElementType) -> Literal {
    guard element == .bf16, literal.type.element == .u16 else { return literal }
    return Literal(literal.type.with(element: element), bytes: literal.dense.bytes) ?? literal
  }

  /// What is wrong with the results of a call, `nil` if nothing is.
  private func difference(
    _ model: Model, _ entry: String, _ arguments: [Literal], _ expected: [Literal],
    _ backend: Backend
  ) throws -> String? {
    let results: [Literal]
    do {
      results = try model.evaluate(
        entry: entry, arguments: arguments, backend: backend, threads: threads)
    } catch let error as ModelError where error.missingFeatures.isEmpty {
      return error.findings.map(\.message).joined(separator: "; ")
    }
    guard results.count == expected.count else {
      return "there are \(results.count) results, not \(expected.count)"
    }
    for (i, (actual, recorded)) in zip(results, expected).enumerated() {
      let expected = Self.reinterpreted(recorded, as: actual.type.element)
      if let d = Difference.first(of: actual, from: expected, { !Self.isNear($0, $1) }) {
        return "result \(i) \(d)"
      }
    }
    return nil
  }

  /// Returns `true` iff `a` is as near to the recorded `b` as it has to be: for floats, within three
  /// steps or a relative error of 1e-5, since they were computed by another compiler.
  private static func isNear(_ a: Scalar, _ b: Scalar) -> Bool {
    if CheckRule.close(minimum: 0, maximum: 3).allows(a, b) { return true }
    guard a.type.isFloat else { return false }
    let (x, y) = (a.doubleValue, b.doubleValue)
    return (x - y).magnitude <= 1e-5 * y.magnitude
  }

}

extension ModelError {

  /// What the model needs that is not supported yet, nothing if something else is wrong with it.
  fileprivate var missingFeatures: [String] {
    let end = " is not supported yet"
    guard findings.allSatisfy({ $0.message.hasSuffix(end) }) else { return [] }
    var features: [String] = []
    for f in findings {
      let feature = String(f.message.dropLast(end.count))
      if !features.contains(feature) { features.append(feature) }
    }
    return features
  }

}
