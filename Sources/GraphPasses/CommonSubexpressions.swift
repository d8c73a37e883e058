import GraphIR
import Scalars

extension Pass {

  /// Merges operations that compute the same value.
  ///
  ///     %0 = add %a, %b            %0 = add %a, %b
  ///     %1 = add %b, %a     -->    %1 = mul %0, %0
  ///     %2 = mul %0, %1
  ///
  /// Operands of commutative operations count as equal in any order, regions as equal if they do
  /// the same. An operation inside a region is merged with one outside before it, but never with
  /// one in a region beside it, nor into a region that may not use values from outside.
  /// Operands are rewritten before their users are visited, so that one sweep in the order of the
  /// text reaches the fixed point.
  package static let commonSubexpressionElimination = Pass(
    "cse", "Merge operations that compute the same value."
  ) { (rewriter) in
    rewriter.mergeEqualOperations(in: rewriter.graph.body, known: [:])
  }

}

extension Rewriter {

  /// Merges equal operations of `region` with each other and with those `known` around it.
  fileprivate mutating func mergeEqualOperations(
    in region: RegionID, known: [ComputationKey: OperationID]
  ) {
    var known = known
    for id in graph[region].operations {
      for inner in graph[id].regions {
        let visible = graph[id].opcode.description.regions.mayCapture
        mergeEqualOperations(in: inner, known: visible ? known : [:])
      }
      guard let key = ComputationKey(of: id, in: graph) else { continue }
      if let leader = known[key] {
        replace(id, with: graph[leader].results)
      } else {
        known[key] = id
      }
    }
  }

}

/// What an operation computes: operations with equal keys have equal results.
private struct ComputationKey: Hashable {

  /// What an operation or region refers to.
  enum Reference: Hashable {

    /// A value from outside.
    case value(ValueID)

    /// A value defined in the operation's regions, by its number in the order of the text.
    case local(Int)

  }

  private let opcode: Opcode
  private let attributes: Attributes
  private let types: [TensorType]
  private let operands: [Reference]
  private let regions: [[ComputationKey]]

  /// Creates the key of `id`, or returns `nil` if it is never merged.
  init?(of id: OperationID, in graph: Graph) {
    guard !graph[id].opcode.isTerminator else { return nil }
    var numbers: [ValueID: Int] = [:]
    self.init(id, graph, &numbers)
  }

  private init(_ id: OperationID, _ graph: Graph, _ numbers: inout [ValueID: Int]) {
    let operation = graph[id]
    opcode = operation.opcode
    attributes = operation.attributes
    types = operation.results.map { graph.type(of: $0) }
    var references = operation.operands.map { numbers[$0].map(Reference.local) ?? .value($0) }
    if operation.opcode.binaryFunction?.isCommutative == true {
      references.sort { $0.order < $1.order }
    }
    operands = references
    var regions: [[ComputationKey]] = []
    for region in operation.regions {
      for v in graph[region].arguments { numbers[v] = numbers.count }
      var keys: [ComputationKey] = []
      for inner in graph[region].operations {
        keys.append(ComputationKey(inner, graph, &numbers))
        for v in graph[inner].results { numbers[v] = numbers.count }
      }
      regions.append(keys)
    }
    self.regions = regions
  }

}

extension ComputationKey.Reference {

  /// A number by which operands are sorted.
  var order: Int {
    switch self {
    case .value(let v): v.index
    case .local(let n): -1 - n
    }
  }

}
