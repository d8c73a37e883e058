import Scalars

/// Arguments at which functions are compared with exact results.
enum AccuracySamples {

  /// Numbers at which something changes for some function; their neighbours and negatives are
  /// sampled as well.
  private static let boundaries: [Double] = [
    0, 1, 2, 3, 0.5, 1.5, 0.25, 2.5, 4, 6, 10, 1 / 3.0, 2 / 3.0, 0.7071067811865476,
    1.4142135623730951, 0.34657359027997264, 0.6931471805599453, 0.5493061443340548,
    0.7853981633974483, 1.5707963267948966, 3.141592653589793, 6.283185307179586,
    4.71238898038469, 1e22, 1e300, 3.9192059040069580, 5.8635847487551, 9.01, 17.3, 18.7, 36.7,
    20, 40, 88.02969193, 88.72283905, 87.33654475, 103.2789306, 103.9720770, 104, 89, 708.3964,
    709.782712893384, 710, 744.44, 745.133219101941, 746, 131_072, 1_073_741_824, 0x1p22, 0x1p23,
    0x1p24, 0x1p51, 0x1p52, 0x1p53, 0x1p64, 0x1p-24, 0x1p-25, 0x1p-53, 0x1p-54, 0x1p-126, 0x1p-149,
    0x1p-1022, 0x1p-1074, 0x1p-14, 0x1p-24, 65504, 65520, 3.4028234663852886e38,
    0x1.fffffffffffffp1023, 11.0903549, 16.6355323, 9.704, 17.32,
  ]

  /// All numbers of a type of 16 bits.
  static func all(of type: ElementType) -> [UInt64] { (0..<65536).map { UInt64($0) } }

  /// Special numbers and boundaries with their neighbours, then `count` numbers: a half of all
  /// representations, a quarter where `f` changes most, a quarter close to its turning points.
  static func numbers(of type: ElementType, _ count: Int, for f: UnaryFunction) -> [UInt64] {
    let range = f.interestingRange
    let signBit = UInt64(1) << UInt64(type.bitWidth - 1)
    let special = [Double.infinity, .nan, .leastNonzeroMagnitude].map { Scalar(type, $0).bits }
    var result = special + special.map { $0 | signBit }
    for b in boundaries {
      let bits = Scalar(type, b).bits
      for k in 0...8 {
        let step = UInt64(k)
        result.append(bits &+ step)
        result.append((bits &+ step) | signBit)
        if bits >= step {
          result.append(bits - step)
          result.append((bits - step) | signBit)
        }
      }
    }
    var sequence = EvenSequence()
    for i in 0..<count {
      switch i % 4 {
      case 0, 2:
        result.append(sequence.next() >> UInt64(64 - type.bitWidth))
      case 1:
        let x = range.lowerBound + sequence.nextFraction() * (range.upperBound - range.lowerBound)
        result.append(Scalar(type, x).bits)
      default:
        let x = Scalar(type, f.turningPoint(Int(sequence.nextScrambled() >> 1) - Int.max / 2))
        result.append(x.bits &+ sequence.nextScrambled() % 512 &- 256)
      }
    }
    return result
  }

  /// Pairs of all special numbers, boundaries and their negatives, then `count` pairs: a quarter of
  /// them of all representations, a quarter near 1 and wide, a quarter of numbers of similar size.
  static func pairs(of type: ElementType, _ count: Int) -> ([UInt64], [UInt64]) {
    var xs: [UInt64] = []
    var ys: [UInt64] = []
    let special = [Double.infinity, .nan, .leastNonzeroMagnitude] + boundaries
    let signed = special.flatMap { [Scalar(type, $0).bits, Scalar(type, -$0).bits] }
    for x in signed {
      for y in signed {
        xs.append(x)
        ys.append(y)
      }
    }
    func bits(_ x: Double) -> UInt64 { Scalar(type, x).bits }
    var sequence = EvenSequence()
    for i in 0..<count {
      let (a, b) = (sequence.next(), sequence.nextScrambled())
      let (s, t) = (sequence.nextFraction(), Double(sequence.nextScrambled() >> 11) * 0x1p-53)
      switch i % 4 {
      case 0:
        xs.append(a >> UInt64(64 - type.bitWidth))
        ys.append(b >> UInt64(64 - type.bitWidth))
      case 1:
        xs.append(bits(0.5 + s))
        ys.append(bits((t - 0.5) * (type == .f64 ? 2000 : 250)))
      case 2:
        xs.append(bits(s * 8 - 4))
        ys.append(bits(t * 120 - 60))
      default:
        xs.append(bits(s * 1000))
        ys.append(bits(t * 0.7))
      }
    }
    return (xs, ys)
  }

}

/// Numbers spread evenly, multiples of the golden ratio, and others derived from them.
private struct EvenSequence {

  private var state: UInt64 = 0x1234_5678_9abc_def0

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return state
  }

  /// A number between 0 and 1.
  mutating func nextFraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number that seems to have nothing to do with the one before.
  mutating func nextScrambled() -> UInt64 {
    let x = next()
    let y = (x ^ (x >> 31)) &* 0xd6e8_feb8_6659_fd93
    return y ^ (y >> 32)
  }

}
