/// Makes broken texts out of good ones.
///
/// The mutant of a number is the same in every run, so that the number is all that is needed to see
/// a failure again.
struct Mutator {

  /// The good texts.
  let corpus: [[UInt8]]

  /// What makes the mutants of one run different from those of another.
  let seed: UInt64

  /// The most bytes of a mutant.
  private static let largest = 1 << 14

  /// Words that are near limits or change the structure of what follows.
  private static let words: [[UInt8]] = [
    "{", "}", "(", ")", "[", "]", ",", ":", "=", "->", "\"", "//", "\n", "%", "@", "~", "==",
    "0", "-1", "1", "63", "64", "65", "4294967296", "9223372036854775807", "-9223372036854775808",
    "18446744073709551616", "99999999999999999999999", "3037000500", "0x", "0xffffffffffffffff",
    "1e999", "1e-999", "1e", "-", "nan", "inf", "-inf", "true", "i1[]", "f32[N]", "f32[0]",
    "f64[9223372036854775807]", "u8[3037000500,3037000500]", "bf16[2,3]", "i32[]", "N",
    "func @main() {", "return", "yield", "weight %w: f32[2] = \"w\"", "module @m version 1",
    "const", "call @main()", "while", "cond", "body", "if", "then {", "else {", "case", "branch {",
    "fusion", "kernel(%a: f32[2]) {", "reduce add", "combine(%a: f32[], %b: f32[]) {", "dims=[0]",
    "dims=[-1]", "start=[9223372036854775807]", "limit=[0]", "stride=[0]", "low=[-9]", "dim=0",
    "kind=loop", "layout=\"bf_oi->bf\"", "lhs_contract=[0]", "pad", "slice", "concat", "broadcast",
    "reshape", "convolution", "dot_general", "dynamic_slice", "bitcast", "iota", "// run: @main()",
    "%0", "%x", "%x_1", "@f", "\u{e9}", "\u{1f600}", "\\u{0}", "\r", "\t", "\0",
  ].map { Array($0.utf8) }

  /// The mutant of that `number`.
  func mutant(_ number: Int) -> [UInt8] {
    var random = Random(state: seed &* 0x2545_f491_4f6c_dd1d &+ UInt64(number))
    var text = corpus[random.below(corpus.count)]
    // Most mutants have one mistake, so that what is after it is still read.
    let count = [1, 1, 1, 2, 2, 3, 5, 12][random.below(8)]
    for _ in 0..<count { mutate(&text, &random) }
    return text.count > Self.largest ? Array(text[..<Self.largest]) : text
  }

  /// Changes `text` at one place.
  private func mutate(_ text: inout [UInt8], _ random: inout Random) {
    switch random.below(14) {
    case 0:
      guard !text.isEmpty else { return }
      text[random.below(text.count)] ^= 1 << UInt8(random.below(8))
    case 1:
      guard !text.isEmpty else { return }
      text[random.below(text.count)] = UInt8(random.below(256))
    case 2:
      text.insert(UInt8(random.below(256)), at: random.below(text.count + 1))
    case 3:
      text.removeSubrange(range(in: text, longest: 1 << (random.below(10)), &random))
    case 4:
      // Duplicated, possibly very often, which nests what opens something.
      let copied = text[range(in: text, longest: 64, &random)]
      let times = random.below(8) == 0 ? random.below(200) : 1
      let place = random.below(text.count + 1)
      text.insert(contentsOf: (0..<times).flatMap { _ in copied }, at: place)
    case 5:
      text.removeSubrange(random.below(text.count + 1)...)
    case 6:
      text.removeSubrange(..<random.below(text.count + 1))
    case 7, 8:
      swapTokens(&text, &random)
    case 9:
      let token = token(in: text, &random)
      text.replaceSubrange(token, with: Self.words[random.below(Self.words.count)])
    case 10:
      text.insert(
        contentsOf: [32] + Self.words[random.below(Self.words.count)] + [32],
        at: token(in: text, &random).lowerBound)
    case 11:
      let other = corpus[random.below(corpus.count)]
      let token = token(in: text, &random)
      text.replaceSubrange(token, with: other[self.token(in: other, &random)])
    case 12:
      let other = corpus[random.below(corpus.count)]
      let start = random.below(other.count + 1)
      text.replaceSubrange(random.below(text.count + 1)..., with: other[start...])
    default:
      let other = corpus[random.below(corpus.count)]
      let lines = other[line(in: other, &random)]
      text.insert(contentsOf: lines, at: line(in: text, &random).lowerBound)
    }
  }

  /// Some range of at most that many bytes.
  private func range(in text: [UInt8], longest: Int, _ random: inout Random) -> Range<Int> {
    let start = random.below(text.count + 1)
    return start..<min(text.count, start + 1 + random.below(longest))
  }

  /// The range of some word, or of a single byte between words.
  private func token(in text: [UInt8], _ random: inout Random) -> Range<Int> {
    guard !text.isEmpty else { return 0..<0 }
    func isWord(_ b: UInt8) -> Bool {
      switch b {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    var start = random.below(text.count)
    guard isWord(text[start]) else { return start..<(start + 1) }
    var end = start + 1
    while start > 0, isWord(text[start - 1]) { start -= 1 }
    while end < text.count, isWord(text[end]) { end += 1 }
    return start..<end
  }

  /// The range of some line with its end.
  private func line(in text: [UInt8], _ random: inout Random) -> Range<Int> {
    guard !text.isEmpty else { return 0..<0 }
    var start = random.below(text.count)
    var end = start + 1
    let newline = UInt8(ascii: "\n")
    while start > 0, text[start - 1] != newline { start -= 1 }
    while end < text.count, text[end - 1] != newline { end += 1 }
    return start..<end
  }

  private func swapTokens(_ text: inout [UInt8], _ random: inout Random) {
    let (a, b) = (token(in: text, &random), token(in: text, &random))
    let (first, second) = a.lowerBound < b.lowerBound ? (a, b) : (b, a)
    guard first.upperBound <= second.lowerBound else { return }
    let (one, two) = (Array(text[first]), Array(text[second]))
    text.replaceSubrange(second, with: one)
    text.replaceSubrange(first, with: two)
  }

  /// The generator of G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number
  /// generators", 2014.
  private struct Random {

    var state: UInt64

    /// A number from 0 up to, not including, `bound`.
    mutating func below(_ bound: Int) -> Int {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return Int(truncatingIfNeeded: (z ^ (z >> 31)).multipliedFullWidth(by: UInt64(bound)).high)
    }

  }

}
