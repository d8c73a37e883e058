// Reinterpretations of the bits of narrow elements.

// All bits of each format, there and back; NaNs have lost theirs.
func.func @all_bits() {
  %codes = stablehlo.iota dim = 0 : tensor<256xui8>
  %0 = stablehlo.bitcast_convert %codes : (tensor<256xui8>) -> tensor<256xf8E3M4>
  check.expect_almost_eq_const %0, dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xf8E3M4>
  %1 = stablehlo.bitcast_convert %0 : (tensor<256xf8E3M4>) -> tensor<256xui8>
  %2 = stablehlo.compare EQ, %0, %0, FLOAT : (tensor<256xf8E3M4>, tensor<256xf8E3M4>) -> tensor<256xi1>
  %3 = stablehlo.select %2, %1, %codes : tensor<256xi1>, tensor<256xui8>
  check.expect_eq %3, %codes : tensor<256xui8>
  %4 = stablehlo.bitcast_convert %codes : (tensor<256xui8>) -> tensor<256xf8E4M3>
  check.expect_almost_eq_const %4, dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xf8E4M3>
  %5 = stablehlo.bitcast_convert %4 : (tensor<256xf8E4M3>) -> tensor<256xui8>
  %6 = stablehlo.compare EQ, %4, %4, FLOAT : (tensor<256xf8E4M3>, tensor<256xf8E4M3>) -> tensor<256xi1>
  %7 = stablehlo.select %6, %5, %codes : tensor<256xi1>, tensor<256xui8>
  check.expect_eq %7, %codes : tensor<256xui8>
  %8 = stablehlo.bitcast_convert %codes : (tensor<256xui8>) -> tensor<256xf8E4M3FN>
  check.expect_almost_eq_const %8, dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xf8E4M3FN>
  %9 = stablehlo.bitcast_convert %8 : (tensor<256xf8E4M3FN>) -> tensor<256xui8>
  %10 = stablehlo.compare EQ, %8, %8, FLOAT : (tensor<256xf8E4M3FN>, tensor<256xf8E4M3FN>) -> tensor<256xi1>
  %11 = stablehlo.select %10, %9, %codes : tensor<256xi1>, tensor<256xui8>
  check.expect_eq %11, %codes : tensor<256xui8>
  %12 = stablehlo.bitcast_convert %codes : (tensor<256xui8>) -> tensor<256xf8E4M3FNUZ>
  check.expect_almost_eq_const %12, dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xf8E4M3FNUZ>
  %13 = stablehlo.bitcast_convert %12 : (tensor<256xf8E4M3FNUZ>) -> tensor<256xui8>
  %14 = stablehlo.compare EQ, %12, %12, FLOAT : (tensor<256xf8E4M3FNUZ>, tensor<256xf8E4M3FNUZ>) -> tensor<256xi1>
  %15 = stablehlo.select %14, %13, %codes : tensor<256xi1>, tensor<256xui8>
  check.expect_eq %15, %codes : tensor<256xui8>
  %16 = stablehlo.bitcast_convert %codes : (tensor<256xui8>) -> tensor<256xf8E4M3B11FNUZ>
  check.expect_almost_eq_const %16, dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xf8E4M3B11FNUZ>
  %17 = stablehlo.bitcast_convert %16 : (tensor<256xf8E4M3B11FNUZ>) -> tensor<256xui8>
  %18 = stablehlo.compare EQ, %16, %16, FLOAT : (tensor<256xf8E4M3B11FNUZ>, tensor<256xf8E4M3B11FNUZ>) -> tensor<256xi1>
  %19 = stablehlo.select %18, %17, %codes : tensor<256xi1>, tensor<256xui8>
  check.expect_eq %19, %codes : tensor<256xui8>
  %20 = stablehlo.bitcast_convert %codes : (tensor<256xui8>) -> tensor<256xf8E5M2>
  check.expect_almost_eq_const %20, dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xf8E5M2>
  %21 = stablehlo.bitcast_convert %20 : (tensor<256xf8E5M2>) -> tensor<256xui8>
  %22 = stablehlo.compare EQ, %20, %20, FLOAT : (tensor<256xf8E5M2>, tensor<256xf8E5M2>) -> tensor<256xi1>
  %23 = stablehlo.select %22, %21, %codes : tensor<256xi1>, tensor<256xui8>
  check.expect_eq %23, %codes : tensor<256xui8>
  %24 = stablehlo.bitcast_convert %codes : (tensor<256xui8>) -> tensor<256xf8E5M2FNUZ>
  check.expect_almost_eq_const %24, dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xf8E5M2FNUZ>
  %25 = stablehlo.bitcast_convert %24 : (tensor<256xf8E5M2FNUZ>) -> tensor<256xui8>
  %26 = stablehlo.compare EQ, %24, %24, FLOAT : (tensor<256xf8E5M2FNUZ>, tensor<256xf8E5M2FNUZ>) -> tensor<256xi1>
  %27 = stablehlo.select %26, %25, %codes : tensor<256xi1>, tensor<256xui8>
  check.expect_eq %27, %codes : tensor<256xui8>
  %28 = stablehlo.bitcast_convert %codes : (tensor<256xui8>) -> tensor<256xf8E8M0FNU>
  check.expect_almost_eq_const %28, dense<"0x000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"> : tensor<256xf8E8M0FNU>
  %29 = stablehlo.bitcast_convert %28 : (tensor<256xf8E8M0FNU>) -> tensor<256xui8>
  %30 = stablehlo.compare EQ, %28, %28, FLOAT : (tensor<256xf8E8M0FNU>, tensor<256xf8E8M0FNU>) -> tensor<256xi1>
  %31 = stablehlo.select %30, %29, %codes : tensor<256xi1>, tensor<256xui8>
  check.expect_eq %31, %codes : tensor<256xui8>
  func.return
}

