// Operations at positions that are elements of another operand.

func.func @gather() {
  %x = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %rows = stablehlo.constant dense<[[1], [0], [9]]> : tensor<3x1xi64>
  %0 = "stablehlo.gather"(%x, %rows) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 3>}> : (tensor<2x3xi32>, tensor<3x1xi64>) -> tensor<3x3xi32>
  check.expect_eq_const %0, dense<[[4, 5, 6], [1, 2, 3], [4, 5, 6]]> : tensor<3x3xi32>
  // The axis of index vectors is the first if it is left out.
  %place = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
  %1 = "stablehlo.gather"(%x, %place) {dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0, 1], start_index_map = [0, 1]>, slice_sizes = dense<1> : tensor<2xi64>} : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<i32>
  check.expect_eq_const %1, dense<6> : tensor<i32>
  %columns = stablehlo.constant dense<[[2], [0]]> : tensor<2x1xi32>
  %2 = "stablehlo.gather"(%x, %columns) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 1>, slice_sizes = array<i64: 1, 1>}> : (tensor<2x3xi32>, tensor<2x1xi32>) -> tensor<2xi32>
  check.expect_eq_const %2, dense<[3, 4]> : tensor<2xi32>
  func.return
}
