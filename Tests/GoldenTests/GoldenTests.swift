import Testing

/// Runs the golden tests in `Cases`, one for each file.
@Suite struct GoldenTests {

  @Test(arguments: GoldenCase.all)
  func printsWhatTheFileSays(_ test: GoldenCase) throws {
    for failure in try test.failures(.asked()) { Issue.record(Comment(rawValue: failure)) }
  }

}
