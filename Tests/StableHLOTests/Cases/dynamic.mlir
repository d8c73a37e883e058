// Operations whose sizes are operands.

func.func @main() {
  %x = stablehlo.constant dense<[1, 2, 3]> : tensor<3xi32>
  %two = stablehlo.constant dense<[2]> : tensor<1xi64>
  %size = stablehlo.get_dimension_size %x, dim = 0 : (tensor<3xi32>) -> tensor<i32>
  %sizes64 = stablehlo.convert %size : (tensor<i32>) -> tensor<i64>
  %sizes = stablehlo.reshape %sizes64 : (tensor<i64>) -> tensor<1xi64>
  %shape = stablehlo.concatenate %two, %sizes, dim = 0 : (tensor<1xi64>, tensor<1xi64>) -> tensor<2xi64>
  %0 = stablehlo.dynamic_broadcast_in_dim %x, %shape, dims = [1] : (tensor<3xi32>, tensor<2xi64>) -> tensor<?x?xi32>
  %1 = stablehlo.dynamic_iota %shape, dim = 0 : (tensor<2xi64>) -> tensor<?x3xi32>
  %2 = stablehlo.add %0, %0 : tensor<?x?xi32>
  %3 = "stablehlo.dynamic_reshape"(%2, %shape) : (tensor<?x?xi32>, tensor<2xi64>) -> tensor<?x3xi32>
  %4 = stablehlo.multiply %3, %1 : tensor<?x3xi32>
  %5 = stablehlo.convert %4 : (tensor<?x3xi32>) -> tensor<?x3xf32>
  check.expect_eq_const %5, dense<[[0.0, 0.0, 0.0], [2.0, 4.0, 6.0]]> : tensor<2x3xf32>
  %flat = stablehlo.multiply %two, %sizes : tensor<1xi64>
  %6 = stablehlo.dynamic_reshape %4, %flat : (tensor<?x3xi32>, tensor<1xi64>) -> tensor<?xi32>
  %one = stablehlo.constant dense<1> : tensor<1xi64>
  %7 = stablehlo.real_dynamic_slice %6, %two, %flat, %two : (tensor<?xi32>, tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<?xi32>
  check.expect_eq_const %7, dense<[0, 4]> : tensor<2xi32>
  %z = stablehlo.constant dense<9> : tensor<i32>
  %8 = stablehlo.dynamic_pad %7, %z, %one, %two, %one : (tensor<?xi32>, tensor<i32>, tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<?xi32>
  check.expect_eq_const %8, dense<[9, 0, 9, 4, 9, 9]> : tensor<6xi32>
  %9 = call @doubled(%8, %two) : (tensor<?xi32>, tensor<1xi64>) -> tensor<?xi32>
  check.expect_eq_const %9, dense<[9, 4, 9]> : tensor<3xi32>
  %i = stablehlo.constant dense<[[2], [0]]> : tensor<2x1xi64>
  %10 = "stablehlo.dynamic_gather"(%9, %i, %one) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>}> : (tensor<?xi32>, tensor<2x1xi64>, tensor<1xi64>) -> tensor<2xi32>
  check.expect_eq_const %10, dense<[9, 9]> : tensor<2xi32>
  %w = stablehlo.constant dense<1.0> : tensor<1x1x1xf32>
  %image = stablehlo.reshape %5 : (tensor<?x3xf32>) -> tensor<1x6x1xf32>
  %padding = stablehlo.constant dense<[[1, -4]]> : tensor<1x2xi64>
  %11 = "stablehlo.dynamic_conv"(%image, %w, %padding) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>, feature_group_count = 1 : i64}> : (tensor<1x6x1xf32>, tensor<1x1x1xf32>, tensor<1x2xi64>) -> tensor<1x?x1xf32>
  check.expect_eq_const %11, dense<0.0> : tensor<1x3x1xf32>
  %12 = stablehlo.set_dimension_size %x, %size, dim = 0 : (tensor<3xi32>, tensor<i32>) -> tensor<?xi32>
  check.expect_eq_const %12, dense<[1, 2, 3]> : tensor<3xi32>
  %true = stablehlo.compare EQ, %two, %two : (tensor<1xi64>, tensor<1xi64>) -> tensor<1xi1>
  %yes = stablehlo.reshape %true : (tensor<1xi1>) -> tensor<i1>
  stablehlo.custom_call @shape_assertion(%yes, %size) {api_version = 2 : i32, error_message = "no {0}", has_side_effect = true} : (tensor<i1>, tensor<i32>) -> ()
  %end = stablehlo.constant dense<2> : tensor<i32>
  %start = stablehlo.constant dense<0> : tensor<i32>
  %13:3 = stablehlo.while(%a = %12, %k = %start, %n = %sizes) : tensor<?xi32>, tensor<i32>, tensor<1xi64>
    cond {
      %p = stablehlo.compare LT, %k, %end : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %p : tensor<i1>
    } do {
      %d = stablehlo.dynamic_broadcast_in_dim %end, %n, dims = [] : (tensor<i32>, tensor<1xi64>) -> tensor<?xi32>
      %e = stablehlo.multiply %a, %d : tensor<?xi32>
      %step = stablehlo.constant dense<1> : tensor<i32>
      %l = stablehlo.add %k, %step : tensor<i32>
      stablehlo.return %e, %l, %n : tensor<?xi32>, tensor<i32>, tensor<1xi64>
    }
  check.expect_eq_const %13#0, dense<[4, 8, 12]> : tensor<3xi32>
  func.return
}
func.func private @doubled(%x: tensor<?xi32>, %n: tensor<1xi64>) -> tensor<?xi32> {
  %start = stablehlo.constant dense<1> : tensor<1xi64>
  %n2 = stablehlo.multiply %n, %n : tensor<1xi64>
  %limit = stablehlo.add %n2, %n : tensor<1xi64>
  %0 = stablehlo.real_dynamic_slice %x, %n, %limit, %start : (tensor<?xi32>, tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<?xi32>
  %1 = stablehlo.get_dimension_size %0, dim = 0 : (tensor<?xi32>) -> tensor<i32>
  %2 = stablehlo.convert %1 : (tensor<i32>) -> tensor<i64>
  %3 = stablehlo.reshape %2 : (tensor<i64>) -> tensor<1xi64>
  %4 = stablehlo.subtract %3, %start : tensor<1xi64>
  %5 = stablehlo.constant dense<0> : tensor<1xi64>
  %6 = stablehlo.real_dynamic_slice %0, %5, %4, %start : (tensor<?xi32>, tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<?xi32>
  return %6 : tensor<?xi32>
}

// -----

// Calls that JAX makes for operations that have no form with sizes as operands.
func.func @main() {
  %x = stablehlo.constant dense<[1, 4, 2, 3]> : tensor<4xi32>
  %shape = stablehlo.constant dense<4> : tensor<1xi32>
  %0 = stablehlo.dynamic_reshape %x, %shape : (tensor<4xi32>, tensor<1xi32>) -> tensor<?xi32>
  %k = stablehlo.constant dense<2> : tensor<i32>
  %1:2 = stablehlo.custom_call @stablehlo.dynamic_top_k(%0, %k) : (tensor<?xi32>, tensor<i32>) -> (tensor<?xi32>, tensor<?xi32>)
  check.expect_eq_const %1#0, dense<[4, 3]> : tensor<2xi32>
  check.expect_eq_const %1#1, dense<[1, 3]> : tensor<2xi32>
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %two = stablehlo.constant dense<2> : tensor<1xi32>
  %one = stablehlo.constant dense<1> : tensor<1xi32>
  %padding = stablehlo.constant dense<[[1, 0]]> : tensor<1x2xi32>
  %2 = stablehlo.custom_call @stablehlo.dynamic_reduce_window(%0, %zero, %two, %one, %one, %one, %padding) {called_computations = [@sum]} : (tensor<?xi32>, tensor<i32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1x2xi32>) -> tensor<?xi32>
  check.expect_eq_const %2, dense<[1, 5, 6, 5]> : tensor<4xi32>
  %state = stablehlo.constant dense<[1, 2]> : tensor<2xui64>
  %3:2 = stablehlo.custom_call @stablehlo.dynamic_rng_bit_generator(%state, %shape) {rng_algorithm = #stablehlo<rng_algorithm THREE_FRY>} : (tensor<2xui64>, tensor<1xi32>) -> (tensor<2xui64>, tensor<?xui32>)
  %4, %5 = stablehlo.rng_bit_generator %state, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<4xui32>)
  %6 = stablehlo.convert %3#1 : (tensor<?xui32>) -> tensor<?xui32>
  %7 = stablehlo.dynamic_reshape %6, %shape : (tensor<?xui32>, tensor<1xi32>) -> tensor<4xui32>
  check.expect_eq %7, %5 : tensor<4xui32>
  func.return
}
func.func private @sum(%0: tensor<i32>, %1: tensor<i32>) -> tensor<i32> {
  %2 = stablehlo.add %0, %1 : tensor<i32>
  return %2 : tensor<i32>
}
