import Scalars
import Testing

/// The published errors, compared with the bounds, and measured anew when asked for.
@Suite(.serialized)
struct NumericsDocumentTests {

  @Test func documentStatesTheBounds() throws {
    let rows = try NumericsDocument.rows()
    let bounds =
      AccuracyBounds.unary.map { ($0.function.rawValue, $0.bounds) }
      + AccuracyBounds.binary.map { ($0.function.rawValue, $0.bounds) }
    #expect(rows.map(\.name) == bounds.map(\.0))
    for (row, (name, bound)) in zip(rows, bounds) {
      #expect(row.cells.map(\.bound) == NumericsDocument.types.map { bound[$0] }, "\(name)")
      // What was found is rounded up.
      #expect(row.cells.allSatisfy { $0.found <= $0.bound }, "\(name)")
    }
  }

  /// Writes the document's table from `QUERN_NUMERICS` samples for each function and type.
  @Test(.enabled(if: NumericsDocument.requestedSampleCount != nil))
  func measureForTheDocument() throws {
    let count = try #require(NumericsDocument.requestedSampleCount)
    func row(
      _ name: String, _ bounds: AccuracyBounds, _ measure: (ElementType) throws -> AccuracyMeter
    ) throws -> NumericsDocument.Row {
      let cells = try NumericsDocument.types.map { (type) in
        let meter = try measure(type)
        #expect(meter.faults.isEmpty, "\(name) of \(type) at \(meter.faults.prefix(3))")
        return (bound: bounds[type], found: meter.worst)
      }
      let row = NumericsDocument.Row(name: name, cells: cells)
      print(row.text)
      return row
    }
    var rows = try AccuracyBounds.unary.map { (f, bounds) in
      try row(f.rawValue, bounds) { try .measuring(f, $0, sampleCount: count) }
    }
    rows += try AccuracyBounds.binary.map { (f, bounds) in
      try row(f.rawValue, bounds) { try .measuring(f, $0, sampleCount: count) }
    }
    try NumericsDocument.replaceRows(by: rows)
  }

}
