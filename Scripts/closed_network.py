"""A network of one's own, in which every address there is leads back to this machine.

Nothing of it needs more than Python, util-linux and leave to make namespaces; root has that.
"""
import collections
import fcntl
import os
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time

# The addresses that stand for the internet: a server, one where nothing is, and the DNS.
PUBLIC, DEAD, RESOLVER = "93.184.216.34", "93.184.216.99", "9.9.9.9"


def into_own_network():
    """Starts this program anew in a network and a file system of its own; tells when that fails."""
    own = ["unshare", "--net", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    probe = subprocess.run([*own, "mount", "--bind", "/dev/null", "/etc/resolv.conf"],
                           stderr=subprocess.PIPE, text=True)
    if probe.returncode:
        print(f"addresses: SKIPPED, NOTHING WAS CHECKED: no network namespace can be made here:"
              f" {probe.stderr.strip()}; run this as root")
        sys.exit(0)
    os.execvp("unshare", [*own, sys.executable, *sys.argv[:3], "inside"])


def netlink(kind, body):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as link:
        create_and_answer = 0x405
        link.send(struct.pack("=IHHII", 16 + len(body), kind, create_and_answer, 1, 0) + body)
        code = struct.unpack_from("=i", link.recv(4_096), 16)[0]
        if code:
            raise OSError(-code, os.strerror(-code))


def route(family, kind, address=b""):
    """In the table of local addresses: `kind` 2 is this machine, 7 is unreachable."""
    scope, device = (254, socket.if_nametoindex("lo")) if kind == 2 else (0, None)
    body = struct.pack("=BBBBBBBBI", family, 8 * len(address), 0, 0, 255, 4, scope, kind, 0)
    if address:
        body += struct.pack("=HH", 4 + len(address), 1) + address
    if device:
        body += struct.pack("=HHI", 8, 4, device)
    netlink(24, body)


def make_network(work):
    """All addresses are this machine; names are asked of the server here."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", b"lo", 0x49))  # SIOCSIFFLAGS: up
    route(socket.AF_INET, 2)
    route(socket.AF_INET6, 2)
    route(socket.AF_INET, 7, socket.inet_aton(DEAD))
    files = {"resolv.conf": f"nameserver {RESOLVER}\n", "nsswitch.conf": "hosts: files dns\n",
             "hosts": "127.0.0.1 localhost\n::1 localhost\n"}
    for name, text in files.items():
        (work / name).write_text(text)
        if os.path.exists(f"/etc/{name}"):
            subprocess.run(["mount", "--bind", work / name, f"/etc/{name}"], check=True)


class Watch(threading.Thread):
    """Counts the packets to or from any other address than those that stand for the internet."""

    def __init__(self):
        super().__init__(daemon=True)
        self.forbidden = collections.Counter()
        self.seen = 0
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
        try:
            self.socket.setsockopt(socket.SOL_SOCKET, 33, 32 << 20)  # SO_RCVBUFFORCE
        except PermissionError:
            pass  # The system's limit then holds; a packet that is lost for it is told.
        self.start()

    def run(self):
        while True:
            packet, where = self.socket.recvfrom(200)
            if where[2] == socket.PACKET_OUTGOING:
                self.take(where[1], packet[14:])

    def take(self, protocol, packet):
        self.seen += 1
        if protocol == 0x0800:
            target = socket.inet_ntoa(packet[16:20])
        elif protocol == 0x86dd:
            target = socket.inet_ntop(socket.AF_INET6, packet[24:40])
        else:
            target = f"protocol {protocol:#x}"
        if target not in (PUBLIC, DEAD, RESOLVER):
            self.forbidden[target] += 1

    def count(self):
        """After all that was sent has been looked at, none of it lost."""
        before = -1
        while before != self.seen:
            before = self.seen
            time.sleep(0.2)
        lost = struct.unpack("II", self.socket.getsockopt(263, 6, 8))[1]  # PACKET_STATISTICS
        if lost:
            sys.exit(f"check-addresses: {lost} packets were not looked at")
        return sum(self.forbidden.values())


class Names(socketserver.BaseRequestHandler):
    """The DNS, whose answers hold for no second; www.example and all below it are the server."""
    # What a name is; and what it is the first time that it is asked for, the second, and then on.
    fixed, changing = {}, {}
    asked = collections.Counter()

    def handle(self):
        query, connection = self.request
        end = query.index(0, 12)
        labels, place = [], 12
        while place < end:
            labels.append(query[place + 1:place + 1 + query[place]].decode("latin-1").lower())
            place += 1 + query[place]
        kind = struct.unpack_from(">H", query, end + 1)[0]
        known, records = self.records(".".join(labels), kind)
        answer = query[:2] + struct.pack(
            ">HHHHH", 0x8580 if known else 0x8583, 1, len(records), 0, 0) + query[12:end + 5]
        for owner, record, data in records:
            answer += wire(owner) + struct.pack(">HHIH", record, 1, 0, len(data)) + data
        connection.sendto(answer, self.client_address)

    def records(self, name, kind):
        """Whether there is such a name, and what it is; 1 is A, 5 CNAME, 28 AAAA."""
        if name in self.changing:
            answers = self.changing[name]
            if kind == 1:
                self.asked[name] += 1
                answers = [answers[min(self.asked[name], len(answers)) - 1]]
            else:
                answers = []
        elif name.endswith("www.example"):
            answers = [PUBLIC]
        else:
            answers = self.fixed.get(name) or self.fixed.get(name + ".")
        records = []
        for answer in answers or []:
            if answer in self.fixed:
                # With what it is an alias of, as resolvers give it.
                records += [(name, 5, wire(answer)), *self.records(answer, kind)[1]]
            elif ":" in answer and kind == 28:
                records.append((name, 28, socket.inet_pton(socket.AF_INET6, answer)))
            elif ":" not in answer and kind == 1:
                records.append((name, 1, socket.inet_aton(answer)))
        return answers is not None, records


def wire(name):
    labels = [label.encode() for label in name.split(".")]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