// -----

func.func @of_four_bits() {
  %codes = stablehlo.iota dim = 0 : tensor<16xui4>
  %0 = stablehlo.bitcast_convert %codes : (tensor<16xui4>) -> tensor<16xf4E2M1FN>
  check.expect_eq_const %0, dense<[0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, -0.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0]> : tensor<16xf4E2M1FN>
  %1 = stablehlo.bitcast_convert %0 : (tensor<16xf4E2M1FN>) -> tensor<16xui4>
  check.expect_eq %1, %codes : tensor<16xui4>
  %2 = stablehlo.bitcast_convert %0 : (tensor<16xf4E2M1FN>) -> tensor<16xi4>
  check.expect_eq_const %2, dense<[0, 1, 2, 3, 4, 5, 6, 7, -8, -7, -6, -5, -4, -3, -2, -1]> : tensor<16xi4>
  func.return
}

// -----

// One element is several, the lowest bits first, or several are one.
func.func @of_other_widths() {
  %x = stablehlo.constant dense<[0x21, 0x43, 0xF5]> : tensor<3xui8>
  %0 = stablehlo.bitcast_convert %x : (tensor<3xui8>) -> tensor<3x2xi4>
  check.expect_eq_const %0, dense<[[1, 2], [3, 4], [5, -1]]> : tensor<3x2xi4>
  %1 = stablehlo.bitcast_convert %0 : (tensor<3x2xi4>) -> tensor<3xui8>
  check.expect_eq %1, %x : tensor<3xui8>
  %2 = stablehlo.bitcast_convert %0 : (tensor<3x2xi4>) -> tensor<3x2x2xui2>
  check.expect_eq_const %2, dense<[[[1, 0], [2, 0]], [[3, 0], [0, 1]], [[1, 1], [3, 3]]]> : tensor<3x2x2xui2>
  %3 = stablehlo.bitcast_convert %2 : (tensor<3x2x2xui2>) -> tensor<3x2xi4>
  check.expect_eq %3, %0 : tensor<3x2xi4>
  %y = stablehlo.constant dense<0x4039383C> : tensor<i32>
  %4 = stablehlo.bitcast_convert %y : (tensor<i32>) -> tensor<4xf8E4M3FN>
  check.expect_eq_const %4, dense<[1.5, 1.0, 1.125, 2.0]> : tensor<4xf8E4M3FN>
  %5 = stablehlo.bitcast_convert %4 : (tensor<4xf8E4M3FN>) -> tensor<i32>
  check.expect_eq %5, %y : tensor<i32>
  %6 = stablehlo.bitcast_convert %4 : (tensor<4xf8E4M3FN>) -> tensor<4x8xi1>
  check.expect_eq_const %6, dense<[[false, false, true, true, true, true, false, false], [false, false, false, true, true, true, false, false], [true, false, false, true, true, true, false, false], [false, false, false, false, false, false, true, false]]> : tensor<4x8xi1>
  %7 = stablehlo.bitcast_convert %6 : (tensor<4x8xi1>) -> tensor<4xf8E4M3FN>
  check.expect_eq %7, %4 : tensor<4xf8E4M3FN>
  %8 = stablehlo.bitcast_convert %4 : (tensor<4xf8E4M3FN>) -> tensor<4x2xf4E2M1FN>
  check.expect_eq_const %8, dense<[[-2.0, 1.5], [-0.0, 1.5], [-0.5, 1.5], [0.0, 2.0]]> : tensor<4x2xf4E2M1FN>
  func.return
}

// -----

// A format that has powers of two only.
func.func @scales() {
  %x = stablehlo.constant dense<[1.0, 1.5, 1.49, 3.0, 0.75, 3.0e-39, 9.0e-39, 1.0e-45, 2.4e+38, 2.6e+38, 0.0, -1.0, 0x7F800000, 0x7FC00000]> : tensor<14xf32>
  %0 = stablehlo.convert %x : (tensor<14xf32>) -> tensor<14xf8E8M0FNU>
  %1 = stablehlo.bitcast_convert %0 : (tensor<14xf8E8M0FNU>) -> tensor<14xui8>
  check.expect_eq_const %1, dense<[127, 128, 127, 129, 127, 0, 1, 0, 254, 255, 255, 255, 255, 255]> : tensor<14xui8>
  %y = stablehlo.constant dense<[2.0, 0.75, 0x80, 0x00]> : tensor<4xf8E8M0FNU>
  %2 = stablehlo.convert %y : (tensor<4xf8E8M0FNU>) -> tensor<4xf64>
  check.expect_eq_const %2, dense<[2.0, 1.0, 2.0, 5.8774717541114375e-39]> : tensor<4xf64>
  %3 = stablehlo.multiply %y, %y : tensor<4xf8E8M0FNU>
  %4 = stablehlo.bitcast_convert %3 : (tensor<4xf8E8M0FNU>) -> tensor<4xui8>
  check.expect_eq_const %4, dense<[129, 127, 129, 255]> : tensor<4xui8>
  func.return
}
