import Diagnostics
import GraphIR

/// What importing a text gave.
package struct StableHLOImport: Sendable {

  /// The module, `nil` if there are errors; only the types of its functions if it is dynamic.
  package let module: Module?

  /// The program that is to be imported for each call, `nil` if all sizes are known.
  package let dynamic: DynamicProgram?

  /// What is right but not supported yet, such as `stablehlo.sort`, each once.
  package let unsupported: [String]

  /// The test that the text is, if it was imported as one and there are no errors.
  package let test: StableHLOTest?

  /// `true` iff the text has neither functions nor errors.
  package let isEmpty: Bool

  /// The names of the operations that can be imported, in alphabetical order.
  package static let operations: [String] = Translation.names.sorted()

  /// The names of what can be called that is not in the text, in alphabetical order.
  package static let calls: [String] = Translation.calls.keys.sorted()

  /// The names of the operations that are written in another way than most, in alphabetical order.
  package static let specialForms: [String] = PrettyForm.special.keys.sorted()

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
  /// - Parameter evaluator: what computes the sizes that the text does not say.
  /// Complexity: linear in the size of the text.
  package init(
    _ file: SourceFileID, in sources: SourceManager, range: Range<Int>? = nil,
    as purpose: Purpose = .program, evaluator: ConstantEvaluator? = nil,
    diagnostics: inout DiagnosticList
  ) {
    let bytes = sources[file].bytes
    guard bytes.count <= Int(Int32.max) else {
      diagnostics.error("the file is larger than 2 GiB", at: nil)
      self.init(module: nil, unsupported: [], test: nil, isEmpty: false)
      return
    }
    var parser = MLIRParser(bytes, file: file, range: range ?? 0..<bytes.count)
    let syntax = parser.parseModule()
    var importer = ModuleImporter(syntax, parser, purpose, evaluator)
    let dynamic = parser.faults.hasErrors ? nil : importer.dynamicProgram
    let functions = parser.faults.hasErrors ? [] : importer.run(dynamic)
    let faults = importer.faults
    diagnostics.append(contentsOf: faults.diagnostics)
    let module = faults.hasErrors ? nil : Module(name: syntax.name, functions: functions)
    self.init(
      module: module, dynamic: dynamic, unsupported: faults.unsupported,
      test: module.flatMap { importer.test(of: $0) },
      isEmpty: syntax.functions.isEmpty && !faults.hasErrors)
  }

  private init(
    module: Module?, dynamic: DynamicProgram? = nil, unsupported: [String], test: StableHLOTest?,
    isEmpty: Bool
  ) {
    self.module = module
    self.dynamic = dynamic
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
  init(
    _ syntax: ModuleSyntax, _ parser: MLIRParser, _ purpose: StableHLOImport.Purpose,
    _ evaluator: ConstantEvaluator?
  ) {
    self.syntax = syntax
    faults = parser.faults
    context = ModuleContext(file: parser.file, bytes: parser.bytes)
    context.resources = syntax.resources
    context.evaluate = evaluator
    context.inlinesCalls = syntax.isDynamic
    let isMain = syntax.functions.contains { $0.name == "main" }
    entry = isMain ? "main" : syntax.functions.first { $0.isPublic }?.name ?? "main"
    if case .test(let liftsInputs) = purpose {
      context.checks = .collected(entry: entry, liftsInputs: liftsInputs)
    }
    if !faults.hasErrors { declare() }
  }

  /// The program that is to be imported for each call, `nil` if all sizes are known or it is a test.
  var dynamicProgram: DynamicProgram? {
    guard context.inlinesCalls, context.checks == .forbidden else { return nil }
    return DynamicProgram(syntax, context)
  }

  /// Imports all functions, only their types if they are those of `dynamic`.
  mutating func run(_ dynamic: DynamicProgram?) -> [Function] {
    if let dynamic { return dynamic.declarations(faults: &faults).functions }
    var functions: [Function] = []
    for f in syntax.functions where !faults.isExhausted {
      guard f.body != nil else { continue }
      // Where calls are inlined, functions may have sizes that only the calls tell.
      if context.inlinesCalls, f.name != entry, !f.parameters.isEmpty { continue }
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
