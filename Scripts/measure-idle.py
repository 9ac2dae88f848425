#!/usr/bin/env python3
"""What a daemon costs that has nothing to do.

    Scripts/measure-idle.py BIN WORK [FEEDS=20000] [SECONDS=240]

BIN holds tidingsd; WORK is a folder to make. A feeds.yml with FEEDS addresses is followed once, so
that the daemon makes its database; then each feed is made due in 30 days, as if all had been polled,
and the daemon runs on. After a time to settle, its CPU time is read at both ends of SECONDS, to the
nanosecond, and told as seconds an hour.

No feed is asked: the addresses lie on a port of this machine where nobody listens. Exits with 1 when
an idle hour costs more than a second.
"""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 1.0
SETTLING = 20


def start(binary, work, once=False):
    command = [binary / "tidingsd", "--config", work / "feeds.yml", "--state", work / "state"]
    log = open(work / "log", "a")
    return subprocess.Popen(command + (["--once"] if once else []), stderr=log)


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"measure-idle: {what} did not happen within {seconds} s")
        time.sleep(0.2)


def rows(work, sql):
    with sqlite3.connect(f"file:{work}/state/tidings.db?mode=ro", uri=True) as database:
        return database.execute(sql).fetchone()[0]


def has_feeds(work, count):
    try:
        return rows(work, "SELECT count(*) FROM feed_states") == count
    except sqlite3.Error:
        return False


def cpu(pid):
    """Seconds on a processor, to the nanosecond: all threads, those that ended included."""
    # The clock of another process (clock_getcpuclockid(3)).
    return time.clock_gettime_ns((~pid << 3) | 2) / 1e9


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
    seconds = int(sys.argv[4]) if len(sys.argv) > 4 else 240
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # Port 9 is discard's: a feed that is asked after all is refused at once.
    lines = [f"  - http://127.0.0.1:9/feed/{number}\n" for number in range(count)]
    (work / "feeds.yml").write_text("feeds:\n" + "".join(lines))

    daemon = start(binary, work)
    wait_for(lambda: has_feeds(work, count), 120, "the taking over of feeds.yml")
    daemon.send_signal(signal.SIGKILL)
    daemon.wait()
    now = int(time.time())
    with sqlite3.connect(work / "state/tidings.db") as database:
        database.execute(
            "UPDATE feed_states SET due = ?1 + 30 * 86400, last_polled = ?1, last_success = ?1,"
            " last_status = 304, polls = 1, failures = 0, last_error = NULL", (now,))
        database.commit()
    database.close()

    daemon = start(binary, work)
    try:
        time.sleep(SETTLING)
        begin, first = time.monotonic(), cpu(daemon.pid)
        time.sleep(seconds)
        passed, used = time.monotonic() - begin, cpu(daemon.pid) - first
        memory = Path(f"/proc/{daemon.pid}/status").read_text()
        resident = next(line for line in memory.splitlines() if line.startswith("VmRSS"))
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.wait()
    polls = rows(work, "SELECT sum(polls) FROM feed_states") - count
    hourly = used * 3_600 / passed
    print(
        f"idle with {count} feeds over {passed:.0f} s: {1e3 * used:.1f} ms of CPU time,"
        f" {hourly:.3f} s an hour; {int(resident.split()[1]) / 1024:.1f} MiB resident")
    if polls:
        sys.exit("measure-idle: feeds were asked that were not due")
    if hourly > LIMIT:
        sys.exit(f"measure-idle: more than {LIMIT} CPU second an hour")


main()
