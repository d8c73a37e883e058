// Random numbers whose generator has no state: their bounds, means and variances. The bounds of the
// means are four standard deviations or more.

func.func @uniform_floats() {
  %a = stablehlo.constant dense<-1.0> : tensor<f32>
  %b = stablehlo.constant dense<3.0> : tensor<f32>
  %shape = stablehlo.constant dense<[64, 256]> : tensor<2xi64>
  %x = stablehlo.rng %a, %b, %shape, distribution = UNIFORM : (tensor<f32>, tensor<f32>, tensor<2xi64>) -> tensor<64x256xf32>
  %least, %greatest, %mean, %variance = call @statistics(%x) : (tensor<64x256xf32>) -> (tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>)
  check.expect_almost_eq_const %least, dense<-1.0> : tensor<f32>, tolerance = 0.01
  check.expect_almost_eq_const %greatest, dense<3.0> : tensor<f32> {tolerance = 0.01 : f64}
  %0 = stablehlo.compare GE, %least, %a : (tensor<f32>, tensor<f32>) -> tensor<i1>
  %1 = stablehlo.compare LT, %greatest, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
  %2 = stablehlo.and %0, %1 : tensor<i1>
  check.expect_eq_const %2, dense<true> : tensor<i1>
  check.expect_almost_eq_const %mean, dense<1.0> : tensor<f32> {tolerance = 0.04 : f64}
  check.expect_almost_eq_const %variance, dense<1.33333> : tensor<f32> {tolerance = 0.04 : f64}
  // Another operation gives other numbers.
  %y = "stablehlo.rng"(%a, %b, %shape) <{rng_distribution = #stablehlo<rng_distribution UNIFORM>}> : (tensor<f32>, tensor<f32>, tensor<2xi64>) -> tensor<64x256xf32>
  %one = stablehlo.constant dense<1.0> : tensor<f32>
  %ones = stablehlo.broadcast %one, sizes = [64, 256] : (tensor<f32>) -> tensor<64x256xf32>
  %dx = stablehlo.subtract %x, %ones : tensor<64x256xf32>
  %dy = stablehlo.subtract %y, %ones : tensor<64x256xf32>
  %product = stablehlo.multiply %dx, %dy : tensor<64x256xf32>
  %3:4 = call @statistics(%product) : (tensor<64x256xf32>) -> (tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>)
  check.expect_almost_eq_const %3#2, dense<0.0> : tensor<f32>, tolerance = 0.05
  func.return
}
func.func private @statistics(%x: tensor<64x256xf32>) -> (tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %top = stablehlo.constant dense<0x7F800000> : tensor<f32>
  %bottom = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %count = stablehlo.constant dense<16384.0> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %top) applies stablehlo.minimum across dimensions = [0, 1] : (tensor<64x256xf32>, tensor<f32>) -> tensor<f32>
  %1 = stablehlo.reduce(%x init: %bottom) applies stablehlo.maximum across dimensions = [0, 1] : (tensor<64x256xf32>, tensor<f32>) -> tensor<f32>
  %2 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x256xf32>, tensor<f32>) -> tensor<f32>
  %mean = stablehlo.divide %2, %count : tensor<f32>
  %means = stablehlo.broadcast_in_dim %mean, dims = [] : (tensor<f32>) -> tensor<64x256xf32>
  %difference = stablehlo.subtract %x, %means : tensor<64x256xf32>
  %square = stablehlo.multiply %difference, %difference : tensor<64x256xf32>
  %3 = stablehlo.reduce(%square init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x256xf32>, tensor<f32>) -> tensor<f32>
  %variance = stablehlo.divide %3, %count : tensor<f32>
  return %0, %1, %mean, %variance : tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
}

// -----

func.func @normal() {
  %a = stablehlo.constant dense<2.0> : tensor<f64>
  %b = stablehlo.constant dense<0.5> : tensor<f64>
  %shape = stablehlo.constant dense<16384> : tensor<1xi64>
  %x = stablehlo.rng %a, %b, %shape, distribution = NORMAL : (tensor<f64>, tensor<f64>, tensor<1xi64>) -> tensor<16384xf64>
  %as = stablehlo.broadcast_in_dim %a, dims = [] : (tensor<f64>) -> tensor<16384xf64>
  %bs = stablehlo.broadcast_in_dim %b, dims = [] : (tensor<f64>) -> tensor<16384xf64>
  %difference = stablehlo.subtract %x, %as : tensor<16384xf64>
  %z = stablehlo.divide %difference, %bs : tensor<16384xf64>
  // The moments of a standard normal distribution are 0, 1, 0, 3.
  %n = stablehlo.constant dense<16384.0> : tensor<f64>
  %zero = stablehlo.constant dense<0.0> : tensor<f64>
  %2 = stablehlo.multiply %z, %z : tensor<16384xf64>
  %3 = stablehlo.multiply %2, %z : tensor<16384xf64>
  %4 = stablehlo.multiply %2, %2 : tensor<16384xf64>
  %m:4 = stablehlo.reduce(%z init: %zero), (%2 init: %zero), (%3 init: %zero), (%4 init: %zero) across dimensions = [0] : (tensor<16384xf64>, tensor<16384xf64>, tensor<16384xf64>, tensor<16384xf64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>) -> (tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>)
   reducer(%p0: tensor<f64>, %q0: tensor<f64>) (%p1: tensor<f64>, %q1: tensor<f64>) (%p2: tensor<f64>, %q2: tensor<f64>) (%p3: tensor<f64>, %q3: tensor<f64>) {
    %s0 = stablehlo.add %p0, %q0 : tensor<f64>
    %s1 = stablehlo.add %p1, %q1 : tensor<f64>
    %s2 = stablehlo.add %p2, %q2 : tensor<f64>
    %s3 = stablehlo.add %p3, %q3 : tensor<f64>
    stablehlo.return %s0, %s1, %s2, %s3 : tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>
  }
  %m1 = stablehlo.divide %m#0, %n : tensor<f64>
  %m2 = stablehlo.divide %m#1, %n : tensor<f64>
  %m3 = stablehlo.divide %m#2, %n : tensor<f64>
  %m4 = stablehlo.divide %m#3, %n : tensor<f64>
  check.expect_almost_eq_const %m1, dense<0.0> : tensor<f64> {tolerance = 0.04 : f64}
  check.expect_almost_eq_const %m2, dense<1.0> : tensor<f64> {tolerance = 0.05 : f64}
  check.expect_almost_eq_const %m3, dense<0.0> : tensor<f64> {tolerance = 0.12 : f64}
  check.expect_almost_eq_const %m4, dense<3.0> : tensor<f64> {tolerance = 0.32 : f64}
  func.return
}

