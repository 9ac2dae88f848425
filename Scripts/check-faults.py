#!/usr/bin/env python3
"""Takes disk, permission and database away from a daemon at work, and gives them back.

  check-faults.py BIN WORK

BIN is the folder of the built programs. In each fault the daemon has to say what is wrong in its log and
in `tidings status`, to serve reads, to leave servers alone, and to go on by itself, without a restart,
once the cause is gone; the database has to be whole after. At a start it has to end with one line that
says what to do. Needs root for mounts, which are made in a namespace of its own.
"""
import contextlib
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time

PORT = 0
PROGRAMS, WORK = pathlib.Path(sys.argv[1]).absolute(), pathlib.Path(sys.argv[2]).absolute()
SOURCES = pathlib.Path(__file__).absolute().parent.parent / "Sources/Storage/Schema"
NOBODY = 65_534
faults = []


def into_own_mounts():
    """Starts this program anew in a mount namespace; tells when that fails."""
    probe = subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
                           stderr=subprocess.PIPE, text=True)
    if os.geteuid() or probe.returncode:
        print(f"faults: SKIPPED, NOTHING WAS CHECKED: no file system can be mounted here:"
              f" {probe.stderr.strip()}; run this as root")
        sys.exit(0)
    os.execvp("unshare", ["unshare", "--mount", sys.executable, *sys.argv[:3], "inside"])


def claim(name, holds, told=""):
    print(f"  {'ok   ' if holds else 'FAULT'} {name}{'' if holds else f': {told}'}")
    if not holds:
        faults.append(name)


def holds_within(seconds, condition):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return condition()


class Feed(http.server.BaseHTTPRequestHandler):
    """A feed that has new items at each request."""
    count = 0

    def do_GET(self):
        Feed.count += 1
        items = "".join(
            f"<item><guid>{n}</guid><title>Item {n}</title>"
            f"<description>{'Words of it, and more. ' * 20}</description></item>"
            for n in range(Feed.count * 4, Feed.count * 4 + 4))
        body = f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Scene:
    """A daemon with its state in `state`."""

    def __init__(self, name, state, user=None, umask=None):
        self.state, self.user, self.umask = state, user, umask
        self.folder = WORK / name
        self.folder.mkdir()
        (self.folder / "run").mkdir()
        self.folder.chmod(0o777)
        (self.folder / "run").chmod(0o777)
        self.config = self.folder / "feeds.yml"
        self.config.write_text(
            f"defaults: {{interval: 1s, allow_private: [127.0.0.0/8]}}\n"
            f"feeds: ['http://127.0.0.1:{PORT}/']\n")
        self.log_path = self.folder / "log"
        self.process = None

    def command(self, *arguments):
        own = [] if self.user is None else [
            "setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups"]
        return [*own, *map(str, arguments), "--config", self.config, "--state", self.state]

    def environment(self):
        return {**os.environ, "XDG_RUNTIME_DIR": str(self.folder / "run"), "TZ": "UTC"}

    def start(self, *arguments):
        log = open(self.log_path, "a")
        umask = self.umask
        self.process = subprocess.Popen(
            self.command(PROGRAMS / "tidingsd", *arguments), stderr=log, env=self.environment(),
            preexec_fn=None if umask is None else lambda: os.umask(umask))
        return self.process

    def run_once(self):
        """How a start ends: its exit code, and the lines of its log."""
        before = len(self.log())
        code = self.start("--once").wait(timeout=60)
        return code, self.log()[before:]

    def tidings(self, *arguments):
        done = subprocess.run(self.command(PROGRAMS / "tidings", *arguments), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                              env=self.environment())
        return done.returncode, done.stdout, done.stderr

    def entries(self):
        """How many can be read; -1 where none can."""
        code, output, _ = self.tidings("entries", "--all")
        return output.count("\n") if code in (0, 3) else -1

    def log(self):
        return self.log_path.read_text() if self.log_path.exists() else ""

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=30)

    def is_whole(self):
        code, output, error = self.tidings("doctor", "--json")
        if not output:
            return False
        return not [f for f in json.loads(output)["findings"]
                    if f["subject"] in ("integrity", "database") and f["grade"] == "fault"]


