// The generic spelling of operations that also have one of their own, with attributes in `<{…}>` as
// they are written now, or in `{…}` with lists as constants as they were.

func.func @movement() {
  %x = "stablehlo.constant"() {value = dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>} : () -> tensor<2x3xi32>
  %r = "stablehlo.constant"() <{value = dense<[7, 8]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %0 = "stablehlo.broadcast"(%r) <{broadcast_sizes = array<i64: 2>}> : (tensor<2xi32>) -> tensor<2x2xi32>
  "check.expect_eq_const"(%0) {value = dense<[[7, 8], [7, 8]]> : tensor<2x2xi32>} : (tensor<2x2xi32>) -> ()
  %1 = "stablehlo.broadcast"(%r) {broadcast_sizes = dense<2> : tensor<1xi64>} : (tensor<2xi32>) -> tensor<2x2xi32>
  "check.expect_eq"(%0, %1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  %2 = "stablehlo.broadcast_in_dim"(%r) {broadcast_dimensions = dense<1> : tensor<1xi64>} : (tensor<2xi32>) -> tensor<2x2xi32>
  "check.expect_eq"(%0, %2) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  %3 = "stablehlo.concatenate"(%x, %0) <{dimension = 1 : i64}> : (tensor<2x3xi32>, tensor<2x2xi32>) -> tensor<2x5xi32>
  %4 = "stablehlo.slice"(%3) {limit_indices = dense<[2, 5]> : tensor<2xi64>, start_indices = dense<[0, 3]> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} : (tensor<2x5xi32>) -> tensor<2x2xi32>
  "check.expect_eq"(%0, %4) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  %5 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<2x3xi32>
  %6 = "stablehlo.reverse"(%5) <{dimensions = array<i64: 1>}> : (tensor<2x3xi32>) -> tensor<2x3xi32>
  "check.expect_eq_const"(%6) <{value = dense<[[2, 1, 0], [2, 1, 0]]> : tensor<2x3xi32>}> : (tensor<2x3xi32>) -> ()
  %7 = "stablehlo.reverse"(%5) {dimensions = dense<1> : tensor<1xi64>} : (tensor<2x3xi32>) -> tensor<2x3xi32>
  "check.expect_eq"(%6, %7) : (tensor<2x3xi32>, tensor<2x3xi32>) -> ()
  %z = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %8 = "stablehlo.pad"(%r, %z) <{edge_padding_high = array<i64: 0>, edge_padding_low = array<i64: 1>, interior_padding = array<i64: 1>}> : (tensor<2xi32>, tensor<i32>) -> tensor<4xi32>
  "check.expect_eq_const"(%8) <{value = dense<[0, 7, 0, 8]> : tensor<4xi32>}> : (tensor<4xi32>) -> ()
  %9 = "stablehlo.pad"(%r, %z) {edge_padding_high = dense<0> : tensor<1xi64>, edge_padding_low = dense<1> : tensor<1xi64>, interior_padding = dense<1> : tensor<1xi64>} : (tensor<2xi32>, tensor<i32>) -> tensor<4xi32>
  "check.expect_eq"(%8, %9) : (tensor<4xi32>, tensor<4xi32>) -> ()
  %i = "stablehlo.constant"() <{value = dense<1> : tensor<i64>}> : () -> tensor<i64>
  %10 = "stablehlo.dynamic_slice"(%x, %i, %i) <{slice_sizes = array<i64: 1, 2>}> : (tensor<2x3xi32>, tensor<i64>, tensor<i64>) -> tensor<1x2xi32>
  "check.expect_eq_const"(%10) <{value = dense<[[5, 6]]> : tensor<1x2xi32>}> : (tensor<1x2xi32>) -> ()
  %11 = "stablehlo.dynamic_slice"(%x, %i, %i) {slice_sizes = dense<[1, 2]> : tensor<2xi64>} : (tensor<2x3xi32>, tensor<i64>, tensor<i64>) -> tensor<1x2xi32>
  "check.expect_eq"(%10, %11) : (tensor<1x2xi32>, tensor<1x2xi32>) -> ()
  %12 = "stablehlo.dynamic_update_slice"(%x, %10, %i, %i) : (tensor<2x3xi32>, tensor<1x2xi32>, tensor<i64>, tensor<i64>) -> tensor<2x3xi32>
  "check.expect_eq"(%12, %x) : (tensor<2x3xi32>, tensor<2x3xi32>) -> ()
  %13 = "stablehlo.transpose"(%x) <{permutation = array<i64: 1, 0>}> : (tensor<2x3xi32>) -> tensor<3x2xi32>
  "check.expect_eq_const"(%13) <{value = dense<[[1, 4], [2, 5], [3, 6]]> : tensor<3x2xi32>}> : (tensor<3x2xi32>) -> ()
  %14 = "stablehlo.get_dimension_size"(%x) <{dimension = 1 : i64}> : (tensor<2x3xi32>) -> tensor<i32>
  %15 = "stablehlo.set_dimension_size"(%x, %14) <{dimension = 1 : i64}> : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x3xi32>
  "check.expect_eq"(%15, %x) : (tensor<2x3xi32>, tensor<2x3xi32>) -> ()
  "func.return"() : () -> ()
}

// -----

func.func @elements() {
  %x = "stablehlo.constant"() <{value = dense<[1.0, -4.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %0 = "stablehlo.abs"(%x) : (tensor<2xf32>) -> tensor<2xf32>
  %1 = "stablehlo.compare"(%0, %x) <{compare_type = #stablehlo<comparison_type FLOAT>, comparison_direction = #stablehlo<comparison_direction GT>}> : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  %2 = "stablehlo.select"(%1, %0, %x) : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  "check.expect_almost_eq_const"(%2) <{value = dense<[1.0, 4.0]> : tensor<2xf32>}> : (tensor<2xf32>) -> ()
  "check.expect_almost_eq"(%2, %0) {tolerance = 1.0e-3 : f64} : (tensor<2xf32>, tensor<2xf32>) -> ()
  "check.expect_close"(%2, %0) {max_ulp_difference = 3 : i64} : (tensor<2xf32>, tensor<2xf32>) -> ()
  %3 = "stablehlo.reduce_precision"(%x) <{exponent_bits = 5 : i32, mantissa_bits = 10 : i32}> : (tensor<2xf32>) -> tensor<2xf32>
  "check.expect_eq"(%3, %x) : (tensor<2xf32>, tensor<2xf32>) -> ()
  %4 = "stablehlo.map"(%x, %0) ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %5 = "stablehlo.add"(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "stablehlo.return"(%5) : (tensor<f32>) -> ()
  }) {dimensions = dense<0> : tensor<1xi64>} : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  "check.expect_eq_const"(%4) <{value = dense<[2.0, 0.0]> : tensor<2xf32>}> : (tensor<2xf32>) -> ()
  "func.return"() : () -> ()
}

// -----

func.func @sums() {
  %x = "stablehlo.constant"() <{value = dense<[[4.0, 2.0], [2.0, 10.0]]> : tensor<2x2xf32>}> : () -> tensor<2x2xf32>
  %z = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "stablehlo.reduce"(%x, %z) <{dimensions = array<i64: 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = "stablehlo.add"(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "stablehlo.return"(%s) : (tensor<f32>) -> ()
  }) : (tensor<2x2xf32>, tensor<f32>) -> tensor<2xf32>
  "check.expect_eq_const"(%0) <{value = dense<[6.0, 12.0]> : tensor<2xf32>}> : (tensor<2xf32>) -> ()
  %1 = "stablehlo.dot"(%x, %0) <{precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision DEFAULT>]}> : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2xf32>
  "check.expect_eq_const"(%1) <{value = dense<[48.0, 132.0]> : tensor<2xf32>}> : (tensor<2xf32>) -> ()
  %2 = "stablehlo.dot_general"(%x, %0) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>}> : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2xf32>
  "check.expect_eq"(%2, %1) : (tensor<2xf32>, tensor<2xf32>) -> ()
  %3 = "stablehlo.cholesky"(%x) <{lower = true}> : (tensor<2x2xf32>) -> tensor<2x2xf32>
  "check.expect_eq_const"(%3) <{value = dense<[[2.0, 0.0], [1.0, 3.0]]> : tensor<2x2xf32>}> : (tensor<2x2xf32>) -> ()
  %4 = "stablehlo.fft"(%0) <{fft_length = array<i64: 2>, fft_type = #stablehlo<fft_type RFFT>}> : (tensor<2xf32>) -> tensor<2xcomplex<f32>>
  "check.expect_almost_eq_const"(%4) <{value = dense<[(18.0, 0.0), (-6.0, 0.0)]> : tensor<2xcomplex<f32>>}> : (tensor<2xcomplex<f32>>) -> ()
  %5 = "stablehlo.fft"(%0) {fft_length = dense<2> : tensor<1xi64>, fft_type = #stablehlo<fft_type RFFT>} : (tensor<2xf32>) -> tensor<2xcomplex<f32>>
  "check.expect_eq"(%5, %4) : (tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>) -> ()
  %image = "stablehlo.reshape"(%0) : (tensor<2xf32>) -> tensor<1x2x1xf32>
  %window = "stablehlo.constant"() <{value = dense<2.0> : tensor<2x1x1xf32>}> : () -> tensor<2x1x1xf32>
  %6 = "stablehlo.convolution"(%image, %window) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>, feature_group_count = 1 : i64, lhs_dilation = array<i64: 2>, padding = dense<[[1, 0]]> : tensor<1x2xi64>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>], rhs_dilation = array<i64: 1>, window_reversal = array<i1: false>, window_strides = array<i64: 1>}> : (tensor<1x2x1xf32>, tensor<2x1x1xf32>) -> tensor<1x3x1xf32>
  "check.expect_eq_const"(%6) <{value = dense<[[[12.0], [12.0], [24.0]]]> : tensor<1x3x1xf32>}> : (tensor<1x3x1xf32>) -> ()
  %7 = "stablehlo.convolution"(%image, %window) {batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<raw input_batch_dimension = 0, input_feature_dimension = 2, input_spatial_dimensions = [1], kernel_input_feature_dimension = 1, kernel_output_feature_dimension = 2, kernel_spatial_dimensions = [0], output_batch_dimension = 0, output_feature_dimension = 2, output_spatial_dimensions = [1]>, feature_group_count = 1 : i64, lhs_dilation = dense<2> : tensor<1xi64>, padding = dense<[[1, 0]]> : tensor<1x2xi64>, rhs_dilation = dense<1> : tensor<1xi64>, window_reversal = dense<false> : tensor<1xi1>, window_strides = dense<1> : tensor<1xi64>} : (tensor<1x2x1xf32>, tensor<2x1x1xf32>) -> tensor<1x3x1xf32>
  "check.expect_eq"(%7, %6) : (tensor<1x3x1xf32>, tensor<1x3x1xf32>) -> ()
  "func.return"() : () -> ()
}

// -----

func.func @main() {
  %x = "stablehlo.constant"() <{value = dense<[1, 4, 2]> : tensor<3xi32>}> : () -> tensor<3xi32>
  %0 = "stablehlo.custom_call"(%x) <{api_version = 2 : i32, backend_config = "", call_target_name = "Sharding", has_side_effect = false}> : (tensor<3xi32>) -> tensor<3xi32>
  %1 = "stablehlo.composite"(%0) <{composite_attributes = {}, decomposition = @negative, name = "quern.negative", version = 1 : i32}> : (tensor<3xi32>) -> tensor<3xi32>
  "check.expect_eq_const"(%1) <{value = dense<[-1, -4, -2]> : tensor<3xi32>}> : (tensor<3xi32>) -> ()
  %2 = "stablehlo.tuple"(%0, %1) : (tensor<3xi32>, tensor<3xi32>) -> tuple<tensor<3xi32>, tensor<3xi32>>
  %3 = "stablehlo.get_tuple_element"(%2) <{index = 1 : i32}> : (tuple<tensor<3xi32>, tensor<3xi32>>) -> tensor<3xi32>
  "check.expect_eq"(%3, %1) : (tensor<3xi32>, tensor<3xi32>) -> ()
  %values, %indices = "chlo.top_k"(%x) <{k = 2 : i64}> : (tensor<3xi32>) -> (tensor<2xi32>, tensor<2xi32>)
  "check.expect_eq_const"(%values) <{value = dense<[4, 2]> : tensor<2xi32>}> : (tensor<2xi32>) -> ()
  "check.expect_eq_const"(%indices) <{value = dense<[1, 2]> : tensor<2xi32>}> : (tensor<2xi32>) -> ()
  %z = "chlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %4:2 = "chlo.scan"(%x, %z) <{dimension = 0 : i64, is_reverse = true, operandSegmentSizes = array<i32: 1, 1>, resultSegmentSizes = array<i32: 1, 1>}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %s = "stablehlo.add"(%a, %b) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    "stablehlo.return"(%s, %s) : (tensor<i32>, tensor<i32>) -> ()
  }) : (tensor<3xi32>, tensor<i32>) -> (tensor<3xi32>, tensor<i32>)
  "check.expect_eq_const"(%4#0) <{value = dense<[7, 6, 2]> : tensor<3xi32>}> : (tensor<3xi32>) -> ()
  %5:2 = "stablehlo.while"(%z, %x) ({
  ^bb0(%a: tensor<i32>, %b: tensor<3xi32>):
    %n = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %p = "stablehlo.compare"(%a, %n) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    "stablehlo.return"(%p) : (tensor<i1>) -> ()
  }, {
  ^bb0(%a: tensor<i32>, %b: tensor<3xi32>):
    %n = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %c = "stablehlo.add"(%a, %n) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %d = "stablehlo.add"(%b, %b) : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
    "stablehlo.return"(%c, %d) : (tensor<i32>, tensor<3xi32>) -> ()
  }) : (tensor<i32>, tensor<3xi32>) -> (tensor<i32>, tensor<3xi32>)
  "check.expect_eq_const"(%5#1) <{value = dense<[4, 16, 8]> : tensor<3xi32>}> : (tensor<3xi32>) -> ()
  %6 = "chlo.broadcast_compare"(%x, %z) <{comparison_direction = #chlo<comparison_direction GT>}> : (tensor<3xi32>, tensor<i32>) -> tensor<3xi1>
  %7 = "chlo.broadcast_select"(%6, %x, %z) : (tensor<3xi1>, tensor<3xi32>, tensor<i32>) -> tensor<3xi32>
  "check.expect_eq"(%7, %x) : (tensor<3xi32>, tensor<3xi32>) -> ()
  %8 = "stablehlo.optimization_barrier"(%x) : (tensor<3xi32>) -> tensor<3xi32>
  %9 = "mhlo.copy"(%8) : (tensor<3xi32>) -> tensor<3xi32>
  "check.expect_eq"(%9, %x) : (tensor<3xi32>, tensor<3xi32>) -> ()
  %state = "stablehlo.constant"() <{value = dense<[1, 2]> : tensor<2xui64>}> : () -> tensor<2xui64>
  %10:2 = "stablehlo.rng_bit_generator"(%state) <{rng_algorithm = #stablehlo<rng_algorithm THREE_FRY>}> : (tensor<2xui64>) -> (tensor<2xui64>, tensor<2xui32>)
  %11, %12 = stablehlo.rng_bit_generator %state, algorithm =  THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<2xui32>)
  "check.expect_eq"(%10#1, %12) : (tensor<2xui32>, tensor<2xui32>) -> ()
  "func.return"() : () -> ()
}
func.func private @negative(%x: tensor<3xi32>) -> tensor<3xi32> {
  %0 = "stablehlo.negate"(%x) : (tensor<3xi32>) -> tensor<3xi32>
  "func.return"(%0) : (tensor<3xi32>) -> ()
}

// -----

func.func @sizes() {
  %n = "stablehlo.constant"() <{value = dense<[2, 3]> : tensor<2xi64>}> : () -> tensor<2xi64>
  %x = "stablehlo.constant"() <{value = dense<[1, 4, 2]> : tensor<3xi32>}> : () -> tensor<3xi32>
  %0 = "stablehlo.dynamic_broadcast_in_dim"(%x, %n) <{broadcast_dimensions = array<i64: 1>, known_expanding_dimensions = array<i64>, known_nonexpanding_dimensions = array<i64: 0>}> : (tensor<3xi32>, tensor<2xi64>) -> tensor<?x?xi32>
  %1 = "stablehlo.dynamic_broadcast_in_dim"(%x, %n) {broadcast_dimensions = dense<1> : tensor<1xi64>} : (tensor<3xi32>, tensor<2xi64>) -> tensor<2x3xi32>
  %2 = "stablehlo.dynamic_iota"(%n) <{iota_dimension = 1 : i64}> : (tensor<2xi64>) -> tensor<?x3xi32>
  %3 = "stablehlo.add"(%0, %2) : (tensor<?x?xi32>, tensor<?x3xi32>) -> tensor<2x3xi32>
  %4 = "stablehlo.subtract"(%3, %1) : (tensor<2x3xi32>, tensor<2x3xi32>) -> tensor<2x3xi32>
  "check.expect_eq_const"(%4) <{value = dense<[[0, 1, 2], [0, 1, 2]]> : tensor<2x3xi32>}> : (tensor<2x3xi32>) -> ()
  %5 = "chlo.dynamic_reshape"(%2, %n) : (tensor<?x3xi32>, tensor<2xi64>) -> tensor<2x3xi32>
  "check.expect_eq"(%5, %4) : (tensor<2x3xi32>, tensor<2x3xi32>) -> ()
  %6 = "stablehlo.custom_call"(%x, %n) <{call_target_name = "stablehlo.shape_refinement_operand_wrapper", indices_of_shape_operands = dense<1> : tensor<1xi64>}> : (tensor<3xi32>, tensor<2xi64>) -> tensor<3xi32>
  "check.expect_eq"(%6, %x) : (tensor<3xi32>, tensor<3xi32>) -> ()
  %7 = stablehlo.custom_call @stablehlo.shape_refinement_operand_wrapper(%x, %n) {indices_of_shape_operands = dense<1> : tensor<1xi64>} : (tensor<3xi32>, tensor<2xi64>) -> tensor<3xi32>
  check.expect_eq %7, %x : tensor<3xi32>
  "func.return"() : () -> ()
}
