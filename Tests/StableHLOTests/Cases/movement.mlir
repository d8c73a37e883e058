// Operations that move elements.

func.func @shapes() {
  %x = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %0 = stablehlo.transpose %x, dims = [1, 0] : (tensor<2x3xi32>) -> tensor<3x2xi32>
  check.expect_eq_const %0, dense<[[1, 4], [2, 5], [3, 6]]> : tensor<3x2xi32>
  %1 = "stablehlo.transpose"(%x) {permutation = dense<[1, 0]> : tensor<2xi64>} : (tensor<2x3xi32>) -> tensor<3x2xi32>
  check.expect_eq %1, %0 : tensor<3x2xi32>
  %2 = stablehlo.reverse %x, dims = [0, 1] : tensor<2x3xi32>
  check.expect_eq_const %2, dense<[[6, 5, 4], [3, 2, 1]]> : tensor<2x3xi32>
  %3 = stablehlo.reshape %x : (tensor<2x3xi32>) -> tensor<3x1x2xi32>
  check.expect_eq_const %3, dense<[[[1, 2]], [[3, 4]], [[5, 6]]]> : tensor<3x1x2xi32>
  %r = stablehlo.constant dense<[7, 8]> : tensor<2xi32>
  %4 = stablehlo.broadcast_in_dim %r, dims = [0] : (tensor<2xi32>) -> tensor<2x2xi32>
  check.expect_eq_const %4, dense<[[7, 7], [8, 8]]> : tensor<2x2xi32>
  %5 = "stablehlo.broadcast_in_dim"(%r) <{broadcast_dimensions = array<i64: 1>}> : (tensor<2xi32>) -> tensor<2x2xi32>
  check.expect_eq_const %5, dense<[[7, 8], [7, 8]]> : tensor<2x2xi32>
  %6 = stablehlo.broadcast %r, sizes = [2] : (tensor<2xi32>) -> tensor<2x2xi32>
  check.expect_eq %6, %5 : tensor<2x2xi32>
  %7 = stablehlo.concatenate %x, %4, dim = 1 : (tensor<2x3xi32>, tensor<2x2xi32>) -> tensor<2x5xi32>
  check.expect_eq_const %7, dense<[[1, 2, 3, 7, 7], [4, 5, 6, 8, 8]]> : tensor<2x5xi32>
  %8 = stablehlo.iota dim = 1 : tensor<2x3xf32>
  check.expect_eq_const %8, dense<[[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]]> : tensor<2x3xf32>
  %9 = stablehlo.get_dimension_size %x, dim = 1 : (tensor<2x3xi32>) -> tensor<i32>
  check.expect_eq_const %9, dense<3> : tensor<i32>
  func.return
}

// -----

func.func @parts() {
  %x = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %0 = stablehlo.slice %x [1:2, 0:3:2] : (tensor<2x3xi32>) -> tensor<1x2xi32>
  check.expect_eq_const %0, dense<[[4, 6]]> : tensor<1x2xi32>
  %1 = "stablehlo.slice"(%x) {limit_indices = array<i64: 2, 2>, start_indices = array<i64: 0, 1>, strides = array<i64: 1, 1>} : (tensor<2x3xi32>) -> tensor<2x1xi32>
  check.expect_eq_const %1, dense<[[2], [5]]> : tensor<2x1xi32>
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %2 = stablehlo.pad %x, %zero, low = [0, -1], high = [0, 1], interior = [1, 0] : (tensor<2x3xi32>, tensor<i32>) -> tensor<3x3xi32>
  check.expect_eq_const %2, dense<[[2, 3, 0], [0, 0, 0], [5, 6, 0]]> : tensor<3x3xi32>
  %i = stablehlo.constant dense<1> : tensor<i64>
  %j = stablehlo.constant dense<7> : tensor<i64>
  %3 = stablehlo.dynamic_slice %x, %i, %j, sizes = [1, 2] : (tensor<2x3xi32>, tensor<i64>, tensor<i64>) -> tensor<1x2xi32>
  check.expect_eq_const %3, dense<[[5, 6]]> : tensor<1x2xi32>
  %u = stablehlo.constant dense<[[9]]> : tensor<1x1xi32>
  %4 = stablehlo.dynamic_update_slice %x, %u, %i, %i : (tensor<2x3xi32>, tensor<1x1xi32>, tensor<i64>, tensor<i64>) -> tensor<2x3xi32>
  check.expect_eq_const %4, dense<[[1, 2, 3], [4, 9, 6]]> : tensor<2x3xi32>
  func.return
}
