#!/usr/bin/env python3
"""Leads the daemon to addresses that are none of the public internet's; no packet may leave for one.

  check-addresses.py BIN WORK

BIN is the folder of the built programs. Everything runs in a network of its own, where every address
there is leads back to this machine and is answered: a web server and a DNS server here play the
internet, and a raw socket sees each packet. Each spelling of a forbidden address comes in by

  file       as a feed of feeds.yml
  301 … 308  as where a public server redirects to
  link       as the feed that a page names: `tidings discover` reads it, the daemon is told to poll it
  page       named by a page that is polled
  document   named by a feed as icon, image, link, enclosure, hub, stylesheet and DTD: Tidings fetches
             none of these, icons neither

The first seven have to fail with a reason that names the address and `allow_private`, or says that
this is no address; the last two must ask nobody. Then come names that change what they lead to. That
the spellings lead somewhere is shown by a run in which all of them are allowed.
"""
import collections
import http.server
import ipaddress
import json
import pathlib
import re
import shutil
import socket
import socketserver
import subprocess
import sys
import threading

from closed_network import DEAD, PUBLIC, RESOLVER, Names, Watch, into_own_network, make_network

REDIRECTS = ["301", "302", "303", "307", "308"]
ASKED = ["file", *REDIRECTS, "link"]
NAMED = ["page", "document"]

# Where a spelling leads to, and the spellings: each has to be refused by name in every way.
HOSTS = {
    "127.0.0.1": [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f.1", "0x7f000001", "0X7F.0.0x0.1",
        "0177.0.0.1", "017700000001", "0177.1", "0x7f.0.0.01"],
    "127.255.255.254": ["127.255.255.254", "0x7ffffffe", "127.16777214"],
    "127.0.0.1|::1": ["localhost", "LocalHost", "feeds.localhost"],
    "0.0.0.0": ["0.0.0.0", "0", "0x0"],
    "0.1.2.3": ["0.1.2.3"],
    "10.0.0.1": ["10.0.0.1", "10.1", "012.0.0.1", "167772161"],
    "100.64.0.1": ["100.64.0.1"],
    "100.127.255.254": ["100.127.255.254"],
    "169.254.169.254": [
        "169.254.169.254", "2852039166", "0xa9fea9fe", "169.16689662", "0251.0376.0251.0376"],
    "172.16.0.1": ["172.16.0.1"],
    "172.31.255.254": ["172.31.255.254"],
    "192.0.0.1": ["192.0.0.1"],
    "192.0.2.1": ["192.0.2.1"],
    "192.168.1.1": ["192.168.1.1", "192.168.257", "3232235777", "0xc0.0xa8.0x101"],
    "198.18.0.1": ["198.18.0.1"],
    "198.19.255.254": ["198.19.255.254"],
    "198.51.100.1": ["198.51.100.1"],
    "203.0.113.1": ["203.0.113.1"],
    "224.0.0.1": ["224.0.0.1"],
    "239.255.255.250": ["239.255.255.250"],
    "240.0.0.1": ["240.0.0.1"],
    "255.255.255.255": ["255.255.255.255", "4294967295"],
    "::": ["[::]", "[0:0:0:0:0:0:0:0]"],
    "::1": ["[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::0.0.0.1]"],
    # Forms of IPv6 that wrap an address of IPv4.
    "::ffff:127.0.0.1": ["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:FFFF:127.0.0.1]"],
    "::ffff:169.254.169.254": ["[::ffff:169.254.169.254]"],
    "::127.0.0.1": ["[::127.0.0.1]", "[::7f00:1]"],
    "::ffff:0:127.0.0.1": ["[::ffff:0:127.0.0.1]"],
    "64:ff9b::7f00:1": ["[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]"],
    "64:ff9b::a9fe:a9fe": ["[64:ff9b::169.254.169.254]"],
    "64:ff9b:1::7f00:1": ["[64:ff9b:1::7f00:1]"],
    "2002:7f00:1::": ["[2002:7f00:1::]"],
    "2002:a9fe:a9fe::1": ["[2002:a9fe:a9fe::1]"],
    "2001:0:7f00:1::80ff:fffe": ["[2001:0:7f00:1::80ff:fffe]"],
    "2001:0:5db8:d822::5601:5601": ["[2001:0:5db8:d822::5601:5601]"],
    # The rest of IPv6.
    "100::1": ["[100::1]"],
    "2001:db8::1": ["[2001:db8::1]"],
    "fc00::1": ["[fc00::1]"],
    "fd12:3456::1": ["[fd12:3456::1]"],
    "fe80::1": ["[fe80::1]"],
    "fec0::1": ["[fec0::1]"],
    "ff02::1": ["[ff02::1]"],
    "ff0e::1": ["[FF0E:0:0:0:0:0:0:1]"],
}
# Names, and what the DNS says that they are.
NAMES = {
    "loopback.example": ["127.0.0.1"],
    "private.example": ["10.1.2.3"],
    "lan.example": ["192.168.7.7"],
    "metadata.example": ["169.254.169.254"],
    "any.example": ["0.0.0.0"],
    "reserved.example": ["250.1.2.3"],
    "loopback6.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "compatible.example": ["::10.0.0.1"],
    "translated.example": ["64:ff9b::10.0.0.1"],
    "tunnel.example": ["2002:a00:1::1"],
    "unique.example": ["fd00::7"],
    "link.example": ["fe80::7"],
    "several.example": ["10.0.0.8", "fd00::8", "127.0.0.8"],
    # Nothing is there at the public address, so that the other one is tried.
    "dead.example": [DEAD, "10.0.0.9"],
    "alias.example": ["loopback.example"],
    "a.b-c_d.example": ["127.0.0.1"],
    # What only a DNS that means harm knows: the dot keeps it from being read as an address.
    "127.0.0.1.": ["127.0.0.1"],
    "localhost.": ["127.0.0.1"],
}
# A name may lead to two places: the public one may answer, the other one must not be asked.
BOTH = {"both.example": [PUBLIC, "127.0.0.1"], "both-ways.example": ["10.0.0.3", PUBLIC],
        "flip.example": [PUBLIC, "::1"]}
