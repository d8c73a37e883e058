// Products with one axis that consists of groups.

// Each group of rows has a matrix of its own; rows of no group give zeros.
func.func @rows() {
  %l = stablehlo.constant dense<[[1.0, 2.0, -3.0], [2.0, 0.0, 0.0], [1.0, -1.0, 3.0], [-3.0, -2.0, -1.0], [0.0, -1.0, -3.0]]> : tensor<5x3xf32>
  %r = stablehlo.constant dense<[[[-3.0, -3.0], [-3.0, -2.0], [3.0, -2.0]], [[3.0, 2.0], [-2.0, -2.0], [0.0, -2.0]]]> : tensor<2x3x2xf32>
  %g = stablehlo.constant dense<[2, 2]> : tensor<2xi32>
  %0 = "chlo.ragged_dot"(%l, %r, %g) <{precision_config = [#chlo<precision DEFAULT>, #chlo<precision DEFAULT>], ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1], lhs_ragged_dimensions = [0], rhs_group_dimensions = [0]>}> : (tensor<5x3xf32>, tensor<2x3x2xf32>, tensor<2xi32>) -> tensor<5x2xf32>
  check.expect_eq_const %0, dense<[[-18.0, -1.0], [-6.0, -6.0], [5.0, -2.0], [-5.0, 0.0], [0.0, 0.0]]> : tensor<5x2xf32>
  func.return
}

// -----

// The groups differ between the batches.
func.func @rows_of_batches() {
  %l = stablehlo.constant dense<[[[3.0, -2.0, 3.0], [2.0, 2.0, -3.0], [-1.0, 1.0, 0.0], [1.0, 1.0, 1.0]], [[-3.0, 3.0, 0.0], [3.0, -2.0, -1.0], [3.0, -2.0, -3.0], [-1.0, 1.0, -3.0]]]> : tensor<2x4x3xf32>
  %r = stablehlo.constant dense<[[[[-1.0, -3.0], [-2.0, -2.0]], [[1.0, 1.0], [0.0, -2.0]]], [[[2.0, 2.0], [-2.0, -3.0]], [[-1.0, -2.0], [2.0, 0.0]]], [[[0.0, -1.0], [0.0, 3.0]], [[-2.0, 2.0], [-3.0, -1.0]]]]> : tensor<3x2x2x2xf32>
  %g = stablehlo.constant dense<[[1, 3], [3, 0]]> : tensor<2x2xi64>
  %0 = "chlo.ragged_dot"(%l, %r, %g) {ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [1], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0], lhs_ragged_dimensions = [1], rhs_group_dimensions = [2]>, precision_config = [#chlo<precision DEFAULT>, #chlo<precision DEFAULT>]} : (tensor<2x4x3xf32>, tensor<3x2x2x2xf32>, tensor<2x2xi64>) -> tensor<2x4x2xf32>
  check.expect_eq_const %0, dense<[[[-7.0, -16.0], [-8.0, -19.0], [0.0, -1.0], [-4.0, -2.0]], [[-6.0, -9.0], [7.0, 5.0], [11.0, 1.0], [0.0, 0.0]]]> : tensor<2x4x2xf32>
  func.return
}

// -----

// The groups differ between positions on an axis before the ragged one.
func.func @rows_of_outer_rows() {
  %l = stablehlo.constant dense<[[[3.0, 3.0], [-3.0, 2.0], [2.0, 0.0]], [[-1.0, 3.0], [3.0, 1.0], [-1.0, -2.0]]]> : tensor<2x3x2xf32>
  %r = stablehlo.constant dense<[[[3.0, -2.0], [0.0, 1.0]], [[-2.0, -1.0], [2.0, -2.0]]]> : tensor<2x2x2xf32>
  %g = stablehlo.constant dense<[[1, 2], [2, 1]]> : tensor<2x2xi32>
  %0 = "chlo.ragged_dot"(%l, %r, %g) <{precision_config = [#chlo<precision DEFAULT>, #chlo<precision DEFAULT>], ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1], lhs_ragged_dimensions = [1], rhs_group_dimensions = [0]>}> : (tensor<2x3x2xf32>, tensor<2x2x2xf32>, tensor<2x2xi32>) -> tensor<2x3x2xf32>
  check.expect_eq_const %0, dense<[[[9.0, -3.0], [10.0, -1.0], [-4.0, -2.0]], [[-3.0, 5.0], [9.0, -5.0], [-2.0, 5.0]]]> : tensor<2x3x2xf32>
  func.return
}

// -----

// Each group of products has a sum of its own.
func.func @sums() {
  %l = stablehlo.constant dense<[[1.0, 3.0, 1.0, 1.0, 0.0], [3.0, -2.0, -1.0, 1.0, 1.0]]> : tensor<2x5xf32>
  %r = stablehlo.constant dense<[[-3.0, -2.0, 1.0], [2.0, 1.0, 3.0], [-1.0, -1.0, 2.0], [-3.0, -2.0, -2.0], [-1.0, -2.0, 2.0]]> : tensor<5x3xf32>
  %g = stablehlo.constant dense<[2, 0, 2]> : tensor<3xi32>
  %0 = "chlo.ragged_dot"(%l, %r, %g) <{precision_config = [#chlo<precision DEFAULT>, #chlo<precision DEFAULT>], ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0], lhs_ragged_dimensions = [1]>}> : (tensor<2x5xf32>, tensor<5x3xf32>, tensor<3xi32>) -> tensor<3x2x3xf32>
  check.expect_eq_const %0, dense<[[[3.0, 1.0, 10.0], [-13.0, -8.0, -3.0]], [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]], [[-4.0, -3.0, 0.0], [-2.0, -1.0, -4.0]]]> : tensor<3x2x3xf32>
  func.return
}

// -----

// The same with groups that differ between the batches.
func.func @sums_of_batches() {
  %l = stablehlo.constant dense<[[[2.0, -1.0, -3.0], [1.0, -3.0, 1.0]], [[-2.0, 3.0, 1.0], [3.0, 1.0, 2.0]]]> : tensor<2x2x3xf32>
  %r = stablehlo.constant dense<[[[-1.0, 2.0], [-3.0, -2.0], [-1.0, 1.0]], [[0.0, 2.0], [3.0, -1.0], [-1.0, 0.0]]]> : tensor<2x3x2xf32>
  %g = stablehlo.constant dense<[[1, 2], [2, 1]]> : tensor<2x2xi32>
  %0 = "chlo.ragged_dot"(%l, %r, %g) <{precision_config = [#chlo<precision DEFAULT>, #chlo<precision DEFAULT>], ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1], lhs_ragged_dimensions = [2]>}> : (tensor<2x2x3xf32>, tensor<2x3x2xf32>, tensor<2x2xi32>) -> tensor<2x2x2x2xf32>
  check.expect_eq_const %0, dense<[[[[-2.0, 4.0], [-1.0, 2.0]], [[9.0, -7.0], [3.0, 5.0]]], [[[6.0, -1.0], [8.0, 7.0]], [[-1.0, 0.0], [-2.0, 0.0]]]]> : tensor<2x2x2x2xf32>
  func.return
}

// -----

// Groups of batches do not matter.
func.func @batches() {
  %l = stablehlo.constant dense<[[[1.0, 0.0]], [[1.0, 3.0]], [[2.0, -1.0]]]> : tensor<3x1x2xf32>
  %r = stablehlo.constant dense<[[[-1.0, -1.0], [-2.0, -3.0]], [[2.0, -1.0], [-1.0, 1.0]], [[0.0, 3.0], [1.0, 3.0]]]> : tensor<3x2x2xf32>
  %g = stablehlo.constant dense<[2, 1]> : tensor<2xi32>
  %0 = "chlo.ragged_dot"(%l, %r, %g) <{precision_config = [#chlo<precision DEFAULT>, #chlo<precision DEFAULT>], ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1], lhs_ragged_dimensions = [0]>}> : (tensor<3x1x2xf32>, tensor<3x2x2xf32>, tensor<2xi32>) -> tensor<3x1x2xf32>
  check.expect_eq_const %0, dense<[[[-1.0, -1.0]], [[-1.0, 2.0]], [[-1.0, 3.0]]]> : tensor<3x1x2xf32>
  func.return
}

// -----

// What is not finite stays in its group.
func.func @infinities() {
  %l = stablehlo.constant dense<[[1.0], [0.0]]> : tensor<2x1xf32>
  %r = stablehlo.constant dense<[[[2.0]], [[0x7F800000]]]> : tensor<2x1x1xf32>
  %g = stablehlo.constant dense<[2, 0]> : tensor<2xi32>
  %0 = "chlo.ragged_dot"(%l, %r, %g) <{ragged_dot_dimension_numbers = #chlo.ragged_dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1], lhs_ragged_dimensions = [0], rhs_group_dimensions = [0]>}> : (tensor<2x1xf32>, tensor<2x1x1xf32>, tensor<2xi32>) -> tensor<2x1xf32>
  check.expect_eq_const %0, dense<[[2.0], [0.0]]> : tensor<2x1xf32>
  func.return
}
