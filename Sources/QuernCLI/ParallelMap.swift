import Foundation
import Synchronization

extension Array where Element: Sendable {

  /// Returns what `transform` makes of the elements, in their order, with `threads` at work at a
  /// time.
  func parallelMap<R: Sendable>(
    threads: Int, _ transform: @escaping @Sendable (Element) -> R
  ) -> [R] {
    let elements = self
    let state = Mutex((next: 0, results: [R?](repeating: nil, count: count)))
    let group = DispatchGroup()
    for _ in 0..<Swift.max(1, Swift.min(threads, count)) {
      group.enter()
      let thread = Thread {
        while true {
          let i = state.withLock { (state) -> Int in
            defer { state.next += 1 }
            return state.next
          }
          guard i < elements.count else { break }
          let result = transform(elements[i])
          state.withLock { $0.results[i] = result }
        }
        group.leave()
      }
      // As much as the first thread of a process has.
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
    return state.withLock { $0.results.compactMap { $0 } }
  }

}
