import GraphIR

extension Translation {

  /// Operations from numbers to the integers that stand for them, and back.
  static let quantized: [String: Translation] = [
    "stablehlo.uniform_quantize": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 1, results: 1)
      guard let type = try f.quantization(node.resultSyntax[0], at: node.range) else {
        throw f.failure("the result is not quantized", node.range)
      }
      var numbers = node.operands[0]
      if let from = try f.quantization(node.values[0].type, at: node.range) {
        numbers = try f.dequantize(numbers, from, at: node.range)
      }
      return [
        try f.quantize(
          try f.converted(numbers, to: type.expressed, at: node.range), type, at: node.range)
      ]
    },
    "stablehlo.uniform_dequantize": Translation { (f, node) throws(ImportFailure) in
      try f.check(node, operands: 1, results: 1)
      guard let type = try f.quantization(node.values[0].type, at: node.range) else {
        throw f.failure("the operand is not quantized", node.range)
      }
      return [
        try f.converted(
          try f.dequantize(node.operands[0], type, at: node.range), to: node.results[0].element,
          at: node.range)
      ]
    },
  ]

}
