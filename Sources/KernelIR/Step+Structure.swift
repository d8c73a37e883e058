extension Step {

  /// The slots that the step and those inside of it read and write, each as often as it occurs.
  package var slots: [SlotID] {
    switch self {
    case .launch(_, let slots): slots
    case .copy(let from, let to): [from, to]
    case .swap(let a, let b): [a, b]
    case .branch(let selector, let lists): [selector] + lists.flatMap { $0.flatMap(\.slots) }
    case .loop(let condition, let predicate, let body):
      condition.flatMap(\.slots) + [predicate] + body.flatMap(\.slots)
    }
  }

  /// The slots whose memory loops of the step exchange, in order.
  package var swappedSlots: [SlotID] {
    switch self {
    case .swap(let a, let b): [a, b]
    case .loop(_, _, let body): body.flatMap(\.swappedSlots)
    case .launch, .copy, .branch: []
    }
  }

  /// Returns the step with `new` in place of `old`, at any depth.
  func replacing(_ old: SlotID, with new: SlotID) -> Step {
    func renamed(_ s: SlotID) -> SlotID { s == old ? new : s }
    switch self {
    case .launch(let k, let slots):
      return .launch(k, slots.map(renamed))
    case .copy(let from, let to):
      return .copy(from: renamed(from), to: renamed(to))
    case .swap(let a, let b):
      return .swap(renamed(a), renamed(b))
    case .branch(let selector, let lists):
      return .branch(
        renamed(selector), lists.map { (l) in l.map { $0.replacing(old, with: new) } })
    case .loop(let condition, let predicate, let body):
      return .loop(
        condition: condition.map { $0.replacing(old, with: new) }, predicate: renamed(predicate),
        body: body.map { $0.replacing(old, with: new) })
    }
  }

}
