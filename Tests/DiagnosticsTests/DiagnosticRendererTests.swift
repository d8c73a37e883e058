import Diagnostics
import Testing

@Suite("Rendering of diagnostics")
struct DiagnosticRendererTests {

  /// Renders an error for the bytes of `text` between the first and the second `|`.
  private func render(_ text: String) -> String {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    var sources = SourceManager()
    let id = sources.add(SourceFile(name: "m.qir", text: parts.joined()))
    var list = DiagnosticList()
    let start = parts[0].utf8.count
    list.error(
      "wrong", at: SourceRange(file: id, start: start, end: start + parts[1].utf8.count))
    return DiagnosticRenderer.render(list, in: sources)
  }

  @Test func showsLineCaretAndUnderline() {
    #expect(
      render("func\n  add %x, |%long|\n}") == """
        m.qir:2:11: error: wrong
          add %x, %long
                  ^~~~~

        """)
  }

  @Test func showsOnlyACaretForAnEmptyRange() {
    #expect(render("add || x") == "m.qir:1:5: error: wrong\nadd  x\n    ^\n")
  }

  @Test func pointsPastTheLastByte() {
    #expect(render("add||") == "m.qir:1:4: error: wrong\nadd\n   ^\n")
    #expect(render("add\n||") == "m.qir:2:1: error: wrong\n\n^\n")
    #expect(render("||") == "m.qir:1:1: error: wrong\n\n^\n")
  }

  @Test func underlinesOnlyTheFirstOfSeveralLines() {
    #expect(render("a |b c\nd| e") == "m.qir:1:3: error: wrong\na b c\n  ^~~\n")
    #expect(render("a |b c\r\nd| e") == "m.qir:1:3: error: wrong\na b c\n  ^~~\n")
  }

  @Test func expandsTabs() {
    #expect(
      render("\tx\t|y|") == "m.qir:1:4: error: wrong\n        x       y\n                ^\n")
  }

  @Test func countsColumnsOfNonASCIIText() {
    #expect(render("é |x|") == "m.qir:1:4: error: wrong\né x\n  ^\n")
    #expect(render("日本 |x y|") == "m.qir:1:8: error: wrong\n日本 x y\n     ^~~\n")
    #expect(render("e\u{301} |x|") == "m.qir:1:5: error: wrong\ne\u{301} x\n  ^\n")
    #expect(render("a |日本|") == "m.qir:1:3: error: wrong\na 日本\n  ^~~~\n")
  }

  @Test func replacesWhatCannotBeShown() {
    var sources = SourceManager()
    let id = sources.add(SourceFile(name: "m.qir", bytes: [0xff, 0x1b, 0xc3, 0x28, 0x80, 0x41]))
    var list = DiagnosticList()
    list.error("wrong", at: SourceRange(file: id, start: 5, end: 6))
    #expect(
      DiagnosticRenderer.render(list, in: sources)
        == "m.qir:1:6: error: wrong\n\u{fffd}\u{fffd}\u{fffd}(\u{fffd}A\n     ^\n")
  }

  @Test func showsAPartOfALongLine() {
    let long = String(repeating: "a", count: 5000)
    let lines = render("\(long)|bad|\(long)").split(separator: "\n").map(String.init)
    #expect(lines[0] == "m.qir:1:5001: error: wrong")
    #expect(lines[1].hasPrefix("…aaa") && lines[1].hasSuffix("aaa…"))
    #expect(lines[1].count <= 102)
    #expect(lines[2] == String(repeating: " ", count: 41) + "^~~")
    let start = render("|bad|\(long)").split(separator: "\n").map(String.init)
    #expect(start[1].hasPrefix("bada") && start[1].hasSuffix("a…") && start[2] == "^~~")
    let all = render("|\(long)|").split(separator: "\n").map(String.init)
    #expect(all[2].count == 100)
    let end = render("\(long)||").split(separator: "\n").map(String.init)
    #expect(end[2] == String(repeating: " ", count: 41) + "^")
  }

  @Test func writesNotesLikeErrors() {
    var sources = SourceManager()
    let id = sources.add(SourceFile(name: "m.qir", text: "%a = x\n%a = y\n"))
    var list = DiagnosticList()
    list.report(
      .error(
        "'%a' is defined twice", at: SourceRange(file: id, start: 7, end: 9),
        notes: [.note("first defined here", at: SourceRange(file: id, start: 0, end: 2))]))
    list.report(Diagnostic(.remark, "two kernels", at: nil))
    #expect(
      DiagnosticRenderer.render(list, in: sources) == """
        m.qir:2:1: error: '%a' is defined twice
        %a = y
        ^~
        m.qir:1:1: note: first defined here
        %a = x
        ^~
        remark: two kernels

        """)
  }

  @Test func survivesRangesOutsideOfTheFile() {
    var sources = SourceManager()
    let id = sources.add(SourceFile(name: "m.qir", text: "ab"))
    var list = DiagnosticList()
    list.error("wrong", at: SourceRange(file: id, start: 9, end: 4))
    list.error("wrong", at: SourceRange(file: SourceFileID(index: 7), start: 0, end: 1))
    #expect(
      DiagnosticRenderer.render(list, in: sources)
        == "m.qir:1:3: error: wrong\nab\n  ^\nerror: wrong\n")
  }

}
