import Diagnostics
import GraphIR
import KernelIR
import Scalars

/// The program under construction.
struct ProgramBuilder {

  /// The module that is lowered.
  let module: Module

  /// The machine for which loops are scheduled.
  let target: KernelTarget

  /// The distinct kernels so far.
  private(set) var kernels: [Kernel] = []

  /// The slots so far.
  private(set) var slots: [Slot] = []

  /// What packs weights in advance.
  private(set) var packings: [WeightPacking] = []

  /// The bytes that may still be packed in advance.
  private var packedByteLimit: Int

  private var kernelIDs: [Kernel: KernelID] = [:]
  private var weightSlots: [String: SlotID] = [:]

  /// Creates an empty program.
  ///
  /// - Parameter packedByteLimit: the most bytes of weights that are packed in advance.
  init(module: Module, target: KernelTarget, packedByteLimit: Int = 0) {
    self.module = module
    self.target = target
    self.packedByteLimit = packedByteLimit
  }

  /// The memory of the values of one invocation of a function.
  struct Frame {

    /// The graph of the function.
    let graph: Graph

    /// The slots of the values lowered so far.
    var slots: [ValueID: SlotID] = [:]

  }

  /// Splats up to this many bytes become constants of the program; larger ones are filled in.
  private static let largestConstantSplat = 4096

  // MARK: Slots

  /// Adds a slot for a value of type `type`.
  mutating func makeSlot(for type: TensorType, _ storage: Slot.Storage) throws -> SlotID {
    guard let count = type.elementCount, type.byteCount != nil else {
      throw Defect("lowering", "a value has the type \(type), whose size is not known")
    }
    slots.append(Slot(type.element, count: count, storage))
    return SlotID(index: slots.count - 1)
  }

  /// Adds a slot in the arena for `value`.
  private mutating func makeArenaSlot(for value: ValueID, in frame: Frame) throws -> SlotID {
    try makeSlot(for: frame.graph.type(of: value), .arena(offset: 0))
  }

  /// Returns the slot of `value`, making one if it is a constant or a weight.
  private mutating func slot(
    of value: ValueID, in frame: inout Frame, into steps: inout [Step]
  ) throws -> SlotID {
    if let s = frame.slots[value] { return s }
    guard let id = frame.graph.definingOperation(of: value), frame.graph[id].opcode == .const,
      let literal = frame.graph[id].attributes.literal
    else {
      throw Defect("lowering", "a value is used before it is computed")
    }
    if literal.isSplat, let n = literal.type.byteCount, n > Self.largestConstantSplat {
      // The fill runs where it is needed; the slot is not remembered, since other users may not
      // run after this one.
      return try launch(Group(single: id, of: frame.graph), in: &frame, into: &steps)[0]
    }
    let s = try makeSlot(for: literal.type, .constant(literal.dense.bytes))
    frame.slots[value] = s
    return s
  }

  /// Makes the values in `results` the results of the program.
  mutating func deliver(_ results: [SlotID], into steps: inout [Step]) {
    var delivered = Set<SlotID>()
    for (i, s) in results.enumerated() {
      if case .arena = slots[s.index].storage, delivered.insert(s).inserted {
        slots[s.index].storage = .result(i)
      } else {
        let r = SlotID(index: slots.count)
        slots.append(Slot(slots[s.index].element, count: slots[s.index].count, .result(i)))
        steps.append(.copy(from: s, to: r))
      }
    }
  }

  // MARK: Regions

  /// Appends the steps of a call of `function` and returns the slots of its results.
  mutating func lowerCall(
    to function: Function, arguments: [SlotID], into steps: inout [Step]
  ) throws -> [SlotID] {
    var frame = Frame(graph: function.graph)
    for (v, s) in zip(function.graph[function.graph.body].arguments, arguments) {
      frame.slots[v] = s
    }
    return try lowerRegion(function.graph.body, in: &frame, into: &steps)
  }

  /// Appends the steps of `region` and returns the slots of the values that it yields.
  private mutating func lowerRegion(
    _ region: RegionID, in frame: inout Frame, into steps: inout [Step]
  ) throws -> [SlotID] {
    for id in frame.graph[region].operations {
      let operation = frame.graph[id]
      if operation.opcode.isTerminator {
        return try operation.operands.map { try slot(of: $0, in: &frame, into: &steps) }
      }
      try lower(id, in: &frame, into: &steps)
    }
    throw Defect("lowering", "a region has no terminator")
  }

