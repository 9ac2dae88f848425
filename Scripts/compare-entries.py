#!/usr/bin/env python3
"""Compares what was stored with what feed files are expected to hold.

    compare-entries.py FOLDER ENTRIES.json LOG SHARE

FOLDER holds feed files with NAME.expected.json beside each; ENTRIES.json is what `tidings entries
--all --json` printed after they were served and polled once; LOG is the daemon's log. Fails when
less than SHARE percent of the expected entries are stored, or a feed that brought nothing is not
named in the log.
"""
import collections
import json
import pathlib
import sys
import urllib.parse


def key(entry):
    return (entry.get("title") or "").strip(), entry.get("link") or ""


def main():
    folder, entries, log, share = sys.argv[1:]
    stored = collections.defaultdict(list)
    for entry in json.load(open(entries, encoding="utf-8"))["entries"]:
        path = urllib.parse.unquote(urllib.parse.urlsplit(entry["feed"]).path).lstrip("/")
        stored[path].append(entry)
    told = open(log, encoding="utf-8").read()

    expected_total = stored_total = files = 0
    unexplained = []
    for case in sorted(pathlib.Path(folder).rglob("*.expected.json")):
        name = str(case.relative_to(folder)).removesuffix(".expected.json")
        expected = json.loads(case.read_text(encoding="utf-8"))["expected"].get("entries", [])
        # Items that repeat within one document are one entry.
        count = len({json.dumps([e.get("id"), e.get("title"), e.get("link")]) for e in expected})
        found = len(stored[name])
        files += 1
        expected_total += count
        stored_total += min(count, found)
        if found < count:
            print(f"  {name}: {found} of {count} entries")
        if found == 0 and count > 0 and urllib.parse.quote(name) not in told:
            unexplained.append(name)
    percent = 100 * stored_total / expected_total
    print(f"{files} feeds, {stored_total} of {expected_total} expected entries stored: {percent:.2f} %")
    for name in unexplained:
        print(f"FAULT: {name} brought nothing and the log does not say why")
    sys.exit(0 if percent >= float(share) and not unexplained else 1)


main()