def outage(scene, begin, end, words, patience=90, is_readable=True):
    """Begins a fault of a daemon at work, looks on for a while, ends it, and waits for recovery."""
    claim("it polls before", holds_within(20, lambda: scene.entries() > 8), scene.log()[-300:])
    begin()
    claim("the log says so", holds_within(40, lambda: re.search(words, scene.log())),
          scene.log()[-600:])
    code, told, error = scene.tidings("status")
    claim("status says so, and exits with 1", code == 1 and re.search(words, told),
          f"{code} {told} {error}")
    time.sleep(2)
    polls = Feed.count
    time.sleep(6)
    claim("servers are left alone", Feed.count - polls <= 1, f"{Feed.count - polls} polls in 6 s")
    entries = scene.entries()
    if is_readable:
        claim("reads are served", entries > 8, scene.tidings("entries"))
    end()
    claim("it goes on by itself", holds_within(patience, lambda: scene.entries() > max(entries, 8) + 4),
          scene.log()[-900:])
    claim("status is well again", holds_within(10, lambda: scene.tidings("status")[0] == 0),
          scene.tidings("status"))
    claim("everything is clustered", holds_within(
        15, lambda: scene.tidings("status")[1].count("(0 not clustered") == 1),
        scene.tidings("status")[1])
    claim("it is the same process", scene.process.poll() is None)
    claim("it stops in order", scene.stop() == 0)
    claim("the database is whole", scene.is_whole(), scene.tidings("doctor"))


