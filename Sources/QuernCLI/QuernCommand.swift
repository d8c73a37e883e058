import ArgumentParser
import Foundation
import Quern

/// The `quern` command.
struct QuernCommand: ParsableCommand {

  static let configuration = CommandConfiguration(
    commandName: "quern",
    abstract: "Optimizes machine-learning models given as text, compiles and runs them.",
    discussion: """
      Examples:
        quern run model.qir --input x.npy --output y.npy
        quern bench model.qir --input x.npy --threads 1
        quern opt model.qir --passes=inline,dce,cse
        quern compile model.qir --emit asm

      Results go to standard output, everything else to standard error. The exit code is 0 if all went \
      well, 1 if the input is at fault, 2 if the command was not used correctly, and 3 for a defect of \
      Quern itself.
      """,
    version: "quern 0.1.0",
    subcommands: [
      RunCommand.self, CompileCommand.self, OptCommand.self, BenchCommand.self,
      CheckCommand.self, InspectCommand.self,
    ])

}

/// The exit codes of the command.
enum ExitStatus {

  /// The input is at fault.
  static let input = ExitCode(1)

  /// The command was not used correctly.
  static let usage = ExitCode(2)

  /// A defect of Quern.
  static let defect = ExitCode(3)

}

/// Writes to standard error.
enum Console {

  /// Writes `text` as it is.
  static func error(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Writes the result `text` to standard output.
  static func output(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

}

@main
enum Main {

  static func main() {
    // A reader that goes away ends the command instead of killing it by a signal halfway.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try QuernCommand.parseAsRoot()
      try command.run()
    } catch let error as ModelError {
      exit(error.rendered, ExitStatus.input)
    } catch let error as InternalError {
      exit("error: \(error.description)\n", ExitStatus.defect)
    } catch let error as CommandError {
      exit("error: \(error.description)\n", ExitStatus.input)
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      let code = QuernCommand.exitCode(for: error)
      let text = QuernCommand.fullMessage(for: error)
      if code == .success {
        Console.output(text + "\n")
        Foundation.exit(0)
      }
      exit(text + "\n", ExitStatus.usage)
    }
  }

  private static func exit(_ text: String, _ code: ExitCode) -> Never {
    Progress.shared.clear()
    Console.error(text)
    Foundation.exit(code.rawValue)
  }

}
