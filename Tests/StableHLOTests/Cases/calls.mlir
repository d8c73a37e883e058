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

// Some more elements than asked for are left where another step follows.
func.func @main() {
  %x = stablehlo.constant dense<[[1.0, 4.0, 2.0, 7.0], [3.0, 0.0, 5.0, -1.0]]> : tensor<2x4xf32>
  %i = stablehlo.iota dim = 1 : tensor<2x4xi32>
  %none = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %nowhere = stablehlo.constant dense<-1> : tensor<i32>
  %0:2 = stablehlo.custom_call @ApproxTopK(%x, %i, %none, %nowhere) {called_computations = [@greater], mhlo.backend_config = {aggregate_to_topk = false, recall_target = 9.500000e-01 : f32, reduction_dim = -1 : i64, top_k = 2 : i64}} : (tensor<2x4xf32>, tensor<2x4xi32>, tensor<f32>, tensor<i32>) -> (tensor<2x3xf32>, tensor<2x3xi32>)
  check.expect_eq_const %0#0, dense<[[7.0, 4.0, 2.0], [5.0, 3.0, 0.0]]> : tensor<2x3xf32>
  %k = stablehlo.constant dense<1> : tensor<i32>
  %1:2 = stablehlo.custom_call @stablehlo.dynamic_approx_top_k(%x, %i, %none, %nowhere, %k) {called_computations = [@greater], mhlo.backend_config = {aggregate_to_topk = true, recall_target = 9.500000e-01 : f32, reduction_dim = 0 : i64}} : (tensor<2x4xf32>, tensor<2x4xi32>, tensor<f32>, tensor<i32>, tensor<i32>) -> (tensor<?x4xf32>, tensor<?x4xi32>)
  %y = stablehlo.custom_call @Sharding(%1#0) : (tensor<?x4xf32>) -> tensor<1x4xf32>
  check.expect_eq_const %y, dense<[[3.0, 4.0, 5.0, 7.0]]> : tensor<1x4xf32>
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
  %shard = stablehlo.custom_call @SPMDFullToShardShape(%1) {mhlo.sharding = "{manual}"} : (tensor<2xf32>) -> tensor<2xf32>
  %full = stablehlo.custom_call @SPMDShardToFullShape(%shard) {mhlo.sharding = "{devices=[2]<=[2]}"} : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_eq %full, %x : tensor<2xf32>
  %2 = stablehlo.custom_call @AllocateBuffer() : () -> tensor<2xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<2xf32>
  %no = stablehlo.constant dense<false> : tensor<2xi1>
  %3 = stablehlo.select %no, %2, %zero : tensor<2xi1>, tensor<2xf32>
  check.expect_eq %3, %zero : tensor<2xf32>
  func.return
}

// -----

// Functions that are not in StableHLO, as older text calls them.
func.func @functions() {
  %x = stablehlo.constant dense<[0.25, 0.75]> : tensor<2xf32>
  %big = stablehlo.constant dense<[1.5, 3.0]> : tensor<2xf32>
  %0 = stablehlo.custom_call @mhlo.acos(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %1 = chlo.acos %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %0, %1 : tensor<2xf32>
  %2 = stablehlo.custom_call @mhlo.asin(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %3 = chlo.asin %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %2, %3 : tensor<2xf32>
  %4 = stablehlo.custom_call @mhlo.asinh(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %5 = chlo.asinh %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %4, %5 : tensor<2xf32>
  %6 = stablehlo.custom_call @mhlo.atan(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %7 = chlo.atan %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %6, %7 : tensor<2xf32>
  %8 = stablehlo.custom_call @mhlo.atanh(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %9 = chlo.atanh %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %8, %9 : tensor<2xf32>
  %10 = stablehlo.custom_call @mhlo.bessel_i1e(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %11 = chlo.bessel_i1e %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %10, %11 : tensor<2xf32>
  %12 = stablehlo.custom_call @mhlo.cosh(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %13 = chlo.cosh %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %12, %13 : tensor<2xf32>
  %14 = stablehlo.custom_call @mhlo.digamma(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %15 = chlo.digamma %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %14, %15 : tensor<2xf32>
  %16 = stablehlo.custom_call @mhlo.erf_inv(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %17 = chlo.erf_inv %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %16, %17 : tensor<2xf32>
  %18 = stablehlo.custom_call @mhlo.erfc(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %19 = chlo.erfc %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %18, %19 : tensor<2xf32>
  %20 = stablehlo.custom_call @mhlo.lgamma(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %21 = chlo.lgamma %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %20, %21 : tensor<2xf32>
  %22 = stablehlo.custom_call @mhlo.sinh(%x) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %23 = chlo.sinh %x : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %22, %23 : tensor<2xf32>
  %24 = stablehlo.custom_call @mhlo.acosh(%big) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  %25 = chlo.acosh %big : tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %24, %25 : tensor<2xf32>
  %two = stablehlo.constant dense<2.0> : tensor<2xf32>
  %26 = stablehlo.custom_call @mhlo.polygamma(%two, %big) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %27 = chlo.polygamma %two, %big : tensor<2xf32>, tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %26, %27 : tensor<2xf32>
  %28 = stablehlo.custom_call @mhlo.zeta(%two, %big) {mhlo.attributes = {}, mhlo.version = 1 : i64} : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %29 = chlo.zeta %two, %big : tensor<2xf32>, tensor<2xf32> -> tensor<2xf32>
  check.expect_eq %28, %29 : tensor<2xf32>
  func.return
}
