import GraphIR

/// What depends on weights and large constants alone, taken out of a function to be computed once.
///
///     weight %w: f32[4,4] = "w.npy"       weight %w: f32[4,4] = "w.npy"
///                                         weight %main.0: f32[4,4] = given
///     func @main(%x: f32[4,4])            func @main(%x: f32[4,4])
///       %0 = exp %w                 -->     %0 = mul %x, %main.0
///       %1 = mul %x, %0                     return %0
///       return %1
///                                         func @main.setup()
///                                           %0 = exp %w
///                                           return %0
///
/// A value is prepared if computing it in each call costs more than what loading it costs beyond
/// the weights that it comes from. So what only moves elements stays where it is, since kernels load
/// elements at any indices, and so do broadcasts of what is prepared, and conversions of large
/// weights to wider types. After fusion, when it is known what would be a kernel of its own, whose
/// result is loaded in any case, all of that is prepared. Loops stay: one that does not end can be
/// cancelled where it is.
package struct Preparation: Sendable {

  /// A function without arguments that computes values once.
  package struct Entry: Sendable {

    /// Its name.
    package let function: String

    /// The names of the weights that its results are, in order.
    package let names: [String]

  }

  /// When a function is divided.
  package enum Stage: Sendable {

    /// Before fusion: what is worth it is prepared.
    case beforeFusion

    /// After fusion: all kernels that depend on weights alone are prepared.
    case afterFusion

  }

  /// The module whose entry uses prepared values as weights.
  package private(set) var main: Module

  /// The module that has the functions that return the prepared values.
  package private(set) var setup: Module

  /// The functions of `setup` that are called, in order; later ones use results of earlier ones as
  /// weights.
  package private(set) var entries: [Entry] = []

  /// Creates a preparation of nothing for the function called `entry` of `module`.
  package init(_ module: Module, entry: String) {
    main = module
    setup = module
    setup.functions.removeAll { $0.name == entry }
  }

  /// The names of all weights that are prepared.
  package var names: [String] { entries.flatMap(\.names) }

  /// The bytes of all values that are prepared.
  package var byteCount: Int {
    let names = Set(names)
    return main.weights.reduce(0) { (sum, w) in
      names.contains(w.name) ? sum + (w.type.byteCount ?? 0) : sum
    }
  }

  /// Takes what is prepared at `stage` out of the function called `entry`.
  ///
  /// A function without arguments is left alone: it computes nothing else.
  ///
  /// - Parameter byteLimit: the most bytes of all prepared values.
  package mutating func divide(_ entry: String, at stage: Stage, byteLimit: Int) {
    guard let position = main.functions.firstIndex(where: { $0.name == entry }) else { return }
    let graph = main.functions[position].graph
    guard !graph[graph.body].arguments.isEmpty else { return }
    let values = FixedValues(of: graph).prepared(at: stage, byteLimit: byteLimit - byteCount)
    guard !values.isEmpty else { return }
    let location = main.functions[position].location
    setup.weights = main.weights
    let function = Module.unusedName(
      "\(entry).setup", among: Set((main.functions + setup.functions).map(\.name)))
    setup.functions.append(
      Function(
        name: function, graph: graph.returning(values),
        resultTypes: values.map(graph.type(of:)), location: location))
    let first = names.count
    let names = values.enumerated().map { (i, v) in
      let name = Module.unusedName(
        "\(entry).\(first + i)", among: Set(main.weights.map(\.name)))
      let weight = Weight(
        name: name, type: graph.type(of: v), file: nil, key: nil,
        location: graph.definingOperation(of: v).flatMap { graph[$0].location })
      main.weights.append(weight)
      main.functions[position].graph.use(weight, for: v)
      return name
    }
    main.functions[position].graph.eraseUnused()
    entries.append(Entry(function: function, names: names))
  }

  /// Changes `main` by `body`, which keeps what its entry returns.
  package mutating func runOnMain(_ body: (inout Module) throws -> Void) rethrows {
    try body(&main)
  }

  /// Changes `setup` by `body`, which keeps what its entries return.
  package mutating func runOnSetup(_ body: (inout Module) throws -> Void) rethrows {
    try body(&setup)
  }

  /// `main` with the functions that compute what is prepared.
  package var whole: Module {
    var result = main
    result.functions += entries.compactMap { setup.function(named: $0.function) }
    return result
  }

}

extension Graph {

  /// Makes all users of `value` use `weight`, for which an operation is added.
  fileprivate mutating func use(_ weight: Weight, for value: ValueID) {
    replaceAllUses(of: value, with: insert(weight))
  }

  /// Erases the operations of the body that nothing uses.
  fileprivate mutating func eraseUnused() {
    for id in self[body].operations.reversed()
    where !self[id].opcode.isTerminator && self[id].results.allSatisfy({ self[$0].users.isEmpty }) {
      erase(id)
    }
  }

  /// Returns a graph without arguments that computes and returns `values`, which do not depend on
  /// arguments of this one.
  fileprivate func returning(_ values: [ValueID]) -> Graph {
    var needed = Set<OperationID>()
    var work = values
    while let v = work.popLast() {
      guard let id = definingOperation(of: v), needed.insert(id).inserted else { continue }
      work += self[id].operands + self[id].regions.flatMap { captures(of: $0) }
    }
    var result = Graph()
    var cloner = GraphCloner(from: self)
    for id in self[body].operations where needed.contains(id) {
      cloner.clone(id, into: &result, at: .endOf(result.body))
    }
    result.insert(
      .return, values.map(cloner.mapped), resultTypes: [], at: .endOf(result.body), location: nil)
    return result
  }

}
