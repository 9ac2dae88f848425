public import Values

extension Contact: ArgumentValue {
    public init?(argument: String) {
        self.init(argument)
    }
}
