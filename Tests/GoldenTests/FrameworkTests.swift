import Foundation
import Testing

/// Tests of the golden tests: a golden test that checks nothing must not pass.
@Suite struct FrameworkTests {

  /// Writes `text` to a file, runs `body` on the case, and returns the content after that.
  private func withCase(_ text: String, _ body: (GoldenCase) throws -> Void) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("quern-golden-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("m.qir")
    try text.write(to: url, atomically: true, encoding: .utf8)
    try body(GoldenCase(name: "m.qir", url: url))
    return try String(contentsOf: url, encoding: .utf8)
  }

  private func failures(_ text: String) throws -> [String] {
    var result: [String] = []
    _ = try withCase(text) { result = try $0.failures(.compare) }
    return result
  }

  private let input = """
    // RUN: opt --passes=cse,dce
    func @f(%a: i32[]) -> i32[] {
      %0 = add %a, 1
      %1 = add %a, 1
      %2 = mul %0, %1
      return %2
    }

    """

  private let output = """

    //| func @f(%a: i32[]) -> i32[] {
    //|   %0 = const 1 : i32[]
    //|   %1 = add %a, %0 : i32[]
    //|   %2 = mul %1, %1 : i32[]
    //|   return %2
    //| }

    """

  @Test func blessingWritesTheOutputUnderTheInputOnce() throws {
    let once = try withCase(input) { try #expect($0.failures(.bless) == []) }
    #expect(once == input + output)
    let twice = try withCase(once) { try #expect($0.failures(.bless) == []) }
    #expect(twice == once)
    #expect(try failures(once) == [])
  }

  @Test func blessingReplacesWrongOutputAndKeepsWhatPeopleWrote() throws {
    let wrong = input + "\n//| nothing\n\n\n//| more\n"
    #expect(try withCase(wrong) { _ = try $0.failures(.bless) } == input + output)
  }

  @Test func aDifferenceIsShownWithTheWayToAcceptIt() throws {
    let wrong = input + output.replacing("mul %1, %1", with: "mul %1, %0")
    #expect(
      try failures(wrong) == [
        """
        m.qir: 'opt --passes=cse,dce' does not print what is expected (-) but something else (+):
          func @f(%a: i32[]) -> i32[] {
            %0 = const 1 : i32[]
            %1 = add %a, %0 : i32[]
        -   %2 = mul %1, %0 : i32[]
        +   %2 = mul %1, %1 : i32[]
            return %2
          }
        If the new output is right, run: make bless
        """
      ])
  }

  @Test func eachCommandHasABlock() throws {
    let two = "// RUN: parse\n" + input
    let blessed = try withCase(two) { _ = try $0.failures(.bless) }
    #expect(blessed.split(separator: "\n\n").count == 3)
    #expect(try failures(blessed) == [])
    #expect(
      try failures(two + output).last
        == "m.qir: nothing says what 'opt --passes=cse,dce' prints. To write it, run: make bless")
    #expect(
      try failures(input + output + "\n//| more\n") == [
        "m.qir: there are 2 blocks of output for 1 commands. "
          + "If the new output is right, run: make bless"
      ])
  }

  @Test func aCaseThatChecksNothingFails() throws {
    let function = "func @f() {\n  return\n}\n"
    #expect(
      try failures(function) == [
        "m.qir: checks nothing; it needs a line '// RUN: …', '// run: …' or '// error: …'"
      ])
    #expect(
      try failures("// RUN: parse\n\(function)") == [
        "m.qir: nothing says what 'parse' prints. To write it, run: make bless"
      ])
    for near in [
      "//RUN: parse", "// Run: parse", "// RUN : parse", "//  run: @f()", "// errors: x",
    ] {
      #expect(
        try failures("\(near)\n\(function)") == [
          "m.qir: line 1: a check is written '// RUN: …' or '// run: …' on a line of its own, or "
            + "'// error: …' after an operation"
        ])
    }
  }

  @Test func inputAfterTheOutputFails() throws {
    #expect(
      try failures(input + output + "func @g() {\n  return\n}\n") == [
        "m.qir: line 15: input after the expected output"
      ])
  }

  @Test func commandsAndOptionsThatDoNotExistFail() throws {
    #expect(
      try failures("// RUN: optimize\n") == [
        "m.qir: 'optimize' starts with none of the verbs opt, parse, fused, kernel"
      ])
    #expect(
      try failures("// RUN: opt --pases=cse\n") == ["m.qir: 'opt' has no option '--pases=cse'"])
    #expect(
      try failures("// RUN: opt --passes=cze\n") == [
        "m.qir: there is no pass 'cze'; did you mean 'cse'?"
      ])
    #expect(try failures("// RUN: opt\n") == ["m.qir: 'opt' needs '--passes='"])
  }

  @Test func passesAreNotRunOnAnInputWithErrors() throws {
    #expect(
      try failures("// RUN: opt --passes=cse\nfunk @f() {}\n") == [
        """
        m.qir: m.qir:2:1: error: expected 'func', 'weight' or 'module', found 'funk'; did you mean \
        'func'?
        funk @f() {}
        ^~~~

        """
      ])
  }

  @Test func errorsAreExpectedOnTheirLines() throws {
    func text(_ first: String, _ second: String) -> String {
      "func @f() {\(first)\n  %0 = ad 1, 2\(second)\n  return\n}\n"
    }
    let message = "unknown operation 'ad'; did you mean 'add'?"
    #expect(try failures(text("", "  // error: \(message)")) == [])
    #expect(try failures(text("", "  // error: unknown operation 'ad'…")) == [])
    #expect(
      try failures(text("  // error: \(message)", "")) == [
        "m.qir: line 1 does not have the error '\(message)'",
        """
        m.qir: there is an error that no '// error: …' expects:
        m.qir:2:8: error: \(message)
          %0 = ad 1, 2
               ^~

        """,
      ])
    #expect(
      try failures(text("", "  // error: unknown operation")).first
        == "m.qir: line 2 does not have the error 'unknown operation'")
  }

  @Test func blessingIsRefusedInCI() throws {
    let plain = try GoldenCase.Mode.asked(by: [:])
    #expect(plain == .compare)
    let blessing = try GoldenCase.Mode.asked(by: ["QUERN_BLESS": "1"])
    #expect(blessing == .bless)
    #expect(throws: GoldenFailure.self) {
      try GoldenCase.Mode.asked(by: ["QUERN_BLESS": "1", "CI": "true"])
    }
  }

}
