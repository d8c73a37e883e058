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

// -----

// The values are those that XLA computes on a CPU.

func.func @philox() {
  %s = stablehlo.constant dense<[3, 4, 5]> : tensor<3xui64>
  %0, %1 = stablehlo.rng_bit_generator %s, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<2x3xui32>)
  check.expect_eq_const %0, dense<[3, 6, 5]> : tensor<3xui64>
  check.expect_eq_const %1, dense<[[2377602983, 3448950448, 1571162983], [2807201490, 2168325096, 1239743916]]> : tensor<2x3xui32>
  %t = stablehlo.constant dense<[1, 2]> : tensor<2xui64>
  %2, %3 = stablehlo.rng_bit_generator %t, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui32>)
  check.expect_eq_const %2, dense<[1, 3]> : tensor<2xui64>
  check.expect_eq_const %3, dense<2100602697> : tensor<ui32>
  func.return
}