# And to another place the second time.
CHANGING = {
    "rebind.example": [PUBLIC, "127.0.0.1"], "rebind-metadata.example": [PUBLIC, "169.254.169.254"],
    "rebind-later.example": [PUBLIC, "10.0.0.7"]}
# Whole addresses, of which some readers think that they are elsewhere or none: `#` is the path.
ODD = [
    "http://%31%32%37.0.0.1/#", "http://127.0.0.1%00.www.example/#", "http://127%2e0%2e0%2e1/#",
    "http://①②⑦.⓪.⓪.①/#", "http://１２７.０.０.１/#", "http://127。0。0。1/#", "http://ⓛocalhost/#",
    "http://[fe80::1%25lo]/#", "http://[fe80::1%lo]/#", "http://[::1%25lo]/#", "http://[::1%251]/#",
    "http://www.example@127.0.0.1/#", "http://www.example:80@127.0.0.1/#",
    "http://www.example%40127.0.0.1/#",
    "http://127.0.0.1:80@127.0.0.1:80/#", "http://@127.0.0.1/#", "http://::1/#", "http://[127.0.0.1]/#",
    "http://127.0.0.1:080/#", "http://127.0.0.1:/#", "http:///127.0.0.1/#", "http:\\\\127.0.0.1\\#",
    "http:127.0.0.1/#", "//127.0.0.1/#", "\\\\127.0.0.1\\#", "hTTp://127.0.0.1/#",
    "https://127.0.0.1/#", "https://[::1]/#", "http://256.256.256.256/#", "http://127.0.0.1.1/#",
    "http://0x100000000/#", "http://1.2.3.4.5/#", "file:///etc/passwd?#", "file://127.0.0.1/etc/#",
    "ftp://127.0.0.1/#", "gopher://127.0.0.1:6379/_#", "dict://127.0.0.1:11211/#",
    "ldap://127.0.0.1/#", "unix:///run/#",
]
NO_ADDRESS = re.compile(
    r"is not a web address|expected an address like|only http and https are fetched"
    r"|has no address|user name or password in the address|names no feed"
    # A server that is asked for a path on itself, again and again.
    r"|http://s\d+-30\d\.www\.example/\S* redirects to itself"
    r"|redirects in a circle: http://s\d+-30\d\.www\.example/"
    r"|more than 5 redirects, the last one to http://s\d+-30\d\.www\.example/")

Spelling = collections.namedtuple("Spelling", "url addresses")  # Of ODD no address is told.


def read(address):
    address = ipaddress.ip_address(address)
    return getattr(address, "ipv4_mapped", None) or address


def spellings():
    hosts = [(host, where) for where, written in HOSTS.items() for host in written]
    for name, answers in NAMES.items():
        hosts.append((name, "|".join(a for a in NAMES.get(answers[0], answers) if a != DEAD)))
    table = [
        Spelling(f"http://{host}/#", {read(address) for address in where.split("|")})
        for host, where in hosts]
    return table + [Spelling(url, None) for url in ODD]


