# Completions of tidings and tidingsd for fish, as `tidings completions fish` prints them.

# Whether the line so far names the command PATH, with so many operands: "2", "2+" or "any".
function __tidings_at --argument-names path wanted
    set -l words (commandline -opc)
    set -l found
    set -l count 0
    set -l pending 0
    set -l open 1
    set -l inner clusters show explain entries search watch read unread feeds add remove enable disable import refresh check merge split pin unpin undo history recluster status doctor backup restore export cluster parse discover manual completions help
    test $words[1] = tidings; or string match -q '*/tidings' -- $words[1]; or set inner
    for word in $words[2..-1]
        if test $pending = 1
            set pending 0
        else if test $open = 1; and test "$word" = --
            set open 0
        else if test $open = 1; and string match -q -- '-?*' $word
            contains -- $word --before --by --cluster --config --contact --content-type --entry --exec --feed --format --interval --lang --limit --metrics --min-independent --min-publishers --probe --publisher --search --since --sort --state --tag --title --to --until --url -n; and set pending 1
        else if test $count = 0; and contains -- $word $inner
            set -a found $word
            set inner
            switch $word
                case feeds
                    set inner list show adopt
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

# Feeds are hostile: of what is listed nothing is offered but numbers, and addresses that no
# shell reads anything into; what is shown beside them is letters, digits and a few marks.
function __tidings_list --argument-names listing
    set -l places
    set -l pending
    for word in (commandline -opc)
        if test -n "$pending"
            set -a places "$pending=$word"
            set pending
        else if contains -- $word --config --state
            set pending $word
        else if string match -qr -- '^--(config|state)=' $word
            set -a places $word
        end
    end
    for line in (timeout 2 tidings $listing $places 2>/dev/null </dev/null)
        set -l fields (string split \t -- $line)
        string match -qr -- '^[0-9]{1,18}$' $fields[1]; or continue
        set -l shown (string replace -ar '[^\p{L}\p{N} .,:/_-]' ' ' -- $fields[-1])
        printf '%s\t%s\n' $fields[1] (string sub -l 60 -- $shown)
        if test $listing = feeds; and string match -qr -- '^https?://[A-Za-z0-9./:_%+,@=-]+$' $fields[-1]
            printf '%s\n' $fields[-1]
        end
    end
end

