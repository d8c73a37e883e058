// Made by scripts/fit-polynomials.py.

/// Coefficients of polynomials, the lowest first, by what the polynomials approximate.
extension Coefficients {

  /// (eʳ - 1 - r) / r² for |r| <= log 2.
  ///
  /// The error relative to the function is at most 2^-29.3 and 2^-60.4.
  static let exponential = Coefficients(
    single: [
      0x1p-1,
      0x1.55555cp-3,
      0x1.55554cp-5,
      0x1.110b6ep-7,
      0x1.6c1b3p-10,
      0x1.a55802p-13,
      0x1.a13048p-16,
    ],
    double: [
      0x1p-1,
      0x1.5555555555553p-3,
      0x1.555555555555fp-5,
      0x1.111111111177p-7,
      0x1.6c16c16c1504dp-10,
      0x1.a01a019eb3cf1p-13,
      0x1.a01a01a379397p-16,
      0x1.71de3c8f5d314p-19,
      0x1.27e4f8b334725p-22,
      0x1.ae60c93fd6b46p-26,
      0x1.1eef37b69121fp-29,
      0x1.63e9ece527b17p-33,
      0x1.9410c5bac74cdp-37,
    ])

  /// (log(1 + f) - f + f²/2) / f³ for √½ <= 1 + f <= √2.
  ///
  /// The error relative to the function is at most 2^-27.3 and 2^-56.6.
  static let logarithm = Coefficients(
    single: [
      0x1.555554p-2,
      -0x1.000228p-2,
      0x1.99a028p-3,
      -0x1.547206p-3,
      0x1.22d77cp-3,
      -0x1.0d859p-3,
      0x1.056d5cp-3,
      -0x1.38de2ap-4,
    ],
    double: [
      0x1.5555555555533p-2,
      -0x1.fffffffffeef9p-3,
      0x1.999999999f7abp-3,
      -0x1.555555566cbbap-3,
      0x1.24924922a3707p-3,
      -0x1.ffffff2af8216p-4,
      0x1.c71c71df15f9p-4,
      -0x1.9999c29405814p-4,
      0x1.745d3f6aaa0ebp-4,
      -0x1.5550eaf991bd6p-4,
      0x1.3b0b7f9aa0c8cp-4,
      -0x1.24d775e15e5edp-4,
      0x1.11cd945f0973p-4,
      -0x1.fba073ac69f69p-5,
      0x1.d05190bcc00b3p-5,
      -0x1.d11beced922eap-5,
      0x1.0a6eb47057f54p-4,
      -0x1.ea2b201fd527cp-5,
      0x1.ac914d2e7a70fp-6,
    ])

  /// The same, for powers in single precision.
  ///
  /// The error relative to the function is at most 2^-34.5.
  static let shortExponential = Coefficients(
    double: [
      0x1.fffffff86b3b2p-2,
      0x1.555555670b6c3p-3,
      0x1.55555c83917ecp-5,
      0x1.111105060128ap-7,
      0x1.6c0fc3fe3a3dfp-10,
      0x1.a021e029e5584p-13,
      0x1.a50db2bb0b6c5p-16,
      0x1.71fea252c784cp-19,
    ])

  /// The same, for powers in single precision.
  ///
  /// The error relative to the function is at most 2^-40.8.
  static let shortLogarithm = Coefficients(
    double: [
      0x1.5555555319d12p-2,
      -0x1.0000002045ec1p-2,
      0x1.99999d9fd2484p-3,
      -0x1.55553910bc798p-3,
      0x1.24911d4ee5464p-3,
      -0x1.0003e3aa56158p-3,
      0x1.c76c12183bfc2p-4,
      -0x1.9940fcff2096ep-4,
      0x1.6f1c0290171a9p-4,
      -0x1.53a2db8c32edbp-4,
      0x1.644cb001f8877p-4,
      -0x1.5d4a7487b2a74p-4,
      0x1.681c9eac5cfc7p-5,
    ])

  /// (atanh(s) / s - 1 - s²/3) / s⁴ of s² for |s| <= (√2 - 1) / (√2 + 1).
  ///
  /// The error relative to the function is at most 2^-73.3.
  static let preciseLogarithm = Coefficients(
    double: [
      0x1.9999999999995p-3,
      0x1.2492492493168p-3,
      0x1.c71c71c55f8dcp-4,
      0x1.745d1840cfbb1p-4,
      0x1.3b135f1ae60e9p-4,
      0x1.112138a626bdap-4,
      0x1.de1fa6771c1eep-5,
      0x1.ebaf2881c86f9p-5,
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

  /// 1 / (2 log 2).
  static let halfLog2E = Coefficients(
    single: [
      0x1.715476p-1
    ],
    double: [
      0x1.71547652b82fep-1
    ])

  /// 2 log 2, in two parts.
  static let twoLog2 = Coefficients(
    single: [
      0x1.62e43p0,
      -0x1.05c61p-28,
    ],
    double: [
      0x1.62e42fefa39efp0,
      0x1.abc9e3b39803fp-55,
    ])

  /// log 2, in two parts; an exponent times the first is exact.
  static let log2 = Coefficients(
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
