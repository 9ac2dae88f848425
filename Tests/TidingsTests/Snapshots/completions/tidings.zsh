#compdef tidings tidingsd
# Completions of tidings and tidingsd for zsh, as `tidings completions zsh` prints them.

# The feeds.yml and the state that the line names, as `places`.
_tidings_places() {
  local option
  for option in --config --state; do
    (( $+opt_args[$option] )) && places+=("$option=${(Q)opt_args[$option]}")
  done
}

_tidings_tags() {
  local line tag expl
  local -a places
  local -aU tags
  _tidings_places
  for line in ${(f)"$(timeout 2 tidings feeds --format '{tags}' $places 2>/dev/null </dev/null)"}; do
    for tag in ${(s:, :)line}; do
      [[ $tag =~ '^[[:alnum:]._-]+$' ]] && tags+=($tag)
    done
  done
  _wanted tags expl tag compadd -a tags
}

# Feeds are hostile: of what is listed nothing is offered but numbers, and addresses that no
# shell reads anything into; what is shown beside a number is letters, digits and a few marks.
_tidings_list() {
  local line
  local -a numbers shown addresses fields places
  _tidings_places
  for line in ${(f)"$(timeout 2 tidings $1 $places 2>/dev/null </dev/null)"}; do
    fields=("${(@ps:\t:)line}")
    [[ $fields[1] =~ '^[0-9]{1,18}$' ]] || continue
    [[ -z $2 || $fields[5] == $2 ]] || continue
    numbers+=($fields[1])
    shown+=("$fields[1]  ${${fields[-1]//[^[:alnum:] .,:\/_-]/ }[1,60]}")
    [[ $1 == feeds && $fields[-1] =~ '^https?://[A-Za-z0-9./:_%+,@=-]+$' ]] && addresses+=($fields[-1])
  done
  local expl
  _wanted numbers expl number compadd -o nosort -l -d shown -a numbers
  (( $#addresses )) && [[ $PREFIX == h* ]] &&
    _wanted addresses expl address compadd -a addresses
}

_tidings_command() {
  local curcontext=$curcontext state state_descr line
  typeset -A opt_args
  local -a commands=(
    'clusters:List events, the one with the newest entry first.'
    'show:Show one event: its timeline and who copied whom; or read one entry.'
    'explain:Tell why two entries or events are one event, or are not.'
    'entries:List entries, newest first, with the event that each belongs to.'
    'search:Find entries by words of title, summary and text, the newest first.'
    'watch:Follow the events that are new, grow or are corrected, until interrupted.'
    'read:Mark events as read, until something new is told of them.'
    'unread:Mark events as not read.'
    'feeds:List feeds, show or change one, or take over the addresses that they moved to.'
    'add:Follow a feed, or one that a page names: fetch it once, write it into feeds.yml.'
    'remove:Follow feeds no more: take them out of feeds.yml. Their entries stay.'
    'enable:Poll feeds again that were switched off.'
    'disable:Switch feeds off: they stay in feeds.yml and are polled no more.'
    'import:Follow the feeds of a list: OPML, addresses, newsboat'\''s or sfeed'\''s.'
    'refresh:Ask the daemon to poll feeds now; all of them when none is named.'
    'check:Check feeds.yml: say where it is wrong and what is expected there.'
    'merge:Make one event of two or more, for good.'
    'split:Make entries of one event an event of their own, for good.'
    'pin:Keep entries in their event, or in another, whatever comes.'
    'unpin:Let pinned entries move again.'
    'undo:Take back the last decision about events, or the one of that number.'
    'history:List what people decided about events: who, when and what.'
    'recluster:Cluster the recent entries anew, and tell what merges and splits.'
    'status:Tell whether the daemon runs, what it holds, and which feeds fail.'
    'doctor:Look over configuration, files, disk, database and daemon; say what to do.'
    'backup:Copy the database to a file, while the daemon works or without one.'
    'restore:Put a backup in the place of the database, which is kept beside it.'
    'export:Print your feeds for other readers, or all that is stored, to take along.'
    'cluster:Cluster a file of documents with the daemon'\''s engine; nothing is stored.'
    'parse:Show what the parser reads in feed documents; nothing is fetched or stored.'
    'discover:List the feeds that pages name, on the web or in files.'
    'manual:List the pages of the manual, or print one for man to show.'
    'completions:Print the completions of tidings and tidingsd for a shell.'
    'help:Print the help of a command.'
  )
  _arguments -C -s -S \
    '(- *)'{-h,--help}'[print this text]' \
    '(- *)'{-V,--version}'[print the version]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $words[1] in
        clusters) _tidings_clusters_command ;;
        show) _tidings_show_command ;;
        explain) _tidings_explain_command ;;
        entries) _tidings_entries_command ;;
        search) _tidings_search_command ;;
        watch) _tidings_watch_command ;;
        read) _tidings_read_command ;;
        unread) _tidings_unread_command ;;
        feeds) _tidings_feeds_command ;;
        add) _tidings_add_command ;;
        remove) _tidings_remove_command ;;
        enable) _tidings_enable_command ;;
        disable) _tidings_disable_command ;;
        import) _tidings_import_command ;;
        refresh) _tidings_refresh_command ;;
        check) _tidings_check_command ;;
        merge) _tidings_merge_command ;;
        split) _tidings_split_command ;;
        pin) _tidings_pin_command ;;
        unpin) _tidings_unpin_command ;;
        undo) _tidings_undo_command ;;
        history) _tidings_history_command ;;
        recluster) _tidings_recluster_command ;;
        status) _tidings_status_command ;;
        doctor) _tidings_doctor_command ;;
        backup) _tidings_backup_command ;;
        restore) _tidings_restore_command ;;
        export) _tidings_export_command ;;
        cluster) _tidings_cluster_command ;;
        parse) _tidings_parse_command ;;
        discover) _tidings_discover_command ;;
        manual) _tidings_manual_command ;;
        completions) _tidings_completions_command ;;
        help) _tidings_help_command ;;
      esac
      ;;
  esac
}

