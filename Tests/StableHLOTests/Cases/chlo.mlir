// Operations that frameworks use beside those of StableHLO.

func.func @functions() {
  %x = stablehlo.constant dense<[-1.0, 0.0, 2.0]> : tensor<3xf32>
  %0 = chlo.square %x : tensor<3xf32> -> tensor<3xf32>
  check.expect_eq_const %0, dense<[1.0, 0.0, 4.0]> : tensor<3xf32>
  %1 = chlo.erf %x : tensor<3xf32> -> tensor<3xf32>
  check.expect_almost_eq_const %1, dense<[-0.842700779, 0.0, 0.995322286]> : tensor<3xf32>
  %2 = chlo.atan %x : tensor<3xf32> -> tensor<3xf32>
  check.expect_almost_eq_const %2, dense<[-0.785398185, 0.0, 1.10714877]> : tensor<3xf32>
  %3 = "chlo.tan"(%x) : (tensor<3xf32>) -> tensor<3xf32>
  check.expect_almost_eq_const %3, dense<[-1.55740774, 0.0, -2.18503976]> : tensor<3xf32>
  %4 = "chlo.constant_like"(%x) <{value = 3.000000e+00 : f32}> : (tensor<3xf32>) -> tensor<3xf32>
  check.expect_eq_const %4, dense<3.0> : tensor<3xf32>
  %5 = stablehlo.custom_call @mhlo.erf(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<3xf32>) -> tensor<3xf32>
  check.expect_eq %5, %1 : tensor<3xf32>
  func.return
}

// -----

func.func @infinities() {
  %x = stablehlo.constant dense<[0x7F800000, 0xFF800000, 0x7FC00000, 1.0]> : tensor<4xf32>
  %0 = chlo.is_inf %x : tensor<4xf32> -> tensor<4xi1>
  check.expect_eq_const %0, dense<[true, true, false, false]> : tensor<4xi1>
  %1 = chlo.is_pos_inf %x : tensor<4xf32> -> tensor<4xi1>
  check.expect_eq_const %1, dense<[true, false, false, false]> : tensor<4xi1>
  %2 = chlo.is_neg_inf %x : tensor<4xf32> -> tensor<4xi1>
  check.expect_eq_const %2, dense<[false, true, false, false]> : tensor<4xi1>
  func.return
}

// -----

func.func @neighbours() {
  %x = stablehlo.constant dense<[1.0, 1.0, -1.0, 0.0, -0.0, 0x00000001, 5.0, 0x7F7FFFFF]> : tensor<8xf32>
  %y = stablehlo.constant dense<[2.0, 0.0, 0.0, 1.0, -1.0, -1.0, 5.0, 0x7F800000]> : tensor<8xf32>
  %0 = chlo.next_after %x, %y : tensor<8xf32>, tensor<8xf32> -> tensor<8xf32>
  %1 = stablehlo.bitcast_convert %0 : (tensor<8xf32>) -> tensor<8xui32>
  check.expect_eq_const %1, dense<[0x3F800001, 0x3F7FFFFF, 0xBF7FFFFF, 0x00000001, 0x80000001, 0x00000000, 0x40A00000, 0x7F800000]> : tensor<8xui32>
  func.return
}

// -----

func.func @high_products() {
  %a = stablehlo.constant dense<[3, -3, 9223372036854775807, -9223372036854775808]> : tensor<4xi64>
  %b = stablehlo.constant dense<[5, 5, 4, -9223372036854775808]> : tensor<4xi64>
  %0 = "chlo.mulhi"(%a, %b) : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi64>
  check.expect_eq_const %0, dense<[0, -1, 1, 4611686018427387904]> : tensor<4xi64>
  %c = stablehlo.constant dense<[18446744073709551615, 4294967296]> : tensor<2xui64>
  %1 = chlo.mulhi %c, %c : tensor<2xui64>, tensor<2xui64> -> tensor<2xui64>
  check.expect_eq_const %1, dense<[18446744073709551614, 1]> : tensor<2xui64>
  %d = stablehlo.constant dense<[-128, 100]> : tensor<2xi8>
  %2 = "chlo.mulhi"(%d, %d) : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi8>
  check.expect_eq_const %2, dense<[64, 39]> : tensor<2xi8>
  func.return
}

// -----

