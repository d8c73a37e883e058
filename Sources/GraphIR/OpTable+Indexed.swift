extension OpTable {

  /// Operations that put elements where other elements say.
  static let placements: [OpDescription] = [
    OpDescription(
      .scatter, .placement,
      "The first operands with slices combined, at the positions that the indices give, with the updates, in row-major order of these; elements out of bounds are left out.",
      operands: .atLeast(3), results: .atLeast(1),
      attributes: [
        AttributeSpec(
          .combiner, .keyword(["add", "mul", "max", "min", "and", "or", "xor", "set"]), at: .prefix,
          optional: true,
          "shorthand for a region that applies this function, or yields the update"),
        AttributeSpec(
          .windowDims, .integers, optional: true,
          "the axes of updates inside of slices, none if left out"),
        AttributeSpec(
          .insertedDims, .integers, optional: true,
          "operand axes, of size 1 in slices, that the updates lack"),
      ] + gathering,
      regions: RegionSpec(["combine"], mayCapture: false),
      constraints: gatheringConstraints("window_dims", of: "updates", "inserted_dims") + [
        "n tensors of equal shapes, the indices, then n updates of equal shapes with the elements of the tensors",
        "on the axes of window_dims, updates are nowhere larger than the tensors; their other axes are those of the indices but for index_dim",
        "the region takes 2n scalars, n elements and n updates, and yields n, of the tensors' element types",
        combinerContent,
        "results have the types of the tensors",
      ]),
    OpDescription(
      .selectAndScatter, .placement,
      "A tensor of the third operand, a scalar, combined at the place that is selected in each window of the first with the element of the second that belongs to the window.",
      operands: .exactly(3), attributes: windows,
      regions: RegionSpec(["select", "scatter"], mayCapture: false),
      constraints: [
        "the operands have the same element type, and the third is a scalar",
        "each list has one number for each axis", "0 < window[i], stride[i]",
        "select takes two scalars and yields i1[], whether the first stays selected; places in padding are not",
        "scatter takes two scalars, what there is and an element of the second operand, and yields one",
        combinerContent,
        "the second operand has one element for each window, as many as a result of reduce_window",
        "the result has the type of the first operand",
      ]),
    OpDescription(
      .sort, .placement,
      "The elements along one axis so that of no two the later one comes before the earlier one, as the region says; what comes neither before nor after keeps its order.",
      operands: .atLeast(1), results: .atLeast(1),
      attributes: [
        AttributeSpec(.dim, .integer, "the axis"),
        AttributeSpec(
          .limit, .integer, optional: true, "how many of the first are kept, all if left out"),
      ],
      regions: RegionSpec(["compare"], mayCapture: false),
      constraints: [
        "the operands have equal shapes", "0 <= dim < rank",
        "the region takes two scalars of the element type of each operand, those of the first operand first, and yields i1[], whether the first of each two come before the second",
        combinerContent,
        "results have the types of the operands, with the size limit on the axis",
        "0 <= limit <= the size of the axis",
      ]),
  ]

  /// The attributes of `gather` and `scatter` that say what indices mean.
  static let gathering: [AttributeSpec] = [
    AttributeSpec(
      .operandBatch, .integers, optional: true,
      "operand axes that run along with axes of the indices, none if left out"),
    AttributeSpec(.indicesBatch, .integers, optional: true, "the matching axes of the indices"),
    AttributeSpec(
      .indexMap, .integers, optional: true,
      "the operand axis of each number in an index vector, none if left out"),
    AttributeSpec(
      .indexDim, .integer, optional: true,
      "the axis of the indices along which index vectors lie; if left out, each index is a vector"),
  ]

  /// The first six constraints of `gather` and `scatter`.
  ///
  /// - Parameters:
  ///   - slice: the attribute that lists the axes of `gathered` that are inside of slices.
  ///   - missing: the attribute that lists the operand axes that `gathered` lacks.
  static func gatheringConstraints(
    _ slice: String, of gathered: String, _ missing: String
  ) -> [String] {
    [
      "the indices are integers",
      "\(missing) and operand_batch are different operand axes",
      "operand_batch and indices_batch have equal lengths; matching axes are different and have equal sizes",
      "index_dim is an axis of the indices, or their rank, and not in indices_batch",
      "index_map has one operand axis for each number in an index vector, all different and not in operand_batch",
      "\(slice) are axes of the \(gathered) in ascending order, one for each operand axis that is not in \(missing) or operand_batch",
    ]
  }

}