_tidings_clusters_command() {
  _arguments -s -S \
    '(--since)--since=[only with an entry since 24h or 7d ago, yesterday, 2026-01-31, …]:TIME: ' \
    '(--until)--until=[only with an entry until then, a day to its end]:TIME: ' \
    '(--search)--search=[only with an entry that `tidings search QUERY` finds]:QUERY: ' \
    '(--min-publishers)--min-publishers=[only what COUNT publishers or more report]:COUNT: ' \
    '(--min-independent)--min-independent=[only with COUNT texts or more that are no copies]:COUNT: ' \
    '*--tag=[only with an entry of feeds with this tag; also several times]:TAG: _tidings_tags' \
    '*--lang=[only with an entry in this language; also several times]:LANG: ' \
    '*--feed=[only with an entry of this feed: its number, address, or a part of its title or address; also several times]:FEED: _tidings_list feeds' \
    '(--unread)--unread[only what was not read, or got something new since]' \
    '(--sort)--sort=[latest, publishers or growth (latest)]:ORDER:((latest\:the\ event\ with\ the\ newest\ entry\ first publishers\:the\ event\ that\ most\ publishers\ report\ first growth\:the\ event\ that\ grows\ fastest\ first))' \
    '(--before)--before=[only what stands behind this event, or behind ID@TIME: the next page of the latest; not with --sort, --search, --tag, --lang or --feed, whose lists have no pages]:ID: _tidings_list clusters' \
    '(-n --limit)'{-n+,--limit=}'[at most COUNT events (20)]:COUNT: ' \
    '(--all)--all[all events, however many]' \
    '(--terms)--terms[with the telling terms and names of each event]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{id} {headline}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]'
}

_tidings_show_command() {
  _arguments -s -S \
    '(--entry)--entry=[in place of an event: this entry and its text]:ENTRY: _tidings_list entries' \
    '(--why)--why[tell for each entry why it belongs to the event]' \
    '(--members)--members[list all entries, copies too, with their numbers]' \
    '(--text)--text[print the texts that are no copies]' \
    '(--open)--open[print only the address of its headline, or of the entry; nothing is opened]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{id} {title}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]' \
    '1::ID: _tidings_list clusters'
}

_tidings_explain_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]' \
    '1:A: _tidings_list entries' \
    '2:B: _tidings_list entries'
}

