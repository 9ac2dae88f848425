/// A value that a parameter of a statement can take.
public protocol Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError)
}

extension Int64: Bindable {
    public func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(self, at: index)
    }
}

extension Int: Bindable {
    public func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(Int64(self), at: index)
    }
}

extension Bool: Bindable {
    /// SQLite's truth: 1 or 0.
    public func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(self ? 1 as Int64 : 0, at: index)
    }
}

extension Double: Bindable {
    public func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(self, at: index)
    }
}

extension String: Bindable {
    public func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(self, at: index)
    }
}

extension [UInt8]: Bindable {
    /// As a blob.
    public func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(blob: self, at: index)
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    /// Nil is NULL.
    public func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        if let self {
            try self.bind(to: statement, at: index)
        } else {
            try statement.bindNull(at: index)
        }
    }
}
