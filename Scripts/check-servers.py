#!/usr/bin/env python3
"""Polls hostile servers next to sound ones, and measures what the hostile ones cost.

  check-servers.py BIN WORK

BIN is the folder of the built programs. Two daemons run side by side with their default limits, each
with its own 50 sound feeds that are due every five seconds; one also has the hostile servers, each on
an address of its own. What has to hold: every hostile feed ends within its deadline and with the
reason for it, the memory of its daemon stays within 20 MB of the other's, and no sound feed is polled
5 s late or loses an entry. Servers whose documents are feeds, but of a great many tiny entries, begin
when the others have sent what they have: with these it stays within 60 MB. The longest deadline is a
minute, so the check takes a little more.
"""
import ctypes
import json
import multiprocessing
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
import zlib

from feed_origin import FeedOrigin

SOUND_FEEDS, INTERVAL, ENTRY_EACH = 50, 5, 2
LATENESS_SECONDS, MEMORY_MB, MEMORY_WITH_FEEDS_MB = 5.0, 20.0, 60.0
# When those who send feeds begin: a silence of 20 s would be too long.
LATER = 15
# What the daemon says, and when: the deadline of a whole fetch, and that of one which is too slow.
TOTAL, TOO_SLOW, GRACE = 60, 25, 3.0
HOSTILE_PORT, SOUND_PORT = 18_780, 18_781
# Instead of a reason: it is taken for what it is, and has entries.
A_FEED = None

START = b"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>"
ITEM = b"<item><guid>%d</guid><title>A title</title><description>Words of it.</description></item>"


# MARK: Hostile servers. Each sends to `s` what it likes, until that fails.


def head(*lines, status="200 OK"):
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()


def forever(s, piece, pause=0.0):
    while True:
        s.sendall(piece)
        time.sleep(pause)


def endless(first, piece, pause=0.0):
    def serve(s):
        s.sendall(first)
        forever(s, piece, pause)
    return serve


def once(data, wait=True):
    """Sends this, and hangs up or waits for the other side to."""
    def serve(s):
        s.sendall(data)
        while wait and s.recv(65_536):
            pass
    return serve


def endless_feed(s):
    s.sendall(head("Content-Type: application/rss+xml") + START)
    number = 0
    while True:
        s.sendall(b"".join(ITEM % n for n in range(number, number + 1_000)))
        number += 1_000


def reset(s):
    s.sendall(head("Content-Length: 100000") + START)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def redirect(target):
    lines = [f"Location: {target}", "Content-Length: 0", "Connection: close"]
    return once(head(*lines, status="302 Found"), wait=False)


def encoded(data, *encodings):
    lines = [f"Content-Encoding: {', '.join(encodings)}", f"Content-Length: {len(data)}"]
    return once(head(*lines) + data)


def gzip(pieces):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(piece) for piece in pieces) + packer.flush()


def zeros(megabytes):
    yield START
    for _ in range(megabytes):
        yield bytes(1 << 20)


