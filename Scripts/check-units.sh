#!/bin/sh
# Has systemd read the units, which it has to do without a word, and rate what the service could do.
#
#   check-units.sh BINARIES WORK    BINARIES: folder of the built programs; WORK: a folder to make
set -eu

binaries=$(cd "$1" && pwd)
work=$2
rm -rf "$work"
mkdir -p "$work/system" "$work/user"
work=$(cd "$work" && pwd)
sed "s|@bindir@|$binaries|" systemd/tidingsd.service >"$work/system/tidingsd.service"
sed "s|@bindir@|$binaries|" systemd/user/tidingsd.service >"$work/user/tidingsd.service"

# Pages of the manual are looked up where man looks.
sh Scripts/install-manual.sh "$binaries" "$work/share" site-functions
# The manager of a user looks for a folder of its own.
MANPATH=$work/share/man XDG_RUNTIME_DIR=$work
export MANPATH XDG_RUNTIME_DIR
for kind in system user; do
    manager="--$kind"
    told=$(timeout 60 systemd-analyze "$manager" verify "$work/$kind/tidingsd.service" 2>&1) || {
        echo "$told" >&2
        exit 1
    }
    [ -z "$told" ] || { echo "systemd-analyze verify of the $kind unit: $told" >&2; exit 1; }
done
# Of a pipe the shell would take the code of the last command alone. The threshold is in tenths.
told=$(timeout 60 systemd-analyze security --offline=true --threshold=11 --no-pager \
    "$work/system/tidingsd.service" 2>&1) || {
    echo "$told" >&2
    echo "units: an exposure of more than 1.1, or none was told" >&2
    exit 1
}
echo "$told" | tail -n 1

# The examples are to be understood too; what they start is not installed where this runs.
for example in systemd/examples/*.conf.example; do
    name=$(basename "$example" .example)
    mkdir -p "$work/with/tidingsd.service.d"
    cp "$work/system/tidingsd.service" "$work/with/"
    sed "s|=/usr/bin/|=$binaries/|" "$example" >"$work/with/tidingsd.service.d/$name"
    told=$(timeout 60 systemd-analyze verify "$work/with/tidingsd.service" 2>&1) || true
    [ -z "$told" ] || { echo "systemd-analyze verify with $name: $told" >&2; exit 1; }
done
echo "units: nothing to say of the system's, the user's, and the examples"