  /// Appends the steps of one operation.
  private mutating func lower(
    _ id: OperationID, in frame: inout Frame, into steps: inout [Step]
  ) throws {
    let operation = frame.graph[id]
    switch operation.opcode {
    case .const:
      break
    case .iota where isSortedOnly(id, in: frame.graph):
      break
    case .weight:
      frame.slots[operation.results[0]] = try weightSlot(
        named: operation.attributes.string(.weight) ?? "")
    case .reshape:
      frame.slots[operation.results[0]] = try slot(
        of: operation.operands[0], in: &frame, into: &steps)
    case .call:
      guard let name = operation.attributes.string(.callee),
        let callee = module.function(named: name)
      else { throw Defect("lowering", "a call names no function") }
      let arguments = try operation.operands.map { try slot(of: $0, in: &frame, into: &steps) }
      let results = try lowerCall(to: callee, arguments: arguments, into: &steps)
      for (v, s) in zip(operation.results, results) { frame.slots[v] = s }
    case .if, .case:
      try lowerBranch(id, in: &frame, into: &steps)
    case .while:
      try lowerLoop(id, in: &frame, into: &steps)
    case .fusion:
      let group = try Group(fusion: id, of: frame.graph)
      let results = try launch(group, in: &frame, into: &steps)
      for (v, s) in zip(operation.results, results) { frame.slots[v] = s }
    case .scatter:
      try lowerScatter(id, in: &frame, into: &steps)
    case .concat where operation.operands.count > KernelLimits.largestConcatenation:
      try lowerLargeConcatenation(id, in: &frame, into: &steps)
    default:
      let results = try launch(Group(single: id, of: frame.graph), in: &frame, into: &steps)
      for (v, s) in zip(operation.results, results) { frame.slots[v] = s }
    }
  }

  /// `true` iff nothing but sorts, whose kernels compute it, uses the result of the iota `id`.
  private func isSortedOnly(_ id: OperationID, in graph: Graph) -> Bool {
    graph[id].results.allSatisfy { (v) in graph[v].users.allSatisfy { graph[$0].opcode == .sort } }
  }

  /// Returns the slot of the weight called `name`.
  mutating func weightSlot(named name: String) throws -> SlotID {
    if let s = weightSlots[name] { return s }
    guard let w = module.weight(named: name) else {
      throw Defect("lowering", "there is no weight '\(name)'")
    }
    let s = try makeSlot(for: w.type, .weight(name))
    weightSlots[name] = s
    return s
  }

  /// Makes `slot`, which has been written, that of the weight called `name`.
  mutating func setSlot(_ slot: SlotID, ofWeight name: String) { weightSlots[name] = slot }

  /// Adds `slot`.
  mutating func addSlot(_ slot: Slot) -> SlotID {
    slots.append(slot)
    return SlotID(index: slots.count - 1)
  }

  /// `true` iff `slot` is a weight or a constant that is treated like one.
  private func isFixed(_ slot: SlotID) -> Bool {
    switch slots[slot.index].storage {
    case .weight: true
    case .constant(let bytes): bytes.count >= KernelLimits.leastPreparedConstant
    case .argument, .result, .donated, .arena: false
    }
  }

  /// Returns the slot of what `packing` makes of `inputs`, which is a weight that is computed in
  /// advance.
  private mutating func packed(_ packing: FactorPacking, _ inputs: [SlotID]) -> SlotID {
    let inputs = packing.inputs.map { slots[inputs[$0].index] }
    let known = packings.first { $0.kernel == packing.kernel && $0.inputs == inputs }
    let taken = Set(module.weights.map(\.name))
    let name =
      known?.name ?? Module.unusedName("packed.\(packings.count)", among: taken)
    if let s = weightSlots[name] { return s }
    packings.append(WeightPacking(name: name, kernel: packing.kernel, inputs: inputs))
    let slot = addSlot(
      Slot(packing.result.element, count: packing.result.count, .weight(name)))
    weightSlots[name] = slot
    return slot
  }

  // MARK: Control

  private mutating func lowerBranch(
    _ id: OperationID, in frame: inout Frame, into steps: inout [Step]
  ) throws {
    let operation = frame.graph[id]
    let selector = try slot(of: operation.operands[0], in: &frame, into: &steps)
    let results = try operation.results.map { try makeArenaSlot(for: $0, in: frame) }
    var branches: [[Step]] = []
    for region in operation.regions {
      var inner = frame
      var branch: [Step] = []
      let yields = try lowerRegion(region, in: &inner, into: &branch)
      for (y, r) in zip(yields, results) { branch.append(.copy(from: y, to: r)) }
      branches.append(branch)
    }
    steps.append(.branch(selector, branches))
    for (v, s) in zip(operation.results, results) { frame.slots[v] = s }
  }

