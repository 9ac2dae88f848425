import CThread

/// The thread that runs.
public enum CurrentThread {
    /// Names it for `top -H` and debuggers: the first fifteen bytes.
    public static func setName(_ name: String) { tidings_name_this_thread(name) }
}
