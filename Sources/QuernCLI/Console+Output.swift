import Foundation

extension Console {

  /// `true` iff standard output is a terminal.
  static var isOutputTerminal: Bool { isatty(1) == 1 }

  /// Writes `bytes` to standard output.
  static func output(_ bytes: [UInt8]) {
    FileHandle.standardOutput.write(Data(bytes))
  }

}
