// Spellings that leave something out, or that are written in several ways.

func.func @one_type() {
  %n = stablehlo.constant dense<3> : tensor<i64>
  %0 = stablehlo.convert %n : tensor<i64>
  check.expect_eq_const %0, dense<3> : tensor<i64>
  %x = stablehlo.constant dense<[2.5, -1.0]> : tensor<2xf64>
  %1 = stablehlo.real %x : tensor<2xf64>
  check.expect_eq %1, %x : tensor<2xf64>
  %2 = stablehlo.imag %x : tensor<2xf64>
  check.expect_eq_const %2, dense<0.0> : tensor<2xf64>
  %3 = stablehlo.abs %x : (tensor<2xf64>) -> tensor<2xf64>
  check.expect_eq_const %3, dense<[2.5, 1.0]> : tensor<2xf64>
  %4 = stablehlo.clamp %2, %x, %3 : (tensor<2xf64>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  check.expect_eq_const %4, dense<[2.5, 0.0]> : tensor<2xf64>
  %5 = stablehlo.clamp %2, %x, %3 : tensor<2xf64>
  check.expect_eq %5, %4 : tensor<2xf64>
  %6 = stablehlo.compare  GT, %x, %2,  FLOAT : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xi1>
  %7 = stablehlo.select %6, %x, %2 : (tensor<2xi1>, tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %8 = stablehlo.select %6, %x, %2 : tensor<2xi1>, tensor<2xf64>
  check.expect_eq %7, %8 : tensor<2xf64>
  %9 = stablehlo.compare EQ, %x, %2, FLOAT {quern.unused} : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xi1>
  func.return
}

// -----

func.func @orders() {
  %u = stablehlo.constant dense<[1, 255]> : tensor<2xui8>
  %v = stablehlo.constant dense<2> : tensor<2xui8>
  %0 = stablehlo.compare  LE, %u, %v,  UNSIGNED : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi1>
  check.expect_eq_const %0, dense<[true, false]> : tensor<2xi1>
  %1 = stablehlo.compare EQ, %0, %0, UNSIGNED : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  check.expect_eq_const %1, dense<true> : tensor<2xi1>
  %x = stablehlo.constant dense<[-0.0, 0x7FC00000]> : tensor<2xf32>
  %y = stablehlo.constant dense<[0.0, 0x7F800000]> : tensor<2xf32>
  %2 = stablehlo.compare LT, %x, %y, TOTALORDER : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  check.expect_eq_const %2, dense<[true, false]> : tensor<2xi1>
  %3 = stablehlo.compare NE, %x, %y : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  check.expect_eq_const %3, dense<[false, true]> : tensor<2xi1>
  func.return
}

// -----

// Names of results, several at once, with or without a number.
func.func @names() {
  %token = stablehlo.after_all : !stablehlo.token
  %token_0 = stablehlo.create_token : !stablehlo.token
  %token_1 = stablehlo.after_all %token, %token_0 : !stablehlo.token
  %first, %second = stablehlo.optimization_barrier %token, %token_1 : !stablehlo.token, !stablehlo.token
  %x = stablehlo.constant dense<[3, 1, 2]> : tensor<3xi32>
  %sorted:2 = "stablehlo.sort"(%x, %x) <{dimension = 0 : i64, is_stable = true}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>, %c: tensor<i32>, %d: tensor<i32>):
    %less = stablehlo.compare  LT, %a, %b,  SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %less : tensor<i1>
  }) : (tensor<3xi32>, tensor<3xi32>) -> (tensor<3xi32>, tensor<3xi32>)
  check.expect_eq %sorted#0, %sorted#1 : tensor<3xi32>
  %values, %indices = chlo.top_k(%x, k = 2) : tensor<3xi32> -> (tensor<2xi32>, tensor<2xi32>)
  check.expect_eq_const %indices, dense<[0, 2]> : tensor<2xi32>
  %one:1 = stablehlo.optimization_barrier %values : tensor<2xi32>
  check.expect_eq_const %one#0, dense<[3, 2]> : tensor<2xi32>
  %inner = stablehlo.tuple %x : tuple<tensor<3xi32>>
  %outer = stablehlo.tuple %x, %inner : tuple<tensor<3xi32>, tuple<tensor<3xi32>>>
  %back = stablehlo.get_tuple_element %outer[1] : (tuple<tensor<3xi32>, tuple<tensor<3xi32>>>) -> tuple<tensor<3xi32>>
  %y = stablehlo.get_tuple_element %back[0] : (tuple<tensor<3xi32>>) -> tensor<3xi32>
  check.expect_eq %x, %y : tensor<3xi32>
  func.return
}

// -----

