// Operations with a window that moves over tensors.

func.func @reduce_window() {
  %x = stablehlo.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %0 = "stablehlo.reduce_window"(%x, %zero) <{padding = dense<[[0, 0], [2, 0]]> : tensor<2x2xi64>, window_dimensions = array<i64: 1, 3>}> ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %s = stablehlo.add %a, %b : tensor<i32>
    stablehlo.return %s : tensor<i32>
  }) : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x3xi32>
  check.expect_eq_const %0, dense<[[1, 3, 6], [4, 9, 15]]> : tensor<2x3xi32>
  %1 = "stablehlo.reduce_window"(%x, %zero) ({
  ^bb0(%a: tensor<i32>, %b: tensor<i32>):
    %s = stablehlo.add %a, %b : tensor<i32>
    stablehlo.return %s : tensor<i32>
  }) {window_dimensions = dense<[2, 1]> : tensor<2xi64>, window_strides = dense<1> : tensor<2xi64>, base_dilations = dense<[2, 1]> : tensor<2xi64>, window_dilations = dense<[3, 1]> : tensor<2xi64>, padding = dense<[[1, 1], [0, 0]]> : tensor<2x2xi64>} : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x3xi32>
  check.expect_eq_const %1, dense<[[4, 5, 6], [1, 2, 3]]> : tensor<2x3xi32>
  // The place of the largest element comes along.
  %places = stablehlo.iota dim = 1 : tensor<2x3xi32>
  %least = stablehlo.constant dense<-1> : tensor<i32>
  %2:2 = "stablehlo.reduce_window"(%x, %places, %least, %zero) <{window_dimensions = array<i64: 2, 2>}> ({
  ^bb0(%a: tensor<i32>, %i: tensor<i32>, %b: tensor<i32>, %j: tensor<i32>):
    %p = stablehlo.compare GE, %a, %b : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %m = stablehlo.select %p, %a, %b : tensor<i1>, tensor<i32>
    %k = stablehlo.select %p, %i, %j : tensor<i1>, tensor<i32>
    stablehlo.return %m, %k : tensor<i32>, tensor<i32>
  }) : (tensor<2x3xi32>, tensor<2x3xi32>, tensor<i32>, tensor<i32>) -> (tensor<1x2xi32>, tensor<1x2xi32>)
  check.expect_eq_const %2#0, dense<[[5, 6]]> : tensor<1x2xi32>
  check.expect_eq_const %2#1, dense<[[1, 2]]> : tensor<1x2xi32>
  func.return
}

// -----

func.func @select_and_scatter() {
  %x = stablehlo.constant dense<[3.0, 1.0, 2.0, 5.0]> : tensor<4xf32>
  %y = stablehlo.constant dense<[10.0, 20.0, 30.0]> : tensor<3xf32>
  %zero = stablehlo.constant dense<0.5> : tensor<f32>
  %0 = "stablehlo.select_and_scatter"(%x, %y, %zero) <{window_dimensions = array<i64: 2>, window_strides = array<i64: 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %p = stablehlo.compare GE, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }, {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<4xf32>, tensor<3xf32>, tensor<f32>) -> tensor<4xf32>
  check.expect_eq_const %0, dense<[10.5, 0.5, 20.5, 30.5]> : tensor<4xf32>
  func.return
}

// -----

// The larger by the real parts counts, of equal ones the first; windows have padding.
func.func @select_and_scatter_of_complex_numbers() {
  %x = stablehlo.constant dense<[[(3.0, 1.0), (3.0, -1.0), (-2.0, 0.5), (-5.0, 7.0), (-6.0, 0.0)], [(1.0, 0.0), (0.0, 2.0), (4.0, 4.0), (-1.0, -1.0), (-7.0, 1.0)]]> : tensor<2x5xcomplex<f64>>
  %y = stablehlo.constant dense<[[(10.0, 1.0), (20.0, 2.0), (30.0, 3.0)], [(1.5, 0.25), (2.5, 0.5), (3.5, 0.75)]]> : tensor<2x3xcomplex<f64>>
  %init = stablehlo.constant dense<(0.5, -0.5)> : tensor<complex<f64>>
  %0 = "stablehlo.select_and_scatter"(%x, %y, %init) <{padding = dense<[[0, 0], [1, 1]]> : tensor<2x2xi64>, window_dimensions = array<i64: 1, 3>, window_strides = array<i64: 1, 2>}> ({
  ^bb0(%a: tensor<complex<f64>>, %b: tensor<complex<f64>>):
    %u = stablehlo.real %a : (tensor<complex<f64>>) -> tensor<f64>
    %v = stablehlo.real %b : (tensor<complex<f64>>) -> tensor<f64>
    %p = stablehlo.compare GE, %u, %v : (tensor<f64>, tensor<f64>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }, {
  ^bb0(%a: tensor<complex<f64>>, %b: tensor<complex<f64>>):
    %s = stablehlo.add %a, %b : tensor<complex<f64>>
    stablehlo.return %s : tensor<complex<f64>>
  }) : (tensor<2x5xcomplex<f64>>, tensor<2x3xcomplex<f64>>, tensor<complex<f64>>) -> tensor<2x5xcomplex<f64>>
  check.expect_eq_const %0, dense<[[(10.5, 0.5), (20.5, 1.5), (0.5, -0.5), (30.5, 2.5), (0.5, -0.5)], [(2.0, -0.25), (0.5, -0.5), (3.0, 0.0), (4.0, 0.25), (0.5, -0.5)]]> : tensor<2x5xcomplex<f64>>
  func.return
}
