import Scalars

/// The name of an attribute, as written before its `=`.
package enum AttributeName: String, CaseIterable, Hashable, Sendable {

  case value
  case weight
  case callee
  case combiner
  case direction
  case kind
  case order
  case dim
  case dims
  case permutation
  case start
  case limit
  case stride
  case low
  case high
  case interior
  case lhsBatch = "lhs_batch"
  case rhsBatch = "rhs_batch"
  case lhsContract = "lhs_contract"
  case rhsContract = "rhs_contract"
  case layout
  case padLow = "pad_low"
  case padHigh = "pad_high"
  case lhsDilation = "lhs_dilation"
  case rhsDilation = "rhs_dilation"
  case reversal
  case featureGroups = "feature_groups"
  case batchGroups = "batch_groups"
  case offsetDims = "offset_dims"
  case collapsedDims = "collapsed_dims"
  case windowDims = "window_dims"
  case insertedDims = "inserted_dims"
  case operandBatch = "operand_batch"
  case indicesBatch = "indices_batch"
  case indexMap = "index_map"
  case indexDim = "index_dim"
  case sliceSizes = "slice_sizes"
  case window
  case baseDilation = "base_dilation"
  case windowDilation = "window_dilation"
  case algorithm

}

/// The value of an attribute.
package enum Attribute: Hashable, Sendable {

  /// A number: `dim=1`.
  case integer(Int)

  /// A list of numbers: `dims=[0, 1]`.
  case integers([Int])

  /// One of a fixed set of words: `direction=lt`.
  case keyword(String)

  /// A quoted string: `layout="bf01_oi01->bf01"`.
  case string(String)

  /// The name of a function without its `@`.
  case callee(String)

  /// The elements of a constant.
  case literal(Literal)

}
