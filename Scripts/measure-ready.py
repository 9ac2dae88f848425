#!/usr/bin/env python3
"""How soon a daemon with a full store is ready again, and what it holds at rest.

    Scripts/measure-ready.py BIN STATE WORK

BIN holds tidingsd; STATE is a state folder that `TidingsBench make-store` filled, and is copied to
WORK, a folder to make. A feeds.yml that names its feeds is followed; each feed is made due in 30
days, so that none is asked. The daemon is started, stopped, started, killed and started, and the
time until it says READY=1 (sd_notify(3)) is told, with its memory after a while at rest. The first start
migrates an older schema, if there is one, reads the window of the clusterer and looks over its clusters;
afterwards the window is not read until an entry comes. Exits with 1 when one of the last two starts took
more than 2 s, or held more than 40 MiB.
"""
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path


def notified(channel, word, seconds):
    end = time.monotonic() + seconds
    while True:
        channel.settimeout(max(0.001, end - time.monotonic()))
        try:
            if word in channel.recv(65_536).decode().split("\n"):
                return
        except TimeoutError:
            sys.exit(f"measure-ready: no {word} within {seconds} s")


def start(binary, work):
    """The daemon, and the seconds until it was ready."""
    path = work / "notify"
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(str(path))
        begin = time.monotonic()
        daemon = subprocess.Popen(
            [binary / "tidingsd", "--config", work / "feeds.yml", "--state", work / "state"],
            env=os.environ | {"NOTIFY_SOCKET": str(path)}, stderr=open(work / "log", "a"))
        notified(channel, "READY=1", 120)
        return daemon, time.monotonic() - begin


def settle(path):
    """Waits until the clusters were looked over, which is done after 20 s of silence."""
    for _ in range(180):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            if database.execute(
                    "SELECT consolidated_through >= cursor FROM clusterer").fetchone()[0]:
                return
        time.sleep(1)
    sys.exit("measure-ready: the clusters were not looked over within 180 s")


def resident(daemon):
    status = Path(f"/proc/{daemon.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main():
    binary, state, work = map(Path, sys.argv[1:4])
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(state, work / "state")
    with sqlite3.connect(work / "state/tidings.db") as database:
        urls = [url for url, in database.execute("SELECT url FROM feeds ORDER BY id")]
        later = int(time.time()) + 30 * 86_400
        database.execute("UPDATE feed_states SET due = ?, held_until = NULL", [later])
    (work / "feeds.yml").write_text("feeds:\n" + "".join(f"  - {url}\n" for url in urls))
    bad = False
    for name, ending in (("first start", signal.SIGTERM), ("after a stop", signal.SIGKILL),
                         ("after kill -9", signal.SIGTERM)):
        daemon, seconds = start(binary.resolve(), work.resolve())
        is_first = name == "first start"
        if is_first:
            settle(work / "state/tidings.db")
        time.sleep(10)
        held = resident(daemon)
        print(f"{name}: ready in {seconds:.2f} s, {held:.0f} MiB"
              f"{' with the window read' if is_first else ''}", flush=True)
        daemon.send_signal(ending)
        daemon.wait(30)
        bad = bad or (not is_first and (held > 40 or seconds > 2))
    if bad:
        sys.exit("measure-ready: more than 2 s or 40 MiB")


if __name__ == "__main__":
    main()
