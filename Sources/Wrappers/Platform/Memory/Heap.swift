import CMalloc

/// The memory allocator of the process.
public enum Heap {
    /// Sets the allocator up for a program of few threads that lives long: to be called before there is
    /// a second thread.
    ///
    /// As it comes, glibc gives each thread a heap of its own, which grows and shrinks page by page, a
    /// system call each, and keeps what it has freed from all others. Two heaps are enough for the few
    /// threads that allocate at once, and give memory back in larger pieces.
    public static func prepare() {
        _ = mallopt(M_ARENA_MAX, 2)
        _ = mallopt(M_TOP_PAD, 1 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, 4 << 20)
        _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
    }

    /// Gives what is free back to the system (malloc_trim(3)): after something large that does not
    /// come again soon. Takes milliseconds.
    public static func giveBack() { _ = malloc_trim(0) }
}
