extension PrettyForm {

  /// The form of the operation called `name`, `nil` if there is no such operation.
  static func form(of name: String) -> PrettyForm? {
    if let form = table[name] { return form }
    // MHLO is the older name of the same operations.
    return name.hasPrefix("mhlo.") ? table["stablehlo." + name.dropFirst(5)] : nil
  }

  /// The names of all operations, for suggestions.
  static let names: [String] = table.keys.sorted()

  private static let table: [String: PrettyForm] = {
    var result: [String: PrettyForm] = [:]
    for (name, form) in special { result[name] = form }
    for name in standardNames { result["stablehlo." + name] = .standard }
    for name in chloNames { result["chlo." + name] = .standard }
    for name in mhloNames { result["mhlo." + name] = .standard }
    return result
  }()

  /// Operations in the standard form, and those that are written in the generic form only.
  private static let standardNames = """
    abs add after_all all_gather all_reduce all_to_all and async_done async_start atan2 \
    batch_norm_grad batch_norm_inference batch_norm_training bitcast_convert case cbrt ceil clamp \
    collective_broadcast collective_permute collective_reduce complex convert cosine \
    count_leading_zeros create_token divide dynamic_conv dynamic_gather dynamic_pad \
    dynamic_reshape dynamic_update_slice exponential exponential_minus_one floor gather if imag \
    infeed is_finite log log_plus_one logistic map maximum minimum multiply negate not \
    optimization_barrier or outfeed partition_id popcnt power real real_dynamic_slice recv \
    reduce_scatter reduce_window remainder replica_id reshape round_nearest_afz \
    round_nearest_even rsqrt scatter select_and_scatter send shift_left shift_right_arithmetic \
    shift_right_logical sign sine sort sqrt subtract tan tanh torch_index_select trace \
    triangular_solve uniform_dequantize uniform_quantize xor cross-replica-sum
    """.split(separator: " ").map(String.init)

  private static let chloNames = """
    acos acosh asin asin_acos_kernel asinh atan atanh bessel_i1e broadcast_add broadcast_and \
    broadcast_atan2 broadcast_complex broadcast_divide broadcast_maximum broadcast_minimum \
    broadcast_multiply broadcast_next_after broadcast_or broadcast_polygamma broadcast_power \
    broadcast_remainder broadcast_select broadcast_shift_left broadcast_shift_right_arithmetic \
    broadcast_shift_right_logical broadcast_subtract broadcast_xor broadcast_zeta conj cosh \
    digamma dynamic_reshape erf erf_inv erfc is_inf is_neg_inf is_pos_inf lgamma mulhi next_after \
    polygamma ragged_dot sinh square tan zeta _asin_acos_kernel
    """.split(separator: " ").map(String.init)

  private static let mhloNames = """
    acos acosh asin asinh atan atanh copy cosh erf erf_inv erfc sinh tan
    """.split(separator: " ").map(String.init)

