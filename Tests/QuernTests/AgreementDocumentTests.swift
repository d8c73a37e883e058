import Foundation
import Scalars
import Testing

@testable import Quern

/// The bound for the agreement of back ends in `docs/IR.md`, compared with the code.
@Suite("Documentation of agreement")
struct AgreementDocumentTests {

  @Test func tableIsThatOfTheCode() throws {
    let directory = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let text = try String(
      contentsOfFile: directory.joined(separator: "/") + "/docs/IR.md", encoding: .utf8)
    for (type, precision) in [(ElementType.f64, 53), (.f32, 24), (.f16, 11), (.bf16, 8)] {
      let k = Tolerance.agreementExponent(type)
      let distance = Double(sign: .plus, exponent: -k, significand: 1)
      let row = "| `\(type)` | \(precision) | \(k) | \(String(format: "%.1e", distance)) |"
      let normalized = row.replacing("e-0", with: "e-")
      #expect(text.contains("\n\(normalized)\n"), "\(normalized)")
    }
  }

}
