#!/usr/bin/env bash
# What a package has to hold before it is given away: its version is that of the programs and of
# CHANGELOG.md, lintian finds no error, its dependencies are named, and its service does what it
# should in a real systemd (check-service.py).
#
#   check-package.sh DEBS WORK    DEBS: folder of the one package; WORK: a folder to make
set -euo pipefail
cd "$(dirname "$0")/.."

package=$(ls "$1"/tidings_*_amd64.deb)
version=$(sed -n 's/.*static let version = "\(.*\)".*/\1/p' Sources/Values/Release.swift)

mkdir -p "$2"
contents=$(mktemp -d)
trap 'rm -rf "$contents"' EXIT
dpkg-deb -x "$package" "$contents"
for told in "$(dpkg-deb -f "$package" Version)" \
    "$("$contents/usr/bin/tidings" --version | tr -dc '0-9.')" \
    "$("$contents/usr/bin/tidingsd" --version | tr -dc '0-9.')"; do
    [ "$told" = "$version" ] || { echo "package: version $told, not $version" >&2; exit 1; }
done
for file in /etc/tidings/feeds.yml; do
    dpkg-deb -I "$package" conffiles | grep -qx "$file" ||
        { echo "package: $file is no conffile" >&2; exit 1; }
done
for library in libcld2-0 libcurl4 libidn2-0 libpsl5 libsqlite3-0 libstemmer0d libuchardet0 libxml2 zlib1g; do
    dpkg-deb -f "$package" Depends | grep -q "$library" ||
        { echo "package: does not depend on $library" >&2; exit 1; }
done

if command -v lintian >/dev/null; then
    lintian --allow-root --fail-on error --tag-display-limit 0 "$package"
    echo "package: lintian finds no error"
else
    echo "package: SKIPPED, LINTIAN DID NOT LOOK: it is not here" >&2
fi

# By hand it has to come to the same as in the package, and go again.
root=$contents/by-hand
make -s install "DESTDIR=$root" PREFIX=/usr
make -s uninstall "DESTDIR=$root" PREFIX=/usr
left=$(cd "$root" && find . ! -type d)
[ "$left" = ./etc/tidings/feeds.yml ] || { echo "package: uninstall leaves $left" >&2; exit 1; }
echo "package: make uninstall leaves feeds.yml alone"

python3 Scripts/check-service.py "$1" "$2/service"
