#!/usr/bin/env python3
"""Lets processes edit one feeds.yml a thousand times at once: no edit may be lost, none torn.

    check-edits.py BINARIES WORK    BINARIES: folder of the built programs; WORK: made anew

Eight editors add, change and remove feeds by `tidings`, while a person types comments in between: whole files,
each replaced in one step under the lock that `tidings` takes, since two editors without one overwrite
each other whatever one of them does. Afterwards each feed that
was added and not removed is there, each comment is there, in order, and at no time a reader met a file
that is not valid.
"""
import fcntl
import os
import re
import shutil
import subprocess
import sys
import threading

EDITORS = 8
EACH = 125  # rounds an editor makes: of five, four add; the fifth removes the last and changes the first


def locked(path):
    """Takes the lock of an edit, which each holder takes away with it."""
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if os.stat(path).st_ino == os.fstat(lock).st_ino:
                return lock
        except FileNotFoundError:
            pass
        os.close(lock)


def main():
    tidings, work = os.path.abspath(os.path.join(sys.argv[1], "tidings")), os.path.abspath(sys.argv[2])
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    path = os.path.join(work, "feeds.yml")
    with open(path, "w") as file:
        file.write("# head\ndefaults:\n  interval: 1h # always\n\nfeeds:\n  # first\n  - https://first.example/ # stays\n")
    environment = dict(os.environ, TIDINGS_CONFIG=path, TIDINGS_STATE=os.path.join(work, "state"))
    faults, done = [], threading.Event()

    def run(*arguments):
        result = subprocess.run([tidings, *arguments], env=environment, capture_output=True, text=True, timeout=120)
        if result.returncode != 0:
            faults.append(f"{arguments}: {result.returncode} {result.stderr.strip()}")

    def edit(editor):
        for number in range(EACH):
            if number % 5 == 4:
                run("remove", f"https://e{editor}.example/{number - 1}")
                run("feeds", "set", f"https://e{editor}.example/{number - 4}", "--interval", "2h", "--tag", f"t{number}")
            else:
                run("add", "--no-fetch", f"https://e{editor}.example/{number}")

    def read():
        while not done.is_set():
            run("check")

    comments = []
    lock_path = os.path.join(work, ".feeds.yml.lock")

    def type_comments():
        while not done.is_set():
            lock = locked(lock_path)
            with open(path) as file:
                text = file.read()
            comment = f"# typed {len(comments)}"
            with open(path + ".new", "w") as file:
                file.write(text.replace("\ndefaults:", f"\n{comment}\ndefaults:", 1))
            os.rename(path + ".new", path)
            comments.append(comment)
            os.unlink(lock_path)
            os.close(lock)
            done.wait(0.05)

    editors = [threading.Thread(target=edit, args=(number,)) for number in range(EDITORS)]
    others = [threading.Thread(target=read), threading.Thread(target=type_comments)]
    for thread in editors + others:
        thread.start()
    for thread in editors:
        thread.join()
    done.set()
    for thread in others:
        thread.join()

    wanted = {f"https://e{e}.example/{n}" for e in range(EDITORS) for n in range(EACH)
              if n % 5 != 4 and not (n % 5 == 3 and n + 1 < EACH)}
    with open(path) as file:
        lines = file.read().split("\n")
    heads = [match for match in (re.match(r"  - (url: )?(https://e\d.*)$", line) for line in lines) if match]
    found = {head[2] for head in heads}
    if found != wanted:
        faults.append(f"{len(wanted - found)} feeds lost, {len(found - wanted)} too many")
    changed = {head[2] for head in heads if head[1]}
    if changed != {url for url in wanted if int(url.rsplit("/", 1)[1]) % 5 == 0}:
        faults.append(f"{len(changed)} feeds were changed, which is not each fifth")
    for place, line in enumerate(lines):
        if line.startswith("  - url: "):
            number = int(line.rsplit("/", 1)[1])
            if lines[place + 1:place + 3] != [f"    tags: [t{number + 4}]", "    interval: 2h"]:
                faults.append(f"{line!r} has other keys than it was given")
    if [line for line in lines if line.startswith("# typed")] != comments:
        faults.append("typed comments lost or out of order")
    for line in ["# head", "  interval: 1h # always", "  # first", "  - https://first.example/ # stays"]:
        if lines.count(line) != 1:
            faults.append(f"{line!r} stands {lines.count(line)} times")
    for number in range(EDITORS):
        order = [int(url.rsplit("/", 1)[1]) for url in (head[2] for head in heads) if url.startswith(f"https://e{number}.")]
        if order != sorted(order):
            faults.append(f"the feeds of editor {number} are out of order")
    print(f"edits: {EDITORS * (EACH + EACH // 5)} by {EDITORS} editors, {len(comments)} comments typed in between, {len(faults)} faults")
    for fault in faults[:10]:
        print("  " + fault)
    sys.exit(1 if faults else 0)


main()
