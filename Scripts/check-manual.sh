#!/usr/bin/env bash
# Tries the manual and the completions where they are used: groff and man must have nothing to say
# against a page, and real shells must complete command lines.
#
#   check-manual.sh BINARIES WORK    BINARIES: folder of the built programs; WORK: made anew
set -euo pipefail
cd "$(dirname "$0")/.."

binaries=$1
work=$2

bash Scripts/install-tools.sh bash-completion fish groff man-db zsh

rm -rf "$work"
sh Scripts/install-manual.sh "$binaries" "$work/share" site-functions

faults=0
pages=0
# What man says against a page, with the locale and the width of Debian's own checks.
faults_of_man() {
    LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null
}
for tool in groff man lexgrog; do
    command -v $tool >/dev/null || {
        echo "manual: SKIPPED, NO PAGE WAS CHECKED BY $tool: it is not here" >&2
        continue
    }
    for page in "$work"/share/man/man?/*; do
        case $tool in
        groff) said=$(groff -ww -b -z -man -Tutf8 "$page" 2>&1 || echo "groff failed") ;;
        man) said=$(faults_of_man "$page" || echo "man failed") ;;
        # Whether whatis and apropos find what the page is about.
        lexgrog) said=$(lexgrog "$page" >/dev/null 2>&1 || echo "lexgrog finds no NAME") ;;
        esac
        pages=$((pages + 1))
        if [ -n "$said" ]; then
            echo "$page: $said" >&2
            faults=$((faults + 1))
        fi
    done
done
echo "manual: $pages checks of pages, $faults faults"

shells=()
for shell in bash zsh fish; do
    if command -v $shell >/dev/null; then
        shells+=("$shell")
    else
        echo "completions: SKIPPED, NOTHING WAS TRIED IN $shell: it is not here" >&2
    fi
done
python3 Scripts/check-completions.py "$binaries" "$work/share" "${shells[@]}" || faults=$((faults + 1))
[ "$faults" = 0 ]
