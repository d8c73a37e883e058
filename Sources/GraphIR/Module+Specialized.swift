import Diagnostics

extension Module {

  /// Returns a copy for arguments of `argumentTypes` to the function called `entry`, in which no
  /// type has symbols, or reports why there is none and returns `nil`.
  ///
  /// The copy has the functions that the entry reaches, one for each combination of sizes with
  /// which they are called; the first keeps the name. The order of functions and weights stays.
  ///
  /// - Requires: the module is valid as `Verifier` checks it.
  package func specialized(
    entry: String, argumentTypes: [TensorType], diagnostics: inout DiagnosticList
  ) -> Module? {
    var specialization = Specialization(of: self)
    guard
      specialization.run(entry: entry, argumentTypes: argumentTypes, diagnostics: &diagnostics)
    else { return nil }
    var result = self
    result.functions = specialization.functionsInOrder
    return result
  }

}

/// The copies of functions made so far for the sizes of their arguments.
private struct Specialization {

  /// A function with the types of its arguments.
  private struct Key: Hashable {
    let function: Int
    let argumentTypes: [TensorType]
  }

  /// The most copies that are made; a chain of calls can ask for exponentially many.
  private static let maximumCopies = 4096

  private let module: Module
  private var indices: [String: Int] = [:]
  private var names: [Key: String] = [:]
  private var takenNames: Set<String>
  private var queue: [Key] = []
  private var copies: [(key: Key, function: Function)] = []

  init(of module: Module) {
    self.module = module
    self.takenNames = Set(module.functions.map(\.name))
    for (i, f) in module.functions.enumerated() where indices[f.name] == nil {
      indices[f.name] = i
    }
  }

  /// The copies, those of one function one after another.
  var functionsInOrder: [Function] {
    copies.enumerated()
      .sorted { ($0.element.key.function, $0.offset) < ($1.element.key.function, $1.offset) }
      .map(\.element.function)
  }

  /// Copies the function called `entry` and all that it reaches, and returns `true` iff that was
  /// possible.
  mutating func run(
    entry: String, argumentTypes: [TensorType], diagnostics: inout DiagnosticList
  ) -> Bool {
    guard let index = indices[entry] else {
      let near = Suggestion.nearest(to: entry, among: module.functions.map(\.name))
      let hint = near.map { "; did you mean @\($0)?" } ?? ""
      diagnostics.error("the module has no function @\(entry)\(hint)", at: nil)
      return false
    }
    let function = module.functions[index]
    guard check(argumentTypes, for: function, diagnostics: &diagnostics) else { return false }
    _ = name(for: Key(function: index, argumentTypes: argumentTypes))
    while copies.count < queue.count {
      guard queue.count <= Self.maximumCopies else {
        diagnostics.error(
          "@\(entry) needs more than \(Self.maximumCopies) versions of the functions it calls",
          at: function.location)
        return false
      }
      let key = queue[copies.count]
      guard let copy = copy(key, diagnostics: &diagnostics) else { return false }
      copies.append((key, copy))
    }
    return true
  }

  /// Reports each of `types` that is not one of an argument of `function`, and returns `true` iff
  /// there is none.
  private func check(
    _ types: [TensorType], for function: Function, diagnostics: inout DiagnosticList
  ) -> Bool {
    let parameters = function.argumentTypes
    guard parameters.count == types.count else {
      diagnostics.error(
        "@\(function.name) takes \(parameters.count) arguments, but \(types.count) are given",
        at: function.location)
      return false
    }
    var sizes = SymbolBindings()
    var isRight = true
    for (i, (p, t)) in zip(parameters, types).enumerated() {
      let name = function.argumentNames[i].map { "%\($0)" } ?? "\(i)"
      guard t.sizes != nil, t.isRepresentable, sizes.match(p, t) else {
        let known = sizes.substitute(in: p)
        let detail = known == p ? "" : ", here \(known)"
        diagnostics.error(
          "argument \(name) of @\(function.name) has type \(p)\(detail), but \(t) is given",
          at: function.location)
        isRight = false
        continue
      }
    }
    return isRight
  }

  /// Returns the name of the copy for `key`, which is made later if it does not exist yet.
  private mutating func name(for key: Key) -> String {
    if let known = names[key] { return known }
    let base = module.functions[key.function].name
    var name = base
    if queue.contains(where: { $0.function == key.function }) {
      var suffix = 1
      repeat {
        name = "\(base)_\(suffix)"
        suffix += 1
      } while takenNames.contains(name)
      takenNames.insert(name)
    }
    names[key] = name
    queue.append(key)
    return name
  }

  /// Returns the copy for `key`.
  private mutating func copy(_ key: Key, diagnostics: inout DiagnosticList) -> Function? {
    let original = module.functions[key.function]
    var sizes = SymbolBindings()
    for (p, t) in zip(original.argumentTypes, key.argumentTypes) { _ = sizes.match(p, t) }

    var graph = original.graph
    for i in 0..<graph.valueCapacity {
      let v = ValueID(index: i)
      graph.setType(of: v, to: sizes.substitute(in: graph.type(of: v)))
    }
    var isRight = true
    for id in graph.operations {
      let operation = graph[id]
      let types = operation.results.map { graph.type(of: $0) }
      for t in types where t.sizes == nil || !t.isRepresentable {
        let problem = t.sizes == nil ? "still has symbols" : "has too many elements"
        diagnostics.error(
          "\(operation.opcode.rawValue): for these arguments, the result \(t) \(problem)",
          at: operation.location ?? original.location)
        isRight = false
      }
      if operation.opcode == .call, let callee = operation.attributes.string(.callee),
        let index = indices[callee]
      {
        let types = operation.operands.map { graph.type(of: $0) }
        var attributes = operation.attributes
        attributes[.callee] = .callee(name(for: Key(function: index, argumentTypes: types)))
        graph.setAttributes(of: id, to: attributes)
      } else if operation.opcode == .const {
        graph.setAttributes(
          of: id, to: sizes.substitute(in: operation.attributes, resultTypes: types))
      }
    }
    guard isRight else { return nil }
    let name = names[key] ?? original.name
    return Function(
      name: name, graph: graph, resultTypes: original.resultTypes.map(sizes.substitute),
      location: original.location)
  }

}
