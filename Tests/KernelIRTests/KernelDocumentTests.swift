import Foundation
import KernelIR
import Testing

/// The documentation of the passes on kernels.
@Suite("Documentation of kernels") struct KernelDocumentTests {

  @Test func listsAllPassesInOrder() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/KERNELS.md"), encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.map(String.init) == KernelPipeline.all.map { "| `\($0.name)` | \($0.summary) |" })
  }

}
