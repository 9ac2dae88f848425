# Completions of tidings and tidingsd for bash, as `tidings completions bash` prints them.

# What the command COMMAND takes: words that may follow, options, the kinds of its operands.
_tidings_about() {
    subcommands= options= operands=() repeats=
    case $1 in
    'tidings')
        subcommands='clusters show explain entries search watch read unread feeds add remove enable disable import refresh check merge split pin unpin undo history recluster status doctor backup restore export cluster parse discover manual completions help'
        options='-h --help -V --version'
        operands=() repeats=
        ;;
    'tidings clusters')
        subcommands=''
        options='--since --until --search --min-publishers --min-independent --tag --lang --feed --unread --sort --before -n --limit --all --terms --json --jsonl --format --config --state --no-pager -h --help'
        operands=() repeats=
        ;;
    'tidings show')
        subcommands=''
        options='--entry --why --members --text --open --json --jsonl --format --config --state --no-pager -h --help'
        operands=(':list clusters') repeats=
        ;;
    'tidings explain')
        subcommands=''
        options='--json --config --state --no-pager -h --help'
        operands=(':list entries' ':list entries') repeats=
        ;;
    'tidings entries')
        subcommands=''
        options='--feed --tag --lang --since --until --cluster --before -n --limit --all --json --jsonl --format --config --state --no-pager -h --help'
        operands=() repeats=
        ;;
    'tidings search')
        subcommands=''
        options='--by -n --limit --all --before --json --jsonl --format --config --state --no-pager -h --help'
        operands=(':nothing') repeats=1
        ;;
    'tidings watch')
        subcommands=''
        options='--since --min-publishers --tag --lang --feed --exec --config --state -h --help'
        operands=() repeats=
        ;;
    'tidings read')
        subcommands=''
        options='--entry --all --before --since --search --tag --lang --feed --json --config --state -h --help'
        operands=(':list clusters') repeats=1
        ;;
    'tidings unread')
        subcommands=''
        options='--last --json --config --state -h --help'
        operands=(':list clusters') repeats=1
        ;;
    'tidings feeds')
        subcommands='list show set adopt'
        options='--failing --json --jsonl --format --config --state --no-pager -h --help'
        operands=() repeats=
        ;;
    'tidings feeds list')
        subcommands=''
        options='--failing --json --jsonl --format --config --state --no-pager -h --help'
        operands=() repeats=
        ;;
    'tidings feeds show')
        subcommands=''
        options='--json --config --state --no-pager -h --help'
        operands=(':list feeds') repeats=
        ;;
    'tidings feeds set')
        subcommands=''
        options='--title --tag --untag --publisher --interval --allow-private --credential --contact --proxy --max-size --timeout --keep --keep-entries --unset --json --config --state -h --help'
        operands=(':list feeds') repeats=1
        ;;
    'tidings feeds adopt')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':list feeds') repeats=1
        ;;
    'tidings add')
        subcommands=''
        options='--title --tag --publisher --interval -y --yes --no-fetch --json --config --state -h --help'
        operands=(':nothing') repeats=
        ;;
    'tidings remove')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':list feeds') repeats=1
        ;;
    'tidings enable')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':list feeds off') repeats=1
        ;;
    'tidings disable')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':list feeds') repeats=1
        ;;
    'tidings import')
        subcommands=''
        options='--format --tag --dry-run --json --jsonl --config --state --no-pager -h --help'
        operands=(':files') repeats=1
        ;;
    'tidings refresh')
        subcommands=''
        options='--force --wait --json --config --state -h --help'
        operands=(':list feeds') repeats=1
        ;;
    'tidings check')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':files') repeats=
        ;;
    'tidings merge')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':list clusters') repeats=1
        ;;
    'tidings split')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':list clusters' ':list entries') repeats=1
        ;;
    'tidings pin')
        subcommands=''
        options='--to --json --config --state -h --help'
        operands=(':list entries') repeats=1
        ;;
    'tidings unpin')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':list entries') repeats=1
        ;;
    'tidings undo')
        subcommands=''
        options='--json --config --state -h --help'
        operands=(':list history') repeats=
        ;;
    'tidings history')
        subcommands=''
        options='-n --limit --all --json --jsonl --format --config --state --no-pager -h --help'
        operands=() repeats=
        ;;
    'tidings recluster')
        subcommands=''
        options='--since --dry-run --json --jsonl --format --config --state --no-pager -h --help'
        operands=() repeats=
        ;;
    'tidings status')
        subcommands=''
        options='--polite --json --jsonl --format --config --state --no-pager -h --help'
        operands=() repeats=
        ;;
    'tidings doctor')
        subcommands=''
        options='--quick --json --jsonl --format --config --state --no-pager -h --help'
        operands=() repeats=
        ;;
    'tidings backup')
        subcommands=''
        options='--force -l --list --json --jsonl --format --config --state -h --help'
        operands=(':files') repeats=
        ;;
    'tidings restore')
        subcommands=''
        options='--salvage --json --config --state -h --help'
        operands=(':files') repeats=
        ;;
    'tidings export')
        subcommands=''
        options='--jsonl --opml --urls --force --config --state -h --help'
        operands=(':files') repeats=
        ;;
    'tidings cluster')
        subcommands=''
        options='--at-arrival -h --help'
        operands=(':files') repeats=
        ;;
    'tidings parse')
        subcommands=''
        options='--url --content-type --json -h --help'
        operands=(':files') repeats=1
        ;;
    'tidings discover')
        subcommands=''
        options='--url --content-type --json --jsonl --format --config --state --no-pager -h --help'
        operands=(':files') repeats=1
        ;;
    'tidings manual')
        subcommands=''
        options='--no-pager -h --help'
        operands=('tidings tidingsd feeds.yml tidings-clusters tidings-show tidings-explain tidings-entries tidings-search tidings-watch tidings-read tidings-unread tidings-feeds tidings-feeds-list tidings-feeds-show tidings-feeds-set tidings-feeds-adopt tidings-add tidings-remove tidings-enable tidings-disable tidings-import tidings-refresh tidings-check tidings-merge tidings-split tidings-pin tidings-unpin tidings-undo tidings-history tidings-recluster tidings-status tidings-doctor tidings-backup tidings-restore tidings-export tidings-cluster tidings-parse tidings-discover tidings-manual tidings-completions') repeats=
        ;;
    'tidings completions')
        subcommands=''
        options='-h --help'
        operands=('bash zsh fish') repeats=
        ;;
    'tidings help')
        subcommands=''
        options='-h --help'
        operands=('clusters show explain entries search watch read unread feeds add remove enable disable import refresh check merge split pin unpin undo history recluster status doctor backup restore export cluster parse discover manual completions') repeats=
        ;;
    'tidingsd')
        subcommands=''
        options='--config --state --once --fetch-only --contact --metrics --probe -v --verbose -h --help -V --version'
        operands=() repeats=
        ;;
    esac
}

