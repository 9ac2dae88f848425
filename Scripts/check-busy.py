#!/usr/bin/env python3
"""Many programs at one database: whether anybody is told that it is locked, and how long reads take.

  check-busy.py PROGRAMS WORK [SECONDS]

PROGRAMS is the folder of the built programs. A daemon stores twenty feeds a second into a store of
50,000 entries; eight readers and two writers run the commands of `tidings` in loops for SECONDS (60).
The sqlite3 program, which reads the newest entries in a loop of its own, tells what a process costs on
the machine under that load: ten programs and the daemon share its processors.
"""
import collections
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import threading
import time

import changing_feeds

PORT = 18_783
# Every fourth answer is a 304, and up to a tenth is added to each interval.
FEEDS, SPARE, INTERVAL = 88, 4, 3
STORED_A_SECOND = 20
ENTRIES = 50_000
READ_MS, TIMES_SQLITE = 50, 3
# What SQLite says of a lock, and what is made of it.
LOCKED = "is locked|is busy|SQLITE_BUSY"
# An event of hundreds of entries is read in full by `show`: that is work, and no waiting.
SHOWN_ENTRIES = 20
NEWEST = "SELECT id, title, link FROM entries ORDER BY sort_time DESC, id DESC LIMIT 20"


class Programs:
    """Runs commands and notes how long they took, how they ended and what they told of locks."""

    def __init__(self, folder, work):
        self.folder = folder
        self.environment = {**os.environ, "TIDINGS_CONFIG": str(work / "feeds.yml"),
                            "TIDINGS_STATE": str(work / "state")}
        self.milliseconds = collections.defaultdict(list)
        self.faults = []
        self.guard = threading.Lock()

    def run(self, kind, *command, allowed=(0,)):
        start = time.monotonic()
        done = subprocess.run(command, capture_output=True, env=self.environment, timeout=60)
        took = (time.monotonic() - start) * 1_000
        told = done.stderr.decode(errors="replace").strip()
        with self.guard:
            self.milliseconds[kind].append(took)
            if done.returncode not in allowed or re.search(LOCKED, told):
                self.faults.append(f"{' '.join(map(str, command))}: {done.returncode} {told}")
        return done.stdout

    def tidings(self, kind, *arguments, **options):
        return self.run(kind, self.folder / "tidings", *arguments, **options)

    def times(self, kinds):
        return sorted(took for kind in kinds for took in self.milliseconds[kind])


def percentile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0


def choose_events(programs):
    """Those that readers look at and the second writer merges."""
    told = programs.tidings("clusters --all", "clusters", "--all", "--json")
    programs.events = [event["id"] for event in json.loads(told)["clusters"]
                       if 2 <= event["entries"] <= SHOWN_ENTRIES]


def read(programs, chance):
    """One round of a reader."""
    for arguments in (
            ["clusters", "--json"],
            ["clusters", "--min-publishers", "2", "--since", "24h"],
            ["clusters", "--sort", "publishers"],
            ["entries"],
            ["entries", "--feed", programs.origin.url(chance.randrange(FEEDS))],
            ["show", str(chance.choice(programs.events)), "--why"],
            ["feeds", "list", "--failing"],
            ["feeds", "show", programs.origin.url(chance.randrange(FEEDS))],
            ["status"],
            ["history"]):
        # 3: nothing to show, as of an event that was merged away meanwhile.
        programs.tidings(arguments[0], *arguments, allowed=(0, 3))


def ask(programs, chance):
    """One round of the writer that asks the daemon and edits feeds.yml."""
    programs.tidings("refresh", "refresh", programs.origin.url(chance.randrange(FEEDS)))
    url = programs.origin.url(FEEDS + chance.randrange(SPARE))
    programs.tidings("add", "add", url)
    programs.tidings("remove", "remove", url)


def decide(programs, chance):
    """One round of the writer that decides on events: another may have moved what it names."""
    first, second = chance.sample(programs.events, 2)
    programs.tidings("merge", "merge", str(first), str(second), allowed=(0, 3))
    programs.tidings("undo", "undo", allowed=(0, 3))