// Attributes that say what is the case anyway, and hints.
func.func @hints() {
  %x = stablehlo.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %i = stablehlo.constant dense<[[1], [0]]> : tensor<2x1xi32>
  %0 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 2>}> : (tensor<2x2xf32>, tensor<2x1xi32>) -> tensor<2x2xf32>
  check.expect_eq_const %0, dense<[[3.0, 4.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %1 = "stablehlo.gather"(%x, %i) {dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = true, slice_sizes = dense<[1, 2]> : tensor<2xi64>} : (tensor<2x2xf32>, tensor<2x1xi32>) -> tensor<2x2xf32>
  check.expect_eq %1, %0 : tensor<2x2xf32>
  %2 = "stablehlo.scatter"(%x, %i, %0) <{indices_are_sorted = true, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = true}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    stablehlo.return %b : tensor<f32>
  }) : (tensor<2x2xf32>, tensor<2x1xi32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_eq %2, %x : tensor<2x2xf32>
  %3 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [0], precision = [HIGHEST, DEFAULT], algorithm = <lhs_precision_type = f32, rhs_precision_type = f32, accumulation_type = f32, lhs_component_count = 1, rhs_component_count = 1, num_primitive_operations = 1, allow_imprecise_accumulation = false> : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_eq_const %3, dense<[[7.0, 10.0], [15.0, 22.0]]> : tensor<2x2xf32>
  %4 = stablehlo.dot %x, %x, precision = [DEFAULT, DEFAULT] : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_eq %4, %3 : tensor<2x2xf32>
  %5 = "stablehlo.transpose"(%x) {permutation = array<i64: 1,0>, result_layout = dense<[0, 1]> : tensor<2xindex>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_eq_const %5, dense<[[1.0, 3.0], [2.0, 4.0]]> : tensor<2x2xf32>
  %image = stablehlo.reshape %x : (tensor<2x2xf32>) -> tensor<1x2x2x1xf32>
  %w = stablehlo.constant dense<1.0> : tensor<2x1x1x1xf32>
  %6 = stablehlo.convolution(%image, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 0], [0, 0]], lhs_dilate = [1, 2], rhs_dilate = [1, 1], reverse = [true, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x3x1xf32>
  check.expect_eq_const %6, dense<[[[[1.0], [0.0], [2.0]], [[4.0], [0.0], [6.0]]]]> : tensor<1x2x3x1xf32>
  %7 = stablehlo.convolution(%image, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x1x2x1xf32>
  check.expect_eq_const %7, dense<[[[[4.0], [6.0]]]]> : tensor<1x1x2x1xf32>
  %8 = "chlo.constant_like"(%x) <{value = 2 : i32}> : (tensor<2x2xf32>) -> tensor<2x2xf32>
  check.expect_eq_const %8, dense<2.0> : tensor<2x2xf32>
  %9 = "stablehlo.uniform_quantize"(%x) : (tensor<2x2xf32>) -> tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %10 = stablehlo.uniform_quantize %9 : tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  %11 = "stablehlo.uniform_dequantize"(%10) : (tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<2x2xf32>
  check.expect_eq %11, %x : tensor<2x2xf32>
  func.return
}

// -----

// The older names of operations, and those of calls.
func.func @older() {
  %x = mhlo.constant dense<[0.5, 8.0]> : tensor<2xf32>
  %0 = mhlo.cbrt %x : tensor<2xf32>
  %1 = stablehlo.custom_call @mhlo.cbrt(%x) : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_eq %0, %1 : tensor<2xf32>
  %2 = mhlo.erf %x : tensor<2xf32>
  %3 = chlo.erf %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %2, %3 : tensor<2xf32>
  %4 = mhlo.tan %x : tensor<2xf32>
  %5 = stablehlo.tan %x : tensor<2xf32>
  %6 = chlo.tan %x : tensor<2xf32> -> tensor<2xf32>
  %7 = stablehlo.custom_call @mhlo.tan(%x) : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_eq %4, %5 : tensor<2xf32>
  check.expect_eq %6, %5 : tensor<2xf32>
  check.expect_eq %7, %5 : tensor<2xf32>
  %8 = "mhlo.dot_general"(%x, %x) <{dot_dimension_numbers = #mhlo.dot<lhs_contracting_dimensions = [0], rhs_contracting_dimensions = [0]>, precision_config = [#mhlo<precision DEFAULT>, #mhlo<precision DEFAULT>]}> : (tensor<2xf32>, tensor<2xf32>) -> tensor<f32>
  check.expect_eq_const %8, dense<64.25> : tensor<f32>
  %9 = mhlo.compare LT, %x, %0 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  check.expect_eq_const %9, dense<[true, false]> : tensor<2xi1>
  func.return
}
