// Calls that JAX keeps stable, other than those of LAPACK.

func.func @top_k() {
  %x = stablehlo.constant dense<[[1.0, 4.0, 2.0], [3.0, 0x7FC00000, 5.0]]> : tensor<2x3xf32>
  %0:2 = stablehlo.custom_call @mhlo.topk(%x) {mhlo.attributes = {k = 2 : i64, largest = true}, mhlo.version = 1 : i64} : (tensor<2x3xf32>) -> (tensor<2x2xf32>, tensor<2x2xi32>)
  check.expect_almost_eq_const %0#0, dense<[[4.0, 2.0], [0x7FC00000, 5.0]]> : tensor<2x2xf32>
  check.expect_eq_const %0#1, dense<[[1, 2], [1, 2]]> : tensor<2x2xi32>
  %1:2 = stablehlo.custom_call @mhlo.topk(%x) {mhlo.attributes = {k = 1 : i64, largest = false}} : (tensor<2x3xf32>) -> (tensor<2x1xf32>, tensor<2x1xi32>)
  check.expect_eq_const %1#0, dense<[[1.0], [3.0]]> : tensor<2x1xf32>
  check.expect_eq_const %1#1, dense<0> : tensor<2x1xi32>
  func.return
}

// -----

// What may be approximate is exact.
func.func @main() {
  %x = stablehlo.constant dense<[[1.0, 4.0, 2.0], [3.0, 0.0, 5.0]]> : tensor<2x3xf32>
  %i = stablehlo.iota dim = 1 : tensor<2x3xi32>
  %none = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %nowhere = stablehlo.constant dense<-1> : tensor<i32>
  %0:2 = stablehlo.custom_call @ApproxTopK(%x, %i, %none, %nowhere) {called_computations = [@greater], mhlo.backend_config = {aggregate_to_topk = true, is_fallback = true, recall_target = 9.500000e-01 : f32, reduction_dim = 1 : i64, reduction_input_size_override = -1 : i64, top_k = 2 : i64}} : (tensor<2x3xf32>, tensor<2x3xi32>, tensor<f32>, tensor<i32>) -> (tensor<2x2xf32>, tensor<2x2xi32>)
  check.expect_eq_const %0#0, dense<[[4.0, 2.0], [5.0, 3.0]]> : tensor<2x2xf32>
  check.expect_eq_const %0#1, dense<[[1, 2], [2, 0]]> : tensor<2x2xi32>
  func.return
}
func.func private @greater(%a: tensor<f32>, %b: tensor<f32>, %i: tensor<i32>, %j: tensor<i32>) -> tensor<i1> {
  %0 = stablehlo.compare GT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
  return %0 : tensor<i1>
}

// -----

func.func @one_device() {
  %x = stablehlo.constant dense<[1.0, 4.0]> : tensor<2xf32>
  %0 = stablehlo.custom_call @Sharding(%x) {mhlo.sharding = "{devices=[2]<=[2]}"} : (tensor<2xf32>) -> tensor<2xf32>
  %1 = stablehlo.custom_call @annotate_device_placement(%0) {has_side_effect = true, mhlo.frontend_attributes = {_xla_buffer_placement = "pinned_host"}} : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_eq %1, %x : tensor<2xf32>
  %2 = stablehlo.custom_call @AllocateBuffer() : () -> tensor<2xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<2xf32>
  %no = stablehlo.constant dense<false> : tensor<2xi1>
  %3 = stablehlo.select %no, %2, %zero : tensor<2xi1>, tensor<2xf32>
  check.expect_eq %3, %zero : tensor<2xf32>
  func.return
}
