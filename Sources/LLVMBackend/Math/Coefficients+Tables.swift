// Made by scripts/fit-polynomials.py.

/// Coefficients of polynomials, the lowest first, by what the polynomials approximate.
extension Coefficients {

  /// (eʳ - 1 - r) / r² for |r| <= (log 2) / 2.
  ///
  /// The error relative to the function is at most 2^-26.1 and 2^-61.5.
  static let exponential = Coefficients(
    single: [
      0x1.fffffep-2,
      0x1.5554bp-3,
      0x1.555718p-5,
      0x1.1227b4p-7,
      0x1.6b717cp-10,
    ],
    double: [
      0x1p-1,
      0x1.5555555555559p-3,
      0x1.555555555554dp-5,
      0x1.111111110f64fp-7,
      0x1.6c16c16c1ab07p-10,
      0x1.a01a01b007837p-13,
      0x1.a01a018e0c44ap-16,
      0x1.71ddf801cb843p-19,
      0x1.27e5133b4b366p-22,
      0x1.af5f494c18063p-26,
      0x1.1f1a3f40e3ff8p-29,
    ])

  /// (log(1 + f) - f + f²/2) / f³ for 3/4 <= 1 + f <= 3/2.
  ///
  /// The error relative to the function is at most 2^-27.6 and 2^-56.6.
  static let logarithm = Coefficients(
    single: [
      0x1.5555a4p-2,
      -0x1.000044p-2,
      0x1.996966p-3,
      -0x1.54ee78p-3,
      0x1.2885c4p-3,
      -0x1.0d99cp-3,
      0x1.acc3ecp-4,
      -0x1.7173dp-5,
    ],
    double: [
      0x1.55555555555a1p-2,
      -0x1.000000000077fp-2,
      0x1.999999998c586p-3,
      -0x1.5555555457aaep-3,
      0x1.2492492979eap-3,
      -0x1.000000645c4e2p-3,
      0x1.c71c70ded168fp-4,
      -0x1.999972a41e7c4p-4,
      0x1.745cebc7520d1p-4,
      -0x1.55593c0ae5eafp-4,
      0x1.3b1f0ed34ebdep-4,
      -0x1.246569a22ec7ep-4,
      0x1.101c1d6bc347fp-4,
      -0x1.fffb49d7ccefcp-5,
      0x1.f256560e04473p-5,
      -0x1.e8f663605bb2dp-5,
      0x1.9f5e81eee04c9p-5,
      -0x1.e1946c777f8c3p-6,
      0x1.09242de0de76cp-7,
    ])

  /// The same, for powers in single precision.
  ///
  /// The error relative to the function is at most 2^-37.5.
  static let shortExponential = Coefficients(
    double: [
      0x1.0000000017372p-1,
      0x1.5555557370c8ep-3,
      0x1.555554f30d94ap-5,
      0x1.1110b1ddb9e4fp-7,
      0x1.6c17673529f87p-10,
      0x1.a16fddc87721dp-13,
      0x1.a003a4b24a146p-16,
    ])

  /// The same, for powers in single precision.
  ///
  /// The error relative to the function is at most 2^-40.9.
  static let shortLogarithm = Coefficients(
    double: [
      0x1.5555555965b45p-2,
      -0x1.fffffff6f5543p-3,
      0x1.999993874f009p-3,
      -0x1.55554ff56bfd3p-3,
      0x1.2493b9ed82aecp-3,
      -0x1.00036a9859988p-3,
      0x1.c6d5b2eb0b8bfp-4,
      -0x1.9886d3537846ap-4,
      0x1.767c1716086bep-4,
      -0x1.65650df18a545p-4,
      0x1.4a07d664d35d9p-4,
      -0x1.cb7b98fca4c23p-5,
      0x1.3c3141801db77p-6,
    ])

  /// (atanh(s) / s - 1 - s²/3) / s⁴ of s² for |s| <= 1/5.
  ///
  /// The error relative to the function is at most 2^-69.0.
  static let preciseLogarithm = Coefficients(
    double: [
      0x1.9999999999967p-3,
      0x1.2492492498f14p-3,
      0x1.c71c71bc4f0f6p-4,
      0x1.745d1bd142e48p-4,
      0x1.3b12963fbb14ep-4,
      0x1.113a5523e895p-4,
      0x1.dac94d34e9827p-5,
      0x1.0193636ed343p-4,
    ])

  /// (sin(r) - r) / r³ of r² for |r| <= π/4 and a little more.
  ///
  /// The error relative to the function is at most 2^-27.6 and 2^-57.3.
  static let sine = Coefficients(
    single: [
      -0x1.555542p-3,
      0x1.1105fap-7,
      -0x1.98d738p-13,
    ],
    double: [
      -0x1.5555555555543p-3,
      0x1.111111110ef21p-7,
      -0x1.a01a019ae218p-13,
      0x1.71de346eb6e35p-19,
      -0x1.ae5d964c5b52fp-26,
      0x1.5d56ca0ac1e82p-33,
    ])

  /// (cos(r) - 1 + r²/2) / r⁴ of r² for |r| <= π/4 and a little more.
  ///
  /// The error relative to the function is at most 2^-32.5 and 2^-63.2.
  static let cosine = Coefficients(
    single: [
      0x1.555548p-5,
      -0x1.6c0aecp-10,
      0x1.998d62p-16,
    ],
    double: [
      0x1.5555555555546p-5,
      -0x1.6c16c16c14557p-10,
      0x1.a01a019b84d38p-16,
      -0x1.27e4f732c6f7ap-22,
      0x1.1ee95b458294bp-29,
      -0x1.8f6497a33306ap-37,
    ])

