import Foundation
import Quern
import Runtime

extension Console {

  /// `true` iff standard output is a terminal.
  static var isOutputTerminal: Bool { isatty(1) == 1 }

  /// Writes `bytes` to standard output.
  static func output(_ bytes: [UInt8]) {
    FileHandle.standardOutput.write(Data(bytes))
  }

  /// Writes `bytes` to the file at `path`, all of them or nothing.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do throws(FileWriter.Failure) {
      try FileWriter.write([.bytes(bytes)], to: path)
    } catch {
      throw CommandError("cannot write '\(path)': \(error.reason)")
    }
  }

}
