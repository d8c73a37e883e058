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

  /// The entries, the one used last at the end.
  private let entries = Mutex<[(types: [TensorType], entry: Entry)]>([])

  /// Returns the code for arguments of `types`, which `compile` makes if it is not there.
  func code(for types: [TensorType], compile: () throws -> Compiled) throws -> Compiled {
    let entry = entry(for: types)
    do {
      return try entry.code.withLock { (code) in
        if let code { return code }
        let new = try compile()
        code = new
        return new
      }
    } catch {
      // What failed is not kept, so that wrong arguments do not drive out what is right.
      entries.withLock { (entries) in entries.removeAll { $0.entry === entry } }
      throw error
    }
  }

  private func entry(for types: [TensorType]) -> Entry {
    entries.withLock { (entries) in
      if let last = entries.last, last.types == types { return last.entry }
      if let i = entries.firstIndex(where: { $0.types == types }) {
        let found = entries.remove(at: i)
        entries.append(found)
        return found.entry
      }
      let new = Entry()
      entries.append((types, new))
      if entries.count > Self.capacity { entries.removeFirst() }
      return new
    }
  }

}
