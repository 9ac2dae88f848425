"""Feeds that change with every answer, and whether a store holds what they told.

Feed N is at 127.0.5.N. Its document of revision R lists a head entry that names R, and the items whose
last change a client that knows an earlier revision may not have seen; item J is there from revision
3 J on and gets another title in every seventh. So the entries that are stored show which revision
they are of, and the validator that is stored beside them names the one that it stands for.
"""
import multiprocessing
import random
import re
import shutil
import sqlite3
import subprocess
import time

from feed_origin import FeedOrigin

ITEM_EVERY, CHANGE_EVERY = 3, 7


def newest_item(revision):
    return revision // ITEM_EVERY


def changed(item, revision):
    """The revision in which an item got the title that it has in `revision`."""
    return max(revision - (revision - item) % CHANGE_EVERY, item * ITEM_EVERY)


def title(feed, item, revision):
    return f"Item {item} of feed {feed}, state {changed(item, revision)}"


def words(feed, item):
    """Feeds tell of an item in words of their own, out of those of its event."""
    event = random.Random(item)
    vocabulary = ["".join(event.choice("bdfgklmnprst") + event.choice("aeiou") for _ in range(3))
                  for _ in range(25)]
    return " ".join(random.Random(f"{feed} {item}").choices(vocabulary, k=30))