_tidings_entries_command() {
  _arguments -s -S \
    '*--feed=[only of this feed: its number, address, or a part of its title or address; also several times]:FEED: _tidings_list feeds' \
    '*--tag=[only of feeds with this tag; also several times]:TAG: _tidings_tags' \
    '*--lang=[only in this language; also several times]:LANG: ' \
    '(--since)--since=[only since 24h or 7d ago, today, yesterday, 2026-01-31, …]:TIME: ' \
    '(--until)--until=[only until then, a day to its end]:TIME: ' \
    '(--cluster)--cluster=[only of this event]:ID: _tidings_list clusters' \
    '(--before)--before=[only what stands behind this entry: the next page]:ENTRY: _tidings_list entries' \
    '(-n --limit)'{-n+,--limit=}'[at most COUNT entries (20)]:COUNT: ' \
    '(--all)--all[all entries, however many]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{id} {title}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]'
}

_tidings_search_command() {
  _arguments -s -S \
    '(--by)--by=[newest or relevance (newest)]:ORDER:((newest\:what\ arrived\ last\ first relevance\:the\ best\ of\ the\ newest\ 10\,000\ hits\ first))' \
    '(-n --limit)'{-n+,--limit=}'[at most COUNT entries (20)]:COUNT: ' \
    '(--all)--all[all that is found, however much]' \
    '(--before)--before=[only what arrived before this entry: the next page of the newest]:ENTRY: _tidings_list entries' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{id} {title}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:QUERY: '
}

_tidings_watch_command() {
  _arguments -s -S \
    '(--since)--since=[begin with the events since 24h ago, yesterday, …]:TIME: ' \
    '(--min-publishers)--min-publishers=[only what COUNT publishers or more report]:COUNT: ' \
    '*--tag=[only with an entry of feeds with this tag; also several times]:TAG: _tidings_tags' \
    '*--lang=[only with an entry in this language; also several times]:LANG: ' \
    '*--feed=[only with an entry of this feed: its number, address, or a part of its title or address; also several times]:FEED: _tidings_list feeds' \
    '(--exec)--exec=[run PROGRAM with each event on its standard input]:PROGRAM:_files' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]'
}

_tidings_read_command() {
  _arguments -s -S \
    '*--entry=[the event of this entry; also several times]:ENTRY: _tidings_list entries' \
    '(--all)--all[all events]' \
    '(--before)--before=[with --all: only those whose latest entry is older]:TIME: ' \
    '(--since)--since=[with --all: only with an entry since 24h or 7d ago, yesterday, …]:TIME: ' \
    '(--search)--search=[only with an entry that `tidings search QUERY` finds]:QUERY: ' \
    '*--tag=[only with an entry of feeds with this tag; also several times]:TAG: _tidings_tags' \
    '*--lang=[only with an entry in this language; also several times]:LANG: ' \
    '*--feed=[only with an entry of this feed: its number, address, or a part of its title or address; also several times]:FEED: _tidings_list feeds' \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:ID: _tidings_list clusters'
}

_tidings_unread_command() {
  _arguments -s -S \
    '(--last)--last[what the last `tidings read` marked]' \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:ID: _tidings_list clusters'
}

_tidings_feeds_command() {
  local curcontext=$curcontext state state_descr line
  typeset -A opt_args
  local -a commands=(
    'list:List feeds with their last poll, the next one, and what fails.'
    'show:Show one feed: its last poll, when the next one is and why, what fails.'
    'set:Change title, tags, publisher, interval and other keys of feeds.'
    'adopt:Write the addresses that feeds moved to for good into feeds.yml.'
  )
  _arguments -C -s -S \
    '(--failing)--failing[only those whose last poll failed]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{id} {title}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $words[1] in
        list) _tidings_feeds_list_command ;;
        show) _tidings_feeds_show_command ;;
        set) _tidings_feeds_set_command ;;
        adopt) _tidings_feeds_adopt_command ;;
      esac
      ;;
  esac
}

_tidings_feeds_list_command() {
  _arguments -s -S \
    '(--failing)--failing[only those whose last poll failed]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{id} {title}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]'
}

_tidings_feeds_show_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]' \
    '1:FEED: _tidings_list feeds'
}

