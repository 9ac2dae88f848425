#!/usr/bin/env bash
# Every Swift file of more than 400 lines says at its head why (a line that begins with "// Long:").
set -euo pipefail

found=0
while IFS= read -r file; do
    if [ "$(wc -l <"$file")" -gt 400 ] && ! head -n 5 "$file" | grep -q '^// Long:'; then
        echo "$file has more than 400 lines and does not say why" >&2
        found=1
    fi
done < <(git ls-files '*.swift')
exit "$found"
