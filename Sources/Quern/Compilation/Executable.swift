import Diagnostics
import GraphIR
import Interpreter
import LLVMBackend
import Runtime
import Synchronization

/// A compiled function, which any number of threads may call at once.
///
/// A function with symbols in the types of its parameters is compiled when it is called, once for
/// each combination of sizes, those in arguments included; the code for the most recent ones is kept.
public final class Executable: Sendable {

  /// What a call takes: the parameters of the function but for those that are bound.
  public let inputs: [Parameter]

  /// What the function returns.
  public let outputs: [Parameter]

  /// The model it was compiled from.
  package let model: Model

  /// How it was compiled.
  package let options: CompileOptions

  private let entry: String
  private let bound: BoundArguments
  private let cache: SpecializationCache

  /// Compiles a function of `model`; only if it has no symbols, before the first call.
  init(_ model: Model, _ options: CompileOptions) throws {
    let function = try model.function(named: options.entry)
    bound = try BoundArguments(options.constants, of: function)
    let parameters = zip(function.argumentNames, function.argumentTypes).map(Parameter.init)
    inputs = bound.inputs(of: parameters)
    let count = inputs.count
    if let wrong = options.donatedInputs.sorted().first(where: { !(0..<count).contains($0) }) {
      throw ModelError("@\(function.name) has no input \(wrong) that could be donated")
    }
    self.model = model
    self.options = options
    entry = function.name
    outputs = function.resultTypes.map { Parameter(name: nil, type: $0) }
    cache = SpecializationCache()
    let types = bound.all(bound.inputs(of: function.argumentTypes), \.type)
    if model.dynamic == nil, types.allSatisfy({ $0.sizes != nil }) { try prepare(for: types) }
  }

  // MARK: Calls

  /// Computes the results for `arguments`, one for each input in order.
  ///
  /// - Throws: `ModelError` if they are not what the function takes.
  public func callAsFunction(_ arguments: Tensor...) throws -> [Tensor] { try run(arguments) }

  /// Computes the results for `arguments`, one for each input in order.
  ///
  /// - Parameter cancellation: a switch that ends the call.
  /// - Throws: `ModelError` if they are not what the function takes or there is not enough memory;
  ///   `CallCancelled` if the call was cancelled.
  public func run(_ arguments: [Tensor], cancellation: CallCancellation? = nil) throws -> [Tensor] {
    var arguments = arguments
    return try run(donating: &arguments, cancellation: cancellation)
  }

  /// Computes the results for `arguments`, one for each input in order, and takes those that
  /// `CompileOptions.donatedInputs` lists: their places in `arguments` hold tensors without elements
  /// afterwards, whether the call succeeds or, once it has begun, fails.
  ///
  /// The memory of such an argument is used for a result if the tensor in `arguments` is the only one
  /// that refers to it. If there are others, they keep what they are, and a copy is used.
  ///
  /// - Parameter cancellation: a switch that ends the call.
  /// - Throws: `ModelError` if they are not what the function takes or there is not enough memory;
  ///   `CallCancelled` if the call was cancelled.
  public func run(
    donating arguments: inout [Tensor], cancellation: CallCancellation? = nil
  ) throws -> [Tensor] {
    try translatingErrors(in: model.sources) {
      let code = try code(for: arguments)
      let results: [TensorStorage]
      switch code.implementation {
      case .native(let call):
        var callOptions = NativeCall.Options(threads: options.threads)
        if let cancellation { callOptions.cancellation = cancellation.cancellation }
        var storages = arguments.map(\.storage)
        for i in arguments.indices where options.donatedInputs.contains(i) {
          arguments[i] = try Tensor(arguments[i].dataType, shape: [0], storage: .empty)
        }
        results = try call.run(donating: &storages, callOptions)
      case .interpreted(let module, let weights):
        let literals = try Interpreter.run(
          module, entry: entry, arguments: try arguments.map { try $0.literal }, weights: weights)
        return try literals.map { try Tensor($0) }
      }
      return try zip(results, code.resultTypes).map { (storage, type) in
        try Tensor(DataType(type.element), shape: type.sizes ?? [], storage: storage)
      }
    }
  }