_tidings_feeds_set_command() {
  _arguments -s -S \
    '(--title)--title=[your name for it]:TEXT: ' \
    '*--tag=[a tag to add; may be given more than once]:TAG: _tidings_tags' \
    '*--untag=[a tag to take away; may be given more than once]:TAG: _tidings_tags' \
    '(--publisher)--publisher=[who speaks; feeds of one publisher count as one voice]:NAME: ' \
    '(--interval)--interval=[poll it this often: 30m, 2h, 1d]:SPAN: ' \
    '(--allow-private)--allow-private=[what of private addresses it may reach: true, false, or 10.0.0.0/8,localhost:8080]:WHAT: ' \
    '(--credential)--credential=[name of the secret that its server asks for]:NAME: ' \
    '(--contact)--contact=[a web or mail address, by which its owners learn who asks]:ADDRESS: ' \
    '(--proxy)--proxy=[the proxy to ask through, or none]:URL: ' \
    '(--max-size)--max-size=[the largest document: 512K, 20M]:SIZE: ' \
    '(--timeout)--timeout=[how long a fetch may take: 90s, 2m]:SPAN: ' \
    '(--keep)--keep=[how long entries are kept: 90d, or forever]:SPAN: ' \
    '(--keep-entries)--keep-entries=[how many entries are kept: 1000, or all]:COUNT: ' \
    '*--unset=[leave this key to the defaults; may be given more than once]:KEY:((title\:the\ feed\'\''s\ own\ title tags\:the\ tags\ of\ the\ defaults publisher\:the\ domain\ of\ its\ site\,\ on\ a\ platform\ the\ place\ of\ who\ speaks\ there interval\:a\ pace\ that\ is\ found allow_private\:what\ the\ defaults\ allow headers\:those\ of\ the\ defaults credential\:no\ secret contact\:that\ of\ the\ defaults\,\ or\ of\ the\ daemon proxy\:that\ of\ the\ defaults max_size\:64M\,\ or\ the\ defaults timeout\:60s\,\ or\ the\ defaults keep\:365d\,\ or\ the\ defaults keep_entries\:all\,\ or\ the\ defaults))' \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:FEED: _tidings_list feeds'
}

_tidings_feeds_adopt_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:FEED: _tidings_list feeds'
}

_tidings_add_command() {
  _arguments -s -S \
    '(--title)--title=[your name for it]:TEXT: ' \
    '*--tag=[a tag; may be given more than once]:TAG: _tidings_tags' \
    '(--publisher)--publisher=[who speaks, if not its site'\''s domain]:NAME: ' \
    '(--interval)--interval=[poll it this often: 30m, 2h, 1d]:SPAN: ' \
    '(-y --yes)'{-y,--yes}'[ask nothing: take the first of several, and add what cannot be fetched]' \
    '(--no-fetch)--no-fetch[add the address as it is, without fetching it]' \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '1:URL: '
}

_tidings_remove_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:FEED: _tidings_list feeds'
}

_tidings_enable_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:FEED: _tidings_list feeds off'
}

_tidings_disable_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:FEED: _tidings_list feeds'
}

_tidings_import_command() {
  _arguments -s -S \
    '(--format)--format=[what kind of lists they are]:FORMAT:((opml\:OPML\,\ as\ most\ readers\ export\ it urls\:one\ address\ a\ line newsboat\:newsboat\'\''s\ file\ urls\,\ with\ tags sfeed\:sfeed\'\''s\ file\ sfeedrc))' \
    '*--tag=[a tag for each feed that is added; may be given more than once]:TAG: _tidings_tags' \
    '(--dry-run)--dry-run[change nothing; say what would be done]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:FILE:_files'
}

_tidings_refresh_command() {
  _arguments -s -S \
    '(--force)--force[ask for the whole document, even if its own host wants to be left alone]' \
    '(--wait)--wait[wait for the polls, and tell how they went]' \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:FEED: _tidings_list feeds'
}

_tidings_check_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '1::FILE:_files'
}

_tidings_merge_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:EVENT: _tidings_list clusters'
}

_tidings_split_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '1:EVENT: _tidings_list clusters' \
    '*:ENTRY: _tidings_list entries'
}

_tidings_pin_command() {
  _arguments -s -S \
    '(--to)--to=[the event to put them into, by its number in `tidings clusters`]:EVENT: _tidings_list clusters' \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:ENTRY: _tidings_list entries'
}

_tidings_unpin_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:ENTRY: _tidings_list entries'
}

_tidings_undo_command() {
  _arguments -s -S \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '1::NUMBER: _tidings_list history'
}

_tidings_history_command() {
  _arguments -s -S \
    '(-n --limit)'{-n+,--limit=}'[at most COUNT decisions (20)]:COUNT: ' \
    '(--all)--all[all decisions, however many]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{number} {told}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]'
}

