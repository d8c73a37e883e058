// Functions of single elements.

func.func @unary() {
  %x = stablehlo.constant dense<[-1.5, 0.25, 2.5]> : tensor<3xf32>
  %0 = stablehlo.abs %x : tensor<3xf32>
  check.expect_eq_const %0, dense<[1.5, 0.25, 2.5]> : tensor<3xf32>
  %1 = stablehlo.negate %x : (tensor<3xf32>) -> tensor<3xf32>
  check.expect_eq_const %1, dense<[1.5, -0.25, -2.5]> : tensor<3xf32>
  %2 = stablehlo.sign %x : tensor<3xf32>
  check.expect_eq_const %2, dense<[-1.0, 1.0, 1.0]> : tensor<3xf32>
  %3 = stablehlo.floor %x : tensor<3xf32>
  check.expect_eq_const %3, dense<[-2.0, 0.0, 2.0]> : tensor<3xf32>
  %4 = stablehlo.ceil %x : tensor<3xf32>
  check.expect_eq_const %4, dense<[-1.0, 1.0, 3.0]> : tensor<3xf32>
  %5 = stablehlo.round_nearest_even %x : tensor<3xf32>
  check.expect_eq_const %5, dense<[-2.0, 0.0, 2.0]> : tensor<3xf32>
  %6 = stablehlo.round_nearest_afz %x : tensor<3xf32>
  check.expect_eq_const %6, dense<[-2.0, 0.0, 3.0]> : tensor<3xf32>
  func.return
}

// -----