class Web(http.server.BaseHTTPRequestHandler):
    """All servers there are. A forbidden one answers like a feed, and notes who came."""
    table = spellings()
    visitors = set()
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        local = str(read(self.connection.getsockname()[0]))
        key = re.search(r"s(\d+)-(\w+)", self.headers.get("Host", "") + self.path)
        if local != PUBLIC:
            self.visitors.add(int(key[1]) if key else self.path)
            return self.answer(200, document(""))
        if self.path.startswith("/to/"):
            return self.answer(302, "", location="http://" + self.path.removeprefix("/to/"))
        if not key:
            return self.answer(200, document(""))
        url = spelled(self.table[int(key[1])], key[0])
        if key[2] in REDIRECTS:
            return self.answer(int(key[2]), "", location=url)
        self.answer(200, page(url) if key[2] == "page" else document(url))

    def answer(self, status, text, location=None):
        body = text.encode()
        head = f"HTTP/1.1 {status} So\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
        if location:
            head += f"Location: {location}\r\n"
        self.wfile.write(head.encode() + b"\r\n" + body)
        self.close_connection = True

    def log_message(self, *_):
        pass


def spelled(spelling, key):
    return spelling.url.replace("#", key)


def quoted(url):
    return url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;")


def page(url):
    return (f'<!DOCTYPE html><title>A page</title><link rel="icon" href="{quoted(url)}"><link '
            f'rel="alternate" type="application/rss+xml" href="{quoted(url)}"><p>Words.')


def document(url):
    url = quoted(url)
    return (f'<?xml version="1.0"?><?xml-stylesheet href="{url}"?><!DOCTYPE rss SYSTEM "{url}"><rss '
            f'version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>T</title>'
            f'<link>{url}</link><a:icon>{url}</a:icon><a:logo>{url}</a:logo><image><url>{url}</url>'
            f'</image><a:link rel="hub" href="{url}"/><a:link rel="self" href="{url}"/><a:link '
            f'rel="alternate" href="{url}"/><item><title>One</title><link>{url}</link><guid>1</guid>'
            f'<enclosure url="{url}" type="image/png" length="1"/><source url="{url}">S</source>'
            f'<description>&lt;img src="{url}"&gt; Some words.</description></item></channel></rss>')


# MARK: The checks


