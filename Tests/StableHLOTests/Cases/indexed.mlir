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

// -----

func.func @scatter() {
  %x = stablehlo.constant dense<0> : tensor<3x2xi32>
  %rows = stablehlo.constant dense<[[2], [0], [2], [7]]> : tensor<4x1xi64>
  %new = stablehlo.constant dense<[[1, 2], [3, 4], [5, 6], [7, 8]]> : tensor<4x2xi32>
  %0 = "stablehlo.scatter"(%x, %rows, %new) <{scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %s = stablehlo.add %a, %b : tensor<i32>
    stablehlo.return %s : tensor<i32>
  }) : (tensor<3x2xi32>, tensor<4x1xi64>, tensor<4x2xi32>) -> tensor<3x2xi32>
  check.expect_eq_const %0, dense<[[3, 4], [0, 0], [6, 8]]> : tensor<3x2xi32>
  // Several tensors, and a constant from outside of the region.
  %two = stablehlo.constant dense<2> : tensor<i32>
  %y = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %place = stablehlo.constant dense<[[1]]> : tensor<1x1xi32>
  %u = stablehlo.constant dense<[10]> : tensor<1xi32>
  %1:2 = "stablehlo.scatter"(%y, %y, %place, %u, %u) ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>, %c: tensor<i32>, %d: tensor<i32>):
    %s = stablehlo.multiply %c, %two : tensor<i32>
    %t = stablehlo.subtract %b, %d : tensor<i32>
    stablehlo.return %s, %t : tensor<i32>, tensor<i32>
  }) {scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = true} : (tensor<3xi32>, tensor<3xi32>, tensor<1x1xi32>, tensor<1xi32>, tensor<1xi32>) -> (tensor<3xi32>, tensor<3xi32>)
  check.expect_eq_const %1#0, dense<[1, 20, 3]> : tensor<3xi32>
  check.expect_eq_const %1#1, dense<[1, -8, 3]> : tensor<3xi32>
  func.return
}
