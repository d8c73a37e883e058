import GraphIR
import Synchronization

/// The code of a function for the types of arguments with which it was called most recently.
final class SpecializationCache: Sendable {

  /// The most specializations that are kept.
  private static let capacity = 16

  /// The place for one specialization, which is compiled by the first thread that needs it while
  /// all others that do wait.
  private final class Entry: Sendable {

    let code = Mutex<Compiled?>(nil)

  }

  /// What arguments have to be for an entry to be used.
  private struct Key {

    let types: [TensorType]

    /// The elements of arguments by position: all that are known while it is compiled, and those
    /// that decide sizes afterwards.
    var values: [Int: Literal]

    func matches(_ types: [TensorType], _ values: [Int: Literal]) -> Bool {
      self.types == types && self.values.allSatisfy { values[$0.key] == $0.value }
    }

  }

  /// The entries, the one used last at the end.
  private let entries = Mutex<[(key: Key, entry: Entry)]>([])

  /// Returns the code for arguments of `types`, which `compile` makes if it is not there.
  ///
  /// - Parameter values: the elements of arguments that may decide sizes, by position.
  func code(
    for types: [TensorType], values: [Int: Literal], compile: () throws -> Compiled
  ) throws -> Compiled {
    let entry = entry(for: types, values)
    do {
      let (code, isNew) = try entry.code.withLock { (code) in
        if let code { return (code, false) }
        let new = try compile()
        code = new
        return (new, true)
      }
      if isNew {
        entries.withLock { (entries) in
          guard let i = entries.firstIndex(where: { $0.entry === entry }) else { return }
          entries[i].key.values = code.sizes
        }
      }
      return code
    } catch {
      // What failed is not kept, so that wrong arguments do not drive out what is right.
      entries.withLock { (entries) in entries.removeAll { $0.entry === entry } }
      throw error
    }
  }

  private func entry(for types: [TensorType], _ values: [Int: Literal]) -> Entry {
    entries.withLock { (entries) in
      if let last = entries.last, last.key.matches(types, values) { return last.entry }
      if let i = entries.firstIndex(where: { $0.key.matches(types, values) }) {
        let found = entries.remove(at: i)
        entries.append(found)
        return found.entry
      }
      let new = Entry()
      entries.append((Key(types: types, values: values), new))
      if entries.count > Self.capacity { entries.removeFirst() }
      return new
    }
  }

}
