import CLLVM
import KernelIR
import Runtime

/// The object files of programs, kept in a directory for the next process that compiles the same.
///
/// A program is found by the digest of all on which its code depends: its kernels, steps and slots,
/// the target, and the versions of Quern and of LLVM. Weights and constants are no part of the code.
package struct CodeCache: Sendable {

  /// What became of looking for a program.
  package enum Outcome: String, Sendable {

    /// Its code was there.
    case hit

    /// It was not.
    case miss

    /// There was a file that is not what was once written; the program was compiled again.
    case damaged

  }

  private let directory: CacheDirectory

  /// Creates a cache of the files in `directory`.
  package init(_ directory: CacheDirectory) { self.directory = directory }

  /// Returns the object files of `program` for `target`, made by `compile` if they are not there.
  func objects(
    of program: Program, for target: NativeTarget, compile: () throws -> [[UInt8]]
  ) rethrows -> (objects: [[UInt8]], outcome: Outcome) {
    guard let key = Self.key(of: program, for: target) else { return (try compile(), .miss) }
    var outcome = Outcome.miss
    switch directory.read(key) {
    case .bytes(let bytes):
      if let objects = Self.decoded(bytes) { return (objects, .hit) }
      outcome = .damaged
    case .damaged:
      outcome = .damaged
    case .missing:
      break
    }
    let objects = try compile()
    directory.write(Self.encoded(objects), as: key)
    return (objects, outcome)
  }

  /// The digest of what the code of `program` depends on; `nil` if not all of that is known.
  private static func key(of program: Program, for target: NativeTarget) -> Digest? {
    guard let identity = CodeImage.identity else { return nil }
    var shape = program
    for i in shape.slots.indices {
      if case .constant = shape.slots[i].storage { shape.slots[i].storage = .constant([]) }
    }
    let (major, minor, patch) = LLVMLibrary.runningVersion
    let parts = [
      identity, "\(major).\(minor).\(patch)", target.triple, target.cpu, target.features,
      shape.description,
    ]
    return Digest(of: parts.flatMap { Array($0.utf8) + [0] })
  }

  // MARK: Bytes

  private static func encoded(_ objects: [[UInt8]]) -> [UInt8] {
    objects.reduce(into: []) { (bytes, object) in
      for i in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: object.count >> (8 * i))) }
      bytes += object
    }
  }

  private static func decoded(_ bytes: [UInt8]) -> [[UInt8]]? {
    var result: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard rest.count >= 8 else { return nil }
      let count = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      rest = rest.dropFirst(8)
      guard count > 0, count <= UInt64(rest.count) else { return nil }
      result.append(Array(rest.prefix(Int(count))))
      rest = rest.dropFirst(Int(count))
    }
    return result.isEmpty ? nil : result
  }

}
