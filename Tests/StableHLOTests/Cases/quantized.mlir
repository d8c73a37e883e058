// Integers that stand for numbers.

func.func @perTensor() {
  %x = stablehlo.constant dense<[-1.0, 0.25, 0.75, 100.0]> : tensor<4xf32>
  %0 = stablehlo.uniform_quantize %x : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5:3>>
  %1 = stablehlo.bitcast_convert %0 : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4xi8>
  // 3.5 and 4.5 go to the even neighbour, after the zero point is added.
  check.expect_eq_const %1, dense<[1, 4, 4, 127]> : tensor<4xi8>
  %2 = stablehlo.uniform_dequantize %0 : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4xf32>
  check.expect_eq_const %2, dense<[-1.0, 0.5, 0.5, 62.0]> : tensor<4xf32>
  %3 = stablehlo.add %0, %0 : tensor<4x!quant.uniform<i8:f32, 0.5:3>>
  %4 = stablehlo.uniform_dequantize %3 : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4xf32>
  check.expect_eq_const %4, dense<[-2.0, 1.0, 1.0, 62.0]> : tensor<4xf32>
  %5 = stablehlo.uniform_quantize %0 : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4x!quant.uniform<u8<1:200>:f32, 0.25>>
  %6 = stablehlo.bitcast_convert %5 : (tensor<4x!quant.uniform<u8<1:200>:f32, 0.25>>) -> tensor<4xui8>
  check.expect_eq_const %6, dense<[1, 2, 2, 200]> : tensor<4xui8>
  %7 = stablehlo.reshape %0 : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5:3>>
  %8 = stablehlo.transpose %7, dims = [1, 0] : (tensor<2x2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5:3>>
  %9 = stablehlo.bitcast_convert %8 : (tensor<2x2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<2x2xi8>
  check.expect_eq_const %9, dense<[[1, 4], [4, 127]]> : tensor<2x2xi8>
  %10 = stablehlo.compare LT, %0, %3 : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>, tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4xi1>
  check.expect_eq_const %10, dense<[false, true, true, false]> : tensor<4xi1>
  func.return
}

// -----

func.func @perAxis() {
  %x = stablehlo.constant dense<[4.0, 15.0]> : tensor<2xf32>
  %0 = "stablehlo.uniform_quantize"(%x) : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32:0, {0.1:-30, 0.5:-20}>>
  %1 = "stablehlo.bitcast_convert"(%0) : (tensor<2x!quant.uniform<i8:f32:0, {0.1:-30, 0.5:-20}>>) -> tensor<2xi8>
  check.expect_eq_const %1, dense<10> : tensor<2xi8>
  %2 = stablehlo.uniform_dequantize %0 : (tensor<2x!quant.uniform<i8:f32:0, {0.1:-30, 0.5:-20}>>) -> tensor<2xf32>
  check.expect_almost_eq_const %2, dense<[4.0, 15.0]> : tensor<2xf32>
  func.return
}

// -----

func.func @products() {
  %a = stablehlo.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>
  %b = stablehlo.constant dense<[[5, 6], [7, 8]]> : tensor<2x2xi8>
  %x = stablehlo.bitcast_convert %a : (tensor<2x2xi8>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5:1>>
  %y = stablehlo.bitcast_convert %b : (tensor<2x2xi8>) -> tensor<2x2x!quant.uniform<i8:f32, 0.25:4>>
  %0 = stablehlo.dot_general %x, %y, contracting_dims = [1] x [0] : (tensor<2x2x!quant.uniform<i8:f32, 0.5:1>>, tensor<2x2x!quant.uniform<i8:f32, 0.25:4>>) -> tensor<2x2x!quant.uniform<i32:f32, 0.125>>
  %1 = stablehlo.bitcast_convert %0 : (tensor<2x2x!quant.uniform<i32:f32, 0.125>>) -> tensor<2x2xi32>
  check.expect_eq_const %1, dense<[[3, 4], [11, 16]]> : tensor<2x2xi32>
  %2 = stablehlo.dot %x, %y : (tensor<2x2x!quant.uniform<i8:f32, 0.5:1>>, tensor<2x2x!quant.uniform<i8:f32, 0.25:4>>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5:-2>>
  %3 = stablehlo.bitcast_convert %2 : (tensor<2x2x!quant.uniform<i8:f32, 0.5:-2>>) -> tensor<2x2xi8>
  check.expect_eq_const %3, dense<[[-1, -1], [1, 2]]> : tensor<2x2xi8>
  %w = stablehlo.bitcast_convert %b : (tensor<2x2xi8>) -> tensor<2x2x!quant.uniform<i8:f32:1, {0.25:4, 0.5:5}>>
  %4 = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<2x2x!quant.uniform<i8:f32, 0.5:1>>, tensor<2x2x!quant.uniform<i8:f32:1, {0.25:4, 0.5:5}>>) -> tensor<2x2x!quant.uniform<i32:f32:1, {0.125, 0.25}>>
  %5 = stablehlo.bitcast_convert %4 : (tensor<2x2x!quant.uniform<i32:f32:1, {0.125, 0.25}>>) -> tensor<2x2xi32>
  check.expect_eq_const %5, dense<[[3, 3], [11, 11]]> : tensor<2x2xi32>
  %f = stablehlo.constant dense<1.0> : tensor<1x2xf32>
  %6 = stablehlo.dot_general %f, %w, contracting_dims = [1] x [0] : (tensor<1x2xf32>, tensor<2x2x!quant.uniform<i8:f32:1, {0.25:4, 0.5:5}>>) -> tensor<1x2xf32>
  check.expect_eq_const %6, dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  func.return
}

// -----

func.func @convolution() {
  %a = stablehlo.constant dense<[[[1], [2], [3]]]> : tensor<1x3x1xi8>
  %b = stablehlo.constant dense<[[[2]], [[3]]]> : tensor<2x1x1xi8>
  %x = stablehlo.bitcast_convert %a : (tensor<1x3x1xi8>) -> tensor<1x3x1x!quant.uniform<i8:f32, 0.5:1>>
  %w = stablehlo.bitcast_convert %b : (tensor<2x1x1xi8>) -> tensor<2x1x1x!quant.uniform<i8:f32, 0.5:1>>
  // What is padded stands for 0.
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {pad = [[1, 0]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x3x1x!quant.uniform<i8:f32, 0.5:1>>, tensor<2x1x1x!quant.uniform<i8:f32, 0.5:1>>) -> tensor<1x3x1x!quant.uniform<i32:f32, 0.25>>
  %1 = stablehlo.uniform_dequantize %0 : (tensor<1x3x1x!quant.uniform<i32:f32, 0.25>>) -> tensor<1x3x1xf32>
  check.expect_eq_const %1, dense<[[[0.0], [0.5], [1.25]]]> : tensor<1x3x1xf32>
  func.return
}

// -----

func.func @loop() {
  %x = stablehlo.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %q = stablehlo.uniform_quantize %x : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %0:2 = stablehlo.while(%a = %q, %k = %zero) : tensor<2x!quant.uniform<i8:f32, 0.5>>, tensor<i32>
    cond {
      %n = stablehlo.constant dense<2> : tensor<i32>
      %p = stablehlo.compare LT, %k, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %p : tensor<i1>
    } do {
      %e = stablehlo.add %a, %a : tensor<2x!quant.uniform<i8:f32, 0.5>>
      %one = stablehlo.constant dense<1> : tensor<i32>
      %l = stablehlo.add %k, %one : tensor<i32>
      stablehlo.return %e, %l : tensor<2x!quant.uniform<i8:f32, 0.5>>, tensor<i32>
    }
  %1 = stablehlo.uniform_dequantize %0#0 : (tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2xf32>
  check.expect_eq_const %1, dense<[4.0, 8.0]> : tensor<2xf32>
  func.return
}