  /// (atan(t) - t) / t³ of t² for |t| <= 1.
  ///
  /// The error relative to the function is at most 2^-28.5 and 2^-57.6.
  static let arctangent = Coefficients(
    single: [
      -0x1.55553ep-2,
      0x1.9991eap-3,
      -0x1.2420fap-3,
      0x1.c092dcp-4,
      -0x1.5820e6p-4,
      0x1.da89bcp-5,
      -0x1.fe56ap-6,
      0x1.652706p-7,
      -0x1.d552cap-10,
    ],
    double: [
      -0x1.5555555555526p-2,
      0x1.99999999955b5p-3,
      -0x1.249249237f5b8p-3,
      0x1.c71c717fd01e9p-4,
      -0x1.745d11ae7c086p-4,
      0x1.3b13669a4b3ccp-4,
      -0x1.110e51267be84p-4,
      0x1.e1bba654b89f7p-5,
      -0x1.ae5e7210dc749p-5,
      0x1.82dad463da876p-5,
      -0x1.59a3f489a2d98p-5,
      0x1.2c2e42fb66144p-5,
      -0x1.e9f9af3a479cep-6,
      0x1.683c46dfddc3ap-6,
      -0x1.c78ebcd96e247p-7,
      0x1.d7b781fb3b453p-8,
      -0x1.7a37c4f5f3727p-9,
      0x1.b3f8034e72a7dp-11,
      -0x1.3f33baff4ea3fp-13,
      0x1.bbe940cb1f097p-17,
    ])

  /// erf(x) / x - 1 of x² for |x| <= 1.
  ///
  /// The error relative to the function is at most 2^-29.3 and 2^-56.0.
  static let errorFunction = Coefficients(
    single: [
      0x1.06eba8p-3,
      -0x1.81273ep-2,
      0x1.ce2cf2p-4,
      -0x1.b7f88cp-6,
      0x1.54017p-8,
      -0x1.a3d7ecp-11,
      0x1.4916f2p-14,
    ],
    double: [
      0x1.06eba8214db68p-3,
      -0x1.812746b0379b2p-2,
      0x1.ce2f21a0408cfp-4,
      -0x1.b82ce311edfccp-6,
      0x1.565bccf7e0776p-8,
      -0x1.c02db01444ff9p-11,
      0x1.f9a2b74c50a16p-14,
      -0x1.f4ca1fbddc286p-17,
      0x1.b97e3e7fb9adap-20,
      -0x1.5bfe52e931e2fp-23,
      0x1.d6e2e6b8b9401p-27,
      -0x1.ab12dd31cc10cp-31,
    ])

  /// log(1 - erf(x)) for 1 <= x <= 4 or, in double precision, 6.
  ///
  /// The error relative to the function is at most 2^-29.8 and 2^-59.5.
  static let complement = Coefficients(
    single: [
      -0x1.70abf6p-12,
      -0x1.20863ep0,
      -0x1.46c3c4p-1,
      -0x1.a6163cp-4,
      0x1.6557c4p-6,
      -0x1.817694p-9,
      0x1.856f14p-13,
    ],
    double: [
      -0x1.887f6be5982d4p-23,
      -0x1.20dd55a8d6cb1p0,
      -0x1.45f43029adf6p-1,
      -0x1.a4d9df6a29127p-4,
      0x1.38902dec2be18p-6,
      0x1.275a94915881p-12,
      -0x1.d013d3732c5aep-10,
      0x1.50c19e775d877p-11,
      -0x1.7e8b4b9c60c38p-15,
      -0x1.255a691d725c7p-14,
      0x1.783ec1d15e332p-15,
      -0x1.13fa90403a693p-16,
      0x1.213323942f716p-18,
      -0x1.c6a05d70127bbp-21,
      0x1.0ca1c1ed3fbf6p-23,
      -0x1.d1af171aa9c59p-27,
      0x1.1843b935af22ap-30,
      -0x1.a31b5716cb3f6p-35,
      0x1.25555986af7b3p-40,
    ])

}

/// Constants in parts, the largest first.
extension Coefficients {

  /// 1 / log 2.
  static let log2E = Coefficients(
    single: [
      0x1.715476p0
    ],
    double: [
      0x1.71547652b82fep0
    ])

  /// log 2, in two parts.
  static let log2 = Coefficients(
    single: [
      0x1.62e43p-1,
      -0x1.05c61p-29,
    ],
    double: [
      0x1.62e42fefa39efp-1,
      0x1.abc9e3b39803fp-56,
    ])

  /// log 2, in two parts; an exponent times the first is exact.
  static let shortLog2 = Coefficients(
    single: [
      0x1.62e4p-1,
      0x1.7f7d1cp-20,
    ],
    double: [
      0x1.62e42fefa38p-1,
      0x1.ef35793c7673p-45,
    ])

  /// 2 / π.
  static let twoOverPi = Coefficients(
    single: [
      0x1.45f306p-1
    ],
    double: [
      0x1.45f306dc9c883p-1
    ])

  /// π/2, in three parts.
  static let halfPi = Coefficients(
    single: [
      0x1.921fb6p0,
      -0x1.777a5cp-25,
      -0x1.ee59dap-50,
    ],
    double: [
      0x1.921fb54442d18p0,
      0x1.1a62633145c07p-54,
      -0x1.f1976b7ed8fbcp-110,
    ])

  /// π, in two parts.
  static let pi = Coefficients(
    single: [
      0x1.921fb6p1,
      -0x1.777a5cp-24,
    ],
    double: [
      0x1.921fb54442d18p1,
      0x1.1a62633145c07p-53,
    ])

  /// 1/3, in two parts.
  static let third = Coefficients(
    single: [
      0x1.555556p-2,
      -0x1.555556p-27,
    ],
    double: [
      0x1.5555555555555p-2,
      0x1.5555555555555p-56,
    ])

}