// -----

// Each of the numbers -3 ..< 5 comes up about as often as the others.
func.func @uniform_integers() {
  %a = stablehlo.constant dense<-3> : tensor<i8>
  %b = stablehlo.constant dense<5> : tensor<i8>
  %shape = stablehlo.constant dense<[8192, 1]> : tensor<2xi32>
  %x = stablehlo.rng %a, %b, %shape, distribution = UNIFORM : (tensor<i8>, tensor<i8>, tensor<2xi32>) -> tensor<8192x1xi8>
  %numbers = stablehlo.iota dim = 1 : tensor<1x10xi8>
  %less = stablehlo.constant dense<-4> : tensor<1x10xi8>
  %shifted = stablehlo.add %numbers, %less : tensor<1x10xi8>
  %0 = stablehlo.broadcast_in_dim %x, dims = [0, 1] : (tensor<8192x1xi8>) -> tensor<8192x10xi8>
  %1 = stablehlo.broadcast_in_dim %shifted, dims = [0, 1] : (tensor<1x10xi8>) -> tensor<8192x10xi8>
  %2 = stablehlo.compare EQ, %0, %1 : (tensor<8192x10xi8>, tensor<8192x10xi8>) -> tensor<8192x10xi1>
  %3 = stablehlo.convert %2 : (tensor<8192x10xi1>) -> tensor<8192x10xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %4 = stablehlo.reduce(%3 init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<8192x10xf32>, tensor<f32>) -> tensor<10xf32>
  check.expect_almost_eq_const %4, dense<[0.0, 1024.0, 1024.0, 1024.0, 1024.0, 1024.0, 1024.0, 1024.0, 1024.0, 0.0]> : tensor<10xf32> {tolerance = 130.0 : f64}
  %5 = stablehlo.slice %4 [0:10:9] : (tensor<10xf32>) -> tensor<2xf32>
  check.expect_eq_const %5, dense<0.0> : tensor<2xf32>
  func.return
}

// -----

// An interval of few numbers, one of more than half of all, and one that is longer than any number.
func.func @intervals() {
  %a = stablehlo.constant dense<1.0> : tensor<bf16>
  %b = stablehlo.constant dense<1.0078125> : tensor<bf16>
  %shape = stablehlo.constant dense<1000> : tensor<1xi64>
  %0 = stablehlo.rng %a, %b, %shape, distribution = UNIFORM : (tensor<bf16>, tensor<bf16>, tensor<1xi64>) -> tensor<1000xbf16>
  check.expect_eq_const %0, dense<1.0> : tensor<1000xbf16>
  %c = stablehlo.constant dense<-9000000000000000000> : tensor<i64>
  %d = stablehlo.constant dense<9000000000000000000> : tensor<i64>
  %1 = stablehlo.rng %c, %d, %shape, distribution = UNIFORM : (tensor<i64>, tensor<i64>, tensor<1xi64>) -> tensor<1000xi64>
  %2 = stablehlo.clamp %c, %1, %d : (tensor<i64>, tensor<1000xi64>, tensor<i64>) -> tensor<1000xi64>
  check.expect_eq %1, %2 : tensor<1000xi64>
  %3 = stablehlo.sign %1 : tensor<1000xi64>
  %zero = stablehlo.constant dense<0> : tensor<i64>
  %4 = stablehlo.reduce(%3 init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<1000xi64>, tensor<i64>) -> tensor<i64>
  %5 = stablehlo.convert %4 : (tensor<i64>) -> tensor<f32>
  check.expect_almost_eq_const %5, dense<0.0> : tensor<f32> {tolerance = 150.0 : f64}
  %e = stablehlo.constant dense<-3.0e+38> : tensor<f32>
  %f = stablehlo.constant dense<3.0e+38> : tensor<f32>
  %6 = stablehlo.rng %e, %f, %shape, distribution = UNIFORM : (tensor<f32>, tensor<f32>, tensor<1xi64>) -> tensor<1000xf32>
  %7 = stablehlo.clamp %e, %6, %f : (tensor<f32>, tensor<1000xf32>, tensor<f32>) -> tensor<1000xf32>
  check.expect_eq %6, %7 : tensor<1000xf32>
  %8 = stablehlo.constant dense<false> : tensor<i1>
  %9 = stablehlo.constant dense<true> : tensor<i1>
  %10 = stablehlo.rng %8, %9, %shape, distribution = UNIFORM : (tensor<i1>, tensor<i1>, tensor<1xi64>) -> tensor<1000xi1>
  check.expect_eq_const %10, dense<false> : tensor<1000xi1>
  func.return
}
