import Diagnostics
import Foundation
import GraphIR
import StableHLO
import Testing

/// Random changes of right texts, which must end in a module or in errors, never in a trap or a hang.
@Suite("Mutations of StableHLO")
struct MutationTests {

  /// A generator whose numbers depend on the seed alone.
  private struct Generator: RandomNumberGenerator {

    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var x = state
      x ^= x >> 33
      x = x &* 0xff51_afd7_ed55_8ccd
      return x ^ (x >> 33)
    }

  }

  @Test(arguments: cases)
  func endsInAModuleOrInErrors(name: String) throws {
    let text = try String(
      contentsOfFile: repositoryPath("Tests/StableHLOTests/Cases/\(name)"), encoding: .utf8)
    let whole = Array(text.utf8)
    let modules = StableHLOText.modules(in: whole)
    let words = whole.split { !($0.isWord) }.map(Array.init)
    var generator = Generator(state: UInt64(name.utf8.count) &* 7919 &+ 1)
    for round in 0..<400 {
      // Words come from all of the file, the text that they change is one of its modules.
      let original = whole[modules.randomElement(using: &generator)!]
      let bytes = mutant(of: Array(original), words, &generator)
      var sources = SourceManager()
      let file = sources.add(SourceFile(name: "m.mlir", bytes: bytes))
      for range in StableHLOText.modules(in: bytes) {
        var diagnostics = DiagnosticList()
        let result = StableHLOImport(
          file, in: sources, range: range, as: .test(liftsInputs: round % 2 == 0),
          diagnostics: &diagnostics)
        #expect((result.module == nil) == diagnostics.hasErrors, "round \(round)")
        if let module = result.module { _ = Verifier.verify(module) }
        _ = DiagnosticRenderer.render(diagnostics, in: sources)
      }
    }
  }

  /// A copy of `bytes` with one to four changes.
  private func mutant(
    of bytes: [UInt8], _ words: [[UInt8]], _ generator: inout Generator
  ) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !result.isEmpty {
      let i = Int.random(in: 0..<result.count, using: &generator)
      let n = min(Int.random(in: 1...12, using: &generator), result.count - i)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: result[i] = UInt8.random(in: 0...255, using: &generator)
      case 1: result.removeSubrange(i..<(i + n))
      case 2: result.insert(contentsOf: result[i..<(i + n)], at: i)
      case 3:
        result.insert(Array("(){}[]<>:,=%@#!^\"-".utf8).randomElement(using: &generator)!, at: i)
      case 4: result.insert(contentsOf: words.randomElement(using: &generator) ?? [], at: i)
      default: result.removeSubrange(i...)
      }
    }
    return result
  }

}

extension UInt8 {

  /// `true` iff this is part of a word.
  fileprivate var isWord: Bool {
    (self | 0x20) &- UInt8(ascii: "a") < 26 || self &- UInt8(ascii: "0") < 10
      || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%")].contains(self)
  }

}
