#!/usr/bin/env python3
"""Days of polling in minutes: whether the daemon holds more and more memory, descriptors, threads.

  check-soak.py PROGRAMS WORK [POLLS]

PROGRAMS is the folder of the built programs. A daemon follows 100 feeds that grow in ticks and fail
at times (ticking_feeds.py), and polls them in rounds, POLLS (10,000) in all. Between two rounds its
clock moves on (moved_clock.c): by 36 hours in the first eight rounds, so that the ten days that
clustering looks at are full, as they are in a daemon that has run for so long, and by 16 minutes in
all others, 90 of which are a day. From then on what is older than ten days leaves that window, an
eighth of it at once, as new entries come, and nothing else may grow.

Exits with 1 where, after the first 1,000 polls, resident memory rises by 2 MB or more above what it
was then, or there are ever more descriptors or threads than there were at most before. WORK keeps
the state, the log and a table of all rounds.
"""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time

import ticking_feeds

FEEDS, PORT = 100, 18_784
FIRST_ROUNDS, LONG_ROUNDS, LONG_TICKS = 10, 8, 135
LIMIT = 2_000_000
# Clusters are looked over after 20 s in which nothing came.
REST = 25


class Daemon:
    """The program under a clock that can be moved."""

    def __init__(self, programs, work):
        self.programs, self.work = programs, work
        self.database = work / "state/tidings.db"
        self.offset = -LONG_ROUNDS * LONG_TICKS * ticking_feeds.TICK
        self.set_clock()
        self.environment = {
            **os.environ, "LD_PRELOAD": str(work / "moved_clock.so"),
            "MOVED_CLOCK": str(work / "clock"), "TIDINGS_CONFIG": str(work / "feeds.yml"),
            "TIDINGS_STATE": str(work / "state")}
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [self.programs / "tidingsd", "--metrics", self.work / "tidings.prom"],
            env=self.environment, stderr=open(self.work / "log", "w"))

    def now(self):
        return time.time() + self.offset

    def set_clock(self):
        # In place: the daemon has the file mapped.
        with open(self.work / "clock", "r+b" if (self.work / "clock").exists() else "wb") as clock:
            clock.write(self.offset.to_bytes(8, sys.byteorder, signed=True))

    def move_clock(self, seconds):
        self.offset += seconds
        self.set_clock()

    def ask_for_all(self):
        subprocess.run([self.programs / "tidings", "refresh"], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL, timeout=60)

    def value(self, sql, *arguments):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20) as database:
            return database.execute(sql, arguments).fetchone()[0]

    def wait_for(self, sql, *arguments, seconds=120):
        end = time.monotonic() + seconds
        while True:
            if self.process.poll() is not None:
                raise Fault(f"the daemon ended by itself: {self.process.returncode}")
            try:
                if self.value(sql, *arguments):
                    return
            except sqlite3.OperationalError:
                pass  # It is being made.
            if time.monotonic() > end:
                raise Fault(f"after {seconds} s it still does not hold that: {sql}")
            time.sleep(0.1)

    def usage(self):
        """Bytes in memory, descriptors and threads; the least of a few moments, for work that ends."""
        def moment():
            folder = pathlib.Path("/proc") / str(self.process.pid)
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
            return (int(status["VmRSS"].split()[0]) * 1024, len(os.listdir(folder / "fd")),
                    int(status["Threads"]))
        moments = []
        for _ in range(5):
            moments.append(moment())
            time.sleep(0.05)
        return tuple(map(min, zip(*moments)))


class Fault(Exception):
    pass


def poll_all(daemon, origin, ticks):
    """One round: the world and the clock move on, each feed is polled, what is new clustered."""
    origin.tick.value += ticks
    daemon.move_clock(ticks * ticking_feeds.TICK)
    began = int(daemon.now())
    # What it does not know yet it polls unasked.
    if daemon.process:
        daemon.ask_for_all()
    else:
        daemon.start()
    daemon.wait_for(
        "SELECT count(*) = ? FROM feed_states WHERE last_polled >= ?", FEEDS, began)
    daemon.wait_for("SELECT cursor >= (SELECT max(id) FROM entries) FROM clusterer")


