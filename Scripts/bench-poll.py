#!/usr/bin/env python3
"""Measures what polling rounds cost, as ratios to the floor: a C program that downloads, parses and
stores the same feeds without an aggregator's logic.

  bench-poll.py PROGRAMS TOOLS WORK [RUNS [LARGE]]

PROGRAMS is the folder of the built programs; TOOLS holds feedworld.py, which imitates the internet's
feeds on loopback, and perf_floor.c. Both take turns on one world of 2,000 feeds, RUNS times (5); a
figure is the median of the rounds' ratios of CPU seconds, user and system. Most rounds are a process each,
`tidingsd --once`; those "of a running daemon" are asked of one that stays, by `tidings refresh`. LARGE is the number of
feeds of the second world (20,000; 0 leaves it out).
"""
import json
import os
import platform
import shlex
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

FEEDS = 2000
MIX = ["--mix", "rss2=0.6,atom=0.32,rss1=0.08", "--seed", "perf"]


class Cost:
    def __init__(self, cpu, peak_kibibytes):
        self.cpu, self.mebibytes = cpu, peak_kibibytes / 1024


def measure(*command, log="/dev/null"):
    """Runs `command` to its end and answers what it cost."""
    with open(log, "w") as errors:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"bench-poll: {' '.join(command)} ended with {child.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


