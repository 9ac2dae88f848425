import Glibc

/// What the process does on a signal.
enum SignalAction {
    /// Whether it ignores `number`, as it may since its start.
    static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0, action.sa_flags & SA_SIGINFO == 0 else {
            return false
        }
        // Functions cannot be compared, but addresses can; that of SIG_IGN is 1.
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