def document(feed, revision, known):
    first = max(0, ((known or 0) - CHANGE_EVERY) // ITEM_EVERY - 1) if known is not None else 0
    items = [f"<item><guid>head</guid><title>Feed {feed}, revision {revision}</title></item>"]
    items += [
        f"<item><guid>{item}</guid><link>http://x.example/{feed}/{item}</link>"
        f"<title>{title(feed, item, revision)}</title>"
        f"<description>{words(feed, item)}</description></item>"
        for item in range(newest_item(revision), first - 1, -1)]
    return ("<?xml version='1.0'?><rss version='2.0'><channel>"
            f"<title>Feed {feed}</title>{''.join(items)}</channel></rss>").encode()


class Origin(FeedOrigin):
    """The server. `revisions` and `acknowledged` hold a number a feed: what was told last, and the
    newest that a client has sent back as its validator; -1 for none."""

    def __init__(self, feeds, port):
        super().__init__("127.0.5", feeds, port)
        self.revisions = multiprocessing.Array("q", [-1] * feeds, lock=False)
        self.acknowledged = multiprocessing.Array("q", [-1] * feeds, lock=False)
        self.answers = multiprocessing.Array("q", [0] * feeds, lock=False)
        self.frozen = multiprocessing.Value("b", 0, lock=False)
        self.start()

    def answer(self, feed, known):
        known = None if known is None else int(known)
        if known is not None:
            self.acknowledged[feed] = max(self.acknowledged[feed], known)
        self.answers[feed] += 1
        # Every fourth answer is that nothing is new.
        is_quiet = self.frozen.value or self.answers[feed] % 4 == 0
        if known is not None and is_quiet and known == self.revisions[feed]:
            return f'HTTP/1.1 304 Not Modified\r\nETag: "{known}"\r\n\r\n'.encode()
        if not self.frozen.value:
            self.revisions[feed] += 1
        revision = self.revisions[feed]
        body = document(feed, revision, known)
        return (f'HTTP/1.1 200 OK\r\nETag: "{revision}"\r\nContent-Type: application/rss+xml\r\n'
                f"Content-Length: {len(body)}\r\n\r\n").encode() + body


class Faults(Exception):
    pass


class Judge:
    """Looks at the state of a daemon that is no more, and remembers what was there before."""

    def __init__(self, origin, tidings):
        self.origin, self.tidings = origin, tidings
        self.seen = [-1] * origin.feeds
        self.entries = self.unclustered = 0

    def check(self, state, work, is_final=False):
        """Raises `Faults` where the store breaks a promise. What is looked at is a copy, so that the
        next daemon finds the files as the last one left them."""
        copy = work / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir(parents=True)
        for name in ("tidings.db", "tidings.db-wal"):
            if (state / name).exists():
                shutil.copyfile(state / name, copy / name)
        if not (copy / "tidings.db").exists():
            return self.refuse_loss("there is no database")
        database = sqlite3.connect(copy / "tidings.db")
        try:
            if database.execute("PRAGMA user_version").fetchone()[0] == 0:
                return self.refuse_loss("the database is empty")
            self.check_tables(database, is_final)
        finally:
            database.close()
        told = subprocess.run(
            [self.tidings, "status", "--state", copy, "--json"], capture_output=True, timeout=60)
        # 1: no daemon runs, which is so.
        if told.returncode != 1 or f'"entries":{self.entries},' not in told.stdout.decode():
            raise Faults(f"status: {told.returncode} {told.stdout[:200]} {told.stderr[:200]}")

    def refuse_loss(self, what):
        if max(self.seen) >= 0 or max(self.origin.acknowledged) >= 0:
            raise Faults(what)

    def check_tables(self, database, is_final):
        def rows(sql):
            return database.execute(sql).fetchall()

        if (found := rows("PRAGMA integrity_check")) != [("ok",)]:
            raise Faults(f"integrity_check: {found[:3]}")
        if found := rows("PRAGMA foreign_key_check"):
            raise Faults(f"foreign_key_check: {found[:3]}")
        feeds = {address: (etag, count) for address, etag, count in rows(
            "SELECT url, etag, entry_count FROM feeds JOIN feed_states ON feed = feeds.id")}
        titles = {}
        for address, guid, text in rows(
                "SELECT url, guid, e.title FROM entries AS e JOIN feeds AS f ON f.id = feed"):
            known = titles.setdefault(address, {})
            if guid in known:
                raise Faults(f"{address}: entry {guid} is there twice")
            known[guid] = text
        for feed in range(self.origin.feeds):
            address = self.origin.url(feed)
            etag, count = feeds.get(address, (None, 0))
            self.check_feed(feed, etag, count, titles.get(address, {}), is_final)
        self.entries = sum(map(len, titles.values()))
        self.check_clusters(rows, is_final)

    def check_feed(self, feed, etag, count, titles, is_final):
        name = f"feed {feed}"
        revision = int(etag.decode().strip('"')) if etag else -1
        if revision < max(self.seen[feed], self.origin.acknowledged[feed]):
            raise Faults(f"{name}: revision {revision} after {self.seen[feed]} was stored and"
                         f" {self.origin.acknowledged[feed]} acknowledged")
        if is_final and revision != self.origin.revisions[feed]:
            raise Faults(f"{name}: {revision} and not {self.origin.revisions[feed]} at the end")
        self.seen[feed] = revision
        if revision < 0:
            if titles:
                raise Faults(f"{name}: entries without a validator")
            return
        shown = int(re.search(r"revision (\d+)", titles.get("head") or "revision -1")[1])
        if shown != revision:
            raise Faults(f"{name}: the validator is of {revision}, the entries are of {shown}")
        expected = {"head", *map(str, range(newest_item(revision) + 1))}
        if set(titles) != expected or count != len(expected):
            raise Faults(f"{name}: lost {sorted(expected - set(titles))[:5]}, too many"
                         f" {sorted(set(titles) - expected)[:5]}, counted {count}")
        for item in range(newest_item(revision) + 1):
            # Every item is listed in the answers that follow its changes: none may be behind.
            if titles[str(item)] != title(feed, item, revision) and self.is_listed(item, revision):
                raise Faults(f"{name}: {titles[str(item)]!r} at revision {revision}")

    @staticmethod
    def is_listed(item, revision):
        """Whether every document of `revision` lists it, whatever the client knew before."""
        return item >= (revision - CHANGE_EVERY) // ITEM_EVERY

    def check_clusters(self, rows, is_final):
        (cursor, following), = rows("SELECT cursor, next_cluster FROM clusterer")
        last, = rows("SELECT coalesce(max(id), 0) FROM entries")[0]
        wrong = {
            "the cursor is behind the last entry": cursor > last,
            "entries were passed over": rows(
                f"SELECT id FROM entries WHERE id <= {cursor}"
                " AND id NOT IN (SELECT entry FROM memberships)"),
            "entries are clustered that were not read": rows(
                f"SELECT entry FROM memberships WHERE entry > {cursor}"),
            "events are counted wrongly": rows(
                "SELECT id FROM clusters WHERE entries !="
                " (SELECT count(*) FROM memberships WHERE cluster = clusters.id)"),
            "the next event's number is taken": rows(
                f"SELECT id FROM clusters WHERE id >= {following}"),
            "a merged event leads nowhere": rows(
                "SELECT old FROM cluster_aliases WHERE new NOT IN (SELECT id FROM clusters)"),
            "entries are not clustered at the end": is_final and cursor != last,
        }
        for what, found in wrong.items():
            if found:
                raise Faults(f"{what}: {found if found is True else found[:5]}")
        self.unclustered = last - cursor


def wait(process, seconds):
    """Ends a process that does not end by itself."""
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None


def elapsed(start):
    return f"{time.monotonic() - start:.0f} s"