complete -c tidings -f
complete -c tidings -n '__tidings_at \'\' 0' -a clusters -d 'List events, the one with the newest entry first.'
complete -c tidings -n '__tidings_at \'\' 0' -a show -d 'Show one event: its timeline, who copied whom, and why it is one.'
complete -c tidings -n '__tidings_at \'\' 0' -a explain -d 'Tell why two entries or events are one event, or are not.'
complete -c tidings -n '__tidings_at \'\' 0' -a entries -d 'List entries, newest first, with the event that each belongs to.'
complete -c tidings -n '__tidings_at \'\' 0' -a search -d 'Find entries by words of title, summary and text, the newest first.'
complete -c tidings -n '__tidings_at \'\' 0' -a watch -d 'Follow the events that are new or grow, until it is interrupted.'
complete -c tidings -n '__tidings_at \'\' 0' -a read -d 'Mark events as read, until something new is told of them.'
complete -c tidings -n '__tidings_at \'\' 0' -a unread -d 'Mark events as not read.'
complete -c tidings -n '__tidings_at \'\' 0' -a feeds -d 'List feeds, show one, or take over the addresses that they moved to.'
complete -c tidings -n '__tidings_at \'\' 0' -a add -d 'Follow a feed, or one that a page names: fetch it once, write it into feeds.yml.'
complete -c tidings -n '__tidings_at \'\' 0' -a remove -d 'Follow feeds no more: take them out of feeds.yml. Their entries stay.'
complete -c tidings -n '__tidings_at \'\' 0' -a enable -d 'Poll feeds again that were switched off.'
complete -c tidings -n '__tidings_at \'\' 0' -a disable -d 'Switch feeds off: they stay in feeds.yml and are polled no more.'
complete -c tidings -n '__tidings_at \'\' 0' -a import -d 'Follow the feeds of a list: OPML, addresses, newsboat\'s or sfeed\'s.'
complete -c tidings -n '__tidings_at \'\' 0' -a refresh -d 'Ask the daemon to poll feeds now; all of them when none is named.'
complete -c tidings -n '__tidings_at \'\' 0' -a check -d 'Check feeds.yml: say where it is wrong and what is expected there.'
complete -c tidings -n '__tidings_at \'\' 0' -a merge -d 'Make one event of two or more, for good.'
complete -c tidings -n '__tidings_at \'\' 0' -a split -d 'Make entries of one event an event of their own, for good.'
complete -c tidings -n '__tidings_at \'\' 0' -a pin -d 'Keep entries in their event, or in another, whatever comes.'
complete -c tidings -n '__tidings_at \'\' 0' -a unpin -d 'Let pinned entries move again.'
complete -c tidings -n '__tidings_at \'\' 0' -a undo -d 'Take back the last decision about events, or the one of that number.'
complete -c tidings -n '__tidings_at \'\' 0' -a history -d 'List what people decided about events: who, when and what.'
complete -c tidings -n '__tidings_at \'\' 0' -a recluster -d 'Cluster the recent entries anew, and tell what merges and splits.'
complete -c tidings -n '__tidings_at \'\' 0' -a status -d 'Tell whether the daemon runs, what it holds, and which feeds fail.'
complete -c tidings -n '__tidings_at \'\' 0' -a doctor -d 'Look over configuration, files, disk, database and daemon; say what to do.'
complete -c tidings -n '__tidings_at \'\' 0' -a backup -d 'Copy the database to a file, while the daemon works or without one.'
complete -c tidings -n '__tidings_at \'\' 0' -a restore -d 'Put a backup in the place of the database, which is kept beside it.'
complete -c tidings -n '__tidings_at \'\' 0' -a export -d 'Print your feeds for other readers, or all that is stored, to take along.'
complete -c tidings -n '__tidings_at \'\' 0' -a cluster -d 'Cluster a file of documents with the daemon\'s engine; nothing is stored.'
complete -c tidings -n '__tidings_at \'\' 0' -a parse -d 'Show what the parser reads in feed documents; nothing is fetched or stored.'
complete -c tidings -n '__tidings_at \'\' 0' -a discover -d 'List the feeds that pages name, on the web or in files.'
complete -c tidings -n '__tidings_at \'\' 0' -a manual -d 'List the pages of the manual, or print one for man to show.'
complete -c tidings -n '__tidings_at \'\' 0' -a completions -d 'Print the completions of tidings and tidingsd for a shell.'
complete -c tidings -n '__tidings_at \'\' 0' -a help -d 'Print the help of a command.'
complete -c tidings -n '__tidings_at \'\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'\' any' -s V -l version -d 'print the version'
complete -c tidings -n '__tidings_at \'clusters\' any' -l since -x -d 'only with an entry since 24h or 7d ago, yesterday, 2026-01-31, …'
complete -c tidings -n '__tidings_at \'clusters\' any' -l until -x -d 'only with an entry until then, a day to its end'
complete -c tidings -n '__tidings_at \'clusters\' any' -l search -x -d 'only with an entry that `tidings search QUERY` finds'
complete -c tidings -n '__tidings_at \'clusters\' any' -l min-publishers -x -d 'only what COUNT publishers or more report'
complete -c tidings -n '__tidings_at \'clusters\' any' -l min-independent -x -d 'only with COUNT texts or more that are no copies'
complete -c tidings -n '__tidings_at \'clusters\' any' -l tag -x -d 'only with an entry of feeds with this tag; also several times'
complete -c tidings -n '__tidings_at \'clusters\' any' -l lang -x -d 'only with an entry in this language; also several times'
complete -c tidings -n '__tidings_at \'clusters\' any' -l feed -x -k -a '(__tidings_list feeds)' -d 'only with an entry of this feed: its number, address, or a part of its title or address'
complete -c tidings -n '__tidings_at \'clusters\' any' -l unread -d 'only what was not read, or got something new since'
complete -c tidings -n '__tidings_at \'clusters\' any' -l sort -x -k -a 'latest\\tthe\\ event\\ with\\ the\\ newest\\ entry\\ first publishers\\tthe\\ event\\ that\\ most\\ publishers\\ report\\ first growth\\tthe\\ event\\ that\\ grows\\ fastest\\ first' -d 'latest, publishers or growth (latest)'
complete -c tidings -n '__tidings_at \'clusters\' any' -s n -l limit -x -d 'at most COUNT events (20)'
complete -c tidings -n '__tidings_at \'clusters\' any' -l all -d 'all events, however many'
complete -c tidings -n '__tidings_at \'clusters\' any' -l terms -d 'with the telling terms and names of each event'
complete -c tidings -n '__tidings_at \'clusters\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'clusters\' any' -l jsonl -d 'print one JSON object a line'
complete -c tidings -n '__tidings_at \'clusters\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'clusters\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'clusters\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'show\' any' -l why -d 'tell for each entry why it belongs to the event'
complete -c tidings -n '__tidings_at \'show\' any' -l members -d 'list all entries, copies too, with their numbers'
complete -c tidings -n '__tidings_at \'show\' any' -l text -d 'print the texts that are no copies'
complete -c tidings -n '__tidings_at \'show\' any' -l open -d 'print only the address of its headline; nothing is opened'
complete -c tidings -n '__tidings_at \'show\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'show\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'show\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'show\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'show\' 0' -k -a '(__tidings_list clusters)'
complete -c tidings -n '__tidings_at \'explain\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'explain\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'explain\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'explain\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'explain\' 0' -k -a '(__tidings_list entries)'
complete -c tidings -n '__tidings_at \'explain\' 1' -k -a '(__tidings_list entries)'
complete -c tidings -n '__tidings_at \'entries\' any' -l feed -x -k -a '(__tidings_list feeds)' -d 'only of this feed: its number, address, or a part of its title or address'
complete -c tidings -n '__tidings_at \'entries\' any' -l tag -x -d 'only of feeds with this tag; also several times'
complete -c tidings -n '__tidings_at \'entries\' any' -l lang -x -d 'only in this language; also several times'
complete -c tidings -n '__tidings_at \'entries\' any' -l since -x -d 'only since 24h or 7d ago, today, yesterday, 2026-01-31, …'
complete -c tidings -n '__tidings_at \'entries\' any' -l until -x -d 'only until then, a day to its end'
complete -c tidings -n '__tidings_at \'entries\' any' -l cluster -x -k -a '(__tidings_list clusters)' -d 'only of this event'
complete -c tidings -n '__tidings_at \'entries\' any' -l before -x -k -a '(__tidings_list entries)' -d 'only what stands behind this entry: the next page'
complete -c tidings -n '__tidings_at \'entries\' any' -s n -l limit -x -d 'at most COUNT entries (20)'
complete -c tidings -n '__tidings_at \'entries\' any' -l all -d 'all entries, however many'
complete -c tidings -n '__tidings_at \'entries\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'entries\' any' -l jsonl -d 'print one JSON object a line'
complete -c tidings -n '__tidings_at \'entries\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'entries\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'entries\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'search\' any' -l by -x -k -a 'newest\\twhat\\ arrived\\ last\\ first relevance\\tthe\\ best\\ of\\ the\\ newest\\ 10\\,000\\ hits\\ first' -d 'newest or relevance (newest)'
complete -c tidings -n '__tidings_at \'search\' any' -s n -l limit -x -d 'at most COUNT entries (20)'
complete -c tidings -n '__tidings_at \'search\' any' -l all -d 'all that is found, however much'
complete -c tidings -n '__tidings_at \'search\' any' -l before -x -k -a '(__tidings_list entries)' -d 'only what arrived before this entry: the next page'
complete -c tidings -n '__tidings_at \'search\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'search\' any' -l jsonl -d 'print one JSON object a line'
complete -c tidings -n '__tidings_at \'search\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'search\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'search\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'watch\' any' -l since -x -d 'begin with the events since 24h ago, yesterday, …'
complete -c tidings -n '__tidings_at \'watch\' any' -l min-publishers -x -d 'only what COUNT publishers or more report'
complete -c tidings -n '__tidings_at \'watch\' any' -l exec -r -F -d 'run PROGRAM with each event on its standard input'
complete -c tidings -n '__tidings_at \'watch\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'watch\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'watch\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'read\' any' -l entry -x -k -a '(__tidings_list entries)' -d 'the event of this entry; also several times'
complete -c tidings -n '__tidings_at \'read\' any' -l all -d 'all events'
complete -c tidings -n '__tidings_at \'read\' any' -l before -x -d 'with --all: only those whose latest entry is older'
complete -c tidings -n '__tidings_at \'read\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'read\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'read\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'read\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'read\' 0+' -k -a '(__tidings_list clusters)'
complete -c tidings -n '__tidings_at \'unread\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'unread\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'unread\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'unread\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'unread\' 0+' -k -a '(__tidings_list clusters)'
complete -c tidings -n '__tidings_at \'feeds\' 0' -a list -d 'List feeds with their last poll, the next one, and what fails.'
complete -c tidings -n '__tidings_at \'feeds\' 0' -a show -d 'Show one feed: its last poll, when the next one is and why, what fails.'
complete -c tidings -n '__tidings_at \'feeds\' 0' -a adopt -d 'Write the addresses that feeds moved to for good into feeds.yml.'
complete -c tidings -n '__tidings_at \'feeds\' any' -l failing -d 'only those whose last poll failed'
complete -c tidings -n '__tidings_at \'feeds\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'feeds\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'feeds\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'feeds\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'feeds list\' any' -l failing -d 'only those whose last poll failed'
complete -c tidings -n '__tidings_at \'feeds list\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'feeds list\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'feeds list\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'feeds list\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'feeds show\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'feeds show\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'feeds show\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'feeds show\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'feeds show\' 0' -k -a '(__tidings_list feeds)'
complete -c tidings -n '__tidings_at \'feeds adopt\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'feeds adopt\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'feeds adopt\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'feeds adopt\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'feeds adopt\' 0+' -k -a '(__tidings_list feeds)'
complete -c tidings -n '__tidings_at \'add\' any' -l title -x -d 'your name for it'
complete -c tidings -n '__tidings_at \'add\' any' -l tag -x -d 'a tag; may be given more than once'
complete -c tidings -n '__tidings_at \'add\' any' -l publisher -x -d 'who speaks, if not its site\'s domain'
complete -c tidings -n '__tidings_at \'add\' any' -l interval -x -d 'poll it this often: 30m, 2h, 1d'
complete -c tidings -n '__tidings_at \'add\' any' -s y -l yes -d 'ask nothing: take the first of several, and add what cannot be fetched'
complete -c tidings -n '__tidings_at \'add\' any' -l no-fetch -d 'add the address as it is, without fetching it'
complete -c tidings -n '__tidings_at \'add\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'add\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'add\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'add\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'remove\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'remove\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'remove\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'remove\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'remove\' 0+' -k -a '(__tidings_list feeds)'
complete -c tidings -n '__tidings_at \'enable\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'enable\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'enable\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'enable\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'enable\' 0+' -k -a '(__tidings_list feeds)'
complete -c tidings -n '__tidings_at \'disable\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'disable\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'disable\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'disable\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'disable\' 0+' -k -a '(__tidings_list feeds)'
complete -c tidings -n '__tidings_at \'import\' any' -l format -x -k -a 'opml\\tOPML\\,\\ as\\ most\\ readers\\ export\\ it urls\\tone\\ address\\ a\\ line newsboat\\tnewsboat\\\'s\\ file\\ urls\\,\\ with\\ tags sfeed\\tsfeed\\\'s\\ file\\ sfeedrc' -d 'what kind of lists they are'
complete -c tidings -n '__tidings_at \'import\' any' -l tag -x -d 'a tag for each feed that is added; may be given more than once'
complete -c tidings -n '__tidings_at \'import\' any' -l dry-run -d 'change nothing; say what would be done'
complete -c tidings -n '__tidings_at \'import\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'import\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'import\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'import\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'import\' 0+' -F
complete -c tidings -n '__tidings_at \'refresh\' any' -l force -d 'ask for the whole document, also of a host that wants to be left alone'
complete -c tidings -n '__tidings_at \'refresh\' any' -l wait -d 'wait for the polls, and tell how they went'
complete -c tidings -n '__tidings_at \'refresh\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'refresh\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'refresh\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'refresh\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'refresh\' 0+' -k -a '(__tidings_list feeds)'
complete -c tidings -n '__tidings_at \'check\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'check\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'check\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'check\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'check\' 0' -F
complete -c tidings -n '__tidings_at \'merge\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'merge\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'merge\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'merge\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'merge\' 0+' -k -a '(__tidings_list clusters)'
complete -c tidings -n '__tidings_at \'split\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'split\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'split\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'split\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'split\' 0' -k -a '(__tidings_list clusters)'
complete -c tidings -n '__tidings_at \'split\' 1+' -k -a '(__tidings_list entries)'
complete -c tidings -n '__tidings_at \'pin\' any' -l to -x -k -a '(__tidings_list clusters)' -d 'the event to put them into, by its number in `tidings clusters`'
complete -c tidings -n '__tidings_at \'pin\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'pin\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'pin\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'pin\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'pin\' 0+' -k -a '(__tidings_list entries)'
complete -c tidings -n '__tidings_at \'unpin\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'unpin\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'unpin\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'unpin\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'unpin\' 0+' -k -a '(__tidings_list entries)'
complete -c tidings -n '__tidings_at \'undo\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'undo\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'undo\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'undo\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'history\' any' -s n -l limit -x -d 'at most COUNT decisions (20)'
complete -c tidings -n '__tidings_at \'history\' any' -l all -d 'all decisions, however many'
complete -c tidings -n '__tidings_at \'history\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'history\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'history\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'history\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'recluster\' any' -l since -x -d 'only what arrived in the last 24h, 7d, …; the rest starts where it is'
complete -c tidings -n '__tidings_at \'recluster\' any' -l dry-run -d 'only print what would change'
complete -c tidings -n '__tidings_at \'recluster\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'recluster\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'recluster\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'recluster\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'status\' any' -l polite -d 'tell how polite polling was to each server'
complete -c tidings -n '__tidings_at \'status\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'status\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'status\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'status\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'doctor\' any' -l quick -d 'do not read the whole database'
complete -c tidings -n '__tidings_at \'doctor\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'doctor\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'doctor\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'doctor\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'backup\' any' -l force -d 'replace FILE if it is there'
complete -c tidings -n '__tidings_at \'backup\' any' -s l -l list -d 'list the backups in the state folder, newest first'
complete -c tidings -n '__tidings_at \'backup\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'backup\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'backup\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'backup\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'backup\' 0' -F
complete -c tidings -n '__tidings_at \'restore\' any' -l salvage -d 'save what can be read of a damaged database'
complete -c tidings -n '__tidings_at \'restore\' any' -l json -d 'print one JSON document'
complete -c tidings -n '__tidings_at \'restore\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'restore\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'restore\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'restore\' 0' -F
complete -c tidings -n '__tidings_at \'export\' any' -l jsonl -d 'everything, as JSON lines'
complete -c tidings -n '__tidings_at \'export\' any' -l opml -d 'the feeds, as OPML 2.0'
complete -c tidings -n '__tidings_at \'export\' any' -l urls -d 'the feeds, as addresses, one a line'
complete -c tidings -n '__tidings_at \'export\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'export\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'export\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'export\' 0' -F
complete -c tidings -n '__tidings_at \'cluster\' any' -l at-arrival -d 'print what was decided of each on arrival'
complete -c tidings -n '__tidings_at \'cluster\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'cluster\' 0' -F
complete -c tidings -n '__tidings_at \'parse\' any' -l url -x -d 'where the documents came from'
complete -c tidings -n '__tidings_at \'parse\' any' -l content-type -x -d 'their Content-Type header'
complete -c tidings -n '__tidings_at \'parse\' any' -l json -d 'print one JSON object a document'
complete -c tidings -n '__tidings_at \'parse\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'parse\' 0+' -F
complete -c tidings -n '__tidings_at \'discover\' any' -l url -x -d 'where the documents came from'
complete -c tidings -n '__tidings_at \'discover\' any' -l content-type -x -d 'their Content-Type header'
complete -c tidings -n '__tidings_at \'discover\' any' -l json -d 'print one JSON object a document'
complete -c tidings -n '__tidings_at \'discover\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidings -n '__tidings_at \'discover\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidings -n '__tidings_at \'discover\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'discover\' 0+' -F
complete -c tidings -n '__tidings_at \'manual\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'manual\' 0' -k -a 'tidings tidingsd feeds.yml tidings-clusters tidings-show tidings-explain tidings-entries tidings-search tidings-watch tidings-read tidings-unread tidings-feeds tidings-feeds-list tidings-feeds-show tidings-feeds-adopt tidings-add tidings-remove tidings-enable tidings-disable tidings-import tidings-refresh tidings-check tidings-merge tidings-split tidings-pin tidings-unpin tidings-undo tidings-history tidings-recluster tidings-status tidings-doctor tidings-backup tidings-restore tidings-export tidings-cluster tidings-parse tidings-discover tidings-manual tidings-completions'
complete -c tidings -n '__tidings_at \'completions\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'completions\' 0' -k -a 'bash zsh fish'
complete -c tidings -n '__tidings_at \'help\' any' -s h -l help -d 'print this text'
complete -c tidings -n '__tidings_at \'help\' 0' -k -a 'clusters\\tList\\ events\\,\\ the\\ one\\ with\\ the\\ newest\\ entry\\ first\\. show\\tShow\\ one\\ event\\:\\ its\\ timeline\\,\\ who\\ copied\\ whom\\,\\ and\\ why\\ it\\ is\\ one\\. explain\\tTell\\ why\\ two\\ entries\\ or\\ events\\ are\\ one\\ event\\,\\ or\\ are\\ not\\. entries\\tList\\ entries\\,\\ newest\\ first\\,\\ with\\ the\\ event\\ that\\ each\\ belongs\\ to\\. search\\tFind\\ entries\\ by\\ words\\ of\\ title\\,\\ summary\\ and\\ text\\,\\ the\\ newest\\ first\\. watch\\tFollow\\ the\\ events\\ that\\ are\\ new\\ or\\ grow\\,\\ until\\ it\\ is\\ interrupted\\. read\\tMark\\ events\\ as\\ read\\,\\ until\\ something\\ new\\ is\\ told\\ of\\ them\\. unread\\tMark\\ events\\ as\\ not\\ read\\. feeds\\tList\\ feeds\\,\\ show\\ one\\,\\ or\\ take\\ over\\ the\\ addresses\\ that\\ they\\ moved\\ to\\. add\\tFollow\\ a\\ feed\\,\\ or\\ one\\ that\\ a\\ page\\ names\\:\\ fetch\\ it\\ once\\,\\ write\\ it\\ into\\ feeds\\.yml\\. remove\\tFollow\\ feeds\\ no\\ more\\:\\ take\\ them\\ out\\ of\\ feeds\\.yml\\.\\ Their\\ entries\\ stay\\. enable\\tPoll\\ feeds\\ again\\ that\\ were\\ switched\\ off\\. disable\\tSwitch\\ feeds\\ off\\:\\ they\\ stay\\ in\\ feeds\\.yml\\ and\\ are\\ polled\\ no\\ more\\. import\\tFollow\\ the\\ feeds\\ of\\ a\\ list\\:\\ OPML\\,\\ addresses\\,\\ newsboat\\\'s\\ or\\ sfeed\\\'s\\. refresh\\tAsk\\ the\\ daemon\\ to\\ poll\\ feeds\\ now\\;\\ all\\ of\\ them\\ when\\ none\\ is\\ named\\. check\\tCheck\\ feeds\\.yml\\:\\ say\\ where\\ it\\ is\\ wrong\\ and\\ what\\ is\\ expected\\ there\\. merge\\tMake\\ one\\ event\\ of\\ two\\ or\\ more\\,\\ for\\ good\\. split\\tMake\\ entries\\ of\\ one\\ event\\ an\\ event\\ of\\ their\\ own\\,\\ for\\ good\\. pin\\tKeep\\ entries\\ in\\ their\\ event\\,\\ or\\ in\\ another\\,\\ whatever\\ comes\\. unpin\\tLet\\ pinned\\ entries\\ move\\ again\\. undo\\tTake\\ back\\ the\\ last\\ decision\\ about\\ events\\,\\ or\\ the\\ one\\ of\\ that\\ number\\. history\\tList\\ what\\ people\\ decided\\ about\\ events\\:\\ who\\,\\ when\\ and\\ what\\. recluster\\tCluster\\ the\\ recent\\ entries\\ anew\\,\\ and\\ tell\\ what\\ merges\\ and\\ splits\\. status\\tTell\\ whether\\ the\\ daemon\\ runs\\,\\ what\\ it\\ holds\\,\\ and\\ which\\ feeds\\ fail\\. doctor\\tLook\\ over\\ configuration\\,\\ files\\,\\ disk\\,\\ database\\ and\\ daemon\\;\\ say\\ what\\ to\\ do\\. backup\\tCopy\\ the\\ database\\ to\\ a\\ file\\,\\ while\\ the\\ daemon\\ works\\ or\\ without\\ one\\. restore\\tPut\\ a\\ backup\\ in\\ the\\ place\\ of\\ the\\ database\\,\\ which\\ is\\ kept\\ beside\\ it\\. export\\tPrint\\ your\\ feeds\\ for\\ other\\ readers\\,\\ or\\ all\\ that\\ is\\ stored\\,\\ to\\ take\\ along\\. cluster\\tCluster\\ a\\ file\\ of\\ documents\\ with\\ the\\ daemon\\\'s\\ engine\\;\\ nothing\\ is\\ stored\\. parse\\tShow\\ what\\ the\\ parser\\ reads\\ in\\ feed\\ documents\\;\\ nothing\\ is\\ fetched\\ or\\ stored\\. discover\\tList\\ the\\ feeds\\ that\\ pages\\ name\\,\\ on\\ the\\ web\\ or\\ in\\ files\\. manual\\tList\\ the\\ pages\\ of\\ the\\ manual\\,\\ or\\ print\\ one\\ for\\ man\\ to\\ show\\. completions\\tPrint\\ the\\ completions\\ of\\ tidings\\ and\\ tidingsd\\ for\\ a\\ shell\\.'

complete -c tidingsd -f
complete -c tidingsd -n '__tidings_at \'\' any' -l config -r -F -d 'feeds.yml to use'
complete -c tidingsd -n '__tidings_at \'\' any' -l state -x -a '(__fish_complete_directories)' -d 'folder of the database'
complete -c tidingsd -n '__tidings_at \'\' any' -l once -d 'poll everything that is due once, cluster it, and exit'
complete -c tidingsd -n '__tidings_at \'\' any' -l fetch-only -d 'store what comes and leave clustering to a run without this'
complete -c tidingsd -n '__tidings_at \'\' any' -l contact -x -d 'page or mail address for the owners of servers, in the User-Agent'
complete -c tidingsd -n '__tidings_at \'\' any' -l metrics -r -F -d 'keep metrics for Prometheus in this file, whose name ends in .prom'
complete -c tidingsd -n '__tidings_at \'\' any' -l probe -x -d 'fetch this address once, print what came, and exit'
complete -c tidingsd -n '__tidings_at \'\' any' -s v -l verbose -d 'log each poll'
complete -c tidingsd -n '__tidings_at \'\' any' -s h -l help -d 'print this text'
complete -c tidingsd -n '__tidings_at \'\' any' -s V -l version -d 'print the version'
