extension Migration {
    /// Until when a host wants to be left alone, by all feeds of it: see `HostPause`. A host is
    /// `example.org:443`, as `Schedule.Host` names it.
    static let hostPauses: StaticString = """
        CREATE TABLE host_pauses (
            host TEXT NOT NULL,
            is_local INTEGER NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (host, is_local)
        ) STRICT, WITHOUT ROWID;

        PRAGMA user_version = 3;
        """
}
