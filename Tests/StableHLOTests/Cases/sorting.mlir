// Operations that put elements in order.

func.func @sort() {
  %x = stablehlo.constant dense<[[3, 1, 2], [1, 1, 0]]> : tensor<2x3xi32>
  %places = stablehlo.iota dim = 1 : tensor<2x3xi64>
  %0:2 = "stablehlo.sort"(%x, %places) ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>, %i: tensor<i64>, %j: tensor<i64>):
    %p = stablehlo.compare LT, %a, %b : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) {is_stable = true} : (tensor<2x3xi32>, tensor<2x3xi64>) -> (tensor<2x3xi32>, tensor<2x3xi64>)
  check.expect_eq_const %0#0, dense<[[1, 2, 3], [0, 1, 1]]> : tensor<2x3xi32>
  check.expect_eq_const %0#1, dense<[[1, 2, 0], [2, 0, 1]]> : tensor<2x3xi64>
  %1 = "stablehlo.sort"(%x) <{dimension = 0 : i64}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %p = stablehlo.compare GT, %a, %b : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) : (tensor<2x3xi32>) -> tensor<2x3xi32>
  check.expect_eq_const %1, dense<[[3, 1, 2], [1, 1, 0]]> : tensor<2x3xi32>
  func.return
}

// -----

func.func @complex_numbers() {
  %x = stablehlo.constant dense<[(2.0, 1.0), (1.0, 3.0), (1.0, 2.0)]> : tensor<3xcomplex<f32>>
  %0 = "stablehlo.sort"(%x) <{dimension = 0 : i64}> ({
  ^bb0(%a: tensor<complex<f32>>, %b: tensor<complex<f32>>):
    %p = stablehlo.compare LT, %a, %b : (tensor<complex<f32>>, tensor<complex<f32>>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  check.expect_eq_const %0, dense<[(1.0, 2.0), (1.0, 3.0), (2.0, 1.0)]> : tensor<3xcomplex<f32>>
  func.return
}

// -----

func.func @top_k() {
  %x = stablehlo.constant dense<[[1.0, 3.0, 2.0, 3.0], [0xFF800000, 0x7FC00000, 0.0, 0x7F800000]]> : tensor<2x4xf32>
  %values, %places = chlo.top_k(%x, k = 3) : tensor<2x4xf32> -> (tensor<2x3xf32>, tensor<2x3xi32>)
  %y = stablehlo.constant dense<[[3.0, 3.0, 2.0], [0x7FC00000, 0x7F800000, 0.0]]> : tensor<2x3xf32>
  check.expect_close %values, %y, max_ulp_difference = 0 : tensor<2x3xf32>, tensor<2x3xf32>
  check.expect_eq_const %places, dense<[[1, 3, 2], [1, 3, 2]]> : tensor<2x3xi32>
  func.return
}