_tidings_recluster_command() {
  _arguments -s -S \
    '(--since)--since=[only what arrived since 24h ago, yesterday, …; the rest stays as it is]:TIME: ' \
    '(--dry-run)--dry-run[only print what would change]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{title}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]'
}

_tidings_status_command() {
  _arguments -s -S \
    '(--polite)--polite[tell how polite polling was to each server]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{host}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]'
}

_tidings_doctor_command() {
  _arguments -s -S \
    '(--quick)--quick[do not read the whole database]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{text}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]'
}

_tidings_backup_command() {
  _arguments -s -S \
    '(--force)--force[replace FILE if it is there]' \
    '(-l --list)'{-l,--list}'[list the backups in the state folder, newest first]' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{file}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '1::FILE:_files'
}

_tidings_restore_command() {
  _arguments -s -S \
    '(--salvage)--salvage[save what can be read of a damaged database]' \
    '(--json)--json[print one JSON document]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '1::FILE:_files'
}

_tidings_export_command() {
  _arguments -s -S \
    '(--jsonl)--jsonl[everything, as JSON lines]' \
    '(--opml)--opml[the feeds, as OPML 2.0]' \
    '(--urls)--urls[the feeds, as addresses, one a line]' \
    '(--force)--force[replace FILE if it is there]' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(- *)'{-h,--help}'[print this text]' \
    '1::FILE:_files'
}

_tidings_cluster_command() {
  _arguments -s -S \
    '(--at-arrival)--at-arrival[print what was decided of each on arrival]' \
    '(- *)'{-h,--help}'[print this text]' \
    '1:FILE:_files'
}

_tidings_parse_command() {
  _arguments -s -S \
    '(--url)--url=[where the documents came from]:URL: ' \
    '(--content-type)--content-type=[their Content-Type header]:TYPE: ' \
    '(--json)--json[print one JSON document for each]' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:FILE:_files'
}

_tidings_discover_command() {
  _arguments -s -S \
    '(--url)--url=[where the documents came from]:URL: ' \
    '(--content-type)--content-type=[their Content-Type header]:TYPE: ' \
    '(--json)--json[print one JSON document]' \
    '(--jsonl)--jsonl[print one JSON object a line]' \
    '(--format)--format=[print a line for each, with its JSON fields in braces: '\''{title} {url}'\'']:TEMPLATE: ' \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]' \
    '*:PAGE:_files'
}

_tidings_manual_command() {
  _arguments -s -S \
    '(--no-pager)--no-pager[print to the terminal, however long it is]' \
    '(- *)'{-h,--help}'[print this text]' \
    '1::PAGE:(tidings tidingsd feeds.yml tidings-clusters tidings-show tidings-explain tidings-entries tidings-search tidings-watch tidings-read tidings-unread tidings-feeds tidings-feeds-list tidings-feeds-show tidings-feeds-set tidings-feeds-adopt tidings-add tidings-remove tidings-enable tidings-disable tidings-import tidings-refresh tidings-check tidings-merge tidings-split tidings-pin tidings-unpin tidings-undo tidings-history tidings-recluster tidings-status tidings-doctor tidings-backup tidings-restore tidings-export tidings-cluster tidings-parse tidings-discover tidings-manual tidings-completions)'
}

_tidings_completions_command() {
  _arguments -s -S \
    '(- *)'{-h,--help}'[print this text]' \
    '1:SHELL:(bash zsh fish)'
}

