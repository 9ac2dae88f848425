"""Programs that check-service.py runs in its container, as text: a server, a client, a thread that is
held, and what tries all that the sandbox should deny."""

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
def connect(family, address, *scope):
    with socket.socket(family) as peer:
        peer.settimeout(2)
        peer.connect((address, 8080, *scope))
def send():
    # TCP knows no such thing. Whom nothing refuses it has sent it.
    with socket.socket(four, socket.SOCK_DGRAM) as peer:
        peer.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
        peer.sendto(b"x", ("224.0.0.251", 8080))
def call(name, number):
    if getattr(ctypes.CDLL(None, use_errno=True), name)(number) == -1: raise OSError(ctypes.get_errno(), "")
def setuid():
    path = os.environ["STATE_DIRECTORY"] + "/probe"
    with open(path, "w"): pass
    try: os.chmod(path, 0o4755)
    finally: os.unlink(path)
four, six = socket.AF_INET, socket.AF_INET6
loopback = socket.if_nametoindex("lo")
attempt("loopback", lambda: connect(four, "127.0.0.1"))
attempt("loopback, IPv6", lambda: connect(six, "::1"))
attempt("loopback, mapped", lambda: connect(six, "::ffff:127.0.0.1"))
attempt("private 10/8", lambda: connect(four, "10.1.2.3"))
attempt("private 172.16/12", lambda: connect(four, "172.16.5.6"))
attempt("private fc00::/7", lambda: connect(six, "fd00::7"))
attempt("private 192.168/16", lambda: connect(four, "192.168.1.9"))
attempt("cloud metadata", lambda: connect(four, "169.254.169.254"))
attempt("link-local, IPv6", lambda: connect(six, "fe80::7", 0, loopback))
attempt("multicast", send)
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
attempt("user namespace", lambda: call("unshare", 0x10000000))
attempt("another personality", lambda: call("personality", 8))
attempt("set-user-id file", setuid)
attempt("first process", lambda: os.stat("/proc/1"))
attempt("/proc/sys", lambda: os.stat("/proc/sys/kernel"))
attempt("root's folder", lambda: os.listdir("/root"))
attempt("people's folders", lambda: os.stat("/home/member"))
attempt("/etc/shadow", lambda: open("/etc/shadow").close())
with open(state + "/probe.json", "w") as file: json.dump(found, file)
'''
