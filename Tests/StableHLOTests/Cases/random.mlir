// Random bits; the values were computed with Python's integers.

func.func @three_fry() {
  %s = stablehlo.constant dense<[21474836487, 8589934594]> : tensor<2xui64>
  %0, %1 = stablehlo.rng_bit_generator %s, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<2xui64>)
  check.expect_eq_const %0, dense<[21474836487, 8589934596]> : tensor<2xui64>
  check.expect_eq_const %1, dense<[14363486499603141705, 4778413483425215371]> : tensor<2xui64>
  %2, %3 = stablehlo.rng_bit_generator %s, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3xui32>)
  check.expect_eq_const %2, dense<[21474836487, 8589934596]> : tensor<2xui64>
  check.expect_eq_const %3, dense<[3505837129, 3344259806, 4252971915]> : tensor<3xui32>
  func.return
}
