/// The kind of an operation; the raw value is its mnemonic in the text IR.
///
/// `OpTable` describes each of them.
package enum Opcode: String, CaseIterable, Hashable, Sendable {

  // Leaf and type.
  case const, weight, iota, convert, bitcast

  // Unary.
  case abs, neg, sign, floor, ceil
  case roundEven = "round_even"
  case roundAway = "round_away"
  case sqrt, rsqrt, cbrt, exp, expm1, log, log1p, sin, cos, tan, tanh, logistic, erf
  case not, popcnt, clz
  case isFinite = "is_finite"

  // Binary and select.
  case add, sub, mul, div, rem, max, min, pow, atan2, and, or, xor, shl
  case shrA = "shr_a"
  case shrL = "shr_l"
  case compare, select, clamp

  // Movement.
  case broadcast, reshape, transpose, slice, pad, concat, reverse
  case dynamicSlice = "dynamic_slice"
  case dynamicUpdateSlice = "dynamic_update_slice"
  case gather

  // Random numbers.
  case rngBits = "rng_bits"

  // Placement.
  case scatter
  case selectAndScatter = "select_and_scatter"
  case sort

  // Reduction and contraction.
  case reduce
  case reduceWindow = "reduce_window"
  case dotGeneral = "dot_general"
  case convolution

  // Control.
  case call, `if`, `case`, `while`, fusion

  // Terminators: `return` ends the body of a function, `yield` that of every other region.
  case `return`, yield

}
