#!/usr/bin/env python3
"""Installs the Debian package in a real systemd and looks at what the service does there.

    Scripts/check-service.py DEBS WORK

DEBS holds the package (`make deb`); WORK is a folder to make, for a former version of the same. A
container with this machine's own root boots, whose writes go to memory: nothing is left behind, and
there is no network in it. Needs root, systemd-nspawn (Debian: systemd-container) and control groups;
where one of them is missing it says so and checks nothing.

Exits with 1 when something does not hold.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from service_machine import (
    GROUPS, SKIPPED, UNIT, Failure, Machine, expect, skip, wait_for)
from service_probes import ASK, HOLD, ORIGIN, PROBE

SOURCE = Path(__file__).resolve().parent.parent
CHECK = "/opt/tidings-check"  # in the container
WATCHDOG = 4


# What is checked, in this order.

def installs(machine):
    machine.must("apt-get", "install", "-y", f"{CHECK}/former.deb", seconds=180)
    expect(machine.show("ActiveState") == "active", "the service does not run after the installation")
    expect(machine.run("systemctl", "is-enabled", UNIT).stdout.strip() == "enabled", "not enabled")
    owner = machine.must("stat", "-c", "%U:%G %a", "/var/lib/tidings").strip()
    expect(owner == "tidings:tidings 2770", f"/var/lib/tidings is {owner}")
    page = machine.run("man", "-w", "tidingsd")
    expect(page.returncode == 0, "no page of the manual")


def has_entries(machine, count):
    # One line for each entry, and no heading, in a pipe.
    done = machine.run("tidings", "entries")
    return len(done.stdout.splitlines()) == count


def polls(machine):
    folder = machine.file("/etc/systemd/system/tidingsd.service.d")
    folder.mkdir(parents=True)
    example = machine.file("/usr/share/doc/tidings/examples/allow-private.conf.example").read_text()
    settings = example.replace("IPAddressAllow=192.168.1.1/32", "IPAddressAllow=127.0.0.0/8")
    expect(settings != example, "the example has no such line")
    (folder / "allow-private.conf").write_text(settings)
    (folder / "watchdog.conf").write_text(f"[Service]\nWatchdogSec={WATCHDOG}s\n")
    write_feeds(machine, ["http://127.0.0.1:8080/feed/1"])
    machine.must("systemctl", "daemon-reload")
    machine.must("systemctl", "restart", UNIT)
    wait_for(lambda: has_entries(machine, 2), 30, "what the feed has")


def write_feeds(machine, urls):
    text = "defaults:\n  allow_private: [127.0.0.0/8]\nfeeds:\n"
    machine.file("/etc/tidings/feeds.yml").write_text(text + "".join(f"  - {url}\n" for url in urls))


def members_read(machine):
    for user in ("member", "stranger"):
        machine.must("useradd", "-m", user)
    machine.must("usermod", "-aG", "tidings", "member")
    listed = wait_for(lambda: machine.as_user("member", "tidings", "clusters").stdout, 30,
                      "an event, for a member of the group,")
    expect("Story" in listed, f"clusters says {listed}")
    refused = machine.as_user("stranger", "tidings", "clusters")
    expect(refused.returncode == 1 and "no permission" in refused.stderr,
           f"a stranger gets {refused.returncode}: {refused.stdout}{refused.stderr}")
    status = machine.as_user("member", "tidings", "status", "--json")
    expect(status.returncode == 0, f"status for a member: {status.stdout}{status.stderr}")
    told = json.loads(status.stdout)
    found = {name: told[name] for name in
             ("running", "process", "store_fault", "feeds", "entries", "failing")}
    wanted = {"running": True, "process": int(machine.show("MainPID")), "store_fault": None,
              "feeds": 1, "entries": 2, "failing": []}
    expect(found == wanted, f"status --json tells {found} and not {wanted}")


def logs_with_fields(machine):
    """What the log says of the feed that was polled, and of a start that failed."""
    def entries(*matches):
        lines = machine.must("journalctl", "-u", UNIT, "--no-pager", "-o", "json", *matches)
        return [json.loads(line) for line in lines.splitlines()]
    feed = "http://127.0.0.1:8080/feed/1"
    polled = entries(f"FEED={feed}", "EVENT=polled")
    expect(polled and polled[0]["MESSAGE"] == f"feed {feed}: 2 new, 0 revised"
           and polled[0]["PRIORITY"] == "6" and polled[0]["SYSLOG_IDENTIFIER"] == "tidingsd",
           f"of the poll the journal has {polled}")
    # Every event, but for those with which the daemon ends, has its name.
    pid = machine.show("MainPID")
    bare = [entry["MESSAGE"] for entry in entries(f"_PID={pid}") if "EVENT" not in entry]
    expect(not bare, f"without EVENT: {bare}")
    events = sorted({entry["EVENT"] for entry in entries() if "EVENT" in entry})
    print(f"    events in the journal: {', '.join(events)}")
    # The word of a daemon that ends at once must not be lost.
    good = machine.file("/etc/tidings/feeds.yml").read_text()
    machine.must("systemctl", "stop", UNIT)
    machine.file("/etc/tidings/feeds.yml").write_text("feeds: 7\n")
    fails_for_good(machine, "5")
    last = [entry for entry in entries("PRIORITY=3", "_TRANSPORT=stdout")
            if "feeds.yml:1:8" in entry["MESSAGE"]]
    expect(last, "the reason of a start that failed is not in the journal")
    machine.file("/etc/tidings/feeds.yml").write_text(good)
    drop_in = machine.file("/etc/systemd/system/tidingsd.service.d/line.conf")
    drop_in.write_text("[Service]\nExecStart=\nExecStart=/usr/bin/tidingsd --no-such-option\n")
    machine.must("systemctl", "daemon-reload")
    fails_for_good(machine, "2")
    drop_in.unlink()
    machine.must("systemctl", "daemon-reload")
    machine.must("systemctl", "reset-failed", UNIT)
    machine.must("systemctl", "start", UNIT)


def fails_for_good(machine, code):
    """A start that ends with this code, and is not tried again."""
    started = machine.run("systemctl", "start", UNIT)
    expect(started.returncode != 0, f"it starts, though it has to end with {code}")
    state = wait_for(lambda: (state := machine.show("SubState")) in ("failed", "auto-restart") and state,
                     10, f"the end of a start that fails with {code}")
    ended = machine.show("ExecMainStatus")
    expect(ended == code, f"it ended with {ended} and not with {code}")
    expect(state == "failed", f"it is tried again after it ended with {code}")


def writes_metrics(machine):
    """Through the example drop-in, as its comment says."""
    folder = machine.file("/var/lib/prometheus/node-exporter")
    folder.mkdir(parents=True, exist_ok=True)
    machine.must("chgrp", "tidings", "/var/lib/prometheus/node-exporter")
    folder.chmod(0o775)
    drop_in = machine.file("/etc/systemd/system/tidingsd.service.d/metrics.conf")
    shutil.copy(machine.file("/usr/share/doc/tidings/examples/metrics.conf.example"), drop_in)
    machine.must("systemctl", "daemon-reload")
    machine.must("systemctl", "restart", UNIT)
    file = folder / "tidings.prom"
    text = wait_for(lambda: file.exists() and "tidings_entries 2\n" in (text := file.read_text())
                    and text, 30, "a file of metrics")
    mode = file.stat().st_mode & 0o777
    expect(mode == 0o644, f"the mode of the metrics is {mode:o}")
    expect([path.name for path in folder.iterdir()] == ["tidings.prom"], "something lies beside it")
    print(f"    {text.count('# TYPE')} metrics")
    drop_in.unlink()
    machine.must("systemctl", "daemon-reload")
    machine.must("systemctl", "restart", UNIT)
    shutil.rmtree(machine.file("/var/lib/prometheus"))


def adds_and_reloads(machine):
    machine.must("tidings", "add", "http://127.0.0.1:8080/feed/2")
    machine.must("systemctl", "reload", UNIT)
    wait_for(lambda: has_entries(machine, 4), 30, "what the added feed has")
    expect(machine.show("ActiveState") == "active", "not active after the reload")
    text = wait_for(lambda: (text := machine.show("StatusText")).startswith("following 2 feeds")
                    and "on time" in text and text, 3 * WATCHDOG, "the status")
    print(f"    status: {text}")
    # A file that is not valid is told, and the last good one stays in force.
    good = machine.file("/etc/tidings/feeds.yml").read_text()
    machine.file("/etc/tidings/feeds.yml").write_text("feeds: 7\n")
    machine.must("systemctl", "reload", UNIT)
    wait_for(lambda: "last problem" in machine.show("StatusText"), 3 * WATCHDOG, "the problem")
    machine.file("/etc/tidings/feeds.yml").write_text(good)
    machine.must("systemctl", "reload", UNIT)
    wait_for(lambda: machine.show("StatusText").startswith("following 2 feeds"), 10, "the good file")
    wait_for(lambda: "last problem" not in machine.show("StatusText"), 3 * WATCHDOG,
             "the end of the problem")


def is_back(machine, former):
    return machine.show("MainPID") not in ("0", former) and machine.show("ActiveState") == "active"


def restarts_after_kill(machine):
    former = machine.show("MainPID")
    machine.must("systemctl", "kill", "-s", "KILL", UNIT)
    wait_for(lambda: is_back(machine, former), 20, "a new process")
    expect(has_entries(machine, 4), "entries are missing after kill -9")


def restarts_after_stall(machine):
    # It lives for longer than the watchdog allows: somebody feeds it.
    former = machine.show("MainPID")
    time.sleep(2.5 * WATCHDOG)
    expect(machine.show("MainPID") == former, "the watchdog struck at a daemon that works")
    start = time.monotonic()
    machine.must("kill", "-STOP", former)
    wait_for(lambda: is_back(machine, former), WATCHDOG + 10, "a new process")
    print(f"    back {time.monotonic() - start:.1f} s after it stalled (WatchdogSec {WATCHDOG})")
    lines = machine.must("journalctl", "-u", UNIT, "--no-pager", "-o", "cat")
    expect("Watchdog timeout" in lines, "no word of the watchdog")


def notices_one_stalled_thread(machine):
    """All else works on, a timer would too; the rounds of the heartbeat do not come to their end."""
    former = machine.show("MainPID")
    inside = Path(f"/proc/{machine.leader}/ns/pid").readlink()
    [pid] = [status.parent for status in Path("/proc").glob("[0-9]*/status")
             if f"\t{former}\n" in line_of(status, "NSpid:")
             and (status.parent / "ns/pid").readlink() == inside]
    [thread] = [task.name for task in (pid / "task").iterdir()
                if (task / "comm").read_text().strip() == "tidings.network"]
    start = time.monotonic()
    holder = subprocess.Popen([sys.executable, "-c", HOLD, thread])
    try:
        wait_for(lambda: is_back(machine, former), 2 * WATCHDOG + 10, "a new process")
    finally:
        holder.kill()
        holder.wait()
    print(f"    back {time.monotonic() - start:.1f} s after its network thread stalled")


def line_of(status, name):
    try:
        return next(line for line in status.read_text().splitlines(True) if line.startswith(name))
    except (OSError, StopIteration):
        return ""


def measures(machine):
    pid = machine.show("MainPID")
    time.sleep(2)
    status = machine.must("cat", f"/proc/{pid}/status")
    resident = int(status.split("VmRSS:")[1].split()[0]) / 1024
    print(f"    at rest with two feeds: {resident:.0f} MiB")
    expect(resident <= 40, f"{resident:.0f} MiB at rest")


def open_transfers(machine):
    return machine.run("python3", f"{CHECK}/ask.py", "http://127.0.0.1:8080/open").stdout.strip()


def stops_in_time(machine):
    urls = [f"http://127.0.1.{number}:8080/hang/{number}" for number in range(1, 101)]
    write_feeds(machine, ["http://127.0.0.1:8080/feed/1", "http://127.0.0.1:8080/feed/2", *urls])
    wait_for(lambda: open_transfers(machine) == "100", 40, "a hundred open transfers")
    start = time.monotonic()
    machine.must("systemctl", "stop", UNIT)
    taken = time.monotonic() - start
    print(f"    stopped in {taken:.1f} s")
    wait_for(lambda: open_transfers(machine) == "0", 10, "the end of the transfers")
    expect(taken <= 5, f"the stop took {taken:.1f} s")
    expect(machine.show("Result") == "success", f"stopped with {machine.show('Result')}")
    write_feeds(machine, ["http://127.0.0.1:8080/feed/1", "http://127.0.0.1:8080/feed/2"])
    machine.must("systemctl", "start", UNIT)


def upgrades(machine):
    feeds = machine.file("/etc/tidings/feeds.yml").read_text()
    events = machine.must("tidings", "clusters")
    machine.must("apt-get", "install", "-y", f"{CHECK}/new.deb", seconds=180)
    expect(machine.show("ActiveState") == "active", "the service does not run after the upgrade")
    expect(machine.file("/etc/tidings/feeds.yml").read_text() == feeds, "feeds.yml was changed")
    expect(has_entries(machine, 4), "entries are missing")
    expect(machine.must("tidings", "clusters") == events, "events changed")
    version = machine.must("dpkg-query", "-W", "-f", "${Version}", "tidings")
    expect(version != "0.0.1", "the former version is still there")
    expect(machine.file("/etc/systemd/system/tidingsd.service.d/allow-private.conf").exists(),
           "the drop-in is gone")


def restores(machine):
    """As docs/operations.md says it."""
    own = ["runuser", "-u", "tidings", "--", "tidings"]
    machine.must(*own, "backup", "/var/lib/tidings/copy.db")
    machine.must("systemctl", "stop", UNIT)
    for file in machine.file("/var/lib/tidings").glob("tidings.db*"):
        file.unlink()
    machine.must(*own, "restore", "/var/lib/tidings/copy.db")
    machine.must("systemctl", "start", UNIT)
    expect(has_entries(machine, 4), "entries are missing")
    read = machine.as_user("member", "tidings", "clusters")
    expect(read.returncode == 0, f"a member of the group gets {read.stderr}")
    machine.must("tidings", "doctor")


def is_confined(machine):
    unit = machine.file("/lib/systemd/system/tidingsd.service").read_text()
    lines = []
    for line in unit.splitlines():
        key = line.split("=")[0]
        if key == "ExecStart":
            line = f"ExecStart=/usr/bin/python3 -I {CHECK}/probe.py"
        elif key == "Type":
            line = "Type=oneshot"
        elif key in ("WatchdogSec", "Restart", "RestartSec", "RuntimeDirectory", "ExecReload"):
            continue
        lines.append(line)
    machine.file("/etc/systemd/system/probe.service").write_text("\n".join(lines) + "\n")
    machine.must("systemctl", "daemon-reload")
    for address in ("10.1.2.3/32", "172.16.5.6/32", "169.254.169.254/32", "192.168.1.9/32",
                    "93.184.216.34/32", "fd00::7/128", "fe80::7/128"):
        machine.must("ip", "address", "add", address, "dev", "lo")
    free = json.loads(machine.must("python3", "-I", f"{CHECK}/probe.py", "connections"))
    closed = [name for name, reached in free.items() if not reached]
    expect(not closed, f"not even reached without the sandbox: {closed}")
    machine.must("systemctl", "start", "probe.service", seconds=90)
    found = json.loads(machine.file("/var/lib/tidings/probe.json").read_text())
    machine.file("/var/lib/tidings/probe.json").unlink()
    machine.file("/etc/systemd/system/probe.service").unlink()
    machine.must("systemctl", "daemon-reload")
    wanted = {"public address", "write to its state"}
    possible = {name for name, is_possible in found.items() if is_possible}
    print(f"    {len(found) - len(possible)} of {len(found)} things are denied; possible, as it has to"
          f" be: {' and '.join(sorted(possible))}")
    expect(possible == wanted,
           f"possible: {sorted(possible - wanted)}; denied: {sorted(wanted - possible)}")


def serves_a_user(machine):
    """The unit of a user, with XDG folders."""
    uid = machine.must("id", "-u", "member").strip()
    folder = machine.file("/home/member/.config/tidings")
    folder.mkdir(parents=True)
    (folder / "feeds.yml").write_text(
        "feeds:\n  - url: http://127.0.0.1:8080/feed/3\n    allow_private: true\n")
    machine.must("chown", "-R", "member:", "/home/member/.config")
    machine.must("systemctl", "start", f"user@{uid}.service")
    def own(*command):
        return machine.run("env", "HOME=/home/member", f"XDG_RUNTIME_DIR=/run/user/{uid}", "runuser",
                           "-u", "member", "--", *command)
    started = own("systemctl", "--user", "start", UNIT)
    expect(started.returncode == 0, f"start: {started.stderr}" + own(
        "systemctl", "--user", "status", UNIT).stdout)
    wait_for(lambda: len(own("tidings", "entries").stdout.splitlines()) == 2, 30, "entries")
    expect(machine.file("/home/member/.local/state/tidings/tidings.db").exists(), "no database")
    stopped = own("systemctl", "--user", "stop", UNIT)
    expect(stopped.returncode == 0, f"stop: {stopped.stderr}")
    machine.must("systemctl", "stop", f"user@{uid}.service")


def purges(machine):
    shutil.rmtree(machine.file("/etc/systemd/system/tidingsd.service.d"))
    machine.must("apt-get", "purge", "-y", "tidings", seconds=120)
    left = machine.run("sh", "-c", "find /etc /usr /lib /run /var -xdev -iname '*tidings*' "
                       "! -path '/var/lib/apt/*' ! -path '/var/log/*' 2>/dev/null").stdout.split()
    expect(not left, f"left: {left}")
    for kind in ("passwd", "group"):
        expect(machine.run("getent", kind, "tidings").returncode == 2, f"{kind} has it still")
    expect(machine.run("dpkg-query", "-W", "tidings").returncode == 1, "the package is known still")


CHECKS = [
    ("the package of a former version installs, and the service starts", installs),
    ("a feed on loopback is polled through the example drop-in", polls),
    ("members of the group read without sudo, others do not", members_read),
    ("the journal has the log's fields, and the word of a start that fails", logs_with_fields),
    ("metrics are written through the example drop-in", writes_metrics),
    ("add and reload work, and a bad file is told", adds_and_reloads),
    ("kill -9: restarted, nothing lost", restarts_after_kill),
    (f"a stalled daemon is restarted within {WATCHDOG} + 10 s", restarts_after_stall),
    ("so is one that stalls in a single thread", notices_one_stalled_thread),
    ("at most 40 MiB at rest", measures),
    ("stops within 5 s with 100 transfers open", stops_in_time),
    ("an upgrade keeps state and configuration", upgrades),
    ("a copy is made and restored", restores),
    ("the sandbox denies what the service has no need of", is_confined),
    ("the unit of a user serves from XDG folders", serves_a_user),
    ("a purge leaves nothing", purges),
]

def prepare(machine, former, new):
    folder = machine.file(CHECK)
    folder.mkdir(parents=True)
    shutil.copy(former, folder / "former.deb")
    shutil.copy(new, folder / "new.deb")
    for name, text in (("origin.py", ORIGIN), ("ask.py", ASK), ("probe.py", PROBE)):
        (folder / name).write_text(text)


def inside(former, new, scratch):
    machine = Machine(scratch)
    failed = 0
    try:
        try:
            machine.boot()
        except (Failure, OSError, subprocess.SubprocessError) as error:
            skip(f"no container boots here: {error}")
        prepare(machine, former, new)
        machine.must("systemd-run", "--unit=origin", "/usr/bin/python3", f"{CHECK}/origin.py")
        for name, check in CHECKS:
            start = time.monotonic()
            try:
                # So many starts in so short a time are for the limit what a crash loop is.
                machine.run("systemctl", "reset-failed", UNIT)
                check(machine)
                print(f"  ok    {name} ({time.monotonic() - start:.1f} s)", flush=True)
            except Exception as error:  # each check is told, whatever it met
                failed += 1
                print(f"  FAILS {name}: {type(error).__name__}: {error}", flush=True)
        if failed:
            print(machine.run("journalctl", "-u", UNIT, "--no-pager", "-n", "60").stdout)
    finally:
        machine.end()
    return failed


def main():
    if sys.argv[1:2] == ["inside"]:
        # So that the container goes when this is ended.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        former, new, scratch = map(Path, sys.argv[2:5])
        sys.exit(1 if inside(former, new, scratch) else 0)
    debs, work = Path(sys.argv[1]), Path(sys.argv[2])
    if os.geteuid() != 0:
        skip("run this as root")
    for tool in ("systemd-nspawn", "unshare", "nsenter", "ip"):
        if not shutil.which(tool):
            skip(f"{tool} is missing: apt-get install systemd-container util-linux iproute2")
    probe = subprocess.run(["unshare", "-m", "--propagation", "private", "true"])
    if probe.returncode:
        skip("no mount namespace can be made here")
    try:
        for group in [group for group in GROUPS if group.is_dir()]:
            (group / "tidings-check-probe").mkdir()
            (group / "tidings-check-probe").rmdir()
    except OSError as error:
        skip(f"no control group can be made here: {error}")
    [new] = debs.glob("tidings_*_amd64.deb")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    subprocess.run(["sh", SOURCE / "Scripts/build-deb.sh", work, "0.0.1"], check=True, timeout=300)
    scratch = work / "scratch"
    scratch.mkdir()
    command = ["unshare", "-m", "--propagation", "private", sys.executable, __file__, "inside",
               work / "tidings_0.0.1_amd64.deb", new, scratch.resolve()]
    child = subprocess.Popen(command, start_new_session=True)
    try:
        code = child.wait(480)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGTERM)
        sys.exit("service: not done within 480 s")
    if code == SKIPPED:
        return
    if code:
        sys.exit("service: something does not hold")
    print("service: all holds")


if __name__ == "__main__":
    main()
