import FuzzTargets
import Platform

/// Which target this process fuzzes: libFuzzer knows one entry point a program.
private let target = FuzzTarget(named: ProcessEnvironment.value(of: "FUZZ_TARGET") ?? "")

/// What libFuzzer calls with each input; -1 keeps the input out of the corpus.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.accepts(Array(UnsafeBufferPointer(start: start, count: count))) ? 0 : -1
}
