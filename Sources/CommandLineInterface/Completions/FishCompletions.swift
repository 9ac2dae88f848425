/// The completions of fish: a line for each command, option and operand, with when it applies.
struct FishCompletions {
    private let programs: [CommandOutline]
    private let lister: String

    init(_ programs: [CommandOutline], lister: String) {
        self.programs = programs
        self.lister = lister
    }

    var text: String {
        let names = programs.map(\.title)
        return """
            # \(Completions.title(.fish, names))

            \(machinery)
            \(programs.map(lines).joined(separator: "\n\n"))

            """
    }

    private func lines(_ program: CommandOutline) -> String {
        (["complete -c \(program.title) -f"] + program.all.flatMap(lines(of:)))
            .joined(separator: "\n")
    }

    private func lines(of command: CommandOutline) -> [String] {
        let path = command.words.dropFirst().joined(separator: " ")
        let start = "complete -c \(command.words[0])"
        func condition(_ count: String) -> String {
            "-n \(quoted("__\(lister)_at '\(path)' \(count)"))"
        }
        var lines = command.subcommands.map { inner in
            "\(start) \(condition("0")) -a \(inner.words.last ?? "") -d \(quoted(inner.summary))"
        }
        for option in command.options {
            var words = [start, condition("any")]
            if let letter = option.letter { words.append("-s \(letter.dropFirst())") }
            words.append("-l \(option.name.dropFirst(2))")
            if option.value != nil { words.append(value(option.completion)) }
            lines.append((words + ["-d \(quoted(option.help))"]).joined(separator: " "))
        }
        for (index, operand) in command.operands.enumerated() {
            guard operand.completion != .nothing else { continue }
            let place = condition(operand.repeats ? "\(index)+" : "\(index)")
            lines.append("\(start) \(place) \(candidates(operand.completion))")
        }
        return lines
    }

    /// The flags of an option that takes a value.
    private func value(_ completion: Completion) -> String {
        switch completion {
        case .nothing: "-x"
        case .files: "-r -F"
        default: "-x \(candidates(completion))"
        }
    }

    private func candidates(_ completion: Completion) -> String {
        switch completion {
        case .nothing: ""
        case .files: "-F"
        case .folders: "-a '(__fish_complete_directories)'"
        case .tags: "-a \(quoted("(__\(lister)_tags)"))"
        case .feeds, .feedsSwitchedOff, .events, .entries, .decisions:
            "-k -a \(quoted("(__\(lister)_list \(completion.listing ?? ""))"))"
        case .words(let words):
            // A tab parts a word from its meaning, a line break the words.
            "-k -a "
                + quoted(
                    words.map {
                        $0.meaning.isEmpty ? $0.text : "\($0.text)\\t\(inWords($0.meaning))"
                    }
                    .joined(separator: " "))
        }
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    /// The shell reads a list of candidates as its own code: each character stands for itself only.
    private func inWords(_ text: String) -> String {
        text.reduce(into: "") { $0 += $1.isLetter || $1.isNumber ? "\($1)" : "\\\($1)" }
    }

    private var machinery: String {
        let all = programs.flatMap(\.all)
        let valued = Set(all.flatMap(\.options).filter { $0.value != nil }.flatMap(\.spellings))
        let parents = all.filter { $0.words.count == 2 && !$0.subcommands.isEmpty }.map { outer in
            let words = outer.subcommands.compactMap(\.words.last).joined(separator: " ")
            return "                case \(outer.words[1])\n                    set inner \(words)"
        }
        return #"""
            # Whether the line so far names the command PATH, with so many operands: "2", "2+" or "any".
            function __NAME_at --argument-names path wanted
                set -l words (commandline -opc)
                set -l found
                set -l count 0
                set -l pending 0
                set -l open 1
                set -l inner ROOT
                test $words[1] = NAME; or string match -q '*/NAME' -- $words[1]; or set inner
                for word in $words[2..-1]
                    if test $pending = 1
                        set pending 0
                    else if test $open = 1; and test "$word" = --
                        set open 0
                    else if test $open = 1; and string match -q -- '-?*' $word
                        contains -- $word VALUED; and set pending 1
                    else if test $count = 0; and contains -- $word $inner
                        set -a found $word
                        set inner
                        switch $word
            PARENTS
                        end
                    else
                        set count (math $count + 1)
                    end
                end
                test "$found" = "$path"; or return 1
                switch $wanted
                    case any
                        return 0
                    case '*+'
                        test $count -ge (string trim -c + -- $wanted)
                    case '*'
                        test $count -eq $wanted
                end
            end

            # The feeds.yml and the state that the line names.
            function __NAME_places
                set -l pending
                for word in (commandline -opc)
                    if test -n "$pending"
                        printf '%s\n' "$pending=$word"
                        set pending
                    else if contains -- $word --config --state
                        set pending $word
                    else if string match -qr -- '^--(config|state)=' $word
                        printf '%s\n' $word
                    end
                end
            end

            function __NAME_tags
                for line in (timeout 2 NAME feeds --format '{tags}' (__NAME_places) 2>/dev/null </dev/null)
                    string split -- ', ' $line | string match -r -- '^[\p{L}\p{N}._-]+$'
                end | sort -u
            end

            # Feeds are hostile: of what is listed nothing is offered but numbers, and addresses that no
            # shell reads anything into; what is shown beside them is letters, digits and a few marks.
            function __NAME_list --argument-names listing state
                for line in (timeout 2 NAME $listing (__NAME_places) 2>/dev/null </dev/null)
                    set -l fields (string split \t -- $line)
                    string match -qr -- 'NUMBER' $fields[1]; or continue
                    test -z "$state"; or test "$fields[5]" = "$state"; or continue
                    set -l shown (string replace -ar '[^\p{L}\p{N} .,:/_-]' ' ' -- $fields[-1])
                    printf '%s\t%s\n' $fields[1] (string sub -l 60 -- $shown)
                    if test $listing = feeds; and string match -qr -- 'PLAINURL' $fields[-1]
                        printf '%s\n' $fields[-1]
                    end
                end
            end

            """#
            .replacing("PARENTS", with: parents.joined(separator: "\n"))
            .replacing(
                "ROOT",
                with: programs.first?.subcommands.compactMap(\.words.last).joined(separator: " ")
                    ?? ""
            )
            .replacing("VALUED", with: valued.sorted().joined(separator: " "))
            .replacing("NAME", with: lister)
            .replacing("NUMBER", with: Completions.number)
            .replacing("PLAINURL", with: Completions.plainURL)
    }
}