class Sitting:
    """One world, and the stores of those who poll it."""

    def __init__(self, programs, tools, work, feeds):
        self.programs, self.feedworld, self.feeds = programs, f"{tools}/feedworld.py", feeds
        self.work = f"{work}/{feeds}"
        self.world = f"{self.work}/world"
        self.configuration = f"{self.work}/feeds.yml"
        os.makedirs(self.work)
        self.floor_program = f"{work}/perf_floor"
        self.log = open(f"{self.work}/server.log", "w")
        self.server = subprocess.Popen(
            [sys.executable, self.feedworld, "serve", "--dir", self.world, "--feeds", str(feeds),
             "--hosts", str(feeds // 10), *MIX], stdout=self.log, stderr=self.log)
        self.tool("wait", "--timeout", "300")
        self.follow("1s")

    def follow(self, interval):
        with open(self.configuration, "w") as out:
            out.write('defaults:\n  allow_private: ["127.0.0.0/8"]\n')
            out.write(f"  interval: {interval}\nfeeds:\n")
            for url in open(f"{self.world}/urls.txt"):
                out.write(f'  - url: "{url.strip()}"\n')

    def tool(self, verb, *arguments):
        return subprocess.run(
            [sys.executable, self.feedworld, verb, "--dir", self.world, *arguments],
            stdout=subprocess.PIPE, text=True, check=True).stdout

    def floor(self):
        return measure(self.floor_program, "all", f"{self.world}/urls.txt", f"{self.work}/floor.db")

    def tidings(self, state, *options):
        """A round of all feeds: with `interval: 1s` all are due again after two seconds."""
        time.sleep(2.5)
        log = f"{self.work}/tidingsd.log"
        cost = measure(f"{self.programs}/tidingsd", "--once", *options, "--config",
                       self.configuration, "--state", f"{self.work}/{state}", log=log)
        last = open(log).read().splitlines()[-1]
        if f" {self.feeds} polls" not in last:
            sys.exit(f"bench-poll: not all of {self.feeds} feeds were polled: {last}")
        return cost

    def forget(self):
        """Empties the stores: the next round is a cold one."""
        for name in os.listdir(self.work):
            if name.startswith("floor.db"):
                os.remove(f"{self.work}/{name}")
        for state in ("plain", "clustered"):
            shutil.rmtree(f"{self.work}/{state}", ignore_errors=True)

    def end(self):
        self.tool("stop")
        self.server.wait(timeout=60)
        self.log.close()


class RunningDaemon:
    """A daemon that stays, with a store of its own, and what its rounds cost."""

    def __init__(self, sitting):
        self.sitting, self.state = sitting, f"{sitting.work}/running"
        sitting.follow("6h")
        self.locations = ["--config", sitting.configuration, "--state", self.state]
        with open(f"{sitting.work}/running.log", "w") as log:
            self.daemon = subprocess.Popen(
                [f"{sitting.programs}/tidingsd", *self.locations], stderr=log)
        self.await_polls(sitting.feeds)

    def cpu(self):
        """Seconds of all threads, to the nanosecond: its clock (clock_getcpuclockid(3))."""
        return time.clock_gettime_ns((~self.daemon.pid << 3) | 2) / 1e9

    def polls(self):
        try:
            with sqlite3.connect(f"file:{self.state}/tidings.db?mode=ro", uri=True) as store:
                return store.execute("SELECT total(polls) FROM feed_states").fetchone()[0]
        except sqlite3.Error:  # It is being made.
            return 0

    def await_polls(self, count):
        """Until so many polls are stored and what they brought is clustered."""
        end = time.monotonic() + 300
        while self.polls() < count:
            if time.monotonic() > end or self.daemon.poll() is not None:
                sys.exit(f"bench-poll: {self.polls():.0f} of {count} polls were done")
            time.sleep(0.5)
        before, now = -1.0, self.cpu()
        while now - before > 0.002:
            time.sleep(2)
            before, now = now, self.cpu()

    def round(self):
        polls, before = self.polls(), self.cpu()
        subprocess.run([f"{self.sitting.programs}/tidings", "refresh", *self.locations],
                       check=True, stdout=subprocess.DEVNULL)
        self.await_polls(polls + self.sitting.feeds)
        with open(f"/proc/{self.daemon.pid}/status") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        return Cost(self.cpu() - before, peak)

    def end(self):
        self.daemon.terminate()
        self.daemon.wait(timeout=60)
        self.sitting.follow("1s")


def tell(name, floors, costs):
    ratio = statistics.median(c.cpu / f.cpu for c, f in zip(costs, floors))
    cpu, floor = (statistics.median(c.cpu for c in list) for list in (costs, floors))
    peak = max(c.mebibytes for c in costs)
    print(f"{name:<38}{floor:>9.3f}{cpu:>10.3f}{ratio:>8.2f}{peak:>9.0f}", flush=True)


def rounds(sitting, runs, before=lambda: None):
    """The floor, the daemon that only fetches, the daemon that clusters: in turn."""
    floors, plain, clustered = [], [], []
    for _ in range(runs):
        before()
        floors.append(sitting.floor())
        plain.append(sitting.tidings("plain", "--fetch-only"))
        clustered.append(sitting.tidings("clustered"))
    return floors, plain, clustered


def main():
    programs, tools, work = sys.argv[1:4]
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    large = int(sys.argv[5]) if len(sys.argv) > 5 else 20_000
    for name in ("feedworld.py", "perf_floor.c"):
        if not os.path.exists(f"{tools}/{name}"):
            sys.exit(f"bench-poll: no {name} in {tools}: name the folder of the tools")
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libxml-2.0"], check=True,
                           stdout=subprocess.PIPE, text=True).stdout
    subprocess.run(["cc", "-O2", "-o", f"{work}/perf_floor", f"{tools}/perf_floor.c",
                    *shlex.split(flags), "-lcurl", "-lsqlite3"], check=True)

    print(f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f}; medians of {runs}")
    print(f"{'CPU seconds':<38}{'floor':>9}{'tidingsd':>10}{'ratio':>8}{'peak MiB':>9}", flush=True)
    sitting = Sitting(programs, tools, work, FEEDS)
    try:
        floors, plain, clustered = rounds(sitting, runs, sitting.forget)
        tell(f"cold, {FEEDS} feeds, --fetch-only", floors, plain)
        tell(f"cold, {FEEDS} feeds", floors, clustered)
        floors, plain, clustered = rounds(sitting, runs)
        tell("nothing changed, --fetch-only", floors, plain)
        tell("nothing changed", floors, clustered)
        small = statistics.median(cost.cpu for cost in plain) / FEEDS
        floors, plain, clustered = rounds(sitting, runs, lambda: sitting.tool("tick"))
        tell("10 % changed, --fetch-only", floors, plain)
        tell("10 % changed", floors, clustered)
        daemon = RunningDaemon(sitting)
        try:
            for name, before in (("nothing changed", lambda: None),
                                 ("10 % changed", lambda: sitting.tool("tick"))):
                floors, costs = [], []
                for _ in range(runs):
                    before()
                    floors.append(sitting.floor())
                    costs.append(daemon.round())
                tell(f"{name}, of a running daemon", floors, costs)
        finally:
            daemon.end()
        sitting.tool("clearlog")
        sitting.tidings("plain", "--fetch-only")
        score = json.loads(sitting.tool("score", "--json"))
        print(f"requests a connection, nothing changed: {score['requests_per_connection']}")
    finally:
        sitting.end()

    if large:
        sitting = Sitting(programs, tools, work, large)
        try:
            sitting.floor()
            sitting.tidings("plain", "--fetch-only")
            floors = [sitting.floor() for _ in range(runs)]
            plain = [sitting.tidings("plain", "--fetch-only") for _ in range(runs)]
            tell(f"nothing changed, {large} feeds, --fetch-only", floors, plain)
            share = statistics.median(cost.cpu for cost in plain) / large / small
            print(f"CPU a feed at {large} feeds over that at {FEEDS}: {share:.2f}")
        finally:
            sitting.end()


if __name__ == "__main__":
    main()
