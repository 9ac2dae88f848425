"""A real systemd in a container with this machine's own root, whose writes go to memory."""
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

GROUPS = [Path("/sys/fs/cgroup/systemd"), Path("/sys/fs/cgroup/unified")]
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