class Daemon:
    """Runs of the programs, each on a file and a state of its own."""

    def __init__(self, programs, work):
        self.programs, self.work = programs, work

    def tool(self, name, *arguments):
        return subprocess.run([f"{self.programs}/{name}", *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=120)

    def poll(self, urls, name, allowed=False):
        """What became of each address that is polled once: nothing, or an error."""
        config, state = self.work / f"{name}.yml", str(self.work / name)
        results = {}
        while True:
            lines = [url for url in urls if url not in results]
            head = f"defaults: {{allow_private: {json.dumps(allowed)}}}\nfeeds:\n"
            config.write_text(head + "".join(
                f"  - {json.dumps(url, ensure_ascii=False)}\n" for url in lines))
            # The file as a whole is refused for one bad address; up to 20 are told at once.
            told = self.tool("tidings", "check", str(config))
            found = re.findall(r"\.yml:(\d+):\d+: (.*)", told.stdout + told.stderr)
            if not found:
                break
            results |= {lines[int(line) - 3]: text for line, text in found}
        run = self.tool("tidingsd", "--once", "--config", str(config), "--state", state)
        if run.returncode:
            sys.exit(f"check-addresses: tidingsd ended with {run.returncode}: {run.stderr[-2000:]}")
        listing = json.loads(self.tool("tidings", "feeds", "--json", "--state", state).stdout)
        for feed in listing["feeds"]:
            results[feed["url"]] = feed["last_error"] if feed["last_polled"] else "not polled"
        return results

    def discovered(self, urls):
        """What `tidings discover` finds in a page that names each; nil where it finds nothing."""
        folder = self.work / "pages"
        folder.mkdir()
        files = []
        for number, url in enumerate(urls):
            files.append(folder / f"{number:03}.html")
            files[-1].write_text(page(url))
        told = self.tool("tidings", "discover", "--json", *map(str, files))
        pages = [json.loads(line)["feeds"] for line in told.stdout.splitlines()]
        return [feeds[0]["url"] if feeds else None for feeds in pages]


def fault(way, spelling, error):
    """Why this is not how a spelling has to end in this way; nil when it is."""
    if way == "document":
        return error and f"not stored: {error}"
    if way == "page":
        return None if error else "taken for a feed"
    if not error:
        return "FETCHED"
    named = re.search(
        r"(?:^|; |^behind a redirect: )(?:\S+ is )?([0-9a-f.:]+)(?:, which)? is a private address; write", error)
    if named and "allow_private" in error:
        if spelling.addresses and read(named[1]) not in spelling.addresses:
            return f"another address is named: {error}"
        return None
    if spelling.addresses or not NO_ADDRESS.search(error):
        return f"the reason does not name address and option: {error}"
    return None


def check_table(daemon, table):
    """How many do not end as they have to, and how many spellings the guard refused in all ways."""
    ways = {}
    links = daemon.discovered([spelled(s, f"s{n}-link") for n, s in enumerate(table)])
    for way in ASKED + NAMED:
        for number, spelling in enumerate(table):
            url = f"http://s{number}-{way}.www.example/"
            if way == "file":
                url = spelled(spelling, f"s{number}-file")
            elif way == "link":
                url = links[number]
            ways[way, number] = url
    results = daemon.poll([url for url in dict.fromkeys(ways.values()) if url], "table")
    faults, guarded = 0, set(range(len(table)))
    for (way, number), url in ways.items():
        error = results.get(url, "missing") if url else "the page names no feed"
        reason = fault(way, table[number], error)
        if reason:
            faults += 1
            print(f"FAULT: {table[number].url} by {way}: {reason}")
        if way in ASKED and "allow_private" not in (error or ""):
            guarded.discard(number)
    return faults, len(guarded)


def check_names(daemon):
    """Names that lead elsewhere when they are asked again, or to two places at once."""
    faults = 0
    rebound = [f"http://{name}/to/{name}:81/" for name in CHANGING]
    later = "http://rebind-later.example/later"
    results = daemon.poll(rebound[:2] + ["http://rebind-later.example/first"], "rebinding")
    results |= daemon.poll([later], "rebinding-later")
    for url, error in results.items():
        if url.endswith("/first"):
            sound = error is None
        else:
            sound = error is not None and "is a private address; write allow_private" in error
        if not sound:
            faults += 1
            print(f"FAULT: {url}, a name that changes: {error or 'FETCHED'}")
    # Readers of addresses do not agree on where a backslash leads.
    both = [*BOTH, "www.example\\@127.0.0.1", "127.0.0.1\\@www.example"]
    daemon.poll([f"http://{where}{name}/" for name in both for where in ("", "www.example/to/")],
                "both")
    return faults


def main():
    programs, work = sys.argv[1], pathlib.Path(sys.argv[2]).absolute()
    if sys.argv[3:] != ["inside"]:
        into_own_network()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    make_network(work)
    Names.fixed, Names.changing = NAMES | BOTH, CHANGING
    http.server.ThreadingHTTPServer.address_family = socket.AF_INET6
    http.server.ThreadingHTTPServer.request_queue_size = 500
    for server in (http.server.ThreadingHTTPServer(("::", 80), Web),
                   socketserver.ThreadingUDPServer((RESOLVER, 53), Names)):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    watch, table, daemon = Watch(), Web.table, Daemon(programs, work)

    faults, guarded = check_table(daemon, table)
    name_faults = check_names(daemon)
    packets = watch.count()
    for address, count in watch.forbidden.items():
        print(f"FAULT: {count} packets to {address}")
    for visitor in Web.visitors:
        print(f"FAULT: fetched from a forbidden address: {visitor}")

    # The same without the guard: what was refused would have been reached.
    files = [spelled(spelling, f"s{number}-file") for number, spelling in enumerate(table)]
    redirects = [f"http://s{number}-302.www.example/" for number in range(len(table))]
    daemon.poll(files + redirects, "allowed", allowed=True)
    reached = sum(isinstance(visitor, int) for visitor in Web.visitors)
    tries = len(table) * len(ASKED)
    print(f"addresses: {guarded} spellings refused by address in every way, the others in some as no"
          f" address; when allowed, {reached} lead to a server, by {watch.count()} packets")
    print(f"addresses: {len(table)} spellings x {len(ASKED)} ways, {tries - faults} of {tries} refused,"
          f" {packets} packets; {len(NAMED)} ways more in which nobody was asked")
    sys.exit(1 if faults or name_faults or packets or min(guarded, reached) < 40 else 0)


if __name__ == "__main__":
    main()
