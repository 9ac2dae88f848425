#!/usr/bin/env bash
# Installs packages of Debian that only a check uses, where that is allowed; the check says what it
# cannot do without them.
#
#   install-tools.sh PACKAGE…
set -euo pipefail

missing=()
for package in "$@"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ]; then as_root=(); else as_root=(sudo -n); fi
echo "installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    echo "cannot install ${missing[*]}" >&2
