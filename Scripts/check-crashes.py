#!/usr/bin/env python3
"""Stops a polling daemon as hard as can be, again and again, and looks at what it left.

  check-crashes.py kills PROGRAMS WORK COUNT [SEED]
  check-crashes.py cuts  PROGRAMS WORK COUNT [SEED]

PROGRAMS is the folder of the built programs. A daemon polls 50 feeds that change with every answer.
At a random moment it gets a kill -9, or the power fails: its state lies on an ext4 image with 60 s
between commits of the file system, the daemon is halted, the image copied, and the copy mounted as
after a boot, with nothing that was not synced to the disk. Then the database has to be sound, no
entry lost or doubled, no validator other than its entries, and the clusters of what was read. The next
daemon goes on from there; after the last one a whole poll has to bring the store to what the feeds tell.
"""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

import changing_feeds

FEEDS, PORT = 50, 18_782
IMAGE_MEGABYTES = 256
FINAL_SECONDS = 300


class Kills:
    """The state is a folder; what a killed process wrote is there."""
    name = "kill -9"

    def __init__(self, work):
        self.state = self.place = work / "state"

    def stop(self, daemon):
        daemon.kill()
        daemon.wait()

    def close(self):
        pass


class Cuts:
    """The state is on an image of its own."""
    name = "power cut"

    def __init__(self, work):
        self.image, self.copy = work / "disk", work / "disk.copy"
        self.place = self.image
        self.mount_point = work / "mounted"
        self.mount_point.mkdir()
        self.state = self.mount_point / "state"
        with open(self.image, "wb") as image:
            image.truncate(IMAGE_MEGABYTES << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)
        self.mount()

    def mount(self):
        subprocess.run(["mount", "-o", "loop,commit=60", self.image, self.mount_point],
                       check=True, capture_output=True, text=True)

    def unmount(self):
        subprocess.run(["umount", self.mount_point], check=True)

    def stop(self, daemon):
        daemon.send_signal(signal.SIGSTOP)
        # What the kernel holds for later is not in the image: the copy is the disk after the cut.
        subprocess.run(["cp", "--sparse=always", self.image, self.copy], check=True)
        daemon.kill()
        daemon.wait()
        self.unmount()
        os.replace(self.copy, self.image)
        self.mount()

    def close(self):
        subprocess.run(["umount", self.mount_point], check=False, capture_output=True)


def disk(kind, work):
    if kind == "kills":
        return Kills(work)
    try:
        return Cuts(work)
    except (subprocess.CalledProcessError, OSError) as error:
        told = (getattr(error, "stderr", "") or str(error)).strip()
        print("check-crashes: SKIPPED, NO POWER WAS CUT: an ext4 image cannot be made and mounted"
              f" here: {told}; run this as root where loop devices are allowed")
        sys.exit(0)


def moment(chance):
    """Seconds that a daemon lives: mostly until it has begun, at times until it is well at work."""
    return chance.uniform(0.005, 0.4) if chance.random() < 0.3 else chance.uniform(0.1, 1.6)


def main():
    if len(sys.argv) not in (5, 6) or sys.argv[1] not in ("kills", "cuts"):
        sys.exit(__doc__)
    kind, programs, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[4])
    work = pathlib.Path(sys.argv[3]).absolute()
    seed = sys.argv[5] if len(sys.argv) == 6 else "tidings"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    store = disk(kind, work)
    origin = changing_feeds.Origin(FEEDS, PORT)
    origin.write_configuration(work / "feeds.yml", "1s")
    judge = changing_feeds.Judge(origin, programs / "tidings")
    command = [programs / "tidingsd", "--config", work / "feeds.yml", "--state", store.state]
    chance = random.Random(seed)
    began = time.monotonic()
    in_flight = waiting = done = 0
    try:
        with open(work / "log", "w") as log:
            for done in range(1, count + 1):
                daemon = subprocess.Popen(command, stderr=log)
                time.sleep(moment(chance))
                if daemon.poll() is not None:
                    raise changing_feeds.Faults(f"the daemon ended by itself: {daemon.returncode}")
                store.stop(daemon)
                judge.check(store.state, work)
                in_flight += sum(told > seen for told, seen in zip(origin.revisions, judge.seen))
                waiting += judge.unclustered > 0
                if done % 100 == 0 and done < count:
                    print(f"{store.name}: {done} of {count}", file=sys.stderr)
            origin.frozen.value = 1
            # What was killed while it was polled may be due a little later.
            time.sleep(2.5)
            last = subprocess.Popen([*command, "--once"], stderr=log)
            if (code := changing_feeds.wait(last, FINAL_SECONDS)) != 0:
                raise changing_feeds.Faults(f"the last poll ended with {code}")
            judge.check(store.state, work, is_final=True)
    except changing_feeds.Faults as fault:
        print(f"check-crashes: after {done} of {count} ({store.name}, seed {seed}): {fault}\n"
              f"  the state is in {store.place}, the log in {work / 'log'}")
        return 1
    finally:
        store.close()
        origin.process.kill()
    print(f"{store.name}: {count} times in {changing_feeds.elapsed(began)} (seed {seed}):"
          f" {sum(origin.answers)} answers; 0 of {judge.entries} entries lost or doubled, every"
          " validator of its entries, integrity_check ok each time")
    print(f"  {in_flight} answers were on their way when it happened, {waiting} times entries waited"
          f" for clustering; the feeds went through {sum(origin.revisions) + FEEDS} revisions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