  private mutating func lowerLoop(
    _ id: OperationID, in frame: inout Frame, into steps: inout [Step]
  ) throws {
    let operation = frame.graph[id]
    let carried = try operation.results.map { try makeArenaSlot(for: $0, in: frame) }
    for (v, s) in zip(operation.operands, carried) {
      steps.append(.copy(from: try slot(of: v, in: &frame, into: &steps), to: s))
    }

    func enter(_ region: RegionID) -> Frame {
      var inner = frame
      for (v, s) in zip(frame.graph[region].arguments, carried) { inner.slots[v] = s }
      return inner
    }

    var condition: [Step] = []
    var conditionFrame = enter(operation.regions[0])
    let predicate = try lowerRegion(operation.regions[0], in: &conditionFrame, into: &condition)[0]

    var body: [Step] = []
    var bodyFrame = enter(operation.regions[1])
    let yields = try lowerRegion(operation.regions[1], in: &bodyFrame, into: &body)
    assign(yields, to: carried, into: &body)

    steps.append(.loop(condition: condition, predicate: predicate, body: body))
    for (v, s) in zip(operation.results, carried) { frame.slots[v] = s }
  }

  /// Appends copies that make each target equal what its source was before any of them.
  private mutating func assign(_ sources: [SlotID], to targets: [SlotID], into steps: inout [Step])
  {
    var copies: [(from: SlotID, to: SlotID)] = []
    for (from, to) in zip(sources, targets) where from != to {
      if targets.contains(from) {
        // The source is itself overwritten: read it before that.
        let temporary = SlotID(index: slots.count)
        slots.append(
          Slot(slots[from.index].element, count: slots[from.index].count, .arena(offset: 0)))
        steps.append(.copy(from: from, to: temporary))
        copies.append((temporary, to))
      } else {
        copies.append((from, to))
      }
    }
    for c in copies { steps.append(.copy(from: c.from, to: c.to)) }
  }

  // MARK: Kernels

  /// Appends the launch of the kernel of `group` and returns the slots of its outputs.
  private mutating func launch(
    _ group: Group, in frame: inout Frame, into steps: inout [Step]
  ) throws -> [SlotID] {
    let inputs = try group.inputs.map { try slot(of: $0, in: &frame, into: &steps) }
    let outputs = try group.results.map { try makeArenaSlot(for: $0, in: frame) }
    if outputs.allSatisfy({ slots[$0.index].count == 0 }) { return outputs }
    for (v, s) in zip(group.outputs, outputs) {
      guard let update = group.updates[v] else { continue }
      steps.append(.copy(from: try slot(of: update.tensor, in: &frame, into: &steps), to: s))
    }
    let kernels = try GroupLowering.kernels(for: group, in: module, target: target)
    try launch(kernels, on: inputs + outputs, into: &steps)
    return outputs
  }

  /// Appends the launches of `kernels`, which get `slots` for the parameters of the one kernel that
  /// they replace. What they compute from weights alone becomes a weight.
  private mutating func launch(
    _ kernels: KernelSequence, on slots: [SlotID], into steps: inout [Step]
  ) throws {
    var temporaries = [SlotID?](repeating: nil, count: kernels.temporaries.count)
    for l in kernels.launches {
      if let prepared = try prepared(l, slots, temporaries, of: kernels) {
        temporaries[prepared.temporary] = prepared.slot
        continue
      }
      let arguments = l.arguments.map { (a) -> SlotID in
        switch a {
        case .parameter(let i): return slots[i]
        case .temporary(let i):
          let t = kernels.temporaries[i]
          let slot =
            temporaries[i] ?? addSlot(Slot(t.element, count: t.count, .arena(offset: 0)))
          temporaries[i] = slot
          return slot
        }
      }
      try launch(l.kernel, on: arguments, into: &steps)
    }
  }

