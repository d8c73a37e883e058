import Diagnostics
import Foundation
import GraphIR
import Synchronization
import Testing

@testable import GraphPasses

@Suite struct PassManagerTests {

  /// Three operations of which the first two are dead.
  private let dead = function { (g, x) in
    let a = g.append(.exp, x[0])
    _ = g.append(.neg, a)
    g.end(g.append(.abs, x[0]))
  }

  @Test func limitCountsPassesAndRewritesOfTheLast() throws {
    let dce = Pass.deadCodeElimination
    #expect(try optimized(dead, dce).mnemonics == ["abs", "return"])
    #expect(
      try optimized(dead, dce, limit: PassLimit(passes: 0)).mnemonics
        == ["exp", "neg", "abs", "return"])
    #expect(
      try optimized(dead, dce, limit: PassLimit(passes: 1, rewrites: 1)).mnemonics
        == ["exp", "abs", "return"])
    #expect(
      try optimized(dead, dce, dce, limit: PassLimit(passes: 2, rewrites: 0)).mnemonics
        == ["abs", "return"])
  }

  @Test func limitsAreParsed() {
    #expect(PassLimit("12") == PassLimit(passes: 12))
    #expect(PassLimit("12.3") == PassLimit(passes: 12, rewrites: 3))
    for wrong in ["", ".", "1.", ".1", "-1", "1.2.3", "x"] { #expect(PassLimit(wrong) == nil) }
  }

  @Test func pipelinesAreParsedAndNearNamesSuggested() throws {
    #expect(try Pipeline.parse("dce, cse").map(\.name) == ["dce", "cse"])
    #expect(try Pipeline.parse("").isEmpty)
    #expect(try Pipeline.parse("default").map(\.name) == Pipeline.default.map(\.name))
    let error = #expect(throws: DiagnosticError.self) { try Pipeline.parse("dec") }
    #expect(
      error?.diagnostics.all.first?.message == "there is no pass 'dec'; did you mean 'dce'?")
  }

  @Test func everyPassOfTheStandardPipelineIsListed() {
    let names = Pipeline.all.map(\.name)
    #expect(Set(names).count == names.count)
    for pass in Pipeline.default { #expect(names.contains(pass.name)) }
  }

  /// A pass that makes the function return a value of another type.
  private let breaking = Pass("breaking", "Breaks the module.") { (r) in
    guard let id = r.graph.operations.first else { return }
    r.rewrite(id) { (r) in
      let wrong = r.insert(.const, [], type: f32(3), at: .before(id))
      r.replace(id, with: wrong)
    }
  }

  @Test func invalidResultIsADefectThatNamesThePass() throws {
    let error = #expect(throws: Defect.self) { try optimized(dead, breaking) }
    let text = try #require(error?.description)
    #expect(text.contains("pass 'breaking'"))
    #expect(text.contains("after-breaking.qir:"))
    #expect(text.contains("^"))
    #expect(text.contains("func @f("))
  }

  @Test func printingAndTimingSayWhatWasDone() throws {
    let lines = Mutex<[String]>([])
    var options = PassManager.Options()
    options.printing = .changed
    options.output = { (text) in lines.withLock { $0.append(text) } }
    var manager = PassManager(options)
    var module = Module(functions: [dead])
    try manager.run([.deadCodeElimination, .deadCodeElimination], on: &module)
    let printed = lines.withLock { $0 }
    #expect(printed.count == 2)
    #expect(printed[0].hasPrefix("// after 1: dce\nfunc @f("))
    #expect(printed[1] == "// after 2: dce (unchanged)\n")
    #expect(manager.runs.map(\.rewrites) == [2, 0])
    #expect(manager.timingTable.split(separator: "\n").count == 4)
  }

  @Test func modulesAreDumpedAfterEachPass() throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("quern-dump-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    var options = PassManager.Options()
    options.dumpDirectory = directory.path
    var manager = PassManager(options)
    var module = Module(functions: [dead])
    try manager.run([.deadCodeElimination, .commonSubexpressionElimination], on: &module)
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    #expect(files == ["001-dce.qir", "002-cse.qir"])
    let text = try String(
      contentsOf: directory.appendingPathComponent("002-cse.qir"), encoding: .utf8)
    #expect(text == module.description)
  }

}
