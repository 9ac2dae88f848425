#!/usr/bin/env python3
"""Runs attack vectors through the parser and reads what comes out as a browser would.

    check-xss.py TIDINGS VECTORS

VECTORS is a folder of *.jsonl files, one object with a `payload` a line. Each payload is put into a feed
as title, author, link and content, as text and as markup; what `TIDINGS parse --json` prints is parsed by
html5lib. Fails on an element or attribute that is not allowed, on an address of another scheme
than http, https and mailto, on a style that loads or places something, and when reading the output
once more changes it.
"""
import json
import pathlib
import re
import subprocess
import sys
from xml.sax.saxutils import escape, quoteattr

import html5lib

ELEMENTS = set(
    """a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code
    col colgroup dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6
    header hgroup hr i img ins kbd li main map mark menu nav ol p picture pre q rp rt ruby s samp section
    small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul
    var video wbr area""".split())
ATTRIBUTES = set(
    """abbr align alt axis bgcolor border cellpadding cellspacing char charoff charset cite class clear
    color cols colspan compact controls coords datetime dir face frame headers height href hreflang
    hspace id lang longdesc loop muted name nohref noshade nowrap open poster preload rel rev reversed
    rows rowspan rules scope shape size span src start style summary tabindex target title type usemap
    valign value volume vspace width""".split())
ADDRESSES = {"href", "src", "cite", "poster", "longdesc"}
SCHEMES = {"http", "https", "mailto"}
STYLE = re.compile(r"url|image|expression|import|behaviou?r|binding|position|[\\@<]", re.IGNORECASE)
# What no collection has: a property out of a quoted name that a semicolon cuts.
OWN = [
    '<p style="font-family:&quot;x;border&quot;position:fixed;color:red">x</p>',
    "<p style=\"font-family:'x;margin'position:fixed\">x</p>",
]


def parsed(tidings, document, name, workplace):
    path = workplace / name
    path.write_text(document, encoding="utf-8", errors="replace")
    result = subprocess.run(
        [tidings, "parse", "--json", str(path)], stdout=subprocess.PIPE, check=True)
    return json.loads(result.stdout)["entries"]


def feed(bodies):
    items = "".join(f"<item><description>{escape(body)}</description></item>" for body in bodies)
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def address_fault(value):
    """As browsers look for the scheme: without control characters and white space around."""
    value = re.sub("[\t\n\r]", "", value).strip("".join(map(chr, range(0x21))))
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", value)
    return scheme is not None and scheme.group(1).lower() not in SCHEMES


def faults(html):
    for node in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if not isinstance(node.tag, str):
            yield "a comment"
            continue
        if node.tag == "DOCUMENT_FRAGMENT":
            continue
        if node.tag not in ELEMENTS:
            yield f"<{node.tag}>"
        for name, value in node.attrib.items():
            if name not in ATTRIBUTES:
                yield f"the attribute {name}"
            elif name in ADDRESSES and address_fault(value):
                yield f"{name}={value!r}"
            elif name == "style" and STYLE.search(value):
                yield f"{name}={value!r}"


def main():
    tidings, vectors = sys.argv[1:]
    payloads = [
        json.loads(line)["payload"]
        for path in sorted(pathlib.Path(vectors).glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").split("\n") if line.strip()] + OWN
    workplace = pathlib.Path(".build/xss")
    workplace.mkdir(parents=True, exist_ok=True)
    items = "".join(
        f"<item><title>{escape(p)}</title><author>{escape(p)}</author><link>{escape(p)}</link>"
        f"<description>{escape(p)}</description></item>" for p in payloads)
    rss = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    # In Atom as HTML, and the address in an attribute.
    items = "".join(
        f"<entry><title type='html'>{escape(p)}</title><link href={quoteattr(p)}/>"
        f"<author><name>{escape(p)}</name></author><content type='html'>{escape(p)}</content></entry>"
        for p in payloads)
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'

    bad = []
    bodies = []
    for name, document in [("rss.xml", rss), ("atom.xml", atom)]:
        entries = parsed(tidings, document, name, workplace)
        if len(entries) != len(payloads):
            bad.append((name, f"{len(entries)} entries of {len(payloads)}"))
        for payload, entry in zip(payloads, entries):
            body = entry["content"] or entry["summary"] or ""
            bodies.append(body)
            bad += [(payload, fault) for fault in faults(body)]
            if entry["link"] and address_fault(entry["link"]):
                bad.append((payload, f"the link {entry['link']!r}"))
    again = parsed(tidings, feed(bodies), "again.xml", workplace)
    for before, entry in zip(bodies, again, strict=True):
        if (entry["summary"] or "") != before:
            bad.append((before, f"read again as {entry['summary']!r}"))
    for payload, fault in bad[:20]:
        print(f"{fault}: {payload[:200]!r}")
    print(f"{len(payloads)} vectors in two formats, {len(bad)} faults")
    sys.exit(1 if bad or not payloads else 0)


if __name__ == "__main__":
    main()
