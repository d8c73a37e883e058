// Complex numbers: what carries and moves them, arithmetic, and what is made of their bits.

module @carried {
  func.func public @main() {
    %z = stablehlo.constant dense<[(1.0, 2.0), (-3.0, 0.5)]> : tensor<2xcomplex<f32>>
    %hex = stablehlo.constant dense<"0x0000803F00000040000040C00000003F"> : tensor<2xcomplex<f32>>
    check.expect_eq %z, %hex : tensor<2xcomplex<f32>>
    %splat = stablehlo.constant dense<(1.0, 0xFF800000)> : tensor<2xcomplex<f32>>
    check.expect_eq_const %splat, dense<[(1.0, 0xFF800000), (1.0, 0xFF800000)]> : tensor<2xcomplex<f32>>
    %one = stablehlo.constant dense<"0x0000803F00000040"> : tensor<2xcomplex<f32>>
    check.expect_eq_const %one, dense<(1.0, 2.0)> : tensor<2xcomplex<f32>>
    %none = stablehlo.constant dense<> : tensor<0x2xcomplex<f64>>
    check.expect_eq_const %none, dense<> : tensor<0x2xcomplex<f64>>
    %0:2 = call @swap(%z, %splat) : (tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>) -> (tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>)
    check.expect_eq %0#1, %z : tensor<2xcomplex<f32>>
    %t = stablehlo.tuple %z, %none : tuple<tensor<2xcomplex<f32>>, tensor<0x2xcomplex<f64>>>
    %1 = stablehlo.get_tuple_element %t[0] : (tuple<tensor<2xcomplex<f32>>, tensor<0x2xcomplex<f64>>>) -> tensor<2xcomplex<f32>>
    check.expect_eq %1, %z : tensor<2xcomplex<f32>>
    %p = stablehlo.constant dense<false> : tensor<i1>
    %2 = "stablehlo.if"(%p) ({
      stablehlo.return %splat : tensor<2xcomplex<f32>>
    }, {
      stablehlo.return %z : tensor<2xcomplex<f32>>
    }) : (tensor<i1>) -> tensor<2xcomplex<f32>>
    check.expect_eq %2, %z : tensor<2xcomplex<f32>>
    %zero = stablehlo.constant dense<0> : tensor<i32>
    %three = stablehlo.constant dense<3> : tensor<i32>
    %step = stablehlo.constant dense<1> : tensor<i32>
    %i = stablehlo.constant dense<(0.0, 1.0)> : tensor<2xcomplex<f32>>
    %3:2 = stablehlo.while(%k = %zero, %w = %z) : tensor<i32>, tensor<2xcomplex<f32>>
     cond {
      %c = stablehlo.compare LT, %k, %three, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %c : tensor<i1>
    } do {
      %n = stablehlo.add %k, %step : tensor<i32>
      %m = stablehlo.multiply %w, %i : tensor<2xcomplex<f32>>
      stablehlo.return %n, %m : tensor<i32>, tensor<2xcomplex<f32>>
    }
    check.expect_eq_const %3#1, dense<[(2.0, -1.0), (0.5, 3.0)]> : tensor<2xcomplex<f32>>
    return
  }
  func.func private @swap(%x: tensor<2xcomplex<f32>>, %y: tensor<2xcomplex<f32>>) -> (tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>) {
    return %y, %x : tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>
  }
}

// -----

