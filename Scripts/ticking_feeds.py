"""Feeds that grow as a world of news does, in ticks, and fail at times as servers do.

Feed N is at 127.0.6.N. In each tick three feeds in a hundred tell of one to three things more: two in
three of an event that others tell of too, in words of their own or as a copy, and one in fifty
mends the title of its newest entry. A feed lists its newest entries, answers a validator that is
still good with 304, and is the same for the same seed and tick. One feed in twenty fails now and then.
"""
import email.utils
import multiprocessing
import random
import threading
import zlib

from feed_origin import FeedOrigin

LISTED, CHURN, MENDED, FAILING = 40, 0.03, 0.02, 20
TICK = 16 * 60
SHARED, COPIED, EVENT_SIZE = 0.65, 0.25, 6
WORDS = 120
COMMON = """the of and a to in is was for on that with as by at from it an be are this were has said who will
have not they which after their been also new had its more one would when there out than up two about first year
people government other over last time against company report before week police under""".split()


def syllables(chance, count):
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(count))


class World:
    """All entries up to a tick. Only the serving process holds one."""

    def __init__(self, feeds, epoch, seed):
        self.entries = [[] for _ in range(feeds)]
        self.epoch, self.tick = epoch, 0
        self.chance = random.Random(seed)
        self.open = []  # events that more will be told of: [words, texts told, tellings left]
        for feed in range(feeds):
            for _ in range(10):
                self.tell(feed)

    def move_to(self, tick):
        while self.tick < tick:
            self.tick += 1
            for feed in range(len(self.entries)):
                if self.chance.random() < CHURN:
                    for _ in range(self.chance.randint(1, 3)):
                        self.tell(feed)
                if self.chance.random() < MENDED:
                    self.entries[feed][-1]["title"] += " (update)"

    def event(self):
        if self.chance.random() >= SHARED:
            return [[syllables(self.chance, 3) for _ in range(30)], [], 1]
        if not self.open or self.chance.random() < 1 / EVENT_SIZE:
            self.open.append([[syllables(self.chance, 3) for _ in range(30)], [],
                              self.chance.randint(2, 2 * EVENT_SIZE)])
        return self.chance.choice(self.open)

    def tell(self, feed):
        chance, event = self.chance, self.event()
        words, told, _ = event
        if told and chance.random() < COPIED:
            text = chance.choice(told)
        else:
            text = " ".join(chance.choice(words if chance.random() < 0.3 else COMMON)
                            for _ in range(WORDS))
            told.append(text)
        number = self.entries[feed][-1]["number"] + 1 if self.entries[feed] else 0
        self.entries[feed].append({
            "number": number, "text": text, "tick": self.tick,
            "title": " ".join(chance.choices(words, k=7)).capitalize()})
        del self.entries[feed][:-LISTED]
        event[2] -= 1
        if event[2] == 0 and event in self.open:
            self.open.remove(event)

    def document(self, feed):
        items = "".join(
            f"<item><guid isPermaLink='false'>{feed}-{entry['number']}</guid>"
            f"<link>http://feed{feed}.example/{entry['number']}</link>"
            f"<title>{entry['title']}</title><description>{entry['text']}</description>"
            f"<pubDate>{email.utils.formatdate(self.epoch + entry['tick'] * TICK)}</pubDate></item>"
            for entry in reversed(self.entries[feed]))
        return ("<?xml version='1.0'?><rss version='2.0'><channel>"
                f"<title>Feed {feed}</title><link>http://feed{feed}.example/</link>{items}"
                "</channel></rss>").encode()


class Origin(FeedOrigin):
    """The server, which moves its world to `tick` before it answers."""

    def __init__(self, feeds, port, epoch, seed="tidings"):
        super().__init__("127.0.6", feeds, port)
        self.epoch, self.seed = epoch, seed
        self.tick = multiprocessing.Value("q", 0, lock=False)
        self.answers = {kind: multiprocessing.Value("q", 0)
                        for kind in ("whole", "unchanged", "failing")}
        self.start()

    def prepare(self):
        self.world = World(self.feeds, self.epoch, self.seed)
        self.guard = threading.Lock()

    def answer(self, feed, known):
        with self.guard:
            self.world.move_to(self.tick.value)
            tick, document = self.world.tick, self.world.document(feed)
        if feed % FAILING == 0 and (failure := self.failure(feed // FAILING + tick // 3)):
            self.count("failing")
            return failure
        validator = f"{zlib.crc32(document):08x}".encode()
        if known == validator:
            self.count("unchanged")
            return b'HTTP/1.1 304 Not Modified\r\nETag: "%s"\r\n\r\n' % validator
        self.count("whole")
        return (b'HTTP/1.1 200 OK\r\nETag: "%s"\r\nContent-Type: application/rss+xml\r\n'
                b"Content-Length: %d\r\n\r\n" % (validator, len(document))) + document

    @staticmethod
    def failure(turn):
        """One of the ways in which servers fail, or none."""
        def answer(status, body):
            return (f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n{body}").encode()
        return [None, answer("500 Internal Server Error", "<p>An error</p>"),
                answer("404 Not Found", "<p>Gone</p>"), None,
                answer("200 OK", "<html><body><p>A page, no feed</p></body></html>"),
                # Ends within its headers, and the connection with it.
                b"HTTP/1.1 200 OK\r\nContent-"][turn % 6]

    def count(self, kind):
        with self.answers[kind].get_lock():
            self.answers[kind].value += 1