def soak(daemon, origin, rounds, table):
    """All rounds; what was in use after each."""
    usage = []
    table.write("polls\tresident\tdescriptors\tthreads\tentries\theld\n")
    for number in range(rounds):
        poll_all(daemon, origin, LONG_TICKS if number < LONG_ROUNDS else 1)
        if number in (LONG_ROUNDS - 1, rounds - 1):
            time.sleep(REST)
        usage.append(daemon.usage())
        entries = daemon.value("SELECT count(*) FROM entries")
        held = daemon.value(
            "SELECT count(*) FROM entries, clusterer WHERE id > expired_through AND id <= cursor")
        table.write("\t".join(map(str, ((number + 1) * FEEDS, *usage[-1], entries, held))) + "\n")
        table.flush()
        if (number + 1) % 10 == 0:
            memory, descriptors, threads = usage[-1]
            print(f"  {(number + 1) * FEEDS:6} polls: {memory / 1e6:5.1f} MB, {descriptors} descriptors,"
                  f" {threads} threads; {entries} entries, {held} of them in the window", flush=True)
    return usage


def report(usage, origin, work, code):
    # Pools of connections and threads were filled at some time; memory was as it is at the end of them.
    first = [usage[FIRST_ROUNDS - 1][0], *list(map(max, zip(*usage[:FIRST_ROUNDS])))[1:]]
    grown = [max(numbers) - before for before, numbers in zip(first, zip(*usage[FIRST_ROUNDS:]))]
    told = {kind: answers.value for kind, answers in origin.answers.items()}
    print(f"soak: {told['whole']} documents, {told['unchanged']} answers that nothing is new,"
          f" {told['failing']} failures; after the first {FIRST_ROUNDS * FEEDS} polls at most"
          f" {grown[0] / 1e6:+.2f} MB of memory, {grown[1]:+d} descriptors, {grown[2]:+d} threads")
    wrong = []
    if grown[0] >= LIMIT:
        wrong.append(f"memory grew by {LIMIT / 1e6:.0f} MB or more")
    if grown[1] > 0 or grown[2] > 0:
        wrong.append("descriptors or threads became more")
    if code != 0:
        wrong.append(f"the daemon ended with {code}")
    for line in wrong:
        print(f"check-soak: {line}; all rounds are in {work / 'rounds.tsv'}")
    return 1 if wrong else 0


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    work = pathlib.Path(sys.argv[2]).absolute()
    rounds = int(sys.argv[3] if len(sys.argv) == 4 else 10_000) // FEEDS
    if rounds <= FIRST_ROUNDS:
        sys.exit(f"check-soak: more than {FIRST_ROUNDS * FEEDS} polls are needed")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # Swift's toolchain has a clang.
    subprocess.run([shutil.which("clang") or "cc", "-O1", "-shared", "-fPIC", "-o", work / "moved_clock.so",
                    pathlib.Path(__file__).with_name("moved_clock.c")], check=True)
    daemon = Daemon(pathlib.Path(sys.argv[1]).absolute(), work)
    origin = ticking_feeds.Origin(FEEDS, PORT, daemon.now())
    # Longer than all of it: a feed is polled when its round asks for it.
    origin.write_configuration(work / "feeds.yml", "30d")
    try:
        with open(work / "rounds.tsv", "w") as table:
            usage = soak(daemon, origin, rounds, table)
        daemon.process.terminate()
        return report(usage, origin, work, daemon.process.wait(timeout=30))
    except (Fault, subprocess.SubprocessError) as fault:
        print(f"check-soak: {fault}; the log is {work / 'log'}")
        return 1
    finally:
        origin.process.kill()
        if daemon.process and daemon.process.poll() is None:
            daemon.process.kill()
            daemon.process.wait()


if __name__ == "__main__":
    sys.exit(main())