func.func @transcendental() {
  %x = stablehlo.constant dense<[0.25, 1.0]> : tensor<2xf64>
  %0 = stablehlo.exponential %x : tensor<2xf64>
  check.expect_almost_eq_const %0, dense<[1.2840254166877414, 2.718281828459045]> : tensor<2xf64>
  %1 = stablehlo.exponential_minus_one %x : tensor<2xf64>
  check.expect_almost_eq_const %1, dense<[0.28402541668774150, 1.718281828459045]> : tensor<2xf64>
  %2 = stablehlo.log %x : tensor<2xf64>
  check.expect_almost_eq_const %2, dense<[-1.3862943611198906, 0.0]> : tensor<2xf64>
  %3 = stablehlo.log_plus_one %x : tensor<2xf64>
  check.expect_almost_eq_const %3, dense<[0.22314355131420976, 0.6931471805599453]> : tensor<2xf64>
  %4 = stablehlo.sine %x : tensor<2xf64>
  check.expect_almost_eq_const %4, dense<[0.24740395925452294, 0.8414709848078965]> : tensor<2xf64>
  %5 = stablehlo.cosine %x : tensor<2xf64>
  check.expect_almost_eq_const %5, dense<[0.9689124217106447, 0.5403023058681398]> : tensor<2xf64>
  %6 = stablehlo.tan %x : tensor<2xf64>
  check.expect_almost_eq_const %6, dense<[0.25534192122103627, 1.5574077246549023]> : tensor<2xf64>
  %7 = stablehlo.tanh %x : tensor<2xf64>
  check.expect_almost_eq_const %7, dense<[0.24491866240370913, 0.7615941559557649]> : tensor<2xf64>
  %8 = stablehlo.logistic %x : tensor<2xf64>
  check.expect_almost_eq_const %8, dense<[0.56217650088579807, 0.7310585786300049]> : tensor<2xf64>
  %9 = stablehlo.sqrt %x : tensor<2xf64>
  check.expect_eq_const %9, dense<[0.5, 1.0]> : tensor<2xf64>
  %10 = stablehlo.rsqrt %x : tensor<2xf64>
  check.expect_almost_eq_const %10, dense<[2.0, 1.0]> : tensor<2xf64>
  %11 = stablehlo.cbrt %x {result_accuracy = #stablehlo.result_accuracy<mode = #stablehlo.result_accuracy_mode<DEFAULT>>} : tensor<2xf64>
  check.expect_almost_eq_const %11, dense<[0.6299605249474366, 1.0]> : tensor<2xf64> {tolerance = 1.0e-6 : f64}
  func.return
}

// -----

func.func @binary() {
  %x = stablehlo.constant dense<[7, -7]> : tensor<2xi32>
  %y = stablehlo.constant dense<[2, 2]> : tensor<2xi32>
  %0 = stablehlo.add %x, %y : tensor<2xi32>
  check.expect_eq_const %0, dense<[9, -5]> : tensor<2xi32>
  %1 = stablehlo.subtract %x, %y : tensor<2xi32>
  check.expect_eq_const %1, dense<[5, -9]> : tensor<2xi32>
  %2 = stablehlo.multiply %x, %y : tensor<2xi32>
  check.expect_eq_const %2, dense<[14, -14]> : tensor<2xi32>
  %3 = stablehlo.divide %x, %y : tensor<2xi32>
  check.expect_eq_const %3, dense<[3, -3]> : tensor<2xi32>
  %4 = stablehlo.remainder %x, %y : tensor<2xi32>
  check.expect_eq_const %4, dense<[1, -1]> : tensor<2xi32>
  %5 = stablehlo.maximum %x, %y : tensor<2xi32>
  check.expect_eq_const %5, dense<[7, 2]> : tensor<2xi32>
  %6 = stablehlo.minimum %x, %y : tensor<2xi32>
  check.expect_eq_const %6, dense<[2, -7]> : tensor<2xi32>
  %7 = stablehlo.power %x, %y : tensor<2xi32>
  check.expect_eq_const %7, dense<[49, 49]> : tensor<2xi32>
  %8 = stablehlo.and %x, %y : tensor<2xi32>
  check.expect_eq_const %8, dense<[2, 0]> : tensor<2xi32>
  %9 = stablehlo.or %x, %y : tensor<2xi32>
  check.expect_eq_const %9, dense<[7, -5]> : tensor<2xi32>
  %10 = stablehlo.xor %x, %y : tensor<2xi32>
  check.expect_eq_const %10, dense<[5, -5]> : tensor<2xi32>
  %11 = stablehlo.shift_left %x, %y : tensor<2xi32>
  check.expect_eq_const %11, dense<[28, -28]> : tensor<2xi32>
  %12 = stablehlo.shift_right_arithmetic %x, %y : tensor<2xi32>
  check.expect_eq_const %12, dense<[1, -2]> : tensor<2xi32>
  %13 = stablehlo.shift_right_logical %x, %y : tensor<2xi32>
  check.expect_eq_const %13, dense<[1, 1073741822]> : tensor<2xi32>
  %14 = stablehlo.not %x : tensor<2xi32>
  check.expect_eq_const %14, dense<[-8, 6]> : tensor<2xi32>
  %15 = stablehlo.popcnt %x : tensor<2xi32>
  check.expect_eq_const %15, dense<[3, 30]> : tensor<2xi32>
  %16 = stablehlo.count_leading_zeros %x : tensor<2xi32>
  check.expect_eq_const %16, dense<[29, 0]> : tensor<2xi32>
  func.return
}

// -----

func.func @comparisons_and_choice() {
  %x = stablehlo.constant dense<[-0.0, 1.0, 0x7FC00000]> : tensor<3xf32>
  %y = stablehlo.constant dense<[0.0, 2.0, 0x7FC00000]> : tensor<3xf32>
  %0 = stablehlo.compare  LT, %x, %y,  FLOAT : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  check.expect_eq_const %0, dense<[false, true, false]> : tensor<3xi1>
  %1 = stablehlo.compare LT, %x, %y, TOTALORDER : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  check.expect_eq_const %1, dense<[true, true, false]> : tensor<3xi1>
  %2 = "stablehlo.compare"(%x, %y) {comparison_direction = #stablehlo<comparison_direction NE>} : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  check.expect_eq_const %2, dense<[false, true, true]> : tensor<3xi1>
  %3 = "stablehlo.compare"(%x, %y) {compare_type = #stablehlo<comparison_type TOTALORDER>, comparison_direction = #stablehlo<comparison_direction EQ>} : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  check.expect_eq_const %3, dense<[false, false, true]> : tensor<3xi1>
  %a = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %b = stablehlo.constant dense<[4, 5, 6]> : tensor<3xi32>
  %4 = stablehlo.select %1, %a, %b : tensor<3xi1>, tensor<3xi32>
  check.expect_eq_const %4, dense<[1, 2, 6]> : tensor<3xi32>
  %p = stablehlo.constant dense<false> : tensor<i1>
  %5 = stablehlo.select %p, %a, %b : (tensor<i1>, tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  check.expect_eq_const %5, dense<[4, 5, 6]> : tensor<3xi32>
  %low = stablehlo.constant dense<2> : tensor<i32>
  %high = stablehlo.constant dense<5> : tensor<i32>
  %6 = stablehlo.clamp %low, %b, %high : (tensor<i32>, tensor<3xi32>, tensor<i32>) -> tensor<3xi32>
  check.expect_eq_const %6, dense<[4, 5, 5]> : tensor<3xi32>
  %7 = stablehlo.clamp %a, %b, %a : tensor<3xi32>
  check.expect_eq_const %7, dense<[1, 2, 3]> : tensor<3xi32>
  %8 = stablehlo.atan2 %y, %y : tensor<3xf32>
  check.expect_almost_eq_const %8, dense<[0.0, 0.785398185, 0x7FC00000]> : tensor<3xf32>
  func.return
}

// -----

func.func @conversions() {
  %x = stablehlo.constant dense<[1.75, -2.5, 300.0]> : tensor<3xf32>
  %0 = stablehlo.convert %x : (tensor<3xf32>) -> tensor<3xi8>
  check.expect_eq_const %0, dense<[1, -2, 127]> : tensor<3xi8>
  %1 = stablehlo.convert %x : tensor<3xf32>
  check.expect_eq_const %1, dense<[1.75, -2.5, 300.0]> : tensor<3xf32>
  %2 = stablehlo.bitcast_convert %x : (tensor<3xf32>) -> tensor<3xui32>
  check.expect_eq_const %2, dense<[0x3FE00000, 0xC0200000, 0x43960000]> : tensor<3xui32>
  %3 = stablehlo.bitcast_convert %2 : (tensor<3xui32>) -> tensor<3x2xui16>
  check.expect_eq_const %3, dense<[[0, 0x3FE0], [0, 0xC020], [0, 0x4396]]> : tensor<3x2xui16>
  %4 = stablehlo.constant dense<[[true, false, true, false, false, false, false, true]]> : tensor<1x8xi1>
  %5 = stablehlo.bitcast_convert %4 : (tensor<1x8xi1>) -> tensor<1xi8>
  check.expect_eq_const %5, dense<[-123]> : tensor<1xi8>
  %6 = stablehlo.bitcast_convert %5 : (tensor<1xi8>) -> tensor<1x8xi1>
  check.expect_eq %6, %4 : tensor<1x8xi1>
  func.return
}

// -----

// Formats of less precision: ties to even, zeros and infinities where the exponent does not fit.
func.func @reduced_precision() {
  %x = stablehlo.constant dense<[1.00390625, 1.01171875, -1.0e30, 1.0e-30, 0x7FC00001, 0x7F800000, 65520.0, 6.2e-5]> : tensor<8xf32>
  %0 = stablehlo.reduce_precision %x, format = e8m7 : tensor<8xf32>
  %1 = stablehlo.convert %x : (tensor<8xf32>) -> tensor<8xbf16>
  %2 = stablehlo.convert %1 : (tensor<8xbf16>) -> tensor<8xf32>
  check.expect_close %0, %2, max_ulp_difference = 0 : tensor<8xf32>, tensor<8xf32>
  %3 = "stablehlo.reduce_precision"(%x) {exponent_bits = 5 : i32, mantissa_bits = 10 : i32} : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_almost_eq_const %3, dense<[1.00390625, 1.01171875, 0xFF800000, 0.0, 0x7FC00000, 0x7F800000, 0x7F800000, 6.1988830566e-05]> : tensor<8xf32> {tolerance = 0.0 : f64}
  %4 = stablehlo.reduce_precision %x, format = e8m23 : tensor<8xf32>
  check.expect_close %4, %x, max_ulp_difference = 0 : tensor<8xf32>, tensor<8xf32>
  func.return
}
