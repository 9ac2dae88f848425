#!/bin/sh
# Makes the Debian package of the built programs, of which the version and the changes are told by
# the source tree.
#
#   build-deb.sh OUTPUT [VERSION]    OUTPUT: folder for tidings_VERSION_amd64.deb; VERSION: another than
#                                    that of the source, for trying upgrades
#
# Needs debhelper, dpkg-dev and fakeroot; DEBFULLNAME and DEBEMAIL name the maintainer.
set -eu

source=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
output=$(cd "$1" && pwd)
version=$(sed -n 's/.*static let version = "\(.*\)".*/\1/p' "$source/Sources/Values/Release.swift")
maintainer="${DEBFULLNAME:-Tidings maintainers} <${DEBEMAIL:-maintainers@tidings.invalid}>"
[ -n "$version" ] || { echo "build-deb: no version in Sources/Values/Release.swift" >&2; exit 1; }
for tool in dh dpkg-shlibdeps fakeroot; do
    command -v "$tool" >/dev/null || {
        echo "build-deb: $tool is missing: sudo apt-get install debhelper dpkg-dev fakeroot" >&2
        exit 1
    }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/Packaging/debian" "$work/debian"
sed -i "s|@maintainer@|$maintainer|" "$work/debian/control"
cp "$source/systemd/tidings.tmpfiles" "$source/systemd/tidings.sysusers" "$work/debian/"

# CHANGELOG.md in Debian's form.
python3 "$source/Scripts/debian-changelog.py" "$source/CHANGELOG.md" "$version" "$maintainer" \
    ${2:+"$2"} >"$work/debian/changelog"

cd "$work"
SOURCE=$source OUTPUT=$output DEB_BUILD_OPTIONS="noautodbgsym nocheck" \
    fakeroot debian/rules binary >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
grep -i 'warning:' "$work/log" >&2 || true
ls "$output/tidings_${2:-$version}_amd64.deb"
