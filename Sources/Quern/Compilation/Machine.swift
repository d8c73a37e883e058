import Foundation
import Runtime

extension CompileOptions {

  /// The number of processors that this process may use.
  package static var processorCount: Int { ProcessorCount.available }

  /// The bytes of memory of this machine.
  static var physicalMemory: Int {
    Int(clamping: ProcessInfo.processInfo.physicalMemory)
  }

}
