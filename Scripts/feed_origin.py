"""A server of feeds for the checks: one address of the loopback network for each, in a process of its
own, so that the check that drives a daemon and the server do not wait for each other.
"""
import multiprocessing
import socket
import threading


class FeedOrigin:
    """Feed N is at NETWORK.N+1. A kind of server says with `answer` what a feed tells a client that
    has the validator `known` (bytes between the quotes, None for none), and what else its process has
    to hold with `prepare`."""

    def __init__(self, network, feeds, port):
        self.network, self.feeds, self.port = network, feeds, port

    def start(self):
        """To be called once what both processes share is made."""
        ready = multiprocessing.Event()
        self.process = multiprocessing.Process(target=self.serve, args=(ready,), daemon=True)
        self.process.start()
        if not ready.wait(10):
            raise SystemExit(f"{type(self).__module__}: the server did not start")

    def url(self, feed):
        return f"http://{self.network}.{feed + 1}:{self.port}/feed.xml"

    def write_configuration(self, path, interval, feeds=None):
        """A feeds.yml with all feeds, or the first of them."""
        lines = ["defaults: {allow_private: [127.0.0.0/8], interval: %s}" % interval, "feeds:"]
        lines += [f"  - url: {self.url(feed)}" for feed in range(feeds or self.feeds)]
        path.write_text("\n".join(lines) + "\n")

    def prepare(self):
        pass

    def feed(self, address):
        """What `answer` is to be told of the feed at this address."""
        return int(address.split(".")[3]) - 1

    def answer(self, feed, known):
        raise NotImplementedError

    def serve(self, ready):
        self.prepare()
        with socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("0.0.0.0", self.port))
            server.listen(500)
            ready.set()
            while True:
                s, _ = server.accept()
                threading.Thread(target=self.visit, args=(s,), daemon=True).start()

    def visit(self, s):
        feed = self.feed(s.getsockname()[0])
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with s, s.makefile("rb") as requests:
                while requests.readline():
                    known = None
                    for line in iter(requests.readline, b"\r\n"):
                        if not line:
                            return
                        if line.lower().startswith(b"if-none-match:"):
                            known = line.split(b'"')[1]
                    answer = self.answer(feed, known)
                    s.sendall(answer)
                    # An answer that ends within its headers ends its connection too.
                    if b"\r\n\r\n" not in answer:
                        return
        except OSError:
            pass  # The daemon ended.
