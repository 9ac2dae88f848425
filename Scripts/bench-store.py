#!/usr/bin/env python3
"""Measures what reading and filling a large store costs, beside the sqlite3 program and a small store.

  bench-store.py PROGRAMS WORK [ENTRIES [RUNS]]

PROGRAMS is the folder of the built programs. A store of ENTRIES (1,000,000) entries, a tenth as many
events and a fiftieth as many feeds is made in WORK, where it is not there yet, and two small ones of
10,000 entries: of as many feeds, and of a fiftieth of its entries. Each command of `tidings` is run RUNS times (20) as a process of its own, in turn with the
sqlite3 program answering the same question; the medians are of the wall clock, from the start of a
process to its end, and of the processors' time. Bytes an entry are beside those of the plainest store of
the same texts.
"""
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

LISTING_MS, VERSION_MS, COUNTS_MS = 25, 10, 50
SMALL = 10_000

# The codes of `status` where no daemon runs, and of a list in which nothing is.
NO_DAEMON, NOTHING = 1, 3

CLUSTERS = """SELECT c.id, c.last_time, c.entries, c.publishers, c.independent_texts, e.title
    FROM clusters AS c JOIN entries AS e ON e.id = c.headline
    ORDER BY c.last_time DESC, c.id DESC LIMIT 20"""
ENTRIES = """SELECT e.id, e.sort_time, m.cluster, m.origin, f.title, e.title FROM entries AS e
    JOIN feeds AS f ON f.id = e.feed LEFT JOIN memberships AS m ON m.entry = e.id
    ORDER BY e.sort_time DESC, e.id DESC LIMIT 20"""
OF_FEED = ENTRIES.replace("    ORDER", "    WHERE e.feed = {feed} ORDER")
SHOW = """SELECT e.sort_time, f.publisher, e.title, e.link, e.summary, m.score, m.decision, m.origin
    FROM memberships AS m JOIN entries AS e ON e.id = m.entry JOIN feeds AS f ON f.id = e.feed
    WHERE m.cluster = {cluster} ORDER BY e.sort_time, e.id"""
FEEDS = """SELECT f.id, s.entry_count, s.last_polled, s.due, s.failures, f.title, f.url
    FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id ORDER BY f.id"""
COUNTS = "SELECT feed, entry_count FROM feed_states"
STATUS = """SELECT count(*), sum(entry_count), max(last_polled), min(due) FROM feed_states;
    SELECT count(*) FROM clusters"""

SEARCH = """SELECT e.id, e.sort_time, e.title, e.summary FROM entry_search AS s
    CROSS JOIN entries AS e ON e.id = s.rowid
    WHERE entry_search MATCH '{word}' ORDER BY e.id DESC LIMIT 50"""

# The plainest store, as perf_floor.c has it.
FLOOR = """
    CREATE TABLE entry(id INTEGER PRIMARY KEY, feed INTEGER, guid TEXT, link TEXT, title TEXT,
        summary TEXT, content TEXT, date TEXT, seen INTEGER, UNIQUE(feed, guid));
    CREATE INDEX entry_date ON entry(date);
    ATTACH 'file:{store}?mode=ro' AS store;
    INSERT INTO entry SELECT id, feed, guid, link, title, summary, content,
        strftime('%Y-%m-%dT%H:%M:%SZ', published, 'unixepoch'), 0 FROM store.entries"""