  /// Appends the launch of `kernel`, whose loops are not scheduled, with factors packed in advance
  /// where that is possible.
  private mutating func launch(
    _ kernel: Kernel, on arguments: [SlotID], into steps: inout [Step]
  ) throws {
    let fixed = packedByteLimit > 0 ? arguments.indices.filter { isFixed(arguments[$0]) } : []
    var scheduled = try KernelPipeline.run(
      kernel, for: target, fixed: Set(fixed.map(BufferID.init(index:))))
    let bytes = scheduled.packings.reduce(0) {
      $0 + $1.result.count * $1.result.element.byteWidth
    }
    if bytes > packedByteLimit {
      scheduled = try KernelPipeline.run(kernel, for: target, fixed: [])
    } else {
      packedByteLimit -= bytes
    }
    var parameters = arguments
    for p in scheduled.packings { parameters.append(packed(p, arguments)) }
    steps.append(.launch(intern(scheduled.kernel), scheduled.parameters.map { parameters[$0] }))
  }

  /// Returns the temporary that `launch` makes and the weight that it becomes, if it depends on
  /// weights alone.
  private mutating func prepared(
    _ launch: KernelSequence.Launch, _ slots: [SlotID], _ temporaries: [SlotID?],
    of kernels: KernelSequence
  ) throws -> (temporary: Int, slot: SlotID)? {
    guard packedByteLimit > 0, case .temporary(let result)? = launch.arguments.last,
      temporaries[result] == nil
    else { return nil }
    var inputs: [SlotID] = []
    for a in launch.arguments.dropLast() {
      guard case .parameter(let i) = a, isFixed(slots[i]) else { return nil }
      inputs.append(slots[i])
    }
    let t = kernels.temporaries[result]
    let (bytes, overflow) = t.count.multipliedReportingOverflow(by: t.element.byteWidth)
    guard !overflow, bytes <= packedByteLimit else { return nil }
    packedByteLimit -= bytes
    let kernel = try KernelPipeline.run(launch.kernel, for: target, fixed: []).kernel
    let packing = FactorPacking(kernel: kernel, inputs: Array(inputs.indices))
    return (result, packed(packing, inputs))
  }

  /// Appends a launch of `kernel`, whose last parameter is all that it stores, and returns the slot of
  /// that.
  mutating func launch(_ kernel: Kernel, _ inputs: [SlotID], into steps: inout [Step]) -> SlotID {
    let result = kernel.buffers[inputs.count]
    let output = addSlot(Slot(result.element, count: result.count, .arena(offset: 0)))
    steps.append(.launch(intern(kernel), inputs + [output]))
    return output
  }

  /// Appends copies of the tensors that a scatter updates, and the launch that updates them.
  private mutating func lowerScatter(
    _ id: OperationID, in frame: inout Frame, into steps: inout [Step]
  ) throws {
    let operation = frame.graph[id]
    var outputs: [SlotID] = []
    for (v, r) in zip(operation.operands, operation.results) {
      let tensor = try slot(of: v, in: &frame, into: &steps)
      let output = try makeArenaSlot(for: r, in: frame)
      steps.append(.copy(from: tensor, to: output))
      frame.slots[r] = output
      outputs.append(output)
    }
    let group = Group(
      single: id, of: frame.graph, loading: Array(operation.operands[outputs.count...]))
    let hasUpdates = operation.operands.last.map { frame.graph.type(of: $0).elementCount != 0 }
    guard hasUpdates == true, slots[outputs[0].index].count > 0 else { return }
    let inputs = try group.inputs.map { try slot(of: $0, in: &frame, into: &steps) }
    let kernels = try GroupLowering.kernels(for: group, in: module, target: target)
    try launch(kernels, on: inputs + outputs, into: &steps)
  }

  /// Appends a launch for each operand, which writes its part of the result.
  private mutating func lowerLargeConcatenation(
    _ id: OperationID, in frame: inout Frame, into steps: inout [Step]
  ) throws {
    let operation = frame.graph[id]
    let output = try makeArenaSlot(for: operation.results[0], in: frame)
    var offset = 0
    for operand in operation.operands {
      let input = try slot(of: operand, in: &frame, into: &steps)
      let type = frame.graph.type(of: operand)
      if slots[input.index].count > 0 {
        let kernel = try GroupLowering.kernel(
          placing: type, into: frame.graph.type(of: operation.results[0]),
          along: operation.attributes.integer(.dim) ?? 0, at: offset, target: target)
        steps.append(.launch(intern(kernel), [input, output]))
      }
      offset += type.shape[operation.attributes.integer(.dim) ?? 0].size ?? 0
    }
    frame.slots[operation.results[0]] = output
  }

  private mutating func intern(_ kernel: Kernel) -> KernelID {
    if let known = kernelIDs[kernel] { return known }
    let id = KernelID(index: kernels.count)
    kernels.append(kernel)
    kernelIDs[kernel] = id
    return id
  }

}