_tidings_help_command() {
  _arguments -s -S \
    '(- *)'{-h,--help}'[print this text]' \
    '1::COMMAND:((clusters\:List\ events\,\ the\ one\ with\ the\ newest\ entry\ first\. show\:Show\ one\ event\:\ its\ timeline\ and\ who\ copied\ whom\;\ or\ read\ one\ entry\. explain\:Tell\ why\ two\ entries\ or\ events\ are\ one\ event\,\ or\ are\ not\. entries\:List\ entries\,\ newest\ first\,\ with\ the\ event\ that\ each\ belongs\ to\. search\:Find\ entries\ by\ words\ of\ title\,\ summary\ and\ text\,\ the\ newest\ first\. watch\:Follow\ the\ events\ that\ are\ new\,\ grow\ or\ are\ corrected\,\ until\ interrupted\. read\:Mark\ events\ as\ read\,\ until\ something\ new\ is\ told\ of\ them\. unread\:Mark\ events\ as\ not\ read\. feeds\:List\ feeds\,\ show\ or\ change\ one\,\ or\ take\ over\ the\ addresses\ that\ they\ moved\ to\. add\:Follow\ a\ feed\,\ or\ one\ that\ a\ page\ names\:\ fetch\ it\ once\,\ write\ it\ into\ feeds\.yml\. remove\:Follow\ feeds\ no\ more\:\ take\ them\ out\ of\ feeds\.yml\.\ Their\ entries\ stay\. enable\:Poll\ feeds\ again\ that\ were\ switched\ off\. disable\:Switch\ feeds\ off\:\ they\ stay\ in\ feeds\.yml\ and\ are\ polled\ no\ more\. import\:Follow\ the\ feeds\ of\ a\ list\:\ OPML\,\ addresses\,\ newsboat\'\''s\ or\ sfeed\'\''s\. refresh\:Ask\ the\ daemon\ to\ poll\ feeds\ now\;\ all\ of\ them\ when\ none\ is\ named\. check\:Check\ feeds\.yml\:\ say\ where\ it\ is\ wrong\ and\ what\ is\ expected\ there\. merge\:Make\ one\ event\ of\ two\ or\ more\,\ for\ good\. split\:Make\ entries\ of\ one\ event\ an\ event\ of\ their\ own\,\ for\ good\. pin\:Keep\ entries\ in\ their\ event\,\ or\ in\ another\,\ whatever\ comes\. unpin\:Let\ pinned\ entries\ move\ again\. undo\:Take\ back\ the\ last\ decision\ about\ events\,\ or\ the\ one\ of\ that\ number\. history\:List\ what\ people\ decided\ about\ events\:\ who\,\ when\ and\ what\. recluster\:Cluster\ the\ recent\ entries\ anew\,\ and\ tell\ what\ merges\ and\ splits\. status\:Tell\ whether\ the\ daemon\ runs\,\ what\ it\ holds\,\ and\ which\ feeds\ fail\. doctor\:Look\ over\ configuration\,\ files\,\ disk\,\ database\ and\ daemon\;\ say\ what\ to\ do\. backup\:Copy\ the\ database\ to\ a\ file\,\ while\ the\ daemon\ works\ or\ without\ one\. restore\:Put\ a\ backup\ in\ the\ place\ of\ the\ database\,\ which\ is\ kept\ beside\ it\. export\:Print\ your\ feeds\ for\ other\ readers\,\ or\ all\ that\ is\ stored\,\ to\ take\ along\. cluster\:Cluster\ a\ file\ of\ documents\ with\ the\ daemon\'\''s\ engine\;\ nothing\ is\ stored\. parse\:Show\ what\ the\ parser\ reads\ in\ feed\ documents\;\ nothing\ is\ fetched\ or\ stored\. discover\:List\ the\ feeds\ that\ pages\ name\,\ on\ the\ web\ or\ in\ files\. manual\:List\ the\ pages\ of\ the\ manual\,\ or\ print\ one\ for\ man\ to\ show\. completions\:Print\ the\ completions\ of\ tidings\ and\ tidingsd\ for\ a\ shell\.))'
}

_tidingsd_command() {
  _arguments -s -S \
    '(--config)--config=[feeds.yml to use]:FILE:_files' \
    '(--state)--state=[folder of the database]:DIR:_files -/' \
    '(--once)--once[poll everything that is due once, cluster it, and exit]' \
    '(--fetch-only)--fetch-only[store what comes and leave clustering to a run without this]' \
    '(--contact)--contact=[page or mail address for the owners of servers, where feeds.yml names none]:ADDRESS: ' \
    '(--metrics)--metrics=[keep metrics for Prometheus in this file, whose name ends in .prom]:FILE:_files' \
    '(--probe)--probe=[fetch this address once, print what came, and exit]:URL: ' \
    '(-v --verbose)'{-v,--verbose}'[log each poll]' \
    '(- *)'{-h,--help}'[print this text]' \
    '(- *)'{-V,--version}'[print the version]'
}

_tidings() {
  case ${service:-tidings} in
    tidings) _tidings_command ;;
    tidingsd) _tidingsd_command ;;
  esac
}

# Either as a function of that name on fpath, or read by `source`.
if [[ $funcstack[1] == _tidings ]]; then
  _tidings "$@"
elif (( $+functions[compdef] )); then
  compdef _tidings tidings tidingsd
fi
