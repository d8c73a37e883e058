// Elements of less than eight bits, and floats of eight.

func.func @integers() {
  %x = stablehlo.constant dense<[-8, -1, 3, 7]> : tensor<4xi4>
  %y = stablehlo.constant dense<[-1, -1, 2, 1]> : tensor<4xi4>
  %0 = stablehlo.add %x, %y : tensor<4xi4>
  check.expect_eq_const %0, dense<[7, -2, 5, -8]> : tensor<4xi4>
  %1 = stablehlo.multiply %x, %y : tensor<4xi4>
  check.expect_eq_const %1, dense<[-8, 1, 6, 7]> : tensor<4xi4>
  %2 = stablehlo.divide %x, %y : tensor<4xi4>
  check.expect_eq_const %2, dense<[-8, 1, 1, 7]> : tensor<4xi4>
  %3 = stablehlo.negate %x : tensor<4xi4>
  check.expect_eq_const %3, dense<[-8, 1, -3, -7]> : tensor<4xi4>
  %one = stablehlo.constant dense<1> : tensor<4xi4>
  %4 = stablehlo.shift_right_logical %x, %one : tensor<4xi4>
  check.expect_eq_const %4, dense<[4, 7, 1, 3]> : tensor<4xi4>
  %5 = stablehlo.shift_left %x, %one : tensor<4xi4>
  check.expect_eq_const %5, dense<[0, -2, 6, -2]> : tensor<4xi4>
  %6 = stablehlo.popcnt %x : tensor<4xi4>
  check.expect_eq_const %6, dense<[1, 4, 2, 3]> : tensor<4xi4>
  %7 = stablehlo.count_leading_zeros %x : tensor<4xi4>
  check.expect_eq_const %7, dense<[0, 0, 2, 1]> : tensor<4xi4>
  %8 = stablehlo.convert %x : (tensor<4xi4>) -> tensor<4xi32>
  check.expect_eq_const %8, dense<[-8, -1, 3, 7]> : tensor<4xi32>
  %wide = stablehlo.constant dense<[17, -1, 8, -9]> : tensor<4xi32>
  %9 = stablehlo.convert %wide : (tensor<4xi32>) -> tensor<4xi4>
  check.expect_eq_const %9, dense<[1, -1, -8, 7]> : tensor<4xi4>
  %10 = stablehlo.convert %x : (tensor<4xi4>) -> tensor<4xui4>
  check.expect_eq_const %10, dense<[8, 15, 3, 7]> : tensor<4xui4>
  %11 = stablehlo.subtract %10, %10 : tensor<4xui4>
  %uone = stablehlo.constant dense<1> : tensor<4xui4>
  %12 = stablehlo.subtract %11, %uone : tensor<4xui4>
  check.expect_eq_const %12, dense<15> : tensor<4xui4>
  %13 = stablehlo.bitcast_convert %12 : (tensor<4xui4>) -> tensor<4xi4>
  check.expect_eq_const %13, dense<"0x0F"> : tensor<4xi4>
  %14 = stablehlo.iota dim = 0 : tensor<4xui2>
  %15 = stablehlo.not %14 : tensor<4xui2>
  check.expect_eq_const %15, dense<[3, 2, 1, 0]> : tensor<4xui2>
  %16 = stablehlo.iota dim = 0 : tensor<4xi2>
  check.expect_eq_const %16, dense<[0, 1, -2, -1]> : tensor<4xi2>
  %zero = stablehlo.constant dense<0> : tensor<i4>
  %17 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<4xi4>, tensor<i4>) -> tensor<i4>
  check.expect_eq_const %17, dense<1> : tensor<i4>
  %18 = stablehlo.dot_general %x, %x, contracting_dims = [0] x [0] : (tensor<4xi4>, tensor<4xi4>) -> tensor<i32>
  check.expect_eq_const %18, dense<123> : tensor<i32>
  func.return
}

// -----

func.func @floats() {
  %x = stablehlo.constant dense<[0.0, 0.1, 17.0, 448.0, 464.0, 465.0, -3.0e-3, 0x7F800000]> : tensor<8xf32>
  %0 = stablehlo.convert %x : (tensor<8xf32>) -> tensor<8xf8E4M3FN>
  check.expect_almost_eq_const %0, dense<[0.0, 0.1015625, 16.0, 448.0, 448.0, 0x7F, -0.00390625, 0x7F]> : tensor<8xf8E4M3FN>
  %1 = stablehlo.convert %0 : (tensor<8xf8E4M3FN>) -> tensor<8xf32>
  check.expect_almost_eq_const %1, dense<[0.0, 0.1015625, 16.0, 448.0, 448.0, 0x7FC00000, -0.00390625, 0x7FC00000]> : tensor<8xf32>
  %2 = stablehlo.convert %x : (tensor<8xf32>) -> tensor<8xf8E5M2>
  check.expect_almost_eq_const %2, dense<[0.0, 0.09375, 16.0, 448.0, 448.0, 448.0, -0.0029296875, 0x7C]> : tensor<8xf8E5M2>
  %3 = stablehlo.convert %x : (tensor<8xf32>) -> tensor<8xf4E2M1FN>
  check.expect_eq_const %3, dense<[0.0, 0.0, 6.0, 6.0, 6.0, 6.0, -0.0, 6.0]> : tensor<8xf4E2M1FN>
  %4 = stablehlo.negate %2 : tensor<8xf8E5M2>
  %5 = stablehlo.convert %4 : (tensor<8xf8E5M2>) -> tensor<8xf8E5M2FNUZ>
  check.expect_almost_eq_const %5, dense<[0.0, -0.09375, -16.0, -448.0, -448.0, -448.0, 0.0029296875, 0x80]> : tensor<8xf8E5M2FNUZ>
  %a = stablehlo.constant dense<[1.0, 1.125, 1.25]> : tensor<3xf8E4M3>
  %6 = stablehlo.multiply %a, %a : tensor<3xf8E4M3>
  check.expect_eq_const %6, dense<[1.0, 1.25, 1.5]> : tensor<3xf8E4M3>
  %7 = stablehlo.constant dense<"0x383940"> : tensor<3xf8E4M3>
  check.expect_eq_const %7, dense<[1.0, 1.125, 2.0]> : tensor<3xf8E4M3>
  %8 = stablehlo.dot_general %a, %7, contracting_dims = [0] x [0] : (tensor<3xf8E4M3>, tensor<3xf8E4M3>) -> tensor<f32>
  check.expect_eq_const %8, dense<4.765625> : tensor<f32>
  %9 = stablehlo.constant dense<0x3C> : tensor<f8E3M4>
  check.expect_eq_const %9, dense<1.75> : tensor<f8E3M4>
  func.return
}
