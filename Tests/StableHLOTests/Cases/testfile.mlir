// A test in the form of those of frameworks: the values come from functions.

module @jit_main attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() -> (tensor<3xf32> {jax.result_info = "", mhlo.layout_mode = "default"}) {
    %0:2 = call @inputs() : () -> (tensor<3xf32>, tensor<3xf32>)
    %1:2 = call @expected() : () -> (tensor<3xf32>, tensor<3xi32>)
    %2 = stablehlo.add %0#0, %0#1 : tensor<3xf32>
    %3 = stablehlo.convert %2 : (tensor<3xf32>) -> tensor<3xi32>
    stablehlo.custom_call @check.expect_close(%2, %1#0) {has_side_effect = true} : (tensor<3xf32>, tensor<3xf32>) -> ()
    stablehlo.custom_call @check.expect_eq(%3, %1#1) {has_side_effect = true} : (tensor<3xi32>, tensor<3xi32>) -> ()
    stablehlo.custom_call @check.expect_almost_eq(%2, %1#0) {has_side_effect = true} : (tensor<3xf32>, tensor<3xf32>) -> ()
    %4 = stablehlo.custom_call @check.eq(%1#0, %2) : (tensor<3xf32>, tensor<3xf32>) -> tensor<i1>
    return %2 : tensor<3xf32>
  }
  func.func private @inputs() -> (tensor<3xf32> {mhlo.layout_mode = "default"}, tensor<3xf32>) {
    %cst = stablehlo.constant dense<[1.000000e+00, 2.000000e+00, 3.000000e+00]> : tensor<3xf32>
    %cst_0 = stablehlo.constant dense<"0x000000400000004000000040"> : tensor<3xf32>
    return %cst, %cst_0 : tensor<3xf32>, tensor<3xf32>
  }
  func.func private @expected() -> (tensor<3xf32>, tensor<3xi32>) {
    %cst = stablehlo.constant dense<[3.000000e+00, 4.000000e+00, 5.000000e+00]> : tensor<3xf32>
    %c = stablehlo.constant dense<[3, 4, 5]> : tensor<3xi32>
    return %cst, %c : tensor<3xf32>, tensor<3xi32>
  }
}
