import Scalars

/// Identifies a kernel of a program.
package struct KernelID: Hashable, Sendable {

  /// The position in the program's list of kernels.
  package let index: Int

  package init(index: Int) { self.index = index }

}

/// Identifies a tensor in memory of a program.
package struct SlotID: Hashable, Sendable {

  /// The position in the program's list of slots.
  package let index: Int

  package init(index: Int) { self.index = index }

}

/// A tensor in memory while a program runs.
package struct Slot: Hashable, Sendable {

  /// Where the memory comes from.
  package enum Storage: Hashable, Sendable {

    /// The caller's argument at a position; read only.
    case argument(Int)

    /// The caller's buffer for the result at a position; written before the program ends.
    case result(Int)

    /// The caller's buffer that holds the argument at one position when the program begins, and the
    /// result at another when it ends.
    case donated(argument: Int, result: Int)

    /// The weight called that, mapped by the runtime; read only.
    case weight(String)

    /// Bytes that belong to the program; read only.
    case constant([UInt8])

    /// A place in the arena, at an offset in bytes that the memory plan chose.
    case arena(offset: Int)

  }

  /// The type of an element.
  package let element: ElementType

  /// The number of elements.
  package let count: Int

  /// Where the memory comes from.
  package var storage: Storage

  /// Creates a slot.
  package init(_ element: ElementType, count: Int, _ storage: Storage) {
    self.element = element
    self.count = count
    self.storage = storage
  }

  /// The size in bytes.
  package var byteCount: Int { count * element.byteWidth }

}

/// One action of a program.
package indirect enum Step: Hashable, Sendable {

  /// Runs a kernel on the slots of its parameters.
  case launch(KernelID, [SlotID])

  /// Copies all elements of one slot to another of equal type and count; the two are distinct
  /// memory.
  case copy(from: SlotID, to: SlotID)

  /// Exchanges the memory of two slots in the arena of equal type and count, and so what they hold.
  case swap(SlotID, SlotID)

  /// Runs the steps that the scalar in a slot selects: an `i1` selects the first list when true
  /// and the second when false, an `i32` the list at its position, and the last if there is none.
  case branch(SlotID, [[Step]])

  /// Runs `condition`, and while the `i1` in `predicate` is then true, `body` and again.
  case loop(condition: [Step], predicate: SlotID, body: [Step])

}

/// Kernels, the memory they work on, and the order in which they run: what code generation takes.
package struct Program: Hashable, Sendable {

  /// The name of the function it was made from.
  package var name: String

  /// The distinct kernels.
  package var kernels: [Kernel]

  /// The tensors in memory.
  package var slots: [Slot]

  /// What to do, in order.
  package var steps: [Step]

  /// The size of the arena in bytes.
  package var arenaByteCount: Int

  /// The alignment of the arena and of every offset in it, in bytes.
  package static let alignment = 64

  /// Creates a program.
  package init(
    name: String, kernels: [Kernel], slots: [Slot], steps: [Step], arenaByteCount: Int
  ) {
    self.name = name
    self.kernels = kernels
    self.slots = slots
    self.steps = steps
    self.arenaByteCount = arenaByteCount
  }

  /// The slots that steps use.
  package var usedSlots: Set<SlotID> { Set(steps.flatMap(\.slots)) }

  /// The names of the weights that steps use.
  package var usedWeights: Set<String> {
    Set(
      usedSlots.compactMap { (s) in
        if case .weight(let name) = self[s].storage { name } else { nil }
      })
  }

  /// The kernel identified by `id`.
  package subscript(id: KernelID) -> Kernel { kernels[id.index] }

  /// The slot identified by `id`.
  package subscript(id: SlotID) -> Slot { slots[id.index] }

}
