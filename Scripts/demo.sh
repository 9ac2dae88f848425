#!/bin/sh
# The main job, offline: a loopback origin serves the bundled news day, the daemon fetches and
# clusters it, the CLI prints what happened.
#
#   demo.sh BINARIES WORK    BINARIES: folder of the built programs; WORK: made anew
#
# WORK keeps what was printed (entries.json among it) and the state, to look at afterwards.
set -eu

bin=$1
work=$2
rm -rf "$work"
mkdir -p "$work"

"$bin/loopback-origin" --port-file "$work/port" Examples/newsday >"$work/origin.log" 2>&1 &
origin=$!
trap 'kill "$origin" 2>/dev/null || true' EXIT INT TERM

tries=0
while [ ! -s "$work/port" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ]; then
        echo "demo: the loopback origin did not start:" >&2
        cat "$work/origin.log" >&2
        exit 1
    fi
    sleep 0.05
done
port=$(cat "$work/port")
sed "s/127\.0\.0\.1:8090/127.0.0.1:$port/g" Examples/newsday/feeds.yml >"$work/feeds.yml"

export TIDINGS_CONFIG="$work/feeds.yml" TIDINGS_STATE="$work/state"

echo "\$ tidingsd --once                       # fetch, parse, store, cluster"
"$bin/tidingsd" --once 2>"$work/tidingsd.log" || {
    cat "$work/tidingsd.log" >&2
    exit 1
}
tail -n 1 "$work/tidingsd.log"

echo
echo "\$ tidings clusters --min-publishers 2 --sort publishers"
"$bin/tidings" clusters --min-publishers 2 --sort publishers

"$bin/tidings" clusters --all --sort publishers --json >"$work/clusters.json"
"$bin/tidings" entries --all --json >"$work/entries.json"
first=$(sed 's/^.*"clusters":\[{"id":\([0-9]*\).*$/\1/' "$work/clusters.json")
echo
echo "\$ tidings show $first"
"$bin/tidings" show "$first"