def timed(command):
    """Milliseconds by the clock, and of the processors."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    took = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, NO_DAEMON, NOTHING):
        sys.exit(f"bench-store: {' '.join(map(str, command))} ended with {child.returncode}")
    return took * 1_000, (usage.ru_utime + usage.ru_stime) * 1_000


def compare(name, ours, theirs, runs, limit):
    """In turn, after one run of each that is not counted; prints a line of the table."""
    mark = ""
    rounds = [(timed(ours), timed(theirs)) for _ in range(runs + 1)][1:]
    line = f"{name:34}"
    for program in (0, 1):
        clock, cpu = zip(*(round[program] for round in rounds))
        line += f" {statistics.median(clock):8.1f} {min(clock):6.1f} {statistics.median(cpu):6.1f}"
        if program == 0 and limit and statistics.median(clock) > limit:
            mark = f"   more than {limit} ms"
    print(line + mark, flush=True)


def bytes_an_entry(path, entries, what="%"):
    """Of the tables and indexes that are called so, and of the database as a whole."""
    query = f"SELECT sum(pgsize) FROM dbstat WHERE name LIKE '{what}'"
    told = subprocess.run(["sqlite3", "-readonly", path, query], check=True, capture_output=True)
    return int(told.stdout or 0) / entries


def measure_size(store, work, entries):
    floor = work / "floor.db"
    with sqlite3.connect(f"file:{floor}", uri=True) as plain:
        plain.executescript(FLOOR.format(store=store))
    plain.close()
    ours, search = bytes_an_entry(store, entries), bytes_an_entry(store, entries, "entry_search%")
    least = bytes_an_entry(floor, entries)
    print(f"\nbytes an entry: {ours:.0f}, {ours - search:.0f} without search, the plainest store"
          f" {least:.0f}: {ours / least:.2f} and {(ours - search) / least:.2f} times")
    floor.unlink()


def main():
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    programs, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    entries = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    work.mkdir(parents=True, exist_ok=True)
    bench, tidings = programs / "TidingsBench", programs / "tidings"
    for folder, count, feeds in (("large", entries, entries // 50), ("small", SMALL, SMALL // 50),
                                 ("young", SMALL, entries // 50)):
        if folder != "large":
            # Each run puts further entries into it.
            shutil.rmtree(work / folder, ignore_errors=True)
        elif (work / folder).exists():
            print(f"{folder}: as an earlier run left it")
            continue
        print(f"{folder}: ", end="", flush=True)
        subprocess.run([bench, "make-store", work / folder, "--entries", str(count), "--clusters",
                        str(count // 10), "--feeds", str(max(1, feeds))], check=True)
    store = work / "large" / "tidings.db"
    with sqlite3.connect(store) as database:
        middle, = database.execute("SELECT id FROM clusters WHERE entries = 12 LIMIT 1").fetchone()
        large, members = database.execute(
            "SELECT id, entries FROM clusters ORDER BY entries DESC LIMIT 1").fetchone()
        feed, = database.execute("SELECT max(id) / 2 FROM feeds").fetchone()
        url, = database.execute("SELECT url FROM feeds WHERE id = ?", (feed,)).fetchone()
        feeds, = database.execute("SELECT count(*) FROM feeds").fetchone()
        word, = database.execute(
            "SELECT terms FROM clusters WHERE terms IS NOT NULL ORDER BY id DESC LIMIT 1").fetchone()
        word = word.split("\n")[0]
    database.close()

    def run(name, arguments, query, limit=LISTING_MS):
        ours = [tidings, *arguments] + (["--state", work / "large"] if query else [])
        theirs = ["sqlite3", "-readonly", store, query] if query else ["sqlite3", "--version"]
        compare(name, ours, theirs, runs, limit)

    print(f"\n{entries} entries, {feeds} feeds; load {os.getloadavg()[0]:.1f}; medians of {runs},"
          f" ms\n{'':34} {'tidings':>8} {'best':>6} {'CPU':>6} {'sqlite3':>8} {'best':>6} {'CPU':>6}")
    run("--version", ["--version"], None, VERSION_MS)
    run("clusters", ["clusters"], CLUSTERS)
    run("clusters --json", ["clusters", "--json"], CLUSTERS)
    run("clusters --sort publishers", ["clusters", "--sort", "publishers"], CLUSTERS.replace(
        "c.last_time DESC", "c.publishers DESC, c.independent_texts DESC, c.last_time DESC"))
    run("entries", ["entries"], ENTRIES)
    run("entries --feed NUMBER", ["entries", "--feed", str(feed)], OF_FEED.format(feed=feed))
    run("entries --feed URL", ["entries", "--feed", url], OF_FEED.format(feed=feed))
    run("show, 12 entries", ["show", str(middle)], SHOW.format(cluster=middle))
    run(f"show, {members} entries", ["show", str(large)], SHOW.format(cluster=large), None)
    run("feeds show URL", ["feeds", "show", url], FEEDS.replace(
        "ORDER BY f.id", f"WHERE f.url = '{url}'"))
    run(f"feeds, all {feeds}", ["feeds"], FEEDS, None)
    run("feeds --failing", ["feeds", "list", "--failing"], FEEDS.replace(
        "ORDER", "WHERE s.failures > 0 ORDER"), None)
    run("status", ["status"], STATUS)
    # A word that an event is about has hundreds of hits, the other one tens of thousands.
    run("search -n 50, a word", ["search", "-n", "50", word], SEARCH.format(word=word))
    run("search -n 50, a common word", ["search", "-n", "50", "said"], SEARCH.format(word="said"))
    run("search --by relevance, common", ["search", "--by", "relevance", "said"],
        SEARCH.format(word="said").replace("e.id DESC", "bm25(entry_search)"))
    # Where nothing can fit most of the log is passed over.
    run("search lang:xx, none", ["search", "lang:xx"], SEARCH.format(word="xxnone"))
    run("search until:2001 common, none", ["search", "until:2001-01 said"], SEARCH.format(word="xxnone"))
    run("entries --lang xx, none", ["entries", "--lang", "xx"], OF_FEED.format(feed=0))
    counts = ["sqlite3", "-readonly", store, COUNTS]
    compare(f"entry counts of {feeds} feeds, SQL", counts, counts, runs, COUNTS_MS)
    measure_size(store, work, entries)
    for yardstick in ("young", "small"):
        print(f"\nCPU of a new entry, and its ratio to that of the {yardstick} store:", flush=True)
        subprocess.run([bench, "inserts", work / yardstick, work / "large"], check=True)


if __name__ == "__main__":
    main()
