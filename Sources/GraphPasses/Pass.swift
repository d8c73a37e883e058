/// A transformation of modules that keeps what their functions compute.
///
/// A pass is a value: its name, one sentence, and its code. What surrounds it (verification,
/// printing, timing, limits) is the `PassManager`'s business.
package struct Pass: Sendable {

  /// The code of a pass.
  enum Body: Sendable {

    /// Code that is run on one function after another.
    case function(@Sendable (inout Rewriter) throws -> Void)

    /// Code that is run on the whole module.
    case module(@Sendable (inout ModuleRewriter) throws -> Void)

  }

  /// The name by which pipelines and messages refer to it.
  package let name: String

  /// One sentence for `--list-passes`.
  package let summary: String

  /// The code.
  let body: Body

  /// Creates a pass that is run on every function by itself.
  package init(
    _ name: String, _ summary: String, body: @escaping @Sendable (inout Rewriter) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.body = .function(body)
  }

  /// Creates a pass that is run on the whole module.
  package init(
    _ name: String, _ summary: String,
    module body: @escaping @Sendable (inout ModuleRewriter) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.body = .module(body)
  }

}
