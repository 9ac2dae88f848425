/// The completions of zsh: a function a command around `_arguments`.
struct ZshCompletions {
    private let programs: [CommandOutline]
    private let lister: String

    init(_ programs: [CommandOutline], lister: String) {
        self.programs = programs
        self.lister = lister
    }

    var text: String {
        let names = programs.map(\.title)
        let services = names.map { "\($0)) _\($0)_command ;;" }
        return """
            #compdef \(names.joined(separator: " "))
            # \(Completions.title(.zsh, names))

            \(listing)
            \(programs.flatMap(\.all).map(function).joined(separator: "\n"))
            _\(lister)() {
              case ${service:-\(lister)} in
                \(services.joined(separator: "\n    "))
              esac
            }

            # Either as a function of that name on fpath, or read by `source`.
            if [[ $funcstack[1] == _\(lister) ]]; then
              _\(lister) "$@"
            elif (( $+functions[compdef] )); then
              compdef _\(lister) \(names.joined(separator: " "))
            fi

            """
    }

    private func function(_ command: CommandOutline) -> String {
        var specs = command.options.map(spec)
        if command.subcommands.isEmpty {
            for (index, operand) in command.operands.enumerated() {
                let place = operand.repeats ? "*" : "\(index + 1)"
                let colon = operand.isRequired || operand.repeats ? ":" : "::"
                specs.append(
                    quoted(
                        "\(place)\(colon)\(inMessage(operand.value)):\(action(operand.completion))")
                )
            }
        } else {
            specs += ["'1: :->command'", "'*:: :->rest'"]
        }
        let arguments = specs.map { " \\\n    \($0)" }.joined()
        guard !command.subcommands.isEmpty else {
            return """
                _\(identifier(command))_command() {
                  _arguments -s -S\(arguments)
                }

                """
        }
        let described = command.subcommands.map { inner in
            quoted("\(inner.words.last ?? ""):\(inner.summary)")
        }
        let branches = command.subcommands.map { inner in
            "        \(inner.words.last ?? "")) _\(identifier(inner))_command ;;"
        }
        return """
            _\(identifier(command))_command() {
              local curcontext=$curcontext state state_descr line
              typeset -A opt_args
              local -a commands=(
                \(described.joined(separator: "\n    "))
              )
              _arguments -C -s -S\(arguments)
              case $state in
                command) _describe -t commands command commands ;;
                rest)
                  case $words[1] in
            \(branches.joined(separator: "\n"))
                  esac
                  ;;
              esac
            }

            """
    }

    private func spec(_ option: CommandOutline.Option) -> String {
        let help = "[\(inBrackets(option.help))]"
        let isLast = option == .help || option == .version
        let exclusions =
            isLast ? "(- *)" : option.repeats ? "*" : "(\(option.spellings.joined(separator: " ")))"
        guard let value = option.value else {
            guard let letter = option.letter else {
                return quoted("\(exclusions)\(option.name)\(help)")
            }
            return "\(quoted(exclusions)){\(letter),\(option.name)}\(quoted(help))"
        }
        let rest = "\(help):\(inMessage(value)):\(action(option.completion))"
        guard let letter = option.letter else {
            return quoted("\(exclusions)\(option.name)=\(rest)")
        }
        return "\(quoted(exclusions)){\(letter)+,\(option.name)=}\(quoted(rest))"
    }

    private func action(_ completion: Completion) -> String {
        switch completion {
        case .nothing: " "
        case .files: "_files"
        case .folders: "_files -/"
        // The space keeps `_arguments` from putting words of its own behind the function's name.
        case .feeds, .feedsSwitchedOff, .events, .entries, .decisions:
            " _\(lister)_list \(completion.listing ?? "")"
        case .tags: " _\(lister)_tags"
        case .words(let words):
            words.contains { !$0.meaning.isEmpty }
                ? "((" + words.map { "\($0.text)\\:\(inWords($0.meaning))" }.joined(separator: " ")
                    + "))"
                : "(" + words.map(\.text).joined(separator: " ") + ")"
        }
    }

    private func identifier(_ command: CommandOutline) -> String {
        command.words.joined(separator: "_")
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private func inBrackets(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
    }

    private func inMessage(_ text: String) -> String { text.replacing(":", with: "\\:") }

    /// The shell reads this list of words as its own code: each character stands for itself only.
    private func inWords(_ text: String) -> String {
        text.reduce(into: "") { $0 += $1.isLetter || $1.isNumber ? "\($1)" : "\\\($1)" }
    }

    private var listing: String {
        #"""
        # The feeds.yml and the state that the line names, as `places`.
        _NAME_places() {
          local option
          for option in --config --state; do
            (( $+opt_args[$option] )) && places+=("$option=${(Q)opt_args[$option]}")
          done
        }

        _NAME_tags() {
          local line tag expl
          local -a places
          local -aU tags
          _NAME_places
          for line in ${(f)"$(timeout 2 NAME feeds --format '{tags}' $places 2>/dev/null </dev/null)"}; do
            for tag in ${(s:, :)line}; do
              [[ $tag =~ 'PLAINTAG' ]] && tags+=($tag)
            done
          done
          _wanted tags expl tag compadd -a tags
        }

        # Feeds are hostile: of what is listed nothing is offered but numbers, and addresses that no
        # shell reads anything into; what is shown beside a number is letters, digits and a few marks.
        _NAME_list() {
          local line
          local -a numbers shown addresses fields places
          _NAME_places
          for line in ${(f)"$(timeout 2 NAME $1 $places 2>/dev/null </dev/null)"}; do
            fields=("${(@ps:\t:)line}")
            [[ $fields[1] =~ 'NUMBER' ]] || continue
            [[ -z $2 || $fields[5] == $2 ]] || continue
            numbers+=($fields[1])
            shown+=("$fields[1]  ${${fields[-1]//[^[:alnum:] .,:\/_-]/ }[1,60]}")
            [[ $1 == feeds && $fields[-1] =~ 'PLAINURL' ]] && addresses+=($fields[-1])
          done
          local expl
          _wanted numbers expl number compadd -o nosort -l -d shown -a numbers
          (( $#addresses )) && [[ $PREFIX == h* ]] &&
            _wanted addresses expl address compadd -a addresses
        }

        """#
        .replacing("NAME", with: lister)
        .replacing("NUMBER", with: Completions.number)
        .replacing("PLAINURL", with: Completions.plainURL)
        .replacing("PLAINTAG", with: Completions.plainTag)
    }
}
