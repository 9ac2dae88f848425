#!/bin/sh
# Sees to it that the build finds what it needs: Debian's packages, installed when that is allowed,
# and the Swift toolchain.
set -eu

packages="ca-certificates libcld2-dev libcurl4-openssl-dev libgnutls28-dev libidn2-dev libmicrohttpd-dev libpsl-dev libsqlite3-dev
libstdc++-12-dev libstemmer-dev libsystemd-dev libuchardet-dev libxml2-dev libyaml-dev pkg-config zlib1g-dev"

missing=""
for package in $packages; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        echo "setup: packages are missing; install them and try again:" >&2
        echo "  sudo apt-get install$missing" >&2
        exit 1
    fi
    echo "setup: installing$missing"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # the names are words, not one argument
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

if ! command -v swift >/dev/null 2>&1; then
    echo "setup: no swift on PATH; install Swift 6.2 or newer for Debian 12 from" >&2
    echo "  https://www.swift.org/install/linux/ and add its usr/bin to PATH" >&2
    exit 1
fi
told=$(swift --version 2>&1) || {
    echo "setup: swift does not run; see the packages that its installation needs at" >&2
    echo "  https://www.swift.org/install/linux/" >&2
    echo "  $told" >&2
    exit 1
}
