// The ways in which the elements of a constant are written.

func.func @splats() {
  %0 = stablehlo.constant dense<-1> : tensor<3xi8>
  check.expect_eq_const %0, dense<[-1, -1, -1]> : tensor<3xi8>
  %1 = stablehlo.constant dense<true> : tensor<2x2xi1>
  check.expect_eq_const %1, dense<[[true, true], [true, true]]> : tensor<2x2xi1>
  %2 = stablehlo.constant dense<2.500000e-01> : tensor<f32>
  check.expect_eq_const %2, dense<0.25> : tensor<f32>
  %3 = stablehlo.constant dense<0x7F800000> : tensor<2xf32>
  %4 = stablehlo.is_finite %3 : (tensor<2xf32>) -> tensor<2xi1>
  check.expect_eq_const %4, dense<false> : tensor<2xi1>
  func.return
}

// -----

func.func @lists() {
  %0 = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %1 = stablehlo.reshape %0 : (tensor<2x3xi32>) -> tensor<6xi32>
  check.expect_eq_const %1, dense<[1, 2, 3, 4, 5, 6]> : tensor<6xi32>
  %2 = stablehlo.constant dense<[
    0.0,      // a comment
    -1.5e3, 1E2, 3., 7
  ]> : tensor<5xf64>
  check.expect_eq_const %2, dense<[0.0, -1500.0, 100.0, 3.0, 7.0]> : tensor<5xf64>
  %3 = stablehlo.constant dense<[0x7F80, 0x3F80, 1.0039062]> : tensor<3xbf16>
  check.expect_eq_const %3, dense<"0x807F803F803F"> : tensor<3xbf16>
  %4 = stablehlo.constant dense<[0x3C00, 0.1, -0.0]> : tensor<3xf16>
  check.expect_eq_const %4, dense<"0x003C662E0080"> : tensor<3xf16>
  %5 = stablehlo.constant dense<[0, 18446744073709551615]> : tensor<2xui64>
  check.expect_eq_const %5, dense<[0, 0xFFFFFFFFFFFFFFFF]> : tensor<2xui64>
  %6 = stablehlo.constant dense<[-9223372036854775808, 9223372036854775807]> : tensor<2xi64>
  check.expect_eq_const %6, dense<[0x8000000000000000, 0x7fffffffffffffff]> : tensor<2xi64>
  %7 = stablehlo.constant dense<[[0], [1]]> : tensor<2x1xi1>
  check.expect_eq_const %7, dense<[[false], [true]]> : tensor<2x1xi1>
  func.return
}

// -----

func.func @strings() {
  %0 = stablehlo.constant dense<"0x0000803F00000040"> : tensor<2xf32>
  check.expect_eq_const %0, dense<[1.0, 2.0]> : tensor<2xf32>
  %1 = stablehlo.constant dense<"0x0100ff7f"> : tensor<1x2xi16>
  check.expect_eq_const %1, dense<[[1, 32767]]> : tensor<1x2xi16>
  %2 = stablehlo.constant dense<"0x000101"> : tensor<3xi1>
  check.expect_eq_const %2, dense<[false, true, true]> : tensor<3xi1>
  // Old text packs truth values into bits.
  %3 = stablehlo.constant dense<"0x0502"> : tensor<10xi1>
  check.expect_eq_const %3, dense<[true, false, true, false, false, false, false, false, false, true]> : tensor<10xi1>
  %4 = stablehlo.constant dense<"0x0000803F"> : tensor<3xf32>
  check.expect_eq_const %4, dense<1.0> : tensor<3xf32>
  func.return
}

// -----

func.func @empty() {
  %0 = stablehlo.constant dense<> : tensor<0x17xf32>
  check.expect_eq_const %0, dense<> : tensor<0x17xf32>
  %1 = stablehlo.constant dense<[[], []]> : tensor<2x0xi32>
  check.expect_eq_const %1, dense<> : tensor<2x0xi32>
  func.return
}

// -----

func.func @resource() {
  %0 = stablehlo.constant dense_resource<numbers> : tensor<2xi32>
  check.expect_eq_const %0, dense<[1, -1]> : tensor<2xi32>
  func.return
}

{-#
  dialect_resources: {
    builtin: {
      numbers: "0x0400000001000000FFFFFFFF"
    }
  }
#-}
