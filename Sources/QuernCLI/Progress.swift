import Foundation
import Synchronization

/// A line on the terminal that says what takes long: shown only if standard error is a terminal and
/// the work has gone on for a second.
final class Progress: Sendable {

  /// The only one.
  static let shared = Progress()

  private struct State {
    var text: String?
    var start = ContinuousClock.now
    var isShown = false
    var isRunning = false
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(2) == 1

  /// Returns what `body` returns, while the line says `text` if that takes more than a second.
  func during<R>(_ text: String, _ body: () throws -> R) rethrows -> R {
    begin(text)
    defer { clear() }
    return try body()
  }

  /// Removes the line.
  func clear() {
    state.withLock { (state) in
      if state.isShown { Console.error("\r\u{1b}[K") }
      state.isShown = false
      state.text = nil
    }
  }

  private func begin(_ text: String) {
    guard isTerminal else { return }
    let isRunning = state.withLock { (state) in
      state.text = text
      state.start = .now
      defer { state.isRunning = true }
      return state.isRunning
    }
    if isRunning { return }
    Thread.detachNewThread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 0.25)
        state.withLock { (state) in
          guard let text = state.text else { return }
          let seconds = (ContinuousClock.now - state.start).components.seconds
          guard seconds >= 1 else { return }
          Console.error("\r\u{1b}[K\(text) … \(seconds) s")
          state.isShown = true
        }
      }
    }
  }

}
