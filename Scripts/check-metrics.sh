#!/usr/bin/env bash
# Has Prometheus's own tool judge the file of metrics that a round of the daemon leaves.
#
#   check-metrics.sh BINARIES WORK    BINARIES: folder of the built programs; WORK: made anew
set -euo pipefail
cd "$(dirname "$0")/.."

binaries=$1
work=$2

rm -rf "$work"
mkdir -p "$work"
promtool=$(command -v promtool || true)
if [ -z "$promtool" ]; then
    # Unpacked only: Debian's package, installed, would start a server.
    (cd "$work" && apt-get download -qq prometheus 2>/dev/null &&
        dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool) || true
    rm -f "$work"/prometheus_*.deb
    promtool=$work/usr/bin/promtool
fi
[ -x "$promtool" ] || {
    echo "metrics: SKIPPED, THEIR FORM WAS NOT CHECKED BY promtool: it is not here" >&2
    exit 0
}
echo 'feeds:' >"$work/feeds.yml"
"$binaries/tidingsd" --once --config "$work/feeds.yml" --state "$work/state" \
    --metrics "$work/tidings.prom"
"$promtool" check metrics <"$work/tidings.prom"
echo "metrics: $(grep -c '^# TYPE' "$work/tidings.prom") checked"
