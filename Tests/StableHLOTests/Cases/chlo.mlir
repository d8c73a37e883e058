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
