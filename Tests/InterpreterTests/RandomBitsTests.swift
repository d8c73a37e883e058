import GraphIR
import Interpreter
import Scalars
import Testing

/// Random bits that XLA makes.
struct RandomCase: Sendable, CustomTestStringConvertible {

  let algorithm: String
  let state: [UInt64]
  let type: String
  let nextState: [UInt64]
  let bits: String

  init(
    _ algorithm: String, _ state: [UInt64], _ type: String, _ nextState: [UInt64], _ bits: String
  ) {
    self.algorithm = algorithm
    self.state = state
    self.type = type
    self.nextState = nextState
    self.bits = bits
  }

  var testDescription: String { "\(algorithm) \(state): \(type)" }

}

@Suite struct RandomBitsTests {

  /// Computed by XLA's CPU backend (jaxlib 0.10.2) from `stablehlo.rng_bit_generator`.
  @Test(arguments: [
    RandomCase(
      "threefry", [3, 3], "u64[]", [3, 4], "3349939604322698703"),
    RandomCase(
      "threefry", [3, 3], "u32[]", [3, 4], "1185596879"),
    RandomCase(
      "threefry", [81985529216486895, 4294967294], "u32[3,4]", [81985529216486895, 4294967300],
      "[[3606077208, 2415015882, 183521293, 2925016947], [3124304064, 1381175464, 3400928584, 2339291586], [3880743519, 3033616391, 881325444, 2859003698]]"
    ),
    RandomCase(
      "threefry", [81985529216486895, 18446744073709551614], "u32[3,5]", [81985529216486895, 7],
      "[[2968789339, 3784990900, 188576916, 2901984476, 2862930057], [1973758215, 3554510355, 902882801, 2396094436, 2083461592], [3732519869, 387185944, 2963079838, 2105865281, 1822680882]]"
    ),
    RandomCase(
      "threefry", [7, 9], "u64[2,3]", [7, 15],
      "[[5232368254375555794, 3797446174304155884, 3255096814675448483], [8140961982469889147, 16818348801008183176, 787732861007919529]]"
    ),
    RandomCase(
      "threefry", [7, 9], "u8[5]", [7, 12], "[210, 52, 236, 45, 163]"),
    RandomCase(
      "threefry", [7, 9], "u16[5,1]", [7, 12], "[[62162], [6964], [47340], [15661], [21155]]"),
    RandomCase(
      "threefry", [7, 9], "u32[3,3]", [7, 15],
      "[[2148922066, 17873132, 2218545827], [1218255668, 884161837, 757886286], [1460919419, 2293606280, 239565225]]"
    ),
    RandomCase(
      "threefry", [7, 9], "u32[0,3]", [7, 9], "[]"),
    RandomCase(
      "philox", [3, 4, 5], "u32[2,3]", [3, 6, 5],
      "[[2377602983, 3448950448, 1571162983], [2807201490, 2168325096, 1239743916]]"),
    RandomCase(
      "philox", [3, 18446744073709551615, 5], "u64[5]", [3, 2, 6],
      "[2961102613609856671, 6451566829832653738, 9837969663482156875, 319507067416091866, 12867599635769223756]"
    ),
    RandomCase(
      "philox", [3, 18446744073709551614], "u32[9]", [3, 1],
      "[1986292693, 148880762, 240602989, 1942880309, 1733508001, 547713088, 2905953186, 834471078, 1995848961]"
    ),
    RandomCase(
      "philox", [1, 2], "u64[2]", [1, 3], "[12229731395331991369, 3437131457114678231]"),
    RandomCase(
      "philox", [1, 2], "u8[3,2]", [1, 4], "[[73, 232], [215, 217], [254, 195]]"),
    RandomCase(
      "philox", [1, 2], "u32[]", [1, 3], "2100602697"),
  ])
  func bitsAreThoseOfXLA(_ c: RandomCase) throws {
    let state = "u64[\(c.state.count)]"
    try check(
      """
      func @main(%s: \(state)) -> (\(state), \(c.type)) {
        %0, %1 = rng_bits \(c.algorithm) %s : \(state), \(c.type)
        return %0, %1
      }
      """, ["\(c.state)"], gives: "\(c.nextState)", c.bits)
  }

  @Test func signedIntegersHaveTheSameBits() throws {
    try check(
      """
      func @main(%s: u64[2]) -> i32[3] {
        %0, %1 = rng_bits threefry %s : u64[2], i32[3]
        return %1
      }
      """, ["[7, 9]"], gives: "[-2146045230, 1218255668, 17873132]")
  }

}