  /// Operations with forms of their own.
  static let special: [String: PrettyForm] = [
    // Leaves and movement.
    "stablehlo.constant": constant,
    "stablehlo.iota": .keys(["dim": "iota_dimension"], .results),
    "stablehlo.broadcast": .keys(["sizes": "broadcast_sizes"]),
    "stablehlo.broadcast_in_dim": .keys(["dims": "broadcast_dimensions"]),
    "stablehlo.concatenate": .keys(["dim": "dimension"]),
    "stablehlo.dynamic_broadcast_in_dim": .keys([
      "dims": "broadcast_dimensions", "known_expanding_dimensions": "known_expanding_dimensions",
      "expanding_dims": "known_expanding_dimensions",
      "nonexpanding_dims": "known_nonexpanding_dimensions",
    ]),
    "stablehlo.dynamic_iota": .keys(["dim": "iota_dimension"]),
    "stablehlo.dynamic_slice": .keys(["sizes": "slice_sizes"]),
    "stablehlo.get_dimension_size": .keys(["dim": "dimension"]),
    "stablehlo.set_dimension_size": .keys(["dim": "dimension"]),
    "stablehlo.pad": .keys([
      "low": "edge_padding_low", "high": "edge_padding_high", "interior": "interior_padding",
    ]),
    "stablehlo.reverse": .keys(["dims": "dimensions"]),
    "stablehlo.slice": PrettyForm(parts: [.items, .ranges]),
    "stablehlo.transpose": .keys(["dims": "permutation"]),
    // Elementwise.
    "stablehlo.compare": PrettyForm(words: ["comparison_direction", "compare_type"]),
    "stablehlo.reduce_precision": .keys(["format": "format"]),
    "stablehlo.select": PrettyForm(signature: .select),
    // Reductions, contractions and linear algebra.
    "stablehlo.reduce": PrettyForm(parts: [.custom(.reduce)], signature: .custom),
    "stablehlo.convolution": PrettyForm(parts: [.custom(.convolution)]),
    "stablehlo.dot": .keys(["precision": "precision_config"]),
    "stablehlo.dot_general": PrettyForm(keys: [
      "batching_dims": .pair("lhs_batching_dimensions", "rhs_batching_dimensions"),
      "contracting_dims": .pair("lhs_contracting_dimensions", "rhs_contracting_dimensions"),
      "precision": .attribute("precision_config"), "algorithm": .attribute("algorithm"),
    ]),
    "stablehlo.einsum": .keys(["config": "einsum_config"]),
    "stablehlo.unary_einsum": .keys(["config": "einsum_config"]),
    "stablehlo.fft": .keys(["type": "fft_type", "length": "fft_length"]),
    "stablehlo.cholesky": .keys(["lower": "lower"]),
    "stablehlo.rng": .keys(["distribution": "rng_distribution"]),
    "stablehlo.rng_bit_generator": .keys(["algorithm": "rng_algorithm"]),
    // Control.
    "stablehlo.while": PrettyForm(parts: [.custom(.loop)], signature: .custom),
    "stablehlo.return": PrettyForm(signature: .operands),
    "stablehlo.composite": PrettyForm(parts: [.string("name"), .items]),
    "stablehlo.custom_call": PrettyForm(
      parts: [.symbol("call_target_name"), .parenthesizedItems]),
    "stablehlo.tuple": PrettyForm(signature: .tuple),
    "stablehlo.get_tuple_element": PrettyForm(parts: [.items, .index("index")]),
    "func.call": PrettyForm(parts: [.symbol("callee"), .parenthesizedItems]),
    "func.return": PrettyForm(signature: .operands),
    "func.func": PrettyForm(parts: [.custom(.function)]),
    // CHLO.
    "chlo.broadcast_compare": PrettyForm(words: ["comparison_direction", "compare_type"]),
    "chlo.constant": constant,
    "chlo.constant_like": .standard,
    "chlo.scan": PrettyForm(parts: [.custom(.scan)]),
    "chlo.top_k": PrettyForm(parts: [.parenthesizedItems], keys: ["k": .attribute("k")]),
    // Checks of tests.
    "check.expect_eq": PrettyForm(signature: .operands),
    "check.expect_eq_const": check,
    "check.expect_almost_eq": .keys(["tolerance": "tolerance"], .operands),
    "check.expect_almost_eq_const": PrettyForm(
      keys: ["tolerance": .attribute("tolerance")], attribute: "value", signature: .value),
    "check.expect_close": .keys(
      [
        "max_ulp_difference": "max_ulp_difference", "min_ulp_difference": "min_ulp_difference",
      ], .operands),
    "check.expect_serialized_eq": .keys(["probe_id": "probe_id", "iter": "iteration"], .operands),
    "interpreter.probe": .keys(["probe_id": "probe_id"]),
    "interpreter.print": PrettyForm(signature: .operands),
    "interpreter.run_parallel": .standard,
  ]

  private static let constant = PrettyForm(attribute: "value", signature: .value)
  private static let check = PrettyForm(attribute: "value", signature: .value)

}
