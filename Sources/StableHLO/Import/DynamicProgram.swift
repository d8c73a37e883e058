import Diagnostics
import GraphIR
import Scalars

/// A program whose sizes, written `?`, are known only when it is called.
///
/// It is imported again for each combination of types of arguments and values of those arguments on
/// which sizes depend; then all sizes are numbers.
package struct DynamicProgram: Sendable {

  /// What is known of an argument.
  package struct Argument: Sendable {

    /// Its type, whose sizes are known.
    package let type: TensorType

    /// Its elements, `nil` if they are not known.
    package let value: Literal?

    /// Creates the description of an argument.
    package init(_ type: TensorType, value: Literal? = nil) {
      self.type = type
      self.value = value
    }

  }

  /// What the program is for certain arguments.
  package struct Specialization: Sendable {

    /// The functions, without unknown sizes.
    package let module: Module

    /// The positions of the arguments on whose values sizes depend.
    package let usedArguments: [Int]

  }

  private let syntax: ModuleSyntax
  private let context: ModuleContext

  /// Creates the program of `syntax`.
  init(_ syntax: ModuleSyntax, _ context: ModuleContext) {
    self.syntax = syntax
    self.context = context
  }

  /// The functions that can be called, without operations; a symbol stands for each `?`.
  func declarations(faults: inout FaultCollector) -> Module {
    var functions: [Function] = []
    for f in syntax.functions where f.body != nil && f.isPublic {
      var importer = FunctionImporter(f, in: context, faults: faults)
      if let function = importer.declaration { functions.append(function) }
      faults = importer.faults
    }
    return Module(name: syntax.name, functions: functions)
  }

  /// Returns the function called `entry` for `arguments`, or reports why there is none and returns
  /// `nil`.
  package func specialized(
    entry: String, arguments: [Argument], diagnostics: inout DiagnosticList
  ) -> Specialization? {
    guard let function = syntax.functions.first(where: { $0.name == entry }) else {
      diagnostics.error("the module has no function @\(entry)", at: nil)
      return nil
    }
    var context = context
    context.arguments = arguments
    var importer = FunctionImporter(function, in: context, faults: FaultCollector())
    guard importer.checkArguments(arguments) else {
      diagnostics.append(contentsOf: importer.faults.diagnostics)
      return nil
    }
    guard let imported = importer.run() else {
      let known = zip(importer.parameterTensors, arguments).map { (p, a) in
        "%\(p.name) = " + (a.value.flatMap(\.splatElement)?.text ?? a.type.description)
      }
      let note = Diagnostic.note(
        "in a call of @\(entry) with \(known.joined(separator: ", "))", at: function.range)
      for d in importer.faults.diagnostics.all {
        var noted = d
        noted.notes.append(note)
        diagnostics.report(noted)
      }
      return nil
    }
    return Specialization(
      module: Module(name: syntax.name, functions: [imported]),
      usedArguments: importer.known.usedArguments.sorted())
  }

}

extension FunctionImporter {

  /// The function without its operations, `nil` if there is something wrong with the types.
  fileprivate var declaration: Function? {
    mutating get {
      do throws(ImportFailure) {
        var count = 0
        func named(_ type: TensorType) -> TensorType {
          TensorType(
            type.element,
            type.shape.map { (d) in
              guard d == .unknown else { return d }
              defer { count += 1 }
              return .symbol("d\(count)")
            })
        }
        var graph = Graph()
        for p in parameterTensors {
          graph.addArgument(named(p.type), to: graph.body, name: p.name)
        }
        var results: [TensorType] = []
        for r in function.results { results += try tensorTypes(r, at: function.range).map(named) }
        return Function(
          name: function.name, graph: graph, resultTypes: results, location: function.range)
      } catch {
        return nil
      }
    }
  }

  /// The tensors of which the parameters consist, with names; those with wrong types are left out.
  fileprivate var parameterTensors: [(name: String, type: TensorType, range: SourceRange)] {
    mutating get {
      var result: [(name: String, type: TensorType, range: SourceRange)] = []
      for p in function.parameters {
        guard let types = try? tensorTypes(p.type, at: p.range) else { continue }
        for (i, t) in types.enumerated() {
          result.append((p.name + Self.suffix(ofPart: i, of: p.type), t, p.range))
        }
      }
      return result
    }
  }

  /// Reports each of `arguments` that the parameters do not allow, and returns `true` iff there is
  /// none.
  fileprivate mutating func checkArguments(_ arguments: [DynamicProgram.Argument]) -> Bool {
    let parameters = parameterTensors
    guard arguments.count == parameters.count else {
      faults.report(
        .error(
          "@\(function.name) takes \(parameters.count) arguments, but "
            + "\(arguments.count) are given", at: function.range))
      return false
    }
    for (p, a) in zip(parameters, arguments) where !a.type.isRefinement(of: p.type) {
      faults.report(
        .error(
          "argument %\(p.name) of @\(function.name) has type \(p.type), but \(a.type) is given",
          at: p.range))
    }
    return !faults.hasErrors
  }

}

extension ModuleSyntax {

  /// `true` iff a size is written `?`.
  var isDynamic: Bool {
    functions.contains { (f) in
      f.parameters.contains { $0.type.isDynamic } || f.results.contains(where: \.isDynamic)
        || f.body?.isDynamic == true
    }
  }

}

extension RegionSyntax {

  /// `true` iff an operation has a result with a size that is written `?`.
  fileprivate var isDynamic: Bool {
    operations.contains { (op) in
      op.resultTypes?.contains(where: \.isDynamic) == true
        || op.regions.contains(where: \.isDynamic)
    }
  }

}

extension TypeSyntax {

  /// `true` iff a size in it is written `?`.
  fileprivate var isDynamic: Bool {
    switch self {
    case .tensor(let t): t.dimensions.contains(nil)
    case .tuple(let types): types.contains(where: \.isDynamic)
    default: false
    }
  }

}