# The kind of value that COMMAND's option OPTION takes; none for one that is on or off.
_tidings_value() {
    kind=
    case "$1 $2" in
    'tidings clusters --since') kind=':nothing' ;;
    'tidings clusters --until') kind=':nothing' ;;
    'tidings clusters --search') kind=':nothing' ;;
    'tidings clusters --min-publishers') kind=':nothing' ;;
    'tidings clusters --min-independent') kind=':nothing' ;;
    'tidings clusters --tag') kind=':tags' ;;
    'tidings clusters --lang') kind=':nothing' ;;
    'tidings clusters --feed') kind=':list feeds' ;;
    'tidings clusters --sort') kind='latest publishers growth' ;;
    'tidings clusters --before') kind=':list clusters' ;;
    'tidings clusters -n' | 'tidings clusters --limit') kind=':nothing' ;;
    'tidings clusters --format') kind=':nothing' ;;
    'tidings clusters --config') kind=':files' ;;
    'tidings clusters --state') kind=':folders' ;;
    'tidings show --entry') kind=':list entries' ;;
    'tidings show --format') kind=':nothing' ;;
    'tidings show --config') kind=':files' ;;
    'tidings show --state') kind=':folders' ;;
    'tidings explain --config') kind=':files' ;;
    'tidings explain --state') kind=':folders' ;;
    'tidings entries --feed') kind=':list feeds' ;;
    'tidings entries --tag') kind=':tags' ;;
    'tidings entries --lang') kind=':nothing' ;;
    'tidings entries --since') kind=':nothing' ;;
    'tidings entries --until') kind=':nothing' ;;
    'tidings entries --cluster') kind=':list clusters' ;;
    'tidings entries --before') kind=':list entries' ;;
    'tidings entries -n' | 'tidings entries --limit') kind=':nothing' ;;
    'tidings entries --format') kind=':nothing' ;;
    'tidings entries --config') kind=':files' ;;
    'tidings entries --state') kind=':folders' ;;
    'tidings search --by') kind='newest relevance' ;;
    'tidings search -n' | 'tidings search --limit') kind=':nothing' ;;
    'tidings search --before') kind=':list entries' ;;
    'tidings search --format') kind=':nothing' ;;
    'tidings search --config') kind=':files' ;;
    'tidings search --state') kind=':folders' ;;
    'tidings watch --since') kind=':nothing' ;;
    'tidings watch --min-publishers') kind=':nothing' ;;
    'tidings watch --tag') kind=':tags' ;;
    'tidings watch --lang') kind=':nothing' ;;
    'tidings watch --feed') kind=':list feeds' ;;
    'tidings watch --exec') kind=':files' ;;
    'tidings watch --config') kind=':files' ;;
    'tidings watch --state') kind=':folders' ;;
    'tidings read --entry') kind=':list entries' ;;
    'tidings read --before') kind=':nothing' ;;
    'tidings read --since') kind=':nothing' ;;
    'tidings read --search') kind=':nothing' ;;
    'tidings read --tag') kind=':tags' ;;
    'tidings read --lang') kind=':nothing' ;;
    'tidings read --feed') kind=':list feeds' ;;
    'tidings read --config') kind=':files' ;;
    'tidings read --state') kind=':folders' ;;
    'tidings unread --config') kind=':files' ;;
    'tidings unread --state') kind=':folders' ;;
    'tidings feeds --format') kind=':nothing' ;;
    'tidings feeds --config') kind=':files' ;;
    'tidings feeds --state') kind=':folders' ;;
    'tidings feeds list --format') kind=':nothing' ;;
    'tidings feeds list --config') kind=':files' ;;
    'tidings feeds list --state') kind=':folders' ;;
    'tidings feeds show --config') kind=':files' ;;
    'tidings feeds show --state') kind=':folders' ;;
    'tidings feeds set --title') kind=':nothing' ;;
    'tidings feeds set --tag') kind=':tags' ;;
    'tidings feeds set --untag') kind=':tags' ;;
    'tidings feeds set --publisher') kind=':nothing' ;;
    'tidings feeds set --interval') kind=':nothing' ;;
    'tidings feeds set --allow-private') kind=':nothing' ;;
    'tidings feeds set --credential') kind=':nothing' ;;
    'tidings feeds set --contact') kind=':nothing' ;;
    'tidings feeds set --proxy') kind=':nothing' ;;
    'tidings feeds set --max-size') kind=':nothing' ;;
    'tidings feeds set --timeout') kind=':nothing' ;;
    'tidings feeds set --keep') kind=':nothing' ;;
    'tidings feeds set --keep-entries') kind=':nothing' ;;
    'tidings feeds set --unset') kind='title tags publisher interval allow_private headers credential contact proxy max_size timeout keep keep_entries' ;;
    'tidings feeds set --config') kind=':files' ;;
    'tidings feeds set --state') kind=':folders' ;;
    'tidings feeds adopt --config') kind=':files' ;;
    'tidings feeds adopt --state') kind=':folders' ;;
    'tidings add --title') kind=':nothing' ;;
    'tidings add --tag') kind=':tags' ;;
    'tidings add --publisher') kind=':nothing' ;;
    'tidings add --interval') kind=':nothing' ;;
    'tidings add --config') kind=':files' ;;
    'tidings add --state') kind=':folders' ;;
    'tidings remove --config') kind=':files' ;;
    'tidings remove --state') kind=':folders' ;;
    'tidings enable --config') kind=':files' ;;
    'tidings enable --state') kind=':folders' ;;
    'tidings disable --config') kind=':files' ;;
    'tidings disable --state') kind=':folders' ;;
    'tidings import --format') kind='opml urls newsboat sfeed' ;;
    'tidings import --tag') kind=':tags' ;;
    'tidings import --config') kind=':files' ;;
    'tidings import --state') kind=':folders' ;;
    'tidings refresh --config') kind=':files' ;;
    'tidings refresh --state') kind=':folders' ;;
    'tidings check --config') kind=':files' ;;
    'tidings check --state') kind=':folders' ;;
    'tidings merge --config') kind=':files' ;;
    'tidings merge --state') kind=':folders' ;;
    'tidings split --config') kind=':files' ;;
    'tidings split --state') kind=':folders' ;;
    'tidings pin --to') kind=':list clusters' ;;
    'tidings pin --config') kind=':files' ;;
    'tidings pin --state') kind=':folders' ;;
    'tidings unpin --config') kind=':files' ;;
    'tidings unpin --state') kind=':folders' ;;
    'tidings undo --config') kind=':files' ;;
    'tidings undo --state') kind=':folders' ;;
    'tidings history -n' | 'tidings history --limit') kind=':nothing' ;;
    'tidings history --format') kind=':nothing' ;;
    'tidings history --config') kind=':files' ;;
    'tidings history --state') kind=':folders' ;;
    'tidings recluster --since') kind=':nothing' ;;
    'tidings recluster --format') kind=':nothing' ;;
    'tidings recluster --config') kind=':files' ;;
    'tidings recluster --state') kind=':folders' ;;
    'tidings status --format') kind=':nothing' ;;
    'tidings status --config') kind=':files' ;;
    'tidings status --state') kind=':folders' ;;
    'tidings doctor --format') kind=':nothing' ;;
    'tidings doctor --config') kind=':files' ;;
    'tidings doctor --state') kind=':folders' ;;
    'tidings backup --format') kind=':nothing' ;;
    'tidings backup --config') kind=':files' ;;
    'tidings backup --state') kind=':folders' ;;
    'tidings restore --config') kind=':files' ;;
    'tidings restore --state') kind=':folders' ;;
    'tidings export --config') kind=':files' ;;
    'tidings export --state') kind=':folders' ;;
    'tidings parse --url') kind=':nothing' ;;
    'tidings parse --content-type') kind=':nothing' ;;
    'tidings discover --url') kind=':nothing' ;;
    'tidings discover --content-type') kind=':nothing' ;;
    'tidings discover --format') kind=':nothing' ;;
    'tidings discover --config') kind=':files' ;;
    'tidings discover --state') kind=':folders' ;;
    'tidingsd --config') kind=':files' ;;
    'tidingsd --state') kind=':folders' ;;
    'tidingsd --contact') kind=':nothing' ;;
    'tidingsd --metrics') kind=':files' ;;
    'tidingsd --probe') kind=':nothing' ;;
    esac
}

