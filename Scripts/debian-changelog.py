#!/usr/bin/env python3
"""CHANGELOG.md in the form of debian/changelog (deb-changelog(5)).

    debian-changelog.py CHANGELOG.md VERSION MAINTAINER [AS]

Exits with 1 where the newest release of the file is not VERSION. AS is told as the version instead.
"""
import datetime
import email.utils
import re
import sys

path, version, maintainer = sys.argv[1:4]
releases = []
for line in open(path, encoding="utf-8"):
    if heading := re.match(r"## (\S+) \((\d{4}-\d\d-\d\d)\)$", line):
        releases.append((heading[1], heading[2], []))
    elif line.startswith("- ") and releases:
        releases[-1][2].append(line[2:].strip())
    elif line.startswith("  ") and releases and releases[-1][2]:
        releases[-1][2][-1] += " " + line.strip()
if not releases or releases[0][0] != version:
    sys.exit(f"{path}: the newest release is {releases[0][0] if releases else 'missing'}, but "
             f"Sources/Values/Release.swift says {version}")
if len(sys.argv) > 4:
    releases[0] = (sys.argv[4], *releases[0][1:])
for number, day, changes in releases:
    noon = datetime.datetime.fromisoformat(day + "T12:00:00+00:00")
    print(f"tidings ({number}) unstable; urgency=medium\n")
    for change in changes:
        words, lines = change.replace("`", "").split(), [""]
        for word in words:
            if len(lines[-1]) + len(word) > 72:
                lines.append("")
            lines[-1] += (" " if lines[-1] else "") + word
        print("  * " + "\n    ".join(lines))
    print(f"\n -- {maintainer}  {email.utils.format_datetime(noon)}\n")