  /// Computes the results for arguments given by the names of the inputs.
  ///
  /// - Throws: `ModelError` if a name is wrong or missing; what `run(_:cancellation:)` throws.
  public func run(
    named arguments: [String: Tensor], cancellation: CallCancellation? = nil
  ) throws -> [Tensor] {
    let names = inputs.compactMap(\.name)
    for name in arguments.keys.sorted() where !names.contains(name) {
      let hint = Suggestion.hint(for: name, among: names, prefix: "%")
      throw ModelError("@\(entry) has no parameter '%\(name)'\(hint)")
    }
    let ordered = try inputs.enumerated().map { (i, input) in
      guard let name = input.name else {
        throw ModelError("parameter \(i) of @\(entry) has no name")
      }
      guard let tensor = arguments[name] else {
        throw ModelError("no argument is given for the parameter '%\(name)' of @\(entry)")
      }
      return tensor
    }
    return try run(ordered, cancellation: cancellation)
  }

  // MARK: Compilation

  /// Compiles for arguments of `types`, those that are bound included, if that has not been done, and
  /// returns what is known of it.
  ///
  /// - Parameter values: the elements of arguments that may decide sizes, by position.
  @discardableResult
  package func prepare(
    for types: [TensorType], values: [Int: Literal] = [:]
  ) throws -> Compiled {
    try translatingErrors(in: model.sources) {
      try cache.code(for: types, values: values) { try compile(for: types, values: values) }
    }
  }

  /// Compiles for arguments like these, if that has not been done, and returns what is known of it.
  @discardableResult
  package func prepare(for arguments: [Tensor]) throws -> Compiled {
    try translatingErrors(in: model.sources) { try code(for: arguments) }
  }

  /// Returns the work of a call with `arguments`, as the text of the model has it.
  package func work(for arguments: [Tensor]) throws -> WorkCount {
    let arguments = bound.all(arguments) { $0 }
    let values = try model.possibleSizes(in: arguments)
    let module = try model.specialized(arguments.map(\.type), values: values, entry: entry)
    return WorkCount(of: entry, in: module)
  }

  private func code(for arguments: [Tensor]) throws -> Compiled {
    let arguments = bound.all(arguments) { $0 }
    let types = arguments.map(\.type)
    let values = try model.possibleSizes(in: arguments)
    return try cache.code(for: types, values: values) { try compile(for: types, values: values) }
  }

  private func compile(for types: [TensorType], values: [Int: Literal]) throws -> Compiled {
    var compiler = try Compiler(model, options)
    compiler.values = values
    if options.backend == .interpreter {
      let module = try compiler.specialize(types)
      var weights: [String: Literal] = [:]
      let storages = try compiler.weights(of: module)
      for w in module.weights {
        guard let s = storages[w.name], let literal = Literal(w.type, bytes: s.array) else {
          throw Defect("the library", "the weight '\(w.name)' has another size")
        }
        weights[w.name] = literal
      }
      return Compiled(.interpreted(module, weights: weights), from: compiler)
    }
    return Compiled(.native(try compiler.compile(types)), from: compiler)
  }

}

/// A function compiled for arguments of certain types.
package struct Compiled: Sendable {

  /// How it is executed.
  package enum Implementation: Sendable {

    /// By native code.
    case native(NativeCall)

    /// By the interpreter, with the elements of the weights.
    case interpreted(Module, weights: [String: Literal])

  }

  /// How it is executed.
  package let implementation: Implementation

  /// The types of the results.
  package let resultTypes: [TensorType]

  /// How long the stages of the compilation took.
  package let times: [Compiler.StageTime]

  /// How long the parts of code generation took; where they ran on several threads, the sum.
  package let generationTimes: [Compiler.StageTime]

  /// What became of looking for native code in the cache, `nil` without a cache.
  package let cacheOutcome: CodeCache.Outcome?

  /// The values of the arguments that decide sizes, by position.
  package let sizes: [Int: Literal]

  /// Creates the description of what `compiler` made.
  init(_ implementation: Implementation, from compiler: Compiler) {
    self.implementation = implementation
    resultTypes = compiler.resultTypes
    times = compiler.times
    generationTimes = compiler.generationTimes
    cacheOutcome = compiler.cacheOutcome
    sizes = compiler.values.filter { compiler.sizeArguments.contains($0.key) }
  }

}

/// A switch that ends calls at their next chance: between two iterations of a loop or two blocks of
/// work.
public struct CallCancellation: Sendable {

  /// The switch that native code reads.
  let cancellation = Cancellation()

  /// Creates a switch that is off.
  public init() {}

  /// Ends the calls that were given this switch, and those that will be.
  public func cancel() { cancellation.cancel() }

}

extension Model {

  /// Compiles a function of this model.
  ///
  /// - Throws: `ModelError` if there is no such function or it uses what is not supported.
  public func compile(_ options: CompileOptions = CompileOptions()) throws -> Executable {
    try translatingErrors(in: sources) { try Executable(self, options) }
  }

}