_tidings_offer() {
    local word
    for word; do
        [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
    done
}

# Feeds are hostile: of what is listed nothing is offered but numbers, and addresses that no
# shell reads anything into.
_tidings_list() {
    local -a fields
    while IFS=$'\t' read -r -a fields; do
        [[ ${fields[0]} =~ ^[0-9]{1,18}$ ]] || continue
        [[ ! $2 || ${fields[4]} == "$2" ]] || continue
        _tidings_offer "${fields[0]}"
        [[ $1 == feeds && ${fields[-1]} =~ ^https?://[A-Za-z0-9./:_%+,@=-]+$ ]] && _tidings_offer "${fields[-1]}"
    done < <(timeout 2 tidings "$1" "${places[@]}" 2>/dev/null </dev/null)
}

_tidings_tags() {
    local word
    while read -r word; do
        [[ $word =~ ^[[:alnum:]._-]+$ ]] && _tidings_offer "$word"
    done < <(timeout 2 tidings feeds --format '{tags}' "${places[@]}" 2>/dev/null </dev/null |
        tr , '\n' | sort -u)
}

_tidings_fill() {
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
        _tidings_list "${words[@]}"
        ;;
    :tags) _tidings_tags ;;
    *)
        read -r -a words <<<"$1"
        _tidings_offer "${words[@]}"
        ;;
    esac
}

_tidings_complete() {
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
            _tidings_value "$path" "$word"
            [[ $kind ]] && pending=$word
        else
            _tidings_about "$path"
            if ((count == 0)) && [[ " $subcommands " == *" $word "* ]]; then
                path+=" $word"
            else
                ((count += 1))
            fi
        fi
    done
    _tidings_about "$path"
    if [[ $pending ]]; then
        _tidings_value "$path" "$pending"
        _tidings_fill "$kind"
    elif [[ $isOpen && $cur == --*=* ]]; then
        _tidings_value "$path" "${cur%%=*}"
        [[ $COMP_WORDBREAKS == *=* ]] || prefix=${cur%%=*}=
        cur=${cur#*=}
        _tidings_fill "$kind"
    elif [[ $isOpen && $cur == -* ]]; then
        _tidings_fill "$options"
    else
        ((count == 0)) && [[ $subcommands ]] && _tidings_fill "$subcommands"
        if ((count < ${#operands[@]})); then
            _tidings_fill "${operands[count]}"
        elif [[ $repeats ]]; then
            _tidings_fill "${operands[-1]}"
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
complete -F _tidings_complete tidings tidingsd
