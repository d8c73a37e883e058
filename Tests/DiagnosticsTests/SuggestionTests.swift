import Diagnostics
import Testing

@Suite("Suggestions")
struct SuggestionTests {

  @Test(arguments: [
    ("ad", "add"), ("mull", "mul"), ("trasnpose", "transpose"), ("Reshape", "reshape"),
    ("dot_genral", "dot_general"), ("reducee", "reduce"), ("MUL", "mul"),
  ])
  func findsNearName(misspelled: String, meant: String) {
    let names = ["add", "mul", "max", "transpose", "reshape", "dot_general", "reduce"]
    #expect(Suggestion.nearest(to: misspelled, among: names) == meant)
    #expect(Suggestion.nearest(to: misspelled, among: names.reversed()) == meant)
  }

  @Test(arguments: ["", "z", "softmax", "q7", String(repeating: "a", count: 1000)])
  func findsNothingNear(name: String) {
    #expect(Suggestion.nearest(to: name, among: ["add", "mul", "transpose", "y"]) == nil)
  }

  @Test func ordersEquallyNearNames() {
    #expect(Suggestion.nearest(to: "bat", among: ["cat", "hat", "rat"]) == "cat")
    #expect(Suggestion.nearest(to: "bat", among: ["rat", "hat", "cat"]) == "cat")
  }

  @Test func neverSuggestsTheNameItself() {
    #expect(Suggestion.nearest(to: "add", among: ["add"]) == nil)
  }

  @Test func writesHints() {
    #expect(
      Suggestion.hint(for: "hiden", among: ["hidden"], prefix: "%") == "; did you mean '%hidden'?")
    #expect(Suggestion.hint(for: "hiden", among: ["softmax"]) == "")
  }

}
