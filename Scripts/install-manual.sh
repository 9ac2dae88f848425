#!/bin/sh
# Writes the pages of the manual and the completions of the shells, as the program prints them.
#
#   install-manual.sh BINARIES SHARE ZSH    BINARIES: folder of the built programs; SHARE: such as
#                                           /usr/local/share; ZSH: zsh's folder below SHARE/zsh
set -eu

program=$1/tidings
share=$2
zsh=$3

# A page is written as a whole or not at all.
put() {
    mkdir -p "$(dirname "$1")"
    cat >"$1.new"
    chmod 644 "$1.new"
    mv "$1.new" "$1"
}

list=$("$program" manual)
for page in $(printf '%s\n' "$list" | cut -f 1); do
    text=$("$program" manual "$page")
    printf '%s\n' "$text" | put "$share/man/man${page##*.}/$page"
done

for shell in bash zsh fish; do
    case $shell in
    bash) file=$share/bash-completion/completions/tidings ;;
    zsh) file=$share/zsh/$zsh/_tidings ;;
    fish) file=$share/fish/vendor_completions.d/tidings.fish ;;
    esac
    text=$("$program" completions "$shell")
    printf '%s\n' "$text" | put "$file"
done
# bash and fish look for a file of the program's name.
ln -sf tidings "$share/bash-completion/completions/tidingsd"
ln -sf tidings.fish "$share/fish/vendor_completions.d/tidingsd.fish"
