// Fourier transforms.

func.func @kinds() {
  %z = stablehlo.constant dense<[(1.0, 2.0), (3.0, -4.0), (-5.0, 6.0)]> : tensor<3xcomplex<f64>>
  %0 = stablehlo.fft %z, type = FFT, length = [3] : (tensor<3xcomplex<f64>>) -> tensor<3xcomplex<f64>>
  check.expect_almost_eq_const %0, dense<[(-1.0, 4.0), (-6.660254037844387, -5.9282032302755091), (10.660254037844387, 7.9282032302755091)]> : tensor<3xcomplex<f64>> {tolerance = 1.0e-14 : f64}
  %1 = stablehlo.fft %0, type = IFFT, length = [3] : (tensor<3xcomplex<f64>>) -> tensor<3xcomplex<f64>>
  check.expect_almost_eq %1, %z, tolerance = 1.0e-14 : tensor<3xcomplex<f64>>
  %x = stablehlo.constant dense<[[1.0, 2.0, -3.0, 4.0], [0.5, 1.5, 2.5, 1.0]]> : tensor<2x4xf32>
  %2 = stablehlo.fft %x, type = RFFT, length = [4] : (tensor<2x4xf32>) -> tensor<2x3xcomplex<f32>>
  check.expect_eq_const %2, dense<[[(4.0, 0.0), (4.0, 2.0), (-8.0, 0.0)], [(5.5, 0.0), (-2.0, -0.5), (0.5, 0.0)]]> : tensor<2x3xcomplex<f32>>
  %3 = stablehlo.fft %2, type = IRFFT, length = [4] : (tensor<2x3xcomplex<f32>>) -> tensor<2x4xf32>
  check.expect_eq %3, %x : tensor<2x4xf32>
  %4 = stablehlo.fft %x, type = RFFT, length = [2, 4] : (tensor<2x4xf32>) -> tensor<2x3xcomplex<f32>>
  check.expect_eq_const %4, dense<[[(9.5, 0.0), (2.0, 1.5), (-7.5, 0.0)], [(-1.5, 0.0), (6.0, 2.5), (-8.5, 0.0)]]> : tensor<2x3xcomplex<f32>>
  %5 = stablehlo.fft %4, type = IRFFT, length = [2, 4] : (tensor<2x3xcomplex<f32>>) -> tensor<2x4xf32>
  check.expect_eq %5, %x : tensor<2x4xf32>
  %e = stablehlo.constant dense<> : tensor<0x3xcomplex<f64>>
  %6 = stablehlo.fft %e, type = FFT, length = [3] : (tensor<0x3xcomplex<f64>>) -> tensor<0x3xcomplex<f64>>
  check.expect_eq %6, %e : tensor<0x3xcomplex<f64>>
  %r = stablehlo.slice %x [0:2, 0:1] : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %7 = stablehlo.fft %r, type = RFFT, length = [1] : (tensor<2x1xf32>) -> tensor<2x1xcomplex<f32>>
  check.expect_eq_const %7, dense<[[(1.0, 0.0)], [(0.5, 0.0)]]> : tensor<2x1xcomplex<f32>>
  func.return
}

// -----

// A wave becomes one number. The transform is by a matrix.
func.func @wave_of_32() {
  %j = stablehlo.iota dim = 0 : tensor<32xf64>
  %s = stablehlo.constant dense<0.9817477042468103> : tensor<32xf64>
  %a = stablehlo.multiply %j, %s : tensor<32xf64>
  %c = stablehlo.cosine %a : tensor<32xf64>
  %d = stablehlo.sine %a : tensor<32xf64>
  %z = stablehlo.complex %c, %d : tensor<32xcomplex<f64>>
  %0 = stablehlo.fft %z, type = FFT, length = [32] : (tensor<32xcomplex<f64>>) -> tensor<32xcomplex<f64>>
  %five = stablehlo.constant dense<5.0> : tensor<32xf64>
  %p = stablehlo.compare EQ, %j, %five, FLOAT : (tensor<32xf64>, tensor<32xf64>) -> tensor<32xi1>
  %n = stablehlo.constant dense<(32.0, 0.0)> : tensor<32xcomplex<f64>>
  %o = stablehlo.constant dense<(0.0, 0.0)> : tensor<32xcomplex<f64>>
  %e = stablehlo.select %p, %n, %o : tensor<32xi1>, tensor<32xcomplex<f64>>
  check.expect_almost_eq %0, %e, tolerance = 1.0e-10 : tensor<32xcomplex<f64>>
  %1 = stablehlo.fft %0, type = IFFT, length = [32] : (tensor<32xcomplex<f64>>) -> tensor<32xcomplex<f64>>
  check.expect_almost_eq %1, %z, tolerance = 1.0e-13 : tensor<32xcomplex<f64>>
  func.return
}

// -----

// A wave becomes one number. The transform is split.
func.func @wave_of_60() {
  %j = stablehlo.iota dim = 0 : tensor<60xf64>
  %s = stablehlo.constant dense<0.5235987755982988> : tensor<60xf64>
  %a = stablehlo.multiply %j, %s : tensor<60xf64>
  %c = stablehlo.cosine %a : tensor<60xf64>
  %d = stablehlo.sine %a : tensor<60xf64>
  %z = stablehlo.complex %c, %d : tensor<60xcomplex<f64>>
  %0 = stablehlo.fft %z, type = FFT, length = [60] : (tensor<60xcomplex<f64>>) -> tensor<60xcomplex<f64>>
  %five = stablehlo.constant dense<5.0> : tensor<60xf64>
  %p = stablehlo.compare EQ, %j, %five, FLOAT : (tensor<60xf64>, tensor<60xf64>) -> tensor<60xi1>
  %n = stablehlo.constant dense<(60.0, 0.0)> : tensor<60xcomplex<f64>>
  %o = stablehlo.constant dense<(0.0, 0.0)> : tensor<60xcomplex<f64>>
  %e = stablehlo.select %p, %n, %o : tensor<60xi1>, tensor<60xcomplex<f64>>
  check.expect_almost_eq %0, %e, tolerance = 1.0e-10 : tensor<60xcomplex<f64>>
  %1 = stablehlo.fft %0, type = IFFT, length = [60] : (tensor<60xcomplex<f64>>) -> tensor<60xcomplex<f64>>
  check.expect_almost_eq %1, %z, tolerance = 1.0e-13 : tensor<60xcomplex<f64>>
  func.return
}

