import Diagnostics
import Foundation
import GraphIR
import Interpreter
import Runtime
import StableHLO

/// A model: functions and weights, read from text and verified. The text is Quern's own, or
/// StableHLO as MLIR writes it.
///
///     let model = try Model(contentsOf: "digits.qir")
///     let classify = try model.compile()
///     let outputs = try classify(Tensor(contentsOf: "images.npy"))
///
public struct Model: Sendable {

  /// The functions and weights; of a dynamic program, only the types of the functions.
  package let module: Module

  /// The program that is imported for each combination of sizes, `nil` if the text is no such one.
  package let dynamic: DynamicProgram?

  /// The text.
  package let sources: SourceManager

  /// The folder in which files of weights are looked for.
  package let directory: String

  /// Reads the model in the file at `path`. Weights are looked for beside it.
  ///
  /// - Throws: `ModelError` with everything that is wrong with it.
  public init(contentsOf path: String) throws {
    let bytes: [UInt8]
    do throws(MappedFile.Failure) {
      let file = try MappedFile(path: path)
      bytes = [UInt8](file.bytes)
    } catch {
      throw ModelError("cannot read '\(path)': \(error.reason)")
    }
    let directory = (path as NSString).deletingLastPathComponent
    try self.init(bytes: bytes, name: path, directory: directory.isEmpty ? "." : directory)
  }

  /// Reads the model in `text`.
  ///
  /// - Parameters:
  ///   - name: what messages call the text.
  ///   - directory: the folder in which files of weights are looked for, the current one if `nil`.
  /// - Throws: `ModelError` with everything that is wrong with it.
  public init(text: String, name: String = "<text>", directory: String? = nil) throws {
    try self.init(bytes: Array(text.utf8), name: name, directory: directory ?? ".")
  }

  /// Reads the model whose text is `bytes`.
  package init(bytes: [UInt8], name: String, directory: String) throws {
    var sources = SourceManager()
    let file = sources.add(SourceFile(name: name, bytes: bytes))
    var diagnostics = DiagnosticList()
    let module: Module?
    if StableHLOText.isBinary(bytes) {
      throw ModelError("'\(name)' is MLIR in its binary form; only text can be read")
    } else if name.hasSuffix(".mlir") || (!name.hasSuffix(".qir") && StableHLOText.isLikely(bytes))
    {
      let imported = StableHLOImport(
        file, in: sources, evaluator: Interpreter.constantEvaluator, diagnostics: &diagnostics)
      if let module = imported.module, let dynamic = imported.dynamic {
        self.init(dynamic, declarations: module, sources: sources, directory: directory)
        return
      }
      module = imported.module
    } else {
      module = Module.parse(file, in: sources, diagnostics: &diagnostics)
    }
    guard let module else { throw ModelError(diagnostics, in: sources) }
    try self.init(module, sources: sources, directory: directory)
  }

  /// Creates the model of `module`, which comes from `sources`.
  ///
  /// - Throws: `ModelError` with everything that is wrong with it.
  package init(_ module: Module, sources: SourceManager, directory: String) throws {
    let found = Verifier.verify(module)
    guard !found.hasErrors else { throw ModelError(found, in: sources) }
    self.module = module
    self.dynamic = nil
    self.sources = sources
    self.directory = directory
  }

  /// Creates the model of `dynamic`, whose functions have the types of `declarations`.
  private init(
    _ dynamic: DynamicProgram, declarations: Module, sources: SourceManager, directory: String
  ) {
    self.module = declarations
    self.dynamic = dynamic
    self.sources = sources
    self.directory = directory
  }

  /// The text of this model in canonical form: types written, values renumbered, comments dropped.
  public var text: String { module.description }

}

extension Model {

  /// Returns the elements of those of `arguments` that may decide sizes, by position: whole numbers
  /// and short lists of them, nothing if the text has all sizes.
  ///
  /// - Throws: `ModelError`.
  package func possibleSizes(in arguments: [Tensor]) throws -> [Int: Literal] {
    var values: [Int: Literal] = [:]
    guard dynamic != nil else { return values }
    for (i, a) in arguments.enumerated() { values[i] = try a.possibleSizes }
    return values
  }

}

extension Tensor {

  /// The most elements of an argument that may be sizes.
  private static let maximumSizeCount = 16

  /// The elements if they may be sizes: those of a whole number or a short list of them.
  package var possibleSizes: Literal? {
    get throws {
      guard type.element.isInteger, count <= Self.maximumSizeCount else { return nil }
      return try literal
    }
  }

}

extension Interpreter {

  /// What computes sizes when StableHLO is imported: the reference semantics, within limits.
  package static let constantEvaluator: ConstantEvaluator = { (id, graph, operands) in
    var limits = Limits(work: 1 << 20, memory: 1 << 24)
    return try? evaluate(id, in: graph, operands: operands, module: Module(), limits: &limits)
  }

}

// MARK: Functions

extension Model {

  /// The names of the functions, in the order of the text.
  public var functions: [String] { module.functions.map(\.name) }

  /// The function that is compiled when none is named: `main`, or the only one.
  package var defaultEntry: String {
    module.functions.count == 1 ? module.functions[0].name : "main"
  }

  /// The function called `name`, the default one if that is `nil`.
  ///
  /// - Throws: `ModelError` that suggests a near name if there is none.
  package func function(named name: String?) throws(ModelError) -> Function {
    let name = name ?? defaultEntry
    if let f = module.function(named: name) { return f }
    let names = module.functions.map(\.name)
    if names.isEmpty { throw ModelError("the model has no functions") }
    let hint = Suggestion.hint(for: name, among: names, prefix: "@")
    throw ModelError(
      "the model has no function '@\(name)'\(hint.isEmpty ? "; it has @" + names.joined(separator: ", @") : hint)"
    )
  }

}

/// What a function takes or returns at one position.
public struct Parameter: Hashable, Sendable {

  /// The name, without `%`, if it has one.
  public let name: String?

  /// The type of the elements.
  public let dataType: DataType

  /// The sizes, outermost first: numbers, or symbols that stand for the same number everywhere in a
  /// call.
  public let shape: [Size]

  /// A size.
  public enum Size: Hashable, Sendable, CustomStringConvertible {

    /// A number.
    case fixed(Int)

    /// A symbol.
    case symbol(String)

    /// The number or the symbol.
    public var description: String {
      switch self {
      case .fixed(let n): String(n)
      case .symbol(let s): s
      }
    }

  }

  /// Creates a parameter of type `type`.
  package init(name: String?, type: TensorType) {
    self.name = name
    self.dataType = DataType(type.element)
    self.shape = type.shape.map { (d) in
      switch d {
      case .size(let n): .fixed(n)
      case .symbol(let s): .symbol(s)
      }
    }
  }

}
