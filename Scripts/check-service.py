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

SOURCE = Path(__file__).resolve().parent.parent
CHECK = "/opt/tidings-check"  # in the container
GROUPS = [Path("/sys/fs/cgroup/systemd"), Path("/sys/fs/cgroup/unified")]
WATCHDOG = 4
UNIT = "tidingsd.service"


SKIPPED = 77


def skip(why):
    print(f"service: SKIPPED, NOTHING WAS CHECKED: {why}", flush=True)
    sys.exit(SKIPPED if sys.argv[1:2] == ["inside"] else 0)


class Machine:
    """The container: boots, runs commands, goes."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.root = scratch / "root"
        self.nspawn = None
        self.leader = None
        self.group = f"tidings-check-{os.getpid()}"

    def boot(self):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=768m", "tmpfs", self.scratch], check=True)
        for name in ("upper", "work", "root"):
            (self.scratch / name).mkdir()
        options = f"lowerdir=/,upperdir={self.scratch}/upper,workdir={self.scratch}/work"
        mounted = subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, self.root])
        if mounted.returncode:
            skip("no overlay can be mounted here")
        system = self.root / "etc/systemd/system"
        for wants in system.glob("*.wants"):
            shutil.rmtree(wants)
        (system / "default.target").unlink(missing_ok=True)
        (system / "default.target").symlink_to("/lib/systemd/system/multi-user.target")
        for name in ("etc/fstab", "etc/machine-id", "etc/resolv.conf"):
            (self.root / name).unlink(missing_ok=True)
            (self.root / name).write_text("")
        # It forbids packages to start services, on build machines.
        (self.root / "usr/sbin/policy-rc.d").unlink(missing_ok=True)
        for folder in [group for group in GROUPS if group.is_dir()]:
            (folder / self.group).mkdir()
        log = open(self.scratch / "console", "w")
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", "-D", self.root, "-b", "--register=no", "--keep-unit",
             "--console=pipe", "--private-network", "--capability=all", "--system-call-filter=bpf"],
            env=os.environ | {"SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"}, stdin=subprocess.DEVNULL,
            stdout=log, stderr=subprocess.STDOUT, preexec_fn=self.enter_group)
        wait_for(self.find_leader, 20, "the container's first process")
        wait_for(lambda: self.run("systemctl", "is-system-running").stdout.strip()
                 in ("running", "degraded"), 60, "the end of the boot")

    def enter_group(self):
        for folder in [group / self.group for group in GROUPS if group.is_dir()]:
            (folder / "cgroup.procs").write_text(str(os.getpid()))

    def find_leader(self):
        if self.nspawn.poll() is not None:
            text = (self.scratch / "console").read_text()
            skip(f"systemd-nspawn ends at once: {text.strip()[-400:]}")
        listing = Path(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children").read_text()
        for pid in listing.split():
            if Path(f"/proc/{pid}/comm").read_text().strip() == "systemd":
                self.leader = pid
        return self.leader

    def run(self, *command, seconds=60):
        assert self.leader
        enter = ["nsenter", "-t", self.leader, "-m", "-u", "-i", "-n", "-p", "-C", "--"]
        clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/", "LANG": "C.UTF-8",
                 "DEBIAN_FRONTEND": "noninteractive"}
        return subprocess.run([*enter, *command], env=clean, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=seconds)

    def must(self, *command, seconds=60):
        done = self.run(*command, seconds=seconds)
        if done.returncode:
            raise Failure(f"{' '.join(command)} ended with {done.returncode}: "
                          f"{(done.stdout + done.stderr).strip()[-800:]}")
        return done.stdout

    def as_user(self, user, *command):
        return self.run("env", f"HOME=/home/{user}", "runuser", "-u", user, "--", *command)

    def show(self, name):
        return self.must("systemctl", "show", "-P", name, UNIT).strip()

    def file(self, path):
        return self.root / path.lstrip("/")

    def end(self):
        if self.leader:
            self.run("systemctl", "poweroff", "--force")
        if self.nspawn:
            try:
                self.nspawn.wait(15)
            except subprocess.TimeoutExpired:
                self.nspawn.kill()
                self.nspawn.wait(15)
        for group in GROUPS:
            remove_group(group / self.group)


def remove_group(folder):
    for inner in sorted(folder.glob("**/"), key=lambda path: -len(path.parts)):
        for _ in range(20):
            try:
                inner.rmdir()
                break
            except FileNotFoundError:
                break
            except OSError:
                time.sleep(0.1)


class Failure(Exception):
    pass


def expect(condition, text):
    if not condition:
        raise Failure(text)


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise Failure(f"{what} did not come within {seconds} s")
        time.sleep(0.2)
    return found


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
    status = machine.as_user("member", "tidings", "status")
    expect(status.returncode == 0, f"status for a member: {status.stdout}{status.stderr}")


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
    for address in ("10.1.2.3/32", "169.254.169.254/32", "192.168.1.9/32", "93.184.216.34/32"):
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
    print(f"    {len(found) - len(possible)} of {len(found)} things are denied")
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

ORIGIN = '''
import http.server, threading, time
lock, hanging = threading.Lock(), 0
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        global hanging
        kind, _, number = self.path.strip("/").partition("/")
        self.send_response(200)
        self.end_headers()
        if kind == "open":
            self.wfile.write(str(hanging).encode())
        elif kind == "hang":
            with lock: hanging += 1
            try:
                while True:
                    self.wfile.write(b" " * 2000)
                    time.sleep(1)
            except OSError:
                pass
            finally:
                with lock: hanging -= 1
        else:
            items = "".join(f"<item><guid>{number}-{item}</guid><title>Story {item} of feed {number}"
                            f"</title></item>" for item in (1, 2))
            self.wfile.write(f"<rss version='2.0'><channel><title>Feed {number}</title>"
                             f"<link>http://feed{number}.example/</link>{items}"
                             f"</channel></rss>".encode())
    def log_message(self, *_): pass
class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 200
    address_family = __import__("socket").AF_INET6
Server(("::", 8080), Handler).serve_forever()
'''

ASK = "import sys, urllib.request as r; print(r.urlopen(sys.argv[1], timeout=5).read().decode())"

# Holds one thread of a program until that ends, as a debugger does (ptrace(2)).
HOLD = '''
import ctypes, os, sys
thread, libc = int(sys.argv[1]), ctypes.CDLL(None, use_errno=True)
for request in (0x4206, 0x4207):  # PTRACE_SEIZE, PTRACE_INTERRUPT
    if libc.ptrace(request, thread, None, None):
        sys.exit(os.strerror(ctypes.get_errno()))
try:
    while True:
        os.waitpid(thread, 0x40000000)  # __WALL; the last one is its end
except ChildProcessError:
    pass
'''

PROBE = '''
import ctypes, json, mmap, os, socket, sys
found = {}
def attempt(name, body):
    try:
        body()
        found[name] = True
    except OSError:
        found[name] = False
def write(path):
    with open(path, "w") as file: file.write("x")
    os.unlink(path)
def connect(family, address):
    with socket.socket(family) as peer:
        peer.settimeout(2)
        peer.connect((address, 8080))
def unshare():
    if ctypes.CDLL(None, use_errno=True).unshare(0x10000000): raise OSError(ctypes.get_errno(), "")
def setuid():
    path = os.environ["STATE_DIRECTORY"] + "/probe"
    with open(path, "w"): pass
    try: os.chmod(path, 0o4755)
    finally: os.unlink(path)
four, six = socket.AF_INET, socket.AF_INET6
attempt("loopback", lambda: connect(four, "127.0.0.1"))
attempt("loopback, IPv6", lambda: connect(six, "::1"))
attempt("loopback, mapped", lambda: connect(six, "::ffff:127.0.0.1"))
attempt("private 10/8", lambda: connect(four, "10.1.2.3"))
attempt("private 192.168/16", lambda: connect(four, "192.168.1.9"))
attempt("cloud metadata", lambda: connect(four, "169.254.169.254"))
attempt("public address", lambda: connect(four, "93.184.216.34"))
if sys.argv[1:] == ["connections"]:
    print(json.dumps(found))
    sys.exit()
state = os.environ["STATE_DIRECTORY"]
attempt("write to its state", lambda: write(state + "/probe"))
for folder in ("/etc", "/etc/tidings", "/usr", "/usr/bin", "/var/lib", "/opt", "/home", "/boot"):
    attempt("write to " + folder, lambda: write(folder + "/probe"))
attempt("memory to write and run", lambda: mmap.mmap(
    -1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC))
attempt("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close())
attempt("raw packets", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close())
attempt("raw IP", lambda: socket.socket(four, socket.SOCK_RAW, 1).close())
attempt("user namespace", unshare)
attempt("set-user-id file", setuid)
attempt("first process", lambda: os.stat("/proc/1"))
attempt("/proc/sys", lambda: os.stat("/proc/sys/kernel"))
attempt("root's folder", lambda: os.listdir("/root"))
attempt("people's folders", lambda: os.stat("/home/member"))
attempt("/etc/shadow", lambda: open("/etc/shadow").close())
with open(state + "/probe.json", "w") as file: json.dump(found, file)
'''


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
        code = child.wait(420)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGTERM)
        sys.exit("service: not done within 420 s")
    if code == SKIPPED:
        return
    if code:
        sys.exit("service: something does not hold")
    print("service: all holds")


if __name__ == "__main__":
    main()
