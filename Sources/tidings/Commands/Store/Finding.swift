internal import Storage

/// What an examination found of one thing.
struct Finding: Sendable, Equatable {
    enum Grade: String, Sendable {
        case ok
        /// It works, and will not for long, or not as it should.
        case warning
        case fault
        /// This user may not look at it.
        case unknown
    }

    /// What was looked at.
    let subject: String
    let grade: Grade
    /// What is the case, in a sentence.
    let text: String
    /// What to do about it; nil where nothing is to be done.
    let remedy: String?

    static func ok(_ subject: String, _ text: String) -> Finding {
        Finding(subject: subject, grade: .ok, text: text, remedy: nil)
    }

    static func warning(_ subject: String, _ text: String, _ remedy: String) -> Finding {
        Finding(subject: subject, grade: .warning, text: text, remedy: remedy)
    }

    static func unknown(_ subject: String, _ place: ClosedPlace) -> Finding {
        Finding(
            subject: subject, grade: .unknown,
            text: "it cannot be told: no permission for \(place.path)", remedy: place.remedy)
    }

    static func fault(_ subject: String, _ text: String, _ remedy: String?) -> Finding {
        Finding(subject: subject, grade: .fault, text: text, remedy: remedy)
    }
}

extension Finding: ListedRecord {
    static let fields: [RecordField<Finding>] = [
        .text("subject") { $0.subject },
        .text("grade") { $0.grade.rawValue },
        .text("text") { $0.text },
        .text("remedy") { $0.remedy },
    ]
}