@contextlib.contextmanager
def mounted(name, *options):
    place = WORK / name
    place.mkdir()
    subprocess.run(["mount", *options, place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(path):
    with open(path, "wb", buffering=0) as file, contextlib.suppress(OSError):
        size = 65_536
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2


# MARK: The cases


def full():
    with mounted("full-disk", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as disk:
        scene = Scene("full", disk / "state")
        scene.start()
        outage(scene, lambda: fill(disk / "filler"), lambda: (disk / "filler").unlink(),
               "no space left")


def full_start():
    """A disk that is full before the daemon starts, with and without a database, and a stop meanwhile."""
    with mounted("full-start-disk", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as disk:
        scene = Scene("full-start", disk / "state")
        for told in ("without a database", "with a database"):
            fill(disk / "filler")
            begin = len(scene.log())
            process = scene.start()
            claim(f"{told} the start waits", holds_within(
                20, lambda: "the start waits until it can" in scene.log()[begin:]), scene.log()[begin:])
            code, words, error = scene.tidings("status")
            claim("status says so", "no space left" in words + error, f"{code} {words} {error}")
            claim("a stop ends the wait", scene.stop() == 0, scene.log()[begin:])
            process = scene.start()
            claim("it waits again", holds_within(
                20, lambda: scene.log()[begin:].count("the start waits until it can") == 2))
            (disk / "filler").unlink()
            entries = scene.entries()
            claim("it goes on by itself", holds_within(
                90, lambda: scene.entries() > max(entries, 0) + 4), scene.log()[begin:])
            claim("it is the same process", process.poll() is None)
            claim("it stops in order", scene.stop() == 0)
            claim("the database is whole", scene.is_whole(), scene.tidings("doctor"))


def tiny():
    """A disk of 1 MB that the daemon fills by itself."""
    with mounted("tiny-disk", "-t", "tmpfs", "-o", "size=1m", "tmpfs") as disk:
        scene = Scene("tiny", disk / "state")
        scene.start()
        claim("the log says so", holds_within(60, lambda: "no space left" in scene.log()),
              scene.log()[-300:])
        entries = scene.entries()
        claim("reads are served", entries > 8, scene.tidings("entries"))
        code, told, _ = scene.tidings("status")
        claim("status says so", code == 1 and "no space left" in told, told)
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        claim("it goes on by itself", holds_within(90, lambda: scene.entries() > entries + 4),
              scene.log()[-900:])
        claim("it stops in order", scene.stop() == 0)
        claim("the database is whole", scene.is_whole(), scene.tidings("doctor"))


def read_only():
    """The kernel makes a file system read-only after an error on the disk; it has to be unmounted and
    checked then, while the daemon runs."""
    image = WORK / "image"
    with open(image, "wb") as file:
        file.truncate(32 << 20)
    try:
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
        disks = contextlib.ExitStack()
        disk = disks.enter_context(mounted("ext4-disk", "-o", "loop,errors=remount-ro", image))
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  SKIPPED, NOT CHECKED: no ext4 image can be mounted here: {error}")
        return
    with disks:
        scene = Scene("read-only", disk / "state")
        device = subprocess.check_output(["findmnt", "-no", "SOURCE", disk], text=True).strip()
        trigger = pathlib.Path(f"/sys/fs/ext4/{device.split('/')[-1]}/trigger_fs_error")
        if not trigger.exists():
            print(f"  SKIPPED, NOT CHECKED: there is no {trigger}")
            return

        def begin():
            trigger.write_text("1")

        def end():
            freed = holds_within(90, lambda: subprocess.run(
                ["umount", disk], stderr=subprocess.DEVNULL).returncode == 0)
            claim("the daemon lets go of the disk", freed)
            subprocess.run(["e2fsck", "-fy", image], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            code, told, error = scene.tidings("status")
            claim("status says what it waits for while the disk is away",
                  code == 1 and "cannot be written" in told, f"{code} {told} {error}")
            time.sleep(3)
            claim("nothing is made where the disk was", not list(disk.iterdir()))
            subprocess.run(["mount", "-o", "loop,errors=remount-ro", image, disk], check=True)

        scene.start()
        outage(scene, begin, end, "cannot be written")


def gone():
    scene = Scene("gone", WORK / "gone-state")
    away = WORK / "gone-away"
    scene.start()
    outage(scene, lambda: scene.state.rename(away), lambda: away.rename(scene.state), "is gone",
           is_readable=False)


def locked():
    scene = Scene("locked", WORK / "locked-state")
    holder = []

    def begin():
        holder.append(sqlite3.connect(scene.state / "tidings.db", isolation_level=None,
                                      check_same_thread=False))
        holder[0].execute("BEGIN IMMEDIATE")

    scene.start()
    outage(scene, begin, lambda: holder[0].execute("ROLLBACK"), "is locked by another program")


def damage_page(database):
    """Damages the last page but one that is none of the schema, without which nothing can be read."""
    for page in range(database.stat().st_size // 4_096 - 2, 1, -1):
        with open(database, "r+b") as file:
            file.seek(page * 4_096)
            sound = file.read(64)
            file.seek(page * 4_096)
            file.write(b"\xa5" * 64)
        try:
            with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return
        except sqlite3.DatabaseError:
            with open(database, "r+b") as file:
                file.seek(page * 4_096)
                file.write(sound)


def corrupt():
    scene = Scene("corrupt", WORK / "corrupt-state")
    scene.start()
    claim("it polls before", holds_within(20, lambda: scene.entries() > 8))
    code, told, error = scene.tidings("backup")
    claim("a backup is made beside it", code == 0, error)
    scene.stop()
    entries = scene.entries()
    database = scene.state / "tidings.db"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE store SET closed = NULL")
    connection.close()
    with open(database, "r+b") as file:
        for page in range(8, database.stat().st_size // 4_096):
            file.seek(page * 4_096)
            file.write(b"\xa5" * 64)
    code, log = scene.run_once()
    claim("a start ends with 1 and the remedy", code == 1 and "tidings restore" in log, log)
    code, told, _ = scene.tidings("doctor")
    claim("doctor finds it", code == 1 and "tidings restore" in told, told)
    code, told, error = scene.tidings("restore")
    claim("it is restored", code == 0 and 8 < scene.entries() <= entries, f"{told} {error}")
    claim("the broken one is kept", list(scene.state.glob("tidings.db.replaced-*")))
    claim("the next start works", scene.run_once()[0] == 0, scene.log()[-300:])
    claim("the database is whole", scene.is_whole(), scene.tidings("doctor"))
    damage_page(database)
    claim("doctor finds one damaged page", scene.tidings("doctor")[0] == 1)
    code, told, error = scene.tidings("restore", "--salvage")
    claim("the rest is saved without a backup", code in (0, 4) and "saved" in told, f"{told} {error}")
    claim("the next start works", scene.run_once()[0] == 0, scene.log()[-300:])
    claim("the database is whole", scene.is_whole(), scene.tidings("doctor"))


def owner():
    state = WORK / "owner-state"
    state.mkdir(mode=0o700)
    code, log = Scene("owner", state, user=NOBODY).run_once()
    claim("another's folder: ends with 1 and the remedy",
          code == 1 and "no permission" in log and "run as root" in log, log)
    state.rmdir()
    state.write_text("")
    code, log = Scene("owner-file", state).run_once()
    claim("a file where the folder should be: ends with 1", code == 1 and "cannot open" in log, log)


def readable_only():
    """A database in a folder that may only be read, and one on a disk that is read-only."""
    with mounted("ro-disk", "-t", "tmpfs", "tmpfs") as disk:
        scene = Scene("ro", disk / "state")
        scene.start()
        claim("it polls before", holds_within(20, lambda: scene.entries() > 8))
        scene.process.kill()
        scene.process.wait()
        entries = scene.entries()
        copy = disk / "copy"
        shutil.copytree(scene.state, copy)
        (copy / "tidings.db-shm").unlink(missing_ok=True)
        for path in copy.iterdir():
            path.chmod(0o444)
        copy.chmod(0o555)
        scene.user, scene.state = NOBODY, copy
        claim("read with a log, without leave to write", scene.entries() == entries,
              scene.tidings("entries")[2])
        scene.user, scene.state = None, disk / "state"
        scene.run_once()
        entries = scene.entries()
        claim("no log is left after a stop in order", not (scene.state / "tidings.db-wal").exists())
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        claim("read on a read-only disk", scene.entries() == entries, scene.tidings("entries")[2])
        code, log = scene.run_once()
        claim("a start there ends with 1 and the remedy",
              code == 1 and "cannot be written" in log and "mounted" in log, log)
        code, told, _ = scene.tidings("doctor")
        claim("doctor says so", code == 1 and "reading only" in told, told)


def second():
    scene = Scene("second", WORK / "second-state")
    first = scene.start()
    claim("the first works", holds_within(20, lambda: scene.entries() > 0))
    code, log = scene.run_once()
    claim("the second names the first", code == 1 and f"process {first.pid}, since 20" in log, log)
    claim("the first is not disturbed", first.poll() is None)
    first.send_signal(signal.SIGKILL)
    first.wait()
    claim("a killed one is in nobody's way", scene.run_once()[0] == 0)


def modes():
    """A start under umask 000, and links that another user planted."""
    scene = Scene("modes", WORK / "modes-state", umask=0)
    scene.start()
    claim("it works", holds_within(20, lambda: scene.entries() > 0))
    found = {path.name: stat.S_IMODE(path.stat().st_mode)
             for path in [scene.state, *scene.state.iterdir()]}
    claim("a user's folder is 0700, its files 0600",
          found.pop(scene.state.name) == 0o700 and set(found.values()) == {0o600}, found)
    scene.stop()
    scene = Scene("modes-group", WORK / "group-state", umask=0o077)
    scene.state.mkdir()
    scene.state.chmod(0o2770)
    scene.start()
    claim("it works", holds_within(20, lambda: scene.entries() > 0))
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in scene.state.iterdir()}
    claim("a group's files are 0660", set(found.values()) == {0o660}, found)
    scene.stop()
    for name in ("tidings.db", "tidings.lock", "tidings.db-wal", "tidings.db-shm"):
        for is_new in (True, False):
            told = f"{name} of {'a new' if is_new else 'an old'} database"
            victim = WORK / f"victim-{name}-{is_new}"
            victim.write_text("precious")
            state = WORK / f"links-{name}-{is_new}"
            state.mkdir()
            scene = Scene(f"links-of-{name}-{is_new}", state)
            if not is_new:
                scene.run_once()
            (state / name).unlink(missing_ok=True)
            (state / name).symlink_to(victim)
            code, log = scene.run_once()
            # SQLite takes away what stands beside an empty file.
            claim(f"a link for {told} is not followed", victim.read_text() == "precious"
                  and (code == 1 or is_new and name.startswith("tidings.db-")), f"{code} {log}")


def migrations():
    """The scripts of all migrations, in order."""
    order = re.findall(r"script: (\w+)\)", (SOURCES / "Migration.swift").read_text())
    texts = "".join(path.read_text() for path in SOURCES.glob("*.swift"))
    return [re.search(rf'let {name}: StaticString = """\n(.*?)\n *"""', texts, re.S)[1]
            for name in order]


def migration():
    """A database of the former schema on a disk that has less and less room missing."""
    scripts = migrations()[:-1]
    with mounted("migration-disk", "-t", "tmpfs", "-o", "size=1m", "tmpfs") as disk:
        scene = Scene("migration", disk / "state")
        scene.state.mkdir()
        database = scene.state / "tidings.db"
        connection = sqlite3.connect(database)
        for number, script in enumerate(scripts, 1):
            connection.executescript(script)
            connection.execute("INSERT INTO migrations VALUES (?, 'x', 0)", (number,))
        connection.execute("INSERT INTO store VALUES (1, 0, 1, 2, 3, 0, 0)")
        connection.execute("INSERT INTO feeds (url, added, is_subscribed, is_enabled, publisher)"
                           " VALUES ('https://a.example/', 0, 1, 1, 'a')")
        connection.executemany(
            "INSERT INTO entries (feed, seen, sort_time, title, summary) VALUES (1, 0, 0, ?, ?)",
            [(f"Title {n}", "Words. " * 40) for n in range(200)])
        connection.commit()
        connection.close()
        refused, wrong, room = 0, [], 0
        while True:
            fill(disk / "filler")
            size = (disk / "filler").stat().st_size - room
            if size <= 0:
                (disk / "filler").unlink()
            else:
                os.truncate(disk / "filler", size)
            code, log = scene.run_once()
            if code == 0 or size <= 0:
                break
            refused += 1
            if "no space left" not in log:
                wrong.append(log)
            # In place, and without the index of the log: there is no room for either.
            log_file = database.with_name("tidings.db-wal")
            has_log = log_file.exists() and log_file.stat().st_size
            connection = sqlite3.connect(
                f"file:{database}?mode=ro&{'vfs=unix-none' if has_log else 'immutable=1'}", uri=True)
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            rows = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.close()
            if (rows, whole) != (200, "ok") or version not in (len(scripts), len(scripts) + 1):
                wrong.append((room, rows, version, whole))
            room += 8_192
        claim(f"refused {refused} times for want of room, the database as it was", refused and not wrong,
              wrong[:3])
        claim("migrated once there was room", code == 0, log)
        (disk / "filler").unlink(missing_ok=True)
        backups = [path.name for path in (scene.state / "backups").glob("*.db")]
        claim("a copy of the former schema is kept",
              backups == [f"before-schema-{len(scripts) + 1}.db"], backups)
        left = [path.name for path in scene.state.rglob("*") if path.name.startswith(".")]
        claim("nothing half-made is left", not left, left)
        claim("the database is whole", scene.is_whole(), scene.tidings("doctor"))


def main():
    global PORT
    if len(sys.argv) < 4:
        into_own_mounts()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    WORK.chmod(0o755)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    PORT = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wanted = os.environ.get("CASES", "").split()
    for case in (full, full_start, tiny, read_only, gone, locked, corrupt, owner, readable_only, second,
                 modes, migration):
        if wanted and case.__name__ not in wanted:
            continue
        print(f"{case.__name__}:")
        try:
            case()
        except (subprocess.SubprocessError, OSError, sqlite3.Error) as error:
            claim(f"{case.__name__} ends", False, repr(error))
    print(f"faults: {len(faults)} of the claims failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