def look(programs, database):
    programs.run("sqlite3", "sqlite3", "-readonly", "-cmd", ".timeout 5000", database, NEWEST)


def stored(programs):
    told = json.loads(programs.tidings("feeds --json", "feeds", "--json"))
    return sum(feed["polls"] - feed["not_modified"] for feed in told["feeds"]
               if "127.0.5." in feed["url"])


def start_daemon(programs, work, log):
    subprocess.run(
        [programs.folder / "TidingsBench", "make-store", work / "state", "--entries",
         str(ENTRIES), "--clusters", str(ENTRIES // 10), "--feeds", "1000"],
        check=True, stdout=subprocess.DEVNULL)
    return subprocess.Popen([programs.folder / "tidingsd"], env=programs.environment, stderr=log)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    work = pathlib.Path(sys.argv[2]).absolute()
    seconds = float(sys.argv[3]) if len(sys.argv) == 4 else 60.0
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    programs = Programs(pathlib.Path(sys.argv[1]).absolute(), work)
    origin = programs.origin = changing_feeds.Origin(FEEDS + SPARE, PORT)
    origin.write_configuration(work / "feeds.yml", f"{INTERVAL}s", FEEDS)
    with open(work / "log", "w") as log:
        daemon = start_daemon(programs, work, log)
        time.sleep(8)
        choose_events(programs)
        before, start, load = stored(programs), time.monotonic(), os.getloadavg()[0]

        def loop(number, work_of_one, *arguments):
            arguments = arguments or (random.Random(number),)
            try:
                while time.monotonic() < start + seconds:
                    work_of_one(programs, *arguments)
            except Exception as error:  # A loop that ended early has not tried anything.
                programs.faults.append(f"{work_of_one.__name__}: {error!r}")

        loops = [threading.Thread(target=loop, args=(number, read)) for number in range(8)]
        loops += [threading.Thread(target=loop, args=(8, ask)),
                  threading.Thread(target=loop, args=(9, decide)),
                  threading.Thread(target=loop, args=(10, look, work / "state" / "tidings.db"))]
        for thread in loops:
            thread.start()
        for thread in loops:
            thread.join()
        rate = (stored(programs) - before) / (time.monotonic() - start)
        daemon.terminate()
        code = changing_feeds.wait(daemon, 30)
    origin.process.kill()
    return report(programs, work, seconds, rate, code, load)


def report(programs, work, seconds, rate, code, load):
    writes = ["refresh", "add", "remove", "merge", "undo"]
    reads = ["clusters", "entries", "show", "feeds", "status", "history"]
    print(f"busy for {seconds:.0f} s, load {load:.1f} before and {os.getloadavg()[0]:.1f} after on"
          f" {os.cpu_count()} processors; {rate:.1f} documents stored a second")
    print(f"{'command':10} {'times':>6} {'median':>8} {'p99':>8} {'longest':>8}  ms")
    rows = [(kind, programs.times([kind])) for kind in [*reads, *writes]]
    rows += [("all reads", programs.times(reads)), ("sqlite3", programs.times(["sqlite3"]))]
    for name, times in rows:
        print(f"{name:10} {len(times):6} {percentile(times, 0.5):8.1f} {percentile(times, 0.99):8.1f}"
              f" {percentile(times, 1):8.1f}")
    wrong = programs.faults[:10]
    if found := re.findall(f".*(?:{LOCKED}).*", (work / "log").read_text()):
        wrong += [f"the daemon said: {line}" for line in found[:3]]
    if code != 0:
        wrong.append(f"the daemon ended with {code}")
    if rate < STORED_A_SECOND * 0.8:
        wrong.append(f"{rate:.1f} documents a second were stored, not {STORED_A_SECOND}")
    # Where the machine itself is slow, no more can be asked than of the sqlite3 program.
    slow = percentile(programs.times(reads), 0.99)
    if slow > READ_MS and slow > TIMES_SQLITE * percentile(programs.times(["sqlite3"]), 0.99):
        wrong.append(f"a read in a hundred took longer than {READ_MS} ms")
    for line in wrong:
        print(f"check-busy: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