// -----

// A wave becomes one number. The transform is split in primes.
func.func @wave_of_111() {
  %j = stablehlo.iota dim = 0 : tensor<111xf64>
  %s = stablehlo.constant dense<0.2830263651882696> : tensor<111xf64>
  %a = stablehlo.multiply %j, %s : tensor<111xf64>
  %c = stablehlo.cosine %a : tensor<111xf64>
  %d = stablehlo.sine %a : tensor<111xf64>
  %z = stablehlo.complex %c, %d : tensor<111xcomplex<f64>>
  %0 = stablehlo.fft %z, type = FFT, length = [111] : (tensor<111xcomplex<f64>>) -> tensor<111xcomplex<f64>>
  %five = stablehlo.constant dense<5.0> : tensor<111xf64>
  %p = stablehlo.compare EQ, %j, %five, FLOAT : (tensor<111xf64>, tensor<111xf64>) -> tensor<111xi1>
  %n = stablehlo.constant dense<(111.0, 0.0)> : tensor<111xcomplex<f64>>
  %o = stablehlo.constant dense<(0.0, 0.0)> : tensor<111xcomplex<f64>>
  %e = stablehlo.select %p, %n, %o : tensor<111xi1>, tensor<111xcomplex<f64>>
  check.expect_almost_eq %0, %e, tolerance = 1.0e-10 : tensor<111xcomplex<f64>>
  %1 = stablehlo.fft %0, type = IFFT, length = [111] : (tensor<111xcomplex<f64>>) -> tensor<111xcomplex<f64>>
  check.expect_almost_eq %1, %z, tolerance = 1.0e-13 : tensor<111xcomplex<f64>>
  func.return
}

// -----

// A wave becomes one number. The transform is split twice.
func.func @wave_of_1024() {
  %j = stablehlo.iota dim = 0 : tensor<1024xf64>
  %s = stablehlo.constant dense<0.030679615757712823> : tensor<1024xf64>
  %a = stablehlo.multiply %j, %s : tensor<1024xf64>
  %c = stablehlo.cosine %a : tensor<1024xf64>
  %d = stablehlo.sine %a : tensor<1024xf64>
  %z = stablehlo.complex %c, %d : tensor<1024xcomplex<f64>>
  %0 = stablehlo.fft %z, type = FFT, length = [1024] : (tensor<1024xcomplex<f64>>) -> tensor<1024xcomplex<f64>>
  %five = stablehlo.constant dense<5.0> : tensor<1024xf64>
  %p = stablehlo.compare EQ, %j, %five, FLOAT : (tensor<1024xf64>, tensor<1024xf64>) -> tensor<1024xi1>
  %n = stablehlo.constant dense<(1024.0, 0.0)> : tensor<1024xcomplex<f64>>
  %o = stablehlo.constant dense<(0.0, 0.0)> : tensor<1024xcomplex<f64>>
  %e = stablehlo.select %p, %n, %o : tensor<1024xi1>, tensor<1024xcomplex<f64>>
  check.expect_almost_eq %0, %e, tolerance = 1.0e-10 : tensor<1024xcomplex<f64>>
  %1 = stablehlo.fft %0, type = IFFT, length = [1024] : (tensor<1024xcomplex<f64>>) -> tensor<1024xcomplex<f64>>
  check.expect_almost_eq %1, %z, tolerance = 1.0e-13 : tensor<1024xcomplex<f64>>
  func.return
}

// -----

// A wave becomes one number. The transform is a convolution.
func.func @wave_of_263() {
  %j = stablehlo.iota dim = 0 : tensor<263xf64>
  %s = stablehlo.constant dense<0.11945219215170316> : tensor<263xf64>
  %a = stablehlo.multiply %j, %s : tensor<263xf64>
  %c = stablehlo.cosine %a : tensor<263xf64>
  %d = stablehlo.sine %a : tensor<263xf64>
  %z = stablehlo.complex %c, %d : tensor<263xcomplex<f64>>
  %0 = stablehlo.fft %z, type = FFT, length = [263] : (tensor<263xcomplex<f64>>) -> tensor<263xcomplex<f64>>
  %five = stablehlo.constant dense<5.0> : tensor<263xf64>
  %p = stablehlo.compare EQ, %j, %five, FLOAT : (tensor<263xf64>, tensor<263xf64>) -> tensor<263xi1>
  %n = stablehlo.constant dense<(263.0, 0.0)> : tensor<263xcomplex<f64>>
  %o = stablehlo.constant dense<(0.0, 0.0)> : tensor<263xcomplex<f64>>
  %e = stablehlo.select %p, %n, %o : tensor<263xi1>, tensor<263xcomplex<f64>>
  check.expect_almost_eq %0, %e, tolerance = 1.0e-10 : tensor<263xcomplex<f64>>
  %1 = stablehlo.fft %0, type = IFFT, length = [263] : (tensor<263xcomplex<f64>>) -> tensor<263xcomplex<f64>>
  check.expect_almost_eq %1, %z, tolerance = 1.0e-13 : tensor<263xcomplex<f64>>
  func.return
}
