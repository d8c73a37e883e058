import Diagnostics
import GraphIR
import KernelIR
import Scalars

/// The translation of one group to one kernel, by substitution.
///
/// Every operation says what the element at given indices of its result is, as an expression over
/// elements of its operands at computed indices. Pointwise and movement operations thereby fuse by
/// themselves; a reduction or contraction becomes an accumulating loop, which the builder places
/// in the outermost loop in which its indices are known. A value that several inner loops need and
/// that is expensive is kept in a scratch row by the first of them.
struct GroupLowering {

  /// What identifies an element that was computed.
  private struct Key: Hashable {
    let value: ValueID
    let indices: [IndexExpression]
    let condition: KernelValueID?
  }

  /// The graph of the group.
  var graph: Graph

  /// The module, for calls inside combiners.
  let module: Module

  /// The kernel under construction.
  var builder = KernelBuilder()

  /// The buffers of the group's parameters.
  var buffers: [ValueID: BufferID] = [:]

  /// The scratch rows.
  var rows: [ValueID: Row] = [:]

  /// The values of scalars that are known otherwise: the arguments of a combiner.
  var scalars: [ValueID: KernelValueID] = [:]

  /// The variables of the open reductions, outermost first.
  var openReductions: [[LoopVariableID]] = []

  private var memo: [Key: KernelValueID] = [:]

  /// The depth of nested substitutions, bounded so that no graph exhausts the stack.
  private var depth = 0

  /// More nested substitutions than this are refused.
  private static let depthLimit = 1500

  /// Creates the translation of operations of `graph`.
  private init(graph: Graph, module: Module) {
    self.graph = graph
    self.module = module
  }

  /// Returns the kernels, of loops that are not scheduled, that load the inputs of `group` and store
  /// its outputs.
  ///
  /// The parameters are the inputs, then the outputs.
  static func kernels(
    for group: Group, in module: Module, target: KernelTarget
  ) throws -> KernelSequence {
    var lowering = GroupLowering(graph: group.graph, module: module)
    for v in group.parameters {
      let t = group.graph.type(of: v)
      lowering.buffers[v] = lowering.builder.buffer(t.element, count: try count(t), .read)
    }
    let single = group.single.map { group.graph[$0] }
    let isUpdate = single?.opcode == .scatter || single?.opcode == .selectAndScatter
    var outputs: [BufferID] = []
    for v in group.outputs {
      let t = group.graph.type(of: v)
      let access: Buffer.Access =
        isUpdate || group.updates[v] != nil ? .readWrite : .write
      outputs.append(lowering.builder.buffer(t.element, count: try count(t), access))
    }
    let isDone = try single.map { try lowering.emitByItself($0, into: outputs) } ?? false
    if !isDone {
      try lowering.planRows(for: group)
      try lowering.emit(group, into: outputs)
    }
    let kernel = try lowering.builder.finish()
    return WinogradConvolution.sequence(for: kernel, on: target) ?? KernelSequence(kernel)
  }

  /// Returns the kernel that stores a tensor of type `part` as the block of one of type `whole`
  /// that begins at `offset` on `axis`.
  static func kernel(
    placing part: TensorType, into whole: TensorType, along axis: Int, at offset: Int,
    target: KernelTarget
  ) throws -> Kernel {
    var builder = KernelBuilder()
    let source = builder.buffer(part.element, count: try count(part), .read)
    let destination = builder.buffer(whole.element, count: try count(whole), .write)
    var indices: [IndexExpression] = []
    var opened = 0
    for n in try sizes(part) {
      if n == 1 {
        indices.append(IndexExpression(0))
      } else {
        indices.append(IndexExpression(builder.openLoop(extent: n)))
        opened += 1
      }
    }
    let v = builder.define(
      .load(source, linear(indices, in: try sizes(part)), guard: nil), part.element)
    indices[axis] = indices[axis] + offset
    builder.store(v, to: destination, at: linear(indices, in: try sizes(whole)))
    for _ in 0..<opened { builder.closeLoop() }
    return try KernelPipeline.run(try builder.finish(), for: target)
  }

  // MARK: Stores

