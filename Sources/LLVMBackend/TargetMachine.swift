import CLLVM
import Diagnostics

/// The machine for which code is generated: LLVM's description of it, with its code generator.
///
/// A machine belongs to one thread at a time.
final class TargetMachine {

  let reference: LLVMTargetMachineRef

  /// What it is a machine of.
  let target: NativeTarget

  /// The normalized target triple.
  let triple: String

  /// Creates the code generator for `target`.
  ///
  /// - Throws: `DiagnosticError` if LLVM does not know the target.
  init(_ target: NativeTarget) throws {
    try LLVMLibrary.initialize()
    self.target = target
    let normalized = LLVMNormalizeTargetTriple(target.triple)
    triple = normalized.map { String(cString: $0) } ?? target.triple
    LLVMDisposeMessage(normalized)
    var description: LLVMTargetRef?
    var message: UnsafeMutablePointer<CChar>?
    guard LLVMGetTargetFromTriple(triple, &description, &message) == 0 else {
      defer { LLVMDisposeMessage(message) }
      let reason = message.map { String(cString: $0) } ?? "unknown"
      throw DiagnosticError("there is no code generator for the target '\(triple)': \(reason)")
    }
    guard
      let r = LLVMCreateTargetMachine(
        description, triple, target.cpu, target.features, LLVMCodeGenLevelDefault, LLVMRelocPIC,
        LLVMCodeModelDefault)
    else { throw DiagnosticError("there is no code generator for the target '\(triple)'") }
    reference = r
  }

  deinit { LLVMDisposeTargetMachine(reference) }

  /// The passes over LLVM IR. The IR is made of loops that are vectorized already; what is left to
  /// do is to make small kernels part of loops of programs, to keep scalars of these in registers,
  /// and to clean up addresses and masks.
  private static let passes =
    "always-inline,function(sroa,early-cse,instcombine<no-verify-fixpoint>,simplifycfg,"
    + "loop-mssa(licm),early-cse)"

  /// Runs the passes over `module`.
  func optimize(_ module: IRModule) throws {
    let options = LLVMCreatePassBuilderOptions()
    defer { LLVMDisposePassBuilderOptions(options) }
    try LLVMLibrary.check(
      LLVMRunPasses(module.module, Self.passes, reference, options), "LLVM's passes")
  }

  /// Returns the machine code of `module`.
  func emit(_ module: IRModule, as type: LLVMCodeGenFileType) throws -> [UInt8] {
    var buffer: LLVMMemoryBufferRef?
    var message: UnsafeMutablePointer<CChar>?
    guard
      LLVMTargetMachineEmitToMemoryBuffer(reference, module.module, type, &message, &buffer) == 0,
      let buffer
    else {
      defer { LLVMDisposeMessage(message) }
      throw Defect("code generation", message.map { String(cString: $0) } ?? "unknown")
    }
    defer { LLVMDisposeMemoryBuffer(buffer) }
    let bytes = UnsafeRawBufferPointer(
      start: LLVMGetBufferStart(buffer), count: LLVMGetBufferSize(buffer))
    return [UInt8](bytes)
  }

}

/// LLVM as a library.
enum LLVMLibrary {

  /// The version whose C API is declared by `CLLVM`.
  private static let version: UInt32 = 19

  /// The version of the library that is in use.
  static let runningVersion: (major: UInt32, minor: UInt32, patch: UInt32) = {
    var (major, minor, patch): (UInt32, UInt32, UInt32) = (0, 0, 0)
    LLVMGetVersion(&major, &minor, &patch)
    return (major, minor, patch)
  }()

  private static let fault: String? = {
    let major = runningVersion.major
    if major != version {
      return "Quern needs LLVM \(version) but was linked with LLVM \(major)"
    }
    LLVMInitializeX86TargetInfo()
    LLVMInitializeX86Target()
    LLVMInitializeX86TargetMC()
    LLVMInitializeX86AsmPrinter()
    LLVMInitializeAArch64TargetInfo()
    LLVMInitializeAArch64Target()
    LLVMInitializeAArch64TargetMC()
    LLVMInitializeAArch64AsmPrinter()
    return nil
  }()

  /// Makes LLVM ready; may be called any number of times.
  ///
  /// - Throws: `DiagnosticError` if the library has another version than its declarations.
  static func initialize() throws {
    if let fault { throw DiagnosticError(fault) }
  }

  /// Throws a defect of `stage` if `error` is one.
  static func check(_ error: LLVMErrorRef?, _ stage: String) throws {
    guard let error else { return }
    let message = LLVMGetErrorMessage(error)
    defer { LLVMDisposeErrorMessage(message) }
    throw Defect(stage, message.map { String(cString: $0) } ?? "unknown")
  }

  /// Returns the string that LLVM allocated, and frees that.
  static func take(_ message: UnsafeMutablePointer<CChar>?) -> String {
    defer { LLVMDisposeMessage(message) }
    return message.map { String(cString: $0) } ?? ""
  }

}
