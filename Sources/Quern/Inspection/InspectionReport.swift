import GraphIR
import GraphPasses
import KernelIR
import LLVMBackend

/// What a model consists of and what becomes of it.
package struct InspectionReport: Sendable {

  /// The report, lines for people.
  package let text: String

  /// Describes the function that `options` name of `model` for arguments of `argumentTypes`, those
  /// that are bound included.
  ///
  /// - Parameter values: the elements of arguments that may decide sizes, by position.
  /// - Throws: `ModelError`, `InternalError`.
  package init(
    of model: Model, _ argumentTypes: [TensorType], values: [Int: Literal] = [:],
    _ options: CompileOptions
  ) throws {
    var lines: [String] = []
    try translatingErrors(in: model.sources) {
      var compiler = try Compiler(model, options)
      let entry = compiler.entry
      compiler.values = values
      let source = try compiler.specialize(argumentTypes)
      let optimized = try compiler.optimize(source)
      let program = try compiler.lower(optimized, for: NativeTarget.host.kernelTarget)
      let setup = try compiler.lowerSetup(
        of: program, for: NativeTarget.host.kernelTarget)
      lines += Self.describe(source, entry: entry)
      lines += Self.describeFusions(of: optimized, entry: entry)
      lines += Self.describe(program)
      if let setup { lines.append(Self.describe(setup: setup.program)) }
    }
    text = lines.map { $0 + "\n" }.joined()
  }

  private static func describe(_ module: Module, entry: String) -> [String] {
    guard let function = module.function(named: entry) else { return [] }
    let work = WorkCount(of: entry, in: module)
    let weightCount = module.weights.reduce(0) { $0 + ($1.type.elementCount ?? 0) }
    let weightBytes = module.weights.reduce(0) { $0 + ($1.type.byteCount ?? 0) }
    let inputs = zip(function.argumentNames, function.argumentTypes).map {
      ($0.0.map { "%\($0): " } ?? "") + "\($0.1)"
    }
    let kinds = work.histogram.sorted {
      ($1.count, $0.opcode.rawValue) < ($0.count, $1.opcode.rawValue)
    }
    .map { "\($0.count) \($0.opcode.rawValue)" }
    return [
      "function    @\(entry)(\(inputs.joined(separator: ", "))) -> "
        + "(\(function.resultTypes.map(\.description).joined(separator: ", ")))",
      "weights     \(module.weights.count) tensors, \(weightCount) elements, \(weightBytes) bytes",
      "operations  \(work.operationCount): \(kinds.joined(separator: ", "))",
      "work        \(work.operations.decimal(0)) operations, at least \(work.bytes.decimal(0)) bytes",
    ]
  }

  private static func describeFusions(of module: Module, entry: String) -> [String] {
    guard let graph = module.function(named: entry)?.graph else { return [] }
    var lines: [String] = []
    for id in graph.operations where graph[id].opcode == .fusion {
      let operation = graph[id]
      let inner = graph.operations(nestedIn: operation.regions[0]).filter {
        !graph[$0].opcode.isTerminator
      }
      let names = inner.map { graph[$0].opcode.rawValue }.joined(separator: " ")
      let results = operation.results.map { graph.type(of: $0).description }
      lines.append(
        "  \(operation.attributes.string(.kind) ?? "") of \(inner.count) -> "
          + "\(results.joined(separator: ", ")): \(names)")
    }
    return ["fusions     \(lines.count)"] + lines
  }

  /// The line for what is computed once.
  private static func describe(setup: Program) -> String {
    var (count, bytes) = (0, 0)
    for s in setup.slots {
      guard case .result = s.storage else { continue }
      count += 1
      bytes += s.byteCount
    }
    return "prepared    \(count) tensors of \(bytes) bytes, computed from weights once in "
      + "\(setup.launchCount) launches"
  }

  private static func describe(_ program: Program) -> [String] {
    var (launches, copies, loops, branches) = (0, 0, 0, 0)
    func count(_ steps: [Step]) {
      for s in steps {
        switch s {
        case .launch: launches += 1
        case .copy: copies += 1
        case .swap: break
        case .branch(_, let lists):
          branches += 1
          lists.forEach(count)
        case .loop(let condition, _, let body):
          loops += 1
          count(condition)
          count(body)
        }
      }
    }
    count(program.steps)
    var (arenaSlots, unshared) = (0, 0)
    let used = Set(program.steps.flatMap(\.slots))
    for (i, s) in program.slots.enumerated() where used.contains(SlotID(index: i)) {
      guard case .arena = s.storage else { continue }
      arenaSlots += 1
      unshared += s.byteCount
    }
    return [
      "kernels     \(program.kernels.count) distinct, \(launches) launches, \(copies) copies, "
        + "\(loops) loops, \(branches) branches",
      "memory      arena of \(program.arenaByteCount) bytes for \(arenaSlots) values of "
        + "\(unshared) bytes; at least \(MemoryPlan.lowerBound(of: program)) are needed at once",
    ]
  }

}
