/// The completions of bash: tables of what each command takes, and one function that reads them.
struct BashCompletions {
    private let programs: [CommandOutline]
    private let lister: String

    init(_ programs: [CommandOutline], lister: String) {
        self.programs = programs
        self.lister = lister
    }

    var text: String {
        let commands = programs.flatMap(\.all)
        let names = programs.map(\.title)
        return """
            # \(Completions.title(.bash, names))

            # What the command COMMAND takes: words that may follow, options, the kinds of its operands.
            _\(lister)_about() {
                subcommands= options= operands=() repeats=
                case $1 in
            \(commands.map(about).joined(separator: "\n"))
                esac
            }

            # The kind of value that COMMAND's option OPTION takes; none for one that is on or off.
            _\(lister)_value() {
                kind=
                case "$1 $2" in
            \(commands.flatMap(values).joined(separator: "\n"))
                esac
            }

            \(machinery)
            complete -F _\(lister)_complete \(names.joined(separator: " "))

            """
    }

    private func about(_ command: CommandOutline) -> String {
        let subcommands = command.subcommands.compactMap(\.words.last).joined(separator: " ")
        let options = command.options.flatMap(\.spellings).joined(separator: " ")
        let operands = command.operands.map { "'\(kind($0.completion))'" }.joined(separator: " ")
        let repeats = command.operands.last?.repeats == true ? "1" : ""
        return """
                '\(command.title)')
                    subcommands='\(subcommands)'
                    options='\(options)'
                    operands=(\(operands)) repeats=\(repeats)
                    ;;
            """
    }

    private func values(_ command: CommandOutline) -> [String] {
        command.options.filter { $0.value != nil }.map { option in
            let names = option.spellings.map { "'\(command.title) \($0)'" }
            return "    \(names.joined(separator: " | "))) kind='\(kind(option.completion))' ;;"
        }
    }

    private func kind(_ completion: Completion) -> String {
        switch completion {
        case .nothing: ":nothing"
        case .files: ":files"
        case .folders: ":folders"
        case .words: completion.texts.joined(separator: " ")
        case .tags: ":tags"
        case .feeds, .feedsSwitchedOff, .events, .entries, .decisions:
            ":list \(completion.listing ?? "")"
        }
    }

    private var machinery: String {
        #"""
        _NAME_offer() {
            local word
            for word; do
                [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
            done
        }

        # Feeds are hostile: of what is listed nothing is offered but numbers, and addresses that no
        # shell reads anything into.
        _NAME_list() {
            local -a fields
            while IFS=$'\t' read -r -a fields; do
                [[ ${fields[0]} =~ NUMBER ]] || continue
                [[ ! $2 || ${fields[4]} == "$2" ]] || continue
                _NAME_offer "${fields[0]}"
                [[ $1 == feeds && ${fields[-1]} =~ PLAINURL ]] && _NAME_offer "${fields[-1]}"
            done < <(timeout 2 NAME "$1" "${places[@]}" 2>/dev/null </dev/null)
        }

        _NAME_tags() {
            local word
            while read -r word; do
                [[ $word =~ PLAINTAG ]] && _NAME_offer "$word"
            done < <(timeout 2 NAME feeds --format '{tags}' "${places[@]}" 2>/dev/null </dev/null |
                tr , '\n' | sort -u)
        }

        _NAME_fill() {
            local -a words
            case $1 in
            :nothing) ;;
            :files)
                compopt -o filenames
                mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                ;;
            :folders)
                compopt -o filenames
                mapfile -t COMPREPLY < <(compgen -d -- "$cur")
                ;;
            ':list '*)
                read -r -a words <<<"${1#:list }"
                _NAME_list "${words[@]}"
                ;;
            :tags) _NAME_tags ;;
            *)
                read -r -a words <<<"$1"
                _NAME_offer "${words[@]}"
                ;;
            esac
        }

        _NAME_complete() {
            local path=${1##*/} word cur kind i count=0 pending= isOpen=1 prefix= breaks= head
            local subcommands options repeats
            local -a words=() operands places=() taken
            COMPREPLY=()
            # Bash parts words at = and :, which options and addresses hold.
            for ((i = 1; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if ((i > 1)) && [[ $word == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]]; then
                    words[-1]+=$word
                else
                    words+=("$word")
                fi
            done
            ((${#words[@]})) || return 0
            cur=${words[-1]}
            unset 'words[-1]'
            for word in "${words[@]}"; do
                if [[ $pending ]]; then
                    [[ $pending == --config || $pending == --state ]] && places+=("$pending=$word")
                    pending=
                elif [[ $isOpen && $word == -- ]]; then
                    isOpen=
                elif [[ $isOpen && $word == -?* ]]; then
                    [[ $word == --config=* || $word == --state=* ]] && places+=("$word")
                    _NAME_value "$path" "$word"
                    [[ $kind ]] && pending=$word
                else
                    _NAME_about "$path"
                    if ((count == 0)) && [[ " $subcommands " == *" $word "* ]]; then
                        path+=" $word"
                    else
                        ((count += 1))
                    fi
                fi
            done
            _NAME_about "$path"
            if [[ $pending ]]; then
                _NAME_value "$path" "$pending"
                _NAME_fill "$kind"
            elif [[ $isOpen && $cur == --*=* ]]; then
                _NAME_value "$path" "${cur%%=*}"
                [[ $COMP_WORDBREAKS == *=* ]] || prefix=${cur%%=*}=
                cur=${cur#*=}
                _NAME_fill "$kind"
            elif [[ $isOpen && $cur == -* ]]; then
                _NAME_fill "$options"
            else
                ((count == 0)) && [[ $subcommands ]] && _NAME_fill "$subcommands"
                if ((count < ${#operands[@]})); then
                    _NAME_fill "${operands[count]}"
                elif [[ $repeats ]]; then
                    _NAME_fill "${operands[-1]}"
                fi
            fi
            # Readline puts an answer in the place of what stands behind the last = or : only.
            for word in = :; do
                [[ $COMP_WORDBREAKS == *"$word"* ]] && breaks+=$word
            done
            if [[ $breaks && $cur == *[$breaks]* ]]; then
                head=${cur%"${cur##*[$breaks]}"}
                COMPREPLY=("${COMPREPLY[@]#"$head"}")
            elif [[ $prefix ]]; then
                COMPREPLY=("${COMPREPLY[@]/#/"$prefix"}")
            fi
            return 0
        }
        """#
        .replacing("NAME", with: lister)
        .replacing("NUMBER", with: Completions.number)
        .replacing("PLAINURL", with: Completions.plainURL)
        .replacing("PLAINTAG", with: Completions.plainTag)
    }
}