  /// Emits what stores the results of `operation` in `outputs`, if that is more than the element at
  /// each index by itself, and returns whether it is.
  private mutating func emitByItself(
    _ operation: GraphIR.Operation, into outputs: [BufferID]
  ) throws -> Bool {
    switch operation.opcode {
    case .scatter:
      try scatter(operation, into: outputs)
    case .sort:
      try sort(operation, into: outputs)
    case .selectAndScatter:
      try selectAndScatter(operation, into: outputs[0])
    case .reduceWindow:
      guard let axis = try scannedAxis(of: operation) else { return false }
      try scan(operation, along: axis, into: outputs)
    default:
      return false
    }
    return true
  }

  /// Emits loops that store the outputs of `group` in `destinations`.
  ///
  /// Outputs share the loops over their common leading axes, axes of size 1 left aside.
  private mutating func emit(_ group: Group, into destinations: [BufferID]) throws {
    var open: [LoopVariableID] = []
    let shapes = try group.outputs.map { (v) in
      try sizes(of: group.updates[v].map { graph[$0.operation].operands[1] } ?? v)
    }
    // Higher ranks first, so that what belongs to outer loops comes after what it is made of.
    let order = shapes.indices.sorted {
      (shapes[$0].count { $0 != 1 }, $1) > (shapes[$1].count { $0 != 1 }, $0)
    }
    for o in order {
      let extents = shapes[o].filter { $0 != 1 }
      if extents.contains(0) { continue }
      let shared = zip(open, extents).prefix { builder.extent(of: $0) == $1 }.count
      while open.count > shared {
        builder.closeLoop()
        open.removeLast()
      }
      try reduceRows(of: group, at: open, below: extents)
      for n in extents[shared...] {
        open.append(builder.openLoop(extent: n))
        try reduceRows(of: group, at: open, below: extents)
      }
      let indices = Self.indices(for: shapes[o], variables: open)
      if let update = group.updates[group.outputs[o]] {
        try storeBlock(of: graph[update.operation], indices, to: destinations[o])
        continue
      }
      let v = try element(group.outputs[o], indices)
      builder.store(v, to: destinations[o], at: Self.linear(indices, in: shapes[o]))
    }
    for _ in open { builder.closeLoop() }
  }

  /// Emits the reductions of `group` over the axes behind those of the `open` loops, in order, so
  /// that the first of them fills the rows that later loops load.
  private mutating func reduceRows(
    of group: Group, at open: [LoopVariableID], below extents: [Int]
  ) throws {
    guard open.count < extents.count, !rows.isEmpty else { return }
    for id in group.operations {
      let operation = graph[id]
      guard operation.opcode == .reduce, let v = operation.results.first else { continue }
      let kept = try sizes(of: v)
      let dims = operation.attributes.integers(.dims) ?? []
      guard kept.filter({ $0 != 1 }) == open.map(builder.extent(of:)),
        dims.allSatisfy({ $0 >= kept.count })
      else { continue }
      _ = try element(v, Self.indices(for: kept, variables: open))
    }
  }

  /// The indices into a tensor of `sizes` at which loops over its axes other than those of size 1
  /// stand.
  private static func indices(
    for sizes: [Int], variables: [LoopVariableID]
  ) -> [IndexExpression] {
    var next = variables.makeIterator()
    return sizes.map { (n) in
      n == 1 ? IndexExpression(0) : next.next().map { IndexExpression($0) } ?? IndexExpression(0)
    }
  }

  // MARK: Elements

  /// Returns the element of `value` at `indices`; anything where `condition` is false, without
  /// touching memory there.
  mutating func element(
    _ value: ValueID, _ indices: [IndexExpression], if condition: KernelValueID? = nil
  ) throws -> KernelValueID {
    if let s = scalars[value] { return s }
    let key = Key(value: value, indices: indices, condition: condition)
    if let known = memo[key], builder.isAvailable(known) { return known }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit {
      throw DiagnosticError(
        "this expression is nested too deeply for one kernel",
        at: graph.definingOperation(of: value).flatMap { graph[$0].location })
    }
    let result: KernelValueID
    let type = graph.type(of: value)
    if let b = buffers[value] {
      let at = Self.linear(indices, in: try Self.sizes(type))
      result = builder.define(.load(b, at, guard: condition), type.element)
    } else if let loaded = try rowElement(of: value, indices, if: condition) {
      result = loaded
    } else {
      result = try compute(value, indices, if: condition)
      try fillRow(of: value, indices, with: result, if: condition)
    }
    memo[key] = result
    return result
  }

