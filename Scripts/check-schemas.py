#!/usr/bin/env python3
"""Has a JSON Schema implementation that is not ours judge docs/schema, and what `tidings` prints by it.

  check-schemas.py PROGRAMS DEMO    PROGRAMS: folder of the built programs; DEMO: what `make demo` left

Needs Debian's python3-jsonschema; without it, it says so and passes. The tests hold the output of every
command against the schemas by code of their own (Tests/Support/JSONSchema): this is the check of that check.
"""
import json
import os
import pathlib
import subprocess
import sys
import warnings

# Newer releases than Debian's call RefResolver old, and the one of Debian has nothing else.
warnings.simplefilter("ignore", DeprecationWarning)
try:
    import jsonschema
except ImportError:
    print("schemas: SKIPPED, NO OTHER IMPLEMENTATION JUDGED THEM: python3-jsonschema is not here",
          file=sys.stderr)
    sys.exit(0)

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "docs" / "schema"
DOCUMENTS = [
    ("clusters.json", ["clusters", "--all", "--json"]), ("entries.json", ["entries", "--all", "--json"]),
    ("search.json", ["search", "quake", "--json"]), ("show.json", ["show", "3", "--json"]),
    ("show-entry.json", ["show", "--entry", "3", "--json"]),
    ("explain.json", ["explain", "#3", "#8", "--json"]), ("feeds.json", ["feeds", "--json"]),
    ("feeds-show.json", ["feeds", "show", "1", "--json"]), ("status.json", ["status", "--json"]),
    ("status-polite.json", ["status", "--polite", "--json"]), ("doctor.json", ["doctor", "--json"]),
    ("check.json", ["check", "--json"]), ("recluster.json", ["recluster", "--dry-run", "--json"]),
]
LINES = [
    ("records.json#/$defs/cluster", ["clusters", "--all", "--jsonl"]),
    ("records.json#/$defs/entry", ["entries", "--all", "--jsonl"]),
    ("export.json", ["export", "--jsonl"]),
]


def main():
    programs, demo = map(pathlib.Path, sys.argv[1:3])
    base = FOLDER.as_uri() + "/"
    # Each under the address that the others refer to.
    store = {}
    for path in sorted(FOLDER.glob("*.json")):
        store[base + path.name] = json.loads(path.read_text())
        jsonschema.Draft202012Validator.check_schema(store[base + path.name])
    faults = 0
    count = 0
    environment = os.environ | {
        "TIDINGS_CONFIG": str(demo / "feeds.yml"), "TIDINGS_STATE": str(demo / "state")}
    for name, words in DOCUMENTS + LINES:
        printed = subprocess.run([programs / "tidings", *words], env=environment, timeout=60,
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        resolver = jsonschema.RefResolver(base, {}, store=store)
        validator = jsonschema.Draft202012Validator({"$ref": name}, resolver=resolver)
        documents = printed.splitlines()
        for document in documents:
            count += 1
            for error in validator.iter_errors(json.loads(document)):
                faults += 1
                print(f"schemas: {' '.join(words)}: {error.json_path}: {error.message}", file=sys.stderr)
        if not documents:
            faults += 1
            print(f"schemas: {' '.join(words)} printed nothing", file=sys.stderr)
    print(f"schemas: {len(store)} schemas and {count} documents, {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