def brotli(data, window=24):
    library = ctypes.CDLL("libbrotlienc.so.1")
    size = ctypes.c_size_t(len(data) // 1_000 + 65_536)
    buffer = ctypes.create_string_buffer(size.value)
    if not library.BrotliEncoderCompress(
            1, window, 0, ctypes.c_size_t(len(data)), data, ctypes.byref(size), buffer):
        raise OSError("brotli")
    return buffer.raw[:size.value]


def zstd(data, window=27):
    """With the largest window that a decoder takes by default: it has to keep so much."""
    library = ctypes.CDLL("libzstd.so.1")
    library.ZSTD_createCCtx.restype = ctypes.c_void_p
    library.ZSTD_compress2.restype = ctypes.c_size_t
    context = ctypes.c_void_p(library.ZSTD_createCCtx())
    for parameter, value in ((100, 3), (101, window), (200, 0)):
        library.ZSTD_CCtx_setParameter(context, parameter, value)
    buffer = ctypes.create_string_buffer(len(data) // 1_000 + 65_536)
    size = library.ZSTD_compress2(
        context, buffer, ctypes.c_size_t(len(buffer)), data, ctypes.c_size_t(len(data)))
    if size > len(buffer):
        raise OSError("zstd")
    return buffer.raw[:size]


def later(data):
    """Sends this gzip when the others have done, and hangs up."""
    def serve(s):
        time.sleep(LATER)
        s.sendall(head("Content-Encoding: gzip", f"Content-Length: {len(data)}", "Connection: close") + data)
    return serve


def tiny(megabytes):
    """Of so many as fit, of which the daemon takes what it can hold."""
    item = b"<item><title>a</title></item>"
    yield START
    for _ in range(megabytes):
        yield item * ((1 << 20) // len(item))
    yield b"</channel></rss>"


def bombs():
    """The packed ones, as name, server and reason; of those whose packer is not here none."""
    plain = START + bytes(128 << 20)
    too_large, not_asked = r"larger than 64 MiB", r"the encoding .* was not asked for"
    gigabyte = gzip(zeros(1_024))
    yield "gzip bomb, 1 GiB", encoded(gigabyte, "gzip"), too_large
    yield "gzip bomb, twice", encoded(gzip([gigabyte]), "gzip", "gzip"), too_large
    yield "gzip bomb, by transfer", once(
        head("Transfer-Encoding: gzip, chunked") + b"%x\r\n" % len(gigabyte) + gigabyte), too_large
    ten = START
    for _ in range(10):
        ten = gzip([ten])
    yield "63 MiB of tiny entries", later(gzip(tiny(63))), A_FEED
    for number in range(4):
        yield f"1 MiB of tiny entries, {number + 1}", later(gzip(tiny(1))), A_FEED
    yield "10 encodings", encoded(ten, *["gzip"] * 10), r"damaged"
    try:
        packed = brotli(plain)
        yield "brotli bomb", encoded(packed, "br"), not_asked
        for _ in range(4):
            packed = brotli(packed)
        yield "brotli bomb, 5 times", encoded(packed, *["br"] * 5), not_asked
    except OSError:
        print("servers: SKIPPED, NO BROTLI BOMBS: libbrotlienc.so.1 is not here")
    try:
        yield "zstd bomb", encoded(zstd(plain), "zstd"), not_asked
    except OSError:
        print("servers: SKIPPED, NO ZSTD BOMB: libzstd.so.1 is not here")


def hostile():
    """Every hostile server: name, server, the reason that the daemon has to give, its deadline."""
    too_large, broken = r"larger than 64 MiB", r"broke the rules|damaged"
    too_much = r"sends more than 129 MiB"
    chunked, packed = head("Transfer-Encoding: chunked"), head("Content-Encoding: gzip")
    chunk = b"10000\r\n" + bytes(65_536) + b"\r\n"
    slow, late = r"slower than 100 bytes", r"no complete answer within 60 s"
    servers = [
        ("endless body", endless(head() + START, b"x" * 65_536), too_large),
        ("endless feed", endless_feed, too_large),
        ("endless chunks", endless(chunked, chunk), too_large),
        ("endless chunk extension", endless(chunked + b"5;", b"x" * 65_536),
         too_much + "|" + slow),
        ("a gzip header without end", endless(packed + b"\x1f\x8b\x08\x08\0\0\0\0\0\3", b"x" * 65_536),
         too_much),
        ("empty gzip blocks without end",
         endless(packed + b"\x1f\x8b\x08\0\0\0\0\0\0\3", b"\0\0\0\xff\xff" * 13_107), too_much),
        ("gzip of the length of its text",
         once(head("Content-Encoding: gzip", "Content-Length: 100000") + gzip([b"no feed"]), wait=False),
         r"not a feed"),
        ("endless trailers", endless(chunked + b"0\r\n", b"X: y\r\n" * 4_096), too_much + "|" + slow),
        ("1 byte each 0.5 s, in the headers", endless(head()[:-2], b"x", 0.5), slow, TOO_SLOW),
        ("1 byte each 0.5 s, in the body", endless(head() + START, b"x", 0.5), slow, TOO_SLOW),
        ("150 bytes a second", endless(head() + START, b"x" * 75, 0.5), late),
        ("interim answers without end, slowly",
         endless(b"", head("X: " + "y" * 60, status="103 Early Hints"), 0.5),
         slow + "|" + late),
        ("silent after accept", once(b""), slow, TOO_SLOW),
        ("redirect to itself", redirect("/again"), r"redirects to itself"),
        ("redirect to file:", redirect("file:///etc/passwd"), r"only http and https"),
        ("redirect to gopher:", redirect("gopher://127.0.0.1:70/"), r"only http and https"),
        ("endless headers", endless(head()[:-2], b"X-A: b\r\n" * 4_096), broken),
        ("one header without end", endless(head()[:-2] + b"X: ", b"x" * 65_536), broken),
        ("folded header without end", endless(head("X: y")[:-2], b" x\r\n" * 4_096), broken),
        ("100 Continue without end", endless(b"", head(status="100 Continue") * 1_000), broken),
        ("Content-Length too large",
         once(head("Content-Length: 100000") + START, wait=False), broken),
        ("Content-Length too small", once(head("Content-Length: 20") + START * 10_000), r"."),
        ("Content-Length of 1 TB, then silence",
         once(head("Content-Length: 1000000000000") + START), slow + "|" + too_large, TOO_SLOW),
        ("Content-Length below 0", once(head("Content-Length: -5") + START), r".", TOO_SLOW),
        ("Content-Length twice",
         once(head("Content-Length: 5", "Content-Length: 70000") + START), r".", TOO_SLOW),
        ("a chunk of no size", once(chunked + b"zz\r\n" + START), broken),
        ("a chunk of 2^64 bytes", once(chunked + b"1ffffffffffffffff\r\n" + START), broken),
        ("reset in the body", reset, broken),
        ("HTTP/0.9", once(START * 1_000, wait=False), broken),
        ("HTTP/9.9", once(b"HTTP/9.9 200 OK\r\n\r\n" + START, wait=False), broken),
        ("random bytes", once(os.urandom(1 << 20), wait=False), broken),
    ]
    return [(*server, TOTAL)[:4] for server in servers + list(bombs())]


def serve_hostile(servers, seconds, ready):
    """One address a server; notes for each the seconds from the first connection to the last end."""
    first = {}

    def visit(s, number):
        first.setdefault(number, time.monotonic())
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            s.recv(65_536)
            servers[number][1](s)
        except OSError:
            pass
        s.close()
        seconds[number] = time.monotonic() - first[number]

    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("0.0.0.0", HOSTILE_PORT))
        server.listen(500)
        ready.set()
        while True:
            s, _ = server.accept()
            number = s.getsockname()[0].split(".")[3]
            threading.Thread(target=visit, args=(s, int(number)), daemon=True).start()


# MARK: Sound servers


class Sound(FeedOrigin):
    """127.0.N.M is feed M of daemon N: a new entry every other interval, 304 where there is none. Notes in
    `log` what was asked, in seconds since `begin`."""

    def __init__(self, begin, log):
        super().__init__("127.0", SOUND_FEEDS, SOUND_PORT)
        self.begin, self.log = begin, log

    def feed(self, address):
        return address

    def answer(self, feed, known):
        now = time.monotonic() - self.begin
        count = 1 + int(now / INTERVAL / ENTRY_EACH)
        self.log.append((feed, now, count))
        if known == b"%d" % count:
            return head(f'ETag: "{count}"', status="304 Not Modified")
        body = START + b"".join(ITEM % n for n in range(count)) + b"</channel></rss>"
        return head(f'ETag: "{count}"', f"Content-Length: {len(body)}") + body


# MARK: The check


class Daemon:
    def __init__(self, programs, work, number, servers=()):
        self.programs, self.state, self.number = programs, str(work / f"state{number}"), number
        config = work / f"feeds{number}.yml"
        lines = ["defaults: {allow_private: [127.0.0.0/8]}", "feeds:"]
        lines += [f"  - {{url: 'http://127.0.{number}.{feed}:{SOUND_PORT}/', interval: {INTERVAL}s}}"
                  for feed in range(1, SOUND_FEEDS + 1)]
        lines += [f"  - {{url: 'http://127.0.9.{feed}:{HOSTILE_PORT}/', interval: 1d}}"
                  for feed in range(len(servers))]
        config.write_text("\n".join(lines) + "\n")
        self.log = open(work / f"log{number}", "w")
        self.process = subprocess.Popen(
            [f"{programs}/tidingsd", "--config", config, "--state", self.state], stderr=self.log)

    def memory(self):
        """The most that it held so far, in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1_024 / 1e6

    def feeds(self):
        told = subprocess.run([f"{self.programs}/tidings", "feeds", "--json", "--state", self.state],
                              stdout=subprocess.PIPE, check=True)
        return {feed["url"].split("/")[2].split(":")[0]: feed for feed in json.loads(told.stdout)["feeds"]}

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=30)


def lateness(log, number, seconds):
    """The longest that a feed of daemon `number` was polled too late, in seconds."""
    times = {f"127.0.{number}.{feed}": [] for feed in range(1, SOUND_FEEDS + 1)}
    for feed, moment, _ in log:
        if feed in times:
            times[feed].append(moment)
    gaps = [max(b - a for a, b in zip(polls, [*polls[1:], seconds])) if polls else seconds
            for polls in times.values()]
    # A tenth is added to each interval by chance, and times are whole seconds.
    return max(0.0, max(gaps) - INTERVAL * 1.1 - 1)


def given(log, number):
    """How many entries each feed of daemon `number` has told of."""
    counts = {}
    for feed, _, count in log:
        if feed.startswith(f"127.0.{number}."):
            counts[feed] = max(count, counts.get(feed, 0))
    return counts


def lost(log, whole, feeds, number):
    """How many entries daemon `number` was given and has not stored, or more than once. What came while it
    was stopped, which only the `whole` log has, may be stored or not."""
    most = given(whole, number)
    return sum(max(0, count - feeds[feed]["entries"], feeds[feed]["entries"] - most[feed])
               for feed, count in given(log, number).items())


def judge(servers, seconds, feeds):
    """Prints what became of each hostile server; how many ended as they must not."""
    faults = 0
    print(f"{'server':36} {'took':>7} {'allowed':>8}  reason")
    for number, (name, _, reason, deadline) in enumerate(servers):
        feed = feeds[f"127.0.9.{number}"]
        told = feed["last_error"]
        took = seconds[number]
        wrong = []
        if took < 0 or took > deadline + GRACE:
            wrong.append("too late")
        if reason is A_FEED:
            if told or not feed["entries"]:
                wrong.append("no feed with entries")
        elif not re.search(reason, told or ""):
            wrong.append("another reason")
        faults += bool(wrong)
        print(f"{name:36} {took:5.1f} s {deadline:6} s  "
              f"{'FAULT: ' + ', '.join(wrong) + ': ' if wrong else ''}{told or 'taken for a feed'}")
    return faults


def main():
    programs, work = sys.argv[1], pathlib.Path(sys.argv[2]).absolute()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    servers = hostile()
    start = time.monotonic()
    with multiprocessing.Manager() as manager:
        log, seconds = manager.list(), multiprocessing.Array("d", [-1.0] * len(servers))
        # In processes of their own, so that those who flood do not hold up the others.
        ready = multiprocessing.Event()
        flood = multiprocessing.Process(
            target=serve_hostile, args=(servers, seconds, ready), daemon=True)
        flood.start()
        ready.wait(30)
        sound = Sound(start, log)
        sound.start()
        alone, beset = Daemon(programs, work, 1), Daemon(programs, work, 2, servers)
        end = time.monotonic() + TOTAL + 15
        time.sleep(LATER - 2)
        former = [daemon.memory() for daemon in (alone, beset)]
        while time.monotonic() < end and (min(seconds) < 0 or time.monotonic() < start + 20):
            time.sleep(1)
        time.sleep(2)
        taken = time.monotonic() - start
        memory = [daemon.memory() for daemon in (alone, beset)]
        polls = list(log)
        codes = [daemon.stop() for daemon in (alone, beset)]
        feeds = [daemon.feeds() for daemon in (alone, beset)]
        whole = list(log)
        polls = [poll for poll in polls if poll[1] < taken]
        for process in (flood, sound.process):
            process.terminate()
    faults = judge(servers, list(seconds), feeds[1])
    late = [lateness(polls, number, taken) for number in (1, 2)]
    missing = sum(lost(polls, whole, feeds[number - 1], number) for number in (1, 2))
    print(f"servers: {len(servers)} hostile ones, {faults} faults; memory {former[1]:.1f} MB before feeds"
          f" and {memory[1]:.1f} MB, without them {former[0]:.1f} and {memory[0]:.1f} MB; {len(polls)} polls of {2 * SOUND_FEEDS} sound feeds at most"
          f" {late[1]:.1f} s late, without them {late[0]:.1f} s; {missing} entries lost or doubled")
    sys.exit(1 if faults or any(codes) or missing or former[1] > former[0] + MEMORY_MB
             or memory[1] > memory[0] + MEMORY_WITH_FEEDS_MB or late[1] >= LATENESS_SECONDS else 0)


if __name__ == "__main__":
    main()
