import Diagnostics
import GraphIR

/// What importing a text gave.
package struct StableHLOImport: Sendable {

  /// The module, `nil` if there are errors.
  package let module: Module?

  /// What is right but not supported yet, such as `stablehlo.sort`, each once.
  package let unsupported: [String]

  /// The test that the text is, if it was imported as one and there are no errors.
  package let test: StableHLOTest?

  /// `true` iff the text has neither functions nor errors.
  package let isEmpty: Bool

  /// What a text is imported as.
  package enum Purpose: Hashable, Sendable {

    /// A program that is compiled or run, in which checks are errors.
    case program

    /// A test. Iff `liftsInputs`, the values that the functions `inputs` and `expected` return become
    /// arguments.
    case test(liftsInputs: Bool)

  }

  /// Imports the text of `file` or, if that is given, the part of it in `range`, and reports what is
  /// wrong with it. What types alone do not tell is left to `Verifier`.
  ///
  /// Complexity: linear in the size of the text.
  package init(
    _ file: SourceFileID, in sources: SourceManager, range: Range<Int>? = nil,
    as purpose: Purpose = .program, diagnostics: inout DiagnosticList
  ) {
    let bytes = sources[file].bytes
    guard bytes.count <= Int(Int32.max) else {
      diagnostics.error("the file is larger than 2 GiB", at: nil)
      self.init(module: nil, unsupported: [], test: nil, isEmpty: false)
      return
    }
    var parser = MLIRParser(bytes, file: file, range: range ?? 0..<bytes.count)
    let syntax = parser.parseModule()
    var importer = ModuleImporter(syntax, parser, purpose)
    let functions = parser.faults.hasErrors ? [] : importer.run()
    let faults = importer.faults
    diagnostics.append(contentsOf: faults.diagnostics)
    let module = faults.hasErrors ? nil : Module(name: syntax.name, functions: functions)
    self.init(
      module: module, unsupported: faults.unsupported,
      test: module.flatMap { importer.test(of: $0) },
      isEmpty: syntax.functions.isEmpty && !faults.hasErrors)
  }

  private init(module: Module?, unsupported: [String], test: StableHLOTest?, isEmpty: Bool) {
    self.module = module
    self.unsupported = unsupported
    self.test = test
    self.isEmpty = isEmpty
  }

}

/// Imports the functions of one module.
struct ModuleImporter {

  private let syntax: ModuleSyntax
  private var context: ModuleContext
  private var arguments: [StableHLOTest.Argument] = []
  private var checks: [StableHLOCheck] = []
  private let entry: String

  /// The errors so far.
  private(set) var faults: FaultCollector

  /// Creates an importer of what `parser` has parsed.
  init(_ syntax: ModuleSyntax, _ parser: MLIRParser, _ purpose: StableHLOImport.Purpose) {
    self.syntax = syntax
    faults = parser.faults
    context = ModuleContext(file: parser.file, bytes: parser.bytes)
    context.resources = syntax.resources
    let isMain = syntax.functions.contains { $0.name == "main" }
    entry = isMain ? "main" : syntax.functions.first { $0.isPublic }?.name ?? "main"
    if case .test(let liftsInputs) = purpose {
      context.checks = .collected(entry: entry, liftsInputs: liftsInputs)
    }
  }

  /// Imports all functions.
  mutating func run() -> [Function] {
    declare()
    var functions: [Function] = []
    for f in syntax.functions where !faults.isExhausted {
      guard f.body != nil else { continue }
      var importer = FunctionImporter(f, in: context, faults: faults)
      let function = importer.run()
      faults = importer.faults
      if let function { functions.append(function) }
      if importer.isTestEntry {
        arguments = importer.liftedCalls.map(\.argument)
        checks = importer.finishedChecks
      }
    }
    return functions
  }

  /// Learns the types of all functions.
  private mutating func declare() {
    for f in syntax.functions {
      guard context.functions.updateValue(f, forKey: f.name) == nil else {
        faults.report(.error("'@\(f.name)' is already defined", at: f.range))
        continue
      }
      // What is wrong with the types is reported when the function itself is imported.
      var scratch = FunctionImporter(f, in: context, faults: FaultCollector())
      context.signatures[f.name] = scratch.signature
    }
  }

  /// The test that `module` is, `nil` if it was not imported as one.
  func test(of module: Module) -> StableHLOTest? {
    guard context.checks != .forbidden else { return nil }
    return StableHLOTest(module: module, entry: entry, arguments: arguments, checks: checks)
  }

}

extension FunctionImporter {

  /// The types of the function as calls see them, `nil` if there is something wrong with them.
  fileprivate var signature: FunctionSignature? {
    mutating get {
      do throws(ImportFailure) {
        var parameters: [TensorType] = []
        var results: [TensorType] = []
        for p in function.parameters { parameters += try tensorTypes(p.type, at: p.range) }
        for r in function.results { results += try tensorTypes(r, at: function.range) }
        return FunctionSignature(parameters: parameters, results: results)
      } catch {
        return nil
      }
    }
  }

}