func.func @movement() {
  %z = stablehlo.constant dense<[[(1.0, 2.0), (3.0, 4.0)], [(5.0, 6.0), (7.0, 8.0)]]> : tensor<2x2xcomplex<f64>>
  %x = stablehlo.constant dense<(0.0, -1.0)> : tensor<complex<f64>>
  %0 = stablehlo.transpose %z, dims = [1, 0] : (tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  check.expect_eq_const %0, dense<[[(1.0, 2.0), (5.0, 6.0)], [(3.0, 4.0), (7.0, 8.0)]]> : tensor<2x2xcomplex<f64>>
  %1 = stablehlo.slice %z [1:2, 0:2] : (tensor<2x2xcomplex<f64>>) -> tensor<1x2xcomplex<f64>>
  %2 = stablehlo.concatenate %1, %z, dim = 0 : (tensor<1x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<3x2xcomplex<f64>>
  %3 = stablehlo.reverse %2, dims = [0] : tensor<3x2xcomplex<f64>>
  check.expect_eq_const %3, dense<[[(5.0, 6.0), (7.0, 8.0)], [(1.0, 2.0), (3.0, 4.0)], [(5.0, 6.0), (7.0, 8.0)]]> : tensor<3x2xcomplex<f64>>
  %4 = stablehlo.pad %1, %x, low = [0, 1], high = [0, 0], interior = [0, 0] : (tensor<1x2xcomplex<f64>>, tensor<complex<f64>>) -> tensor<1x3xcomplex<f64>>
  check.expect_eq_const %4, dense<[[(0.0, -1.0), (5.0, 6.0), (7.0, 8.0)]]> : tensor<1x3xcomplex<f64>>
  %i = stablehlo.constant dense<1> : tensor<i32>
  %5 = stablehlo.dynamic_slice %z, %i, %i, sizes = [1, 1] : (tensor<2x2xcomplex<f64>>, tensor<i32>, tensor<i32>) -> tensor<1x1xcomplex<f64>>
  %6 = stablehlo.reshape %5 : (tensor<1x1xcomplex<f64>>) -> tensor<complex<f64>>
  check.expect_eq_const %6, dense<(7.0, 8.0)> : tensor<complex<f64>>
  %j = stablehlo.constant dense<0> : tensor<i32>
  %7 = stablehlo.dynamic_update_slice %z, %5, %j, %j : (tensor<2x2xcomplex<f64>>, tensor<1x1xcomplex<f64>>, tensor<i32>, tensor<i32>) -> tensor<2x2xcomplex<f64>>
  check.expect_eq_const %7, dense<[[(7.0, 8.0), (3.0, 4.0)], [(5.0, 6.0), (7.0, 8.0)]]> : tensor<2x2xcomplex<f64>>
  %8 = stablehlo.broadcast_in_dim %x, dims = [] : (tensor<complex<f64>>) -> tensor<2x2xcomplex<f64>>
  %p = stablehlo.constant dense<[[true, false], [false, true]]> : tensor<2x2xi1>
  %9 = stablehlo.select %p, %z, %8 : tensor<2x2xi1>, tensor<2x2xcomplex<f64>>
  check.expect_eq_const %9, dense<[[(1.0, 2.0), (0.0, -1.0)], [(0.0, -1.0), (7.0, 8.0)]]> : tensor<2x2xcomplex<f64>>
  %10 = stablehlo.get_dimension_size %z, dim = 1 : (tensor<2x2xcomplex<f64>>) -> tensor<i32>
  check.expect_eq_const %10, dense<2> : tensor<i32>
  %11 = stablehlo.iota dim = 0 : tensor<3xcomplex<f32>>
  check.expect_eq_const %11, dense<[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]> : tensor<3xcomplex<f32>>
  %12 = "stablehlo.gather"(%z, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 0>, slice_sizes = array<i64: 1, 2>}> : (tensor<2x2xcomplex<f64>>, tensor<i32>) -> tensor<2xcomplex<f64>>
  check.expect_eq_const %12, dense<[(5.0, 6.0), (7.0, 8.0)]> : tensor<2xcomplex<f64>>
  func.return
}

// -----

func.func @arithmetic() {
  %z = stablehlo.constant dense<[(1.0, 2.0), (3.0, -4.0)]> : tensor<2xcomplex<f32>>
  %w = stablehlo.constant dense<[(2.0, 1.0), (0.0, 2.0)]> : tensor<2xcomplex<f32>>
  %0 = stablehlo.add %z, %w : tensor<2xcomplex<f32>>
  check.expect_eq_const %0, dense<[(3.0, 3.0), (3.0, -2.0)]> : tensor<2xcomplex<f32>>
  %1 = stablehlo.subtract %z, %w : tensor<2xcomplex<f32>>
  check.expect_eq_const %1, dense<[(-1.0, 1.0), (3.0, -6.0)]> : tensor<2xcomplex<f32>>
  %2 = stablehlo.multiply %z, %w : tensor<2xcomplex<f32>>
  check.expect_eq_const %2, dense<[(0.0, 5.0), (8.0, 6.0)]> : tensor<2xcomplex<f32>>
  %3 = stablehlo.divide %2, %w : tensor<2xcomplex<f32>>
  check.expect_eq %3, %z : tensor<2xcomplex<f32>>
  %4 = stablehlo.negate %z : tensor<2xcomplex<f32>>
  check.expect_eq_const %4, dense<[(-1.0, -2.0), (-3.0, 4.0)]> : tensor<2xcomplex<f32>>
  %5 = stablehlo.abs %z : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  check.expect_eq_const %5, dense<[2.23606798, 5.0]> : tensor<2xf32>
  %6 = stablehlo.real %z : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  %7 = stablehlo.imag %z : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  %8 = stablehlo.complex %7, %6 : tensor<2xcomplex<f32>>
  check.expect_eq_const %8, dense<[(2.0, 1.0), (-4.0, 3.0)]> : tensor<2xcomplex<f32>>
  %9 = stablehlo.real %6 : (tensor<2xf32>) -> tensor<2xf32>
  %10 = stablehlo.imag %6 : (tensor<2xf32>) -> tensor<2xf32>
  check.expect_eq %9, %6 : tensor<2xf32>
  check.expect_eq_const %10, dense<0.0> : tensor<2xf32>
  %11 = stablehlo.power %z, %w : tensor<2xcomplex<f32>>
  check.expect_almost_eq_const %11, dense<[(-1.64010102, 0.202050399), (-6.37001048, -0.493277065)]> : tensor<2xcomplex<f32>> {tolerance = 1.0e-6 : f64}
  %12 = "stablehlo.map"(%z, %w) <{dimensions = array<i64: 0>}> ({
  ^bb0(%a: tensor<complex<f32>>, %b: tensor<complex<f32>>):
    %c = stablehlo.constant dense<(0.0, 1.0)> : tensor<complex<f32>>
    %d = stablehlo.multiply %a, %c : tensor<complex<f32>>
    %e = stablehlo.add %d, %b : tensor<complex<f32>>
    stablehlo.return %e : tensor<complex<f32>>
  }) : (tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f32>>
  check.expect_eq_const %12, dense<[(0.0, 2.0), (4.0, 5.0)]> : tensor<2xcomplex<f32>>
  %s = stablehlo.constant dense<(1.0, 1.0)> : tensor<complex<f32>>
  %13 = chlo.broadcast_multiply %z, %s : (tensor<2xcomplex<f32>>, tensor<complex<f32>>) -> tensor<2xcomplex<f32>>
  check.expect_eq_const %13, dense<[(-1.0, 3.0), (7.0, -1.0)]> : tensor<2xcomplex<f32>>
  %14 = chlo.conj %z : tensor<2xcomplex<f32>> -> tensor<2xcomplex<f32>>
  check.expect_eq_const %14, dense<[(1.0, -2.0), (3.0, 4.0)]> : tensor<2xcomplex<f32>>
  func.return
}

// -----

// What is infinite, undefined, or near the ends of the range.
func.func @extremes() {
  %z = stablehlo.constant dense<[(3.0e+300, 4.0e+300), (3.0e-310, 4.0e-310), (0x7FF0000000000000, 0x7FF8000000000000)]> : tensor<3xcomplex<f64>>
  %0 = stablehlo.abs %z : (tensor<3xcomplex<f64>>) -> tensor<3xf64>
  check.expect_almost_eq_const %0, dense<[5.0e+300, 5.0e-310, 0x7FF0000000000000]> : tensor<3xf64> {tolerance = 1.0e+285 : f64}
  %1 = stablehlo.sqrt %z : tensor<3xcomplex<f64>>
  %2 = stablehlo.multiply %1, %1 : tensor<3xcomplex<f64>>
  %3 = stablehlo.slice %2 [0:1] : (tensor<3xcomplex<f64>>) -> tensor<1xcomplex<f64>>
  check.expect_almost_eq_const %3, dense<[(3.0e+300, 4.0e+300)]> : tensor<1xcomplex<f64>> {tolerance = 1.0e+286 : f64}
  %a = stablehlo.constant dense<[(1.0e+300, 1.0e+300), (1.0, 0.0), (1.0, 1.0), (0x7FF0000000000000, 1.0)]> : tensor<4xcomplex<f64>>
  %b = stablehlo.constant dense<[(1.0e+300, 1.0e+300), (0.0, 0.0), (0x7FF0000000000000, 0.0), (1.0, 0.0)]> : tensor<4xcomplex<f64>>
  %4 = stablehlo.divide %a, %b : tensor<4xcomplex<f64>>
  %5 = stablehlo.real %4 : (tensor<4xcomplex<f64>>) -> tensor<4xf64>
  check.expect_eq_const %5, dense<[1.0, 0x7FF0000000000000, 0.0, 0x7FF0000000000000]> : tensor<4xf64>
  %c = stablehlo.constant dense<[(0x7FF0000000000000, 0.0), (0xFFF0000000000000, 0x7FF0000000000000), (709.9, 1.5707963267948966)]> : tensor<3xcomplex<f64>>
  %6 = stablehlo.exponential %c : tensor<3xcomplex<f64>>
  %7 = stablehlo.slice %6 [0:2] : (tensor<3xcomplex<f64>>) -> tensor<2xcomplex<f64>>
  check.expect_eq_const %7, dense<[(0x7FF0000000000000, 0.0), (0.0, 0.0)]> : tensor<2xcomplex<f64>>
  %d = stablehlo.constant dense<[(0.0, 0.0), (-4.0, 0.0), (-4.0, -0.0)]> : tensor<3xcomplex<f64>>
  %8 = stablehlo.sqrt %d : tensor<3xcomplex<f64>>
  check.expect_eq_const %8, dense<[(0.0, 0.0), (0.0, 2.0), (0.0, -2.0)]> : tensor<3xcomplex<f64>>
  %9 = stablehlo.sign %d : tensor<3xcomplex<f64>>
  check.expect_eq_const %9, dense<[(0.0, 0.0), (-1.0, 0.0), (-1.0, 0.0)]> : tensor<3xcomplex<f64>>
  func.return
}

// -----

func.func @comparisons() {
  %z = stablehlo.constant dense<[(1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (0x7FC00000, 0.0)]> : tensor<4xcomplex<f32>>
  %w = stablehlo.constant dense<[(1.0, 2.0), (1.0, 3.0), (0.0, 3.0), (0x7FC00000, 0.0)]> : tensor<4xcomplex<f32>>
  %0 = stablehlo.compare EQ, %z, %w, FLOAT : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xi1>
  check.expect_eq_const %0, dense<[true, false, false, false]> : tensor<4xi1>
  %1 = stablehlo.compare NE, %z, %w, FLOAT : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xi1>
  check.expect_eq_const %1, dense<[false, true, true, true]> : tensor<4xi1>
  %2 = stablehlo.compare LT, %z, %w, FLOAT : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xi1>
  check.expect_eq_const %2, dense<[false, true, false, false]> : tensor<4xi1>
  %3 = stablehlo.compare GE, %z, %w, FLOAT : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xi1>
  check.expect_eq_const %3, dense<[true, false, true, false]> : tensor<4xi1>
  %a = stablehlo.slice %z [0:3] : (tensor<4xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  %b = stablehlo.slice %w [0:3] : (tensor<4xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  %4 = stablehlo.maximum %a, %b : tensor<3xcomplex<f32>>
  check.expect_eq_const %4, dense<[(1.0, 2.0), (1.0, 3.0), (1.0, 2.0)]> : tensor<3xcomplex<f32>>
  %5 = stablehlo.minimum %a, %b : tensor<3xcomplex<f32>>
  check.expect_eq_const %5, dense<[(1.0, 2.0), (1.0, 2.0), (0.0, 3.0)]> : tensor<3xcomplex<f32>>
  func.return
}

// -----

func.func @conversions() {
  %i = stablehlo.constant dense<[1, -2]> : tensor<2xi32>
  %0 = stablehlo.convert %i : (tensor<2xi32>) -> tensor<2xcomplex<f32>>
  check.expect_eq_const %0, dense<[(1.0, 0.0), (-2.0, 0.0)]> : tensor<2xcomplex<f32>>
  %z = stablehlo.constant dense<[(1.5, 2.5), (-3.5, 0.5)]> : tensor<2xcomplex<f32>>
  %1 = stablehlo.convert %z : (tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f64>>
  check.expect_eq_const %1, dense<[(1.5, 2.5), (-3.5, 0.5)]> : tensor<2xcomplex<f64>>
  %2 = stablehlo.convert %1 : (tensor<2xcomplex<f64>>) -> tensor<2xi64>
  check.expect_eq_const %2, dense<[1, -3]> : tensor<2xi64>
  %3 = stablehlo.bitcast_convert %z : (tensor<2xcomplex<f32>>) -> tensor<2xi64>
  check.expect_eq_const %3, dense<[0x402000003FC00000, 0x3F000000C0600000]> : tensor<2xi64>
  %4 = stablehlo.bitcast_convert %3 : (tensor<2xi64>) -> tensor<2xcomplex<f32>>
  check.expect_eq %4, %z : tensor<2xcomplex<f32>>
  %5 = stablehlo.bitcast_convert %z : (tensor<2xcomplex<f32>>) -> tensor<2x4xi16>
  check.expect_eq_const %5, dense<[[0, 16320, 0, 16416], [0, -16288, 0, 16128]]> : tensor<2x4xi16>
  %6 = stablehlo.bitcast_convert %5 : (tensor<2x4xi16>) -> tensor<2xcomplex<f32>>
  check.expect_eq %6, %z : tensor<2xcomplex<f32>>
  %7 = stablehlo.bitcast_convert %z : (tensor<2xcomplex<f32>>) -> tensor<complex<f64>>
  %8 = stablehlo.bitcast_convert %7 : (tensor<complex<f64>>) -> tensor<2xcomplex<f32>>
  check.expect_eq %8, %z : tensor<2xcomplex<f32>>
  func.return
}

// -----

func.func @sums() {
  %z = stablehlo.constant dense<[[(1.0, 2.0), (3.0, 4.0)], [(5.0, 6.0), (7.0, 8.0)]]> : tensor<2x2xcomplex<f64>>
  %one = stablehlo.constant dense<(1.0, 0.0)> : tensor<complex<f64>>
  %zero = stablehlo.constant dense<(0.0, 0.0)> : tensor<complex<f64>>
  %0 = stablehlo.reduce(%z init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x2xcomplex<f64>>, tensor<complex<f64>>) -> tensor<complex<f64>>
  check.expect_eq_const %0, dense<(16.0, 20.0)> : tensor<complex<f64>>
  %1 = stablehlo.reduce(%z init: %one) applies stablehlo.multiply across dimensions = [1] : (tensor<2x2xcomplex<f64>>, tensor<complex<f64>>) -> tensor<2xcomplex<f64>>
  check.expect_eq_const %1, dense<[(-5.0, 10.0), (-13.0, 82.0)]> : tensor<2xcomplex<f64>>
  %2 = stablehlo.dot_general %z, %z, contracting_dims = [1] x [0] : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  check.expect_eq_const %2, dense<[[(-12.0, 42.0), (-16.0, 62.0)], [(-20.0, 98.0), (-24.0, 150.0)]]> : tensor<2x2xcomplex<f64>>
  %3 = stablehlo.dot_general %z, %z, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<2xcomplex<f64>>
  check.expect_eq_const %3, dense<[(-10.0, 28.0), (-26.0, 172.0)]> : tensor<2xcomplex<f64>>
  %4 = stablehlo.dot %z, %z : (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  check.expect_eq %4, %2 : tensor<2x2xcomplex<f64>>
  %a = stablehlo.iota dim = 0 : tensor<20xcomplex<f32>>
  %i = stablehlo.constant dense<(0.0, 1.0)> : tensor<20xcomplex<f32>>
  %5 = stablehlo.dot %a, %i : (tensor<20xcomplex<f32>>, tensor<20xcomplex<f32>>) -> tensor<complex<f32>>
  check.expect_eq_const %5, dense<(0.0, 190.0)> : tensor<complex<f32>>
  %6 = stablehlo.reshape %z : (tensor<2x2xcomplex<f64>>) -> tensor<1x4x1xcomplex<f64>>
  %k = stablehlo.constant dense<[[[(0.0, 1.0)]], [[(1.0, 0.0)]]]> : tensor<2x1x1xcomplex<f64>>
  %7 = stablehlo.convolution(%6, %k) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {stride = [1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x4x1xcomplex<f64>>, tensor<2x1x1xcomplex<f64>>) -> tensor<1x3x1xcomplex<f64>>
  check.expect_eq_const %7, dense<[[[(1.0, 5.0)], [(1.0, 9.0)], [(1.0, 13.0)]]]> : tensor<1x3x1xcomplex<f64>>
  func.return
}

// -----

// Sizes that are operands.
func.func @dynamic() {
  %n = stablehlo.constant dense<[1, 3, 1]> : tensor<3xi64>
  %0 = stablehlo.dynamic_iota %n, dim = 1 : (tensor<3xi64>) -> tensor<1x?x1xcomplex<f32>>
  check.expect_eq_const %0, dense<[[[(0.0, 0.0)], [(1.0, 0.0)], [(2.0, 0.0)]]]> : tensor<1x3x1xcomplex<f32>>
  %w = stablehlo.constant dense<[[[(0.0, 1.0)]], [[(2.0, 0.0)]]]> : tensor<2x1x1xcomplex<f32>>
  %p = stablehlo.constant dense<[[1, 0]]> : tensor<1x2xi64>
  %1 = "stablehlo.dynamic_conv"(%0, %w, %p) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>, feature_group_count = 1 : i64, window_strides = array<i64: 1>}> : (tensor<1x?x1xcomplex<f32>>, tensor<2x1x1xcomplex<f32>>, tensor<1x2xi64>) -> tensor<1x3x1xcomplex<f32>>
  check.expect_eq_const %1, dense<[[[(0.0, 0.0)], [(2.0, 0.0)], [(4.0, 1.0)]]]> : tensor<1x3x1xcomplex<f32>>
  func.return
}