  /// Remembers that the element of `value` at `indices` is `result`.
  mutating func remember(
    _ result: KernelValueID, as value: ValueID, _ indices: [IndexExpression],
    if condition: KernelValueID?
  ) {
    memo[Key(value: value, indices: indices, condition: condition)] = result
  }

  private mutating func compute(
    _ value: ValueID, _ indices: [IndexExpression], if condition: KernelValueID?
  ) throws -> KernelValueID {
    guard case .result(let id, let position) = graph[value].definition else {
      throw Defect("lowering", "a group uses a value that is not one of its inputs")
    }
    let operation = graph[id]
    switch operation.opcode.description.family {
    case .leaf, .type, .unary, .binary, .select:
      return try pointwise(operation, indices, if: condition)
    case .movement:
      return try movement(operation, indices, if: condition)
    case .reduction:
      return try reduction(operation, position, indices, if: condition)
    case .contraction:
      return operation.opcode == .convolution
        ? try convolution(operation, indices, if: condition)
        : try dot(operation, indices, if: condition)
    case .control where operation.opcode == .call && indices.isEmpty:
      return try scalarCall(operation, position)
    case .random:
      return try randomBits(operation, position, indices, if: condition)
    case .placement, .control, .terminator:
      throw Defect("lowering", "\(operation.opcode.rawValue) cannot be part of a kernel")
    }
  }

  // MARK: Indices

  /// The number of elements of `type`.
  static func count(_ type: TensorType) throws -> Int {
    guard let n = type.elementCount else {
      throw Defect("lowering", "a value has the type \(type), whose size is not known")
    }
    return n
  }

  /// The sizes of `type`.
  static func sizes(_ type: TensorType) throws -> [Int] {
    guard let s = type.sizes else {
      throw Defect("lowering", "a value has the type \(type), whose size is not known")
    }
    return s
  }

  /// The sizes of the type of `value`.
  func sizes(of value: ValueID) throws -> [Int] {
    try Self.sizes(graph.type(of: value))
  }

  /// The row-major position of the element at `indices` of a tensor of `sizes`.
  static func linear(_ indices: [IndexExpression], in sizes: [Int]) -> IndexExpression {
    var result = IndexExpression(0)
    for (i, n) in zip(indices, sizes) { result = result * n + i }
    return result
  }

  /// Returns the values that a region of scalar operations yields for `arguments`, or others of the
  /// region if `values` lists them.
  ///
  /// Nothing that was computed before is known inside, nor after what is computed there.
  mutating func evaluate(
    _ region: RegionID, with arguments: [KernelValueID], values: [ValueID]? = nil
  ) throws -> [KernelValueID] {
    let saved = (scalars, memo)
    (scalars, memo) = ([:], [:])
    defer { (scalars, memo) = saved }
    for (v, x) in zip(graph[region].arguments, arguments) { scalars[v] = x }
    guard let terminator = graph.terminator(of: region) else {
      throw Defect("lowering", "a region has no terminator")
    }
    return try (values ?? graph[terminator].operands).map { try element($0, []) }
  }

  /// Translates operations of `function` by `body`, with the same kernel under construction.
  mutating func inGraph<R>(
    of function: Function, _ body: (inout GroupLowering) throws -> R
  ) rethrows -> R {
    let saved = (graph, buffers, rows, scalars, memo)
    (graph, buffers, rows, scalars, memo) = (function.graph, [:], [:], [:], [:])
    defer { (graph, buffers, rows, scalars, memo) = saved }
    return try body(&self)
  }

  /// Returns a value that is true iff `lower <= index < upper`, or `nil` if that always holds.
  mutating func inside(_ index: IndexExpression, _ lower: Int, _ upper: Int) -> KernelValueID? {
    if let range = index.range(extents: builder.extents), range.lowerBound >= lower,
      range.upperBound < upper
    {
      return nil
    }
    return builder.define(.inside(index, lower: lower, upper: upper), .i1)
  }

  /// Returns the conjunction of conditions, of which `nil` always holds.
  mutating func both(_ a: KernelValueID?, _ b: KernelValueID?) -> KernelValueID? {
    guard let a, let b else { return a ?? b }
    return a == b ? a : builder.define(.binary(.and, a, b), .i1)
  }

  /// Returns the constant `scalar`.
  mutating func constant(_ scalar: Scalar) -> KernelValueID {
    builder.define(.constant(scalar), scalar.type)
  }

}