func.func @broadcasts() {
  %x = stablehlo.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32>
  %y = stablehlo.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %0 = chlo.broadcast_add %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  check.expect_eq_const %0, dense<[[11.0, 21.0], [12.0, 22.0]]> : tensor<2x2xf32>
  %1 = chlo.broadcast_compare %x, %y {comparison_direction = #chlo<comparison_direction GT>} : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xi1>
  check.expect_eq_const %1, dense<false> : tensor<2x2xi1>
  func.return
}

// -----

// Each operation on operands of different shapes is the plain one on equal shapes.
func.func @all_broadcasts() {
  %x = stablehlo.constant dense<[[0.5], [2.0]]> : tensor<2x1xf32>
  %y = stablehlo.constant dense<[1.5, 3.0]> : tensor<2xf32>
  %a = stablehlo.constant dense<[[0.5, 0.5], [2.0, 2.0]]> : tensor<2x2xf32>
  %b = stablehlo.constant dense<[[1.5, 3.0], [1.5, 3.0]]> : tensor<2x2xf32>
  %0 = chlo.broadcast_atan2 %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %1 = stablehlo.atan2 %a, %b : tensor<2x2xf32>
  check.expect_eq %0, %1 : tensor<2x2xf32>
  %2 = chlo.broadcast_divide %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %3 = stablehlo.divide %a, %b : tensor<2x2xf32>
  check.expect_eq %2, %3 : tensor<2x2xf32>
  %4 = chlo.broadcast_maximum %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %5 = stablehlo.maximum %a, %b : tensor<2x2xf32>
  check.expect_eq %4, %5 : tensor<2x2xf32>
  %6 = chlo.broadcast_minimum %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %7 = stablehlo.minimum %a, %b : tensor<2x2xf32>
  check.expect_eq %6, %7 : tensor<2x2xf32>
  %8 = chlo.broadcast_power %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %9 = stablehlo.power %a, %b : tensor<2x2xf32>
  check.expect_eq %8, %9 : tensor<2x2xf32>
  %10 = chlo.broadcast_remainder %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %11 = stablehlo.remainder %a, %b : tensor<2x2xf32>
  check.expect_eq %10, %11 : tensor<2x2xf32>
  %12 = chlo.broadcast_subtract %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %13 = stablehlo.subtract %a, %b : tensor<2x2xf32>
  check.expect_eq %12, %13 : tensor<2x2xf32>
  %14 = chlo.broadcast_multiply %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %15 = stablehlo.multiply %a, %b : tensor<2x2xf32>
  check.expect_eq %14, %15 : tensor<2x2xf32>
  %16 = chlo.broadcast_add %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %17 = stablehlo.add %a, %b : tensor<2x2xf32>
  check.expect_eq %16, %17 : tensor<2x2xf32>
  %18 = chlo.broadcast_next_after %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %19 = chlo.next_after %a, %b : tensor<2x2xf32>, tensor<2x2xf32> -> tensor<2x2xf32>
  check.expect_eq %18, %19 : tensor<2x2xf32>
  %c = chlo.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32>
  %d = chlo.constant_like %a {value = 1.0 : f32} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %e = stablehlo.constant dense<[[1.0, 1.0], [2.0, 2.0]]> : tensor<2x2xf32>
  %f = stablehlo.add %b, %d : tensor<2x2xf32>
  %g = stablehlo.constant dense<[2.5, 4.0]> : tensor<2xf32>
  %20 = chlo.broadcast_polygamma %c, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %21 = chlo.polygamma %e, %b : tensor<2x2xf32>, tensor<2x2xf32> -> tensor<2x2xf32>
  check.expect_eq %20, %21 : tensor<2x2xf32>
  %h = stablehlo.add %e, %d : tensor<2x2xf32>
  %i = stablehlo.constant dense<[[2.0], [3.0]]> : tensor<2x1xf32>
  %22 = chlo.broadcast_zeta %i, %g : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %23 = chlo.zeta %h, %f : tensor<2x2xf32>, tensor<2x2xf32> -> tensor<2x2xf32>
  check.expect_eq %22, %23 : tensor<2x2xf32>
  %24 = chlo.broadcast_complex %x, %y : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xcomplex<f32>>
  %25 = stablehlo.complex %a, %b : tensor<2x2xcomplex<f32>>
  check.expect_eq %24, %25 : tensor<2x2xcomplex<f32>>
  func.return
}

// -----

func.func @integer_broadcasts() {
  %x = stablehlo.constant dense<[[-6], [5]]> : tensor<2x1xi32>
  %y = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %a = stablehlo.constant dense<[[-6, -6], [5, 5]]> : tensor<2x2xi32>
  %b = stablehlo.constant dense<[[1, 2], [1, 2]]> : tensor<2x2xi32>
  %0 = "chlo.broadcast_and"(%x, %y) : (tensor<2x1xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %1 = stablehlo.and %a, %b : tensor<2x2xi32>
  check.expect_eq %0, %1 : tensor<2x2xi32>
  %2 = "chlo.broadcast_or"(%x, %y) : (tensor<2x1xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %3 = stablehlo.or %a, %b : tensor<2x2xi32>
  check.expect_eq %2, %3 : tensor<2x2xi32>
  %4 = "chlo.broadcast_xor"(%x, %y) : (tensor<2x1xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %5 = stablehlo.xor %a, %b : tensor<2x2xi32>
  check.expect_eq %4, %5 : tensor<2x2xi32>
  %6 = "chlo.broadcast_shift_left"(%x, %y) : (tensor<2x1xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %7 = stablehlo.shift_left %a, %b : tensor<2x2xi32>
  check.expect_eq %6, %7 : tensor<2x2xi32>
  %8 = "chlo.broadcast_shift_right_arithmetic"(%x, %y) : (tensor<2x1xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %9 = stablehlo.shift_right_arithmetic %a, %b : tensor<2x2xi32>
  check.expect_eq %8, %9 : tensor<2x2xi32>
  %10 = "chlo.broadcast_shift_right_logical"(%x, %y) : (tensor<2x1xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %11 = stablehlo.shift_right_logical %a, %b : tensor<2x2xi32>
  check.expect_eq %10, %11 : tensor<2x2xi32>
  // The attribute says which axes those of the operand with fewer are.
  %12 = "chlo.broadcast_add"(%a, %y) <{broadcast_dimensions = array<i64: 0>}> : (tensor<2x2xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  check.expect_eq_const %12, dense<[[-5, -5], [7, 7]]> : tensor<2x2xi32>
  func.return
}
