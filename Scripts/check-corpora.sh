#!/usr/bin/env bash
# Holds the built programs against the shared corpora: what `.ci/run` does where they lie beside the
# checkout.
#
#   check-corpora.sh SHARED
set -euo pipefail

shared=$1
# The Python for which Debian packages its modules.
export PATH="/usr/bin:$PATH"
bin=.build/release
work=.build/corpora
rm -rf "$work"
mkdir -p "$work"
python3 -c 'import html5lib' 2>/dev/null \
    || apt-get install -y -qq python3 python3-html5lib >/dev/null

origin=""
trap '[ -z "$origin" ] || kill "$origin" 2>/dev/null || true' EXIT

# serve FOLDER NAME: serves the feeds of FOLDER and writes $work/NAME/feeds.yml for them.
serve() {
    local folder=$1 place=$work/$2 port
    mkdir -p "$place"
    "$bin/loopback-origin" --port-file "$place/port" --log "$place/access.log" "$folder" \
        >"$place/origin.log" 2>&1 &
    origin=$!
    for _ in $(seq 100); do
        [ -s "$place/port" ] && break
        sleep 0.05
    done
    port=$(cat "$place/port")
    {
        printf 'defaults:\n  allow_private: ["127.0.0.1:%s"]\n  interval: 1s\nfeeds:\n' "$port"
        (cd "$folder" && find . -type f ! -name '*.expected.json' ! -name '*.md' \
            ! -name '*.jsonl' ! -name '*.txt' -printf '%P\n') | LC_ALL=C sort \
            | python3 -c 'import sys, urllib.parse
for line in sys.stdin:
    print(f"  - url: \"http://127.0.0.1:{sys.argv[1]}/{urllib.parse.quote(line.rstrip(chr(10)))}\"")' \
                "$port"
    } >"$place/feeds.yml"
}

# poll NAME: one round, and what it left.
poll() {
    local place=$work/$1
    "$bin/tidingsd" --once --config "$place/feeds.yml" --state "$place/state" 2>>"$place/log"
    "$bin/tidings" entries --all --json --state "$place/state" >"$place/entries.json"
    "$bin/tidings" clusters --all --json --state "$place/state" >"$place/clusters.json"
}

echo "-- seed scenario"
serve "$shared/corpora/seed" seed
poll seed
kill "$origin"
"$bin/TidingsBench" score "$shared/corpora/seed/truth.jsonl" "$work/seed/entries.json" \
    --clusters "$work/seed/clusters.json" --min-f1 0.90 \
    --apart xi-moscow,kishida-kyiv,icc-warrant,single-fuel

echo "-- real feeds, polled once"
serve "$shared/corpora/feeds/real" real
poll real
python3 Scripts/compare-entries.py "$shared/corpora/feeds/real" "$work/real/entries.json" \
    "$work/real/log" 99
echo "-- and once more, unchanged"
first=$(wc -l <"$work/real/access.log")
good=$(awk '$2 == 200' "$work/real/access.log" | wc -l)
failed=$(grep -c '^<4>feed' "$work/real/log" || true)
sleep 2
poll real
kill "$origin"
origin=""
again=$(tail -n +"$((first + 1))" "$work/real/access.log" | awk '$2 == 304' | wc -l)
echo "$good feeds answered with validators, $failed of them no feed; $again answered 304 again"
[ "$again" -ge "$((good - failed))" ]

# conform PERCENT COMMAND ARGUMENT…: the checker, quiet but for its sum; PERCENT of the cases pass.
conform() {
    local share=$1 command=$2
    shift 2
    python3 "$shared/tools/feed_conformance.py" --jobs 2 --require "$share" --cmd "$command" "$@" \
        >"$work/conformance.txt" || { cat "$work/conformance.txt"; return 1; }
    tail -n 1 "$work/conformance.txt"
}

echo "-- parser: all cases; then the groups that have no room"
parse="$bin/tidings parse --json --url {url} --content-type {ctype} {file}"
conform 98.8 "$parse" "$shared/corpora/feeds/conformance"
conform 99.2 "$parse" "$shared/corpora/feeds/conformance" --group dates
conform 99.3 "$parse" "$shared/corpora/feeds/conformance" --group sanitize
for group in encodings entities recovery; do
    conform 100 "$parse" "$shared/corpora/feeds/conformance" --group "$group"
done
conform 99.2 "$bin/tidings parse --json" "$shared/corpora/feeds/real" --batch
conform 97.3 "$bin/tidings discover --json --url {url} {file}" "$shared/corpora/feeds/discovery"

echo "-- attacks through HTML"
python3 Scripts/check-xss.py "$bin/tidings" "$shared/corpora/xss"

echo "-- a world of feeds that misbehave"
python3 Scripts/check-world.py "$bin" "$shared/tools/feedworld.py" "$work/world" 200

echo "-- clusters of the labelled sets"
python3 "$shared/tools/event_score.py" --cmd "$bin/tidings cluster {file}" \
    "$shared/corpora/events" | tee "$work/events.txt"
awk '/^mean BCubed F1/ { mean = $NF } END { exit !(mean >= 0.92) }' "$work/events.txt"
