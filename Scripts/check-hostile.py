#!/usr/bin/env python3
"""Runs documents that are made to hurt a parser through `tidings parse` and measures what each costs.

    check-hostile.py TIDINGS

Every document is made here, in a folder that goes away. Each has to end with exit code 0 and a
feed, or with 3 and the reason why it is none, as strict UTF-8 and JSON; within a second of CPU, or
what stands at those that are very large, a minute for a million entries; and within 100 MB of memory
beyond the document and beyond what an empty feed takes. A run that takes too much CPU is repeated once, since machines are shared.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from typing import Iterable, NamedTuple

CPU_SECONDS = 1.0
CPU_SECONDS_MANY = 60.0
MEMORY_MB = 100.0
FEED, NO_FEED = 0, 3

LAST = "<item><title>Last</title><link>http://a.example/1</link></item>"


class Document(NamedTuple):
    """A document as the pieces that it is written in.

    The system counts what this script held before it started a program as that program's, so the
    script must stay small: no document is ever in memory as a whole.
    """
    name: str
    pieces: Iterable[bytes]
    cpu_seconds: float = CPU_SECONDS
    as_json: bool = True
    url: str = ""


class Run(NamedTuple):
    code: int  # Negative: the signal that ended it.
    cpu: float
    peak: float  # MB


def repeated(piece, count):
    """In blocks of some 64 KiB: a million small writes would take longer than the check."""
    piece = piece if isinstance(piece, bytes) else piece.encode()
    block = max(1, 65_536 // len(piece))
    for _ in range(count // block):
        yield piece * block
    yield piece * (count % block)


def numbered(template, count):
    for start in range(0, count, 1_000):
        stop = min(start + 1_000, count)
        yield "".join(template.replace("#", str(n)) for n in range(start, stop)).encode()


def joined(*parts):
    for part in parts:
        if isinstance(part, str):
            yield part.encode()
        elif isinstance(part, bytes):
            yield part
        else:
            yield from part


def rss(*body, before=""):
    return joined(
        before, '<rss version="2.0"><channel><title>T</title>', *body, LAST, "</channel></rss>")


def field(name, *text):
    """A feed with an item that has `text` in this field."""
    return rss(f"<item><{name}>", *text, f"</{name}></item>")


def body(*html):
    return field("description", *html)


def doctype(*declarations):
    return joined("<!DOCTYPE rss [", *declarations, "]>")


def atom(*entry, base=""):
    """A feed with an entry that has this in it."""
    return joined(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}"><entry>', *entry,
        "</entry></feed>")


def utf16(text):
    return text.encode("utf-16-le")


ITEM = (
    '<item><guid isPermaLink="false">#</guid><title>Title number # of a long feed</title>'
    "<link>http://a.example/#</link><description>Some words about it.</description></item>")
JSON_FEED = '{"version":"https://jsonfeed.org/version/1.1","title":"t",'
DEEP = "http://a.example/" + "a/" * 490
BOM = b"\xef\xbb\xbf"

DOCUMENTS = [
    # Length.
    Document("1,000,000 entries", rss(numbered(ITEM, 1_000_000)), CPU_SECONDS_MANY, as_json=False),
    Document("200,000 entries, as JSON", rss(numbered(ITEM, 200_000)), CPU_SECONDS_MANY),
    # Bytes.
    Document("empty", []),
    Document("invalid UTF-8", field("title", repeated(bytes(range(128, 256)), 2_000))),
    Document("1,000,000 NULs", field("title", "a", repeated(b"\0", 1_000_000), "b")),
    Document("surrogates as references", field("title", repeated("&#xD800;&#55357;", 100_000))),
    Document("2 BOMs", joined(BOM * 2, rss())),
    Document("1,000,000 BOMs", joined(repeated(BOM, 1_000_000), rss())),
    Document(
        "UTF-16, 20,000 entries",
        joined(b"\xff\xfe", utf16("<rss><channel>"), repeated(utf16(LAST), 20_000),
               utf16("</channel></rss>"))),
    Document(
        "UTF-16, half a character",
        joined(b"\xff\xfe", utf16("<rss><channel>"), utf16(LAST), utf16("</channel></rss>")[:-1])),
    Document(
        "cp1252 declared as UTF-8",
        rss(repeated("<item><title>caf\xe9 \x93x\x94</title></item>".encode("latin-1"), 20_000),
            before='<?xml version="1.0" encoding="utf-8"?>')),
    Document("junk before the root", joined(repeated("<p>", 200_000), rss())),
    Document("roots before the root", joined(repeated("<rss", 200_000), rss())),
    # Elements.
    Document("257 deep", rss("<x>" * 257, "</x>" * 257)),
    Document("100,000 deep", rss(repeated("<x>", 100_000), repeated("</x>", 100_000))),
    Document("1,000,000 deep, without ends", rss(repeated("<x>", 1_000_000))),
    Document("1,000,000 ends", rss(repeated("</x>", 1_000_000))),
    Document("ends that do not match", rss("&bad ", repeated("<a><b></c>", 300_000))),
    Document("a name of 64 KiB", rss("<" + "n" * 65_536 + "/>")),
    Document("20 names of 63 KiB", rss(repeated("<" + "n" * 64_512 + "/>", 20))),
    Document("a name of 1 MB", rss("<", repeated("n", 1_000_000), "/>")),
    Document("300,000 names", rss(numbered("<n#/>", 300_000))),
    Document("300,000 names, to be mended", rss("& ", numbered("<n#/>", 300_000))),
    Document("40,000 attributes", rss("<x", numbered(' a#="v"', 40_000), "/>")),
    Document("2,000 x 500 attributes", rss(
        repeated(b"<x" + b"".join(numbered(' a#="v"', 500)) + b"/>", 2_000))),
    Document("1,000,000 attribute names", rss(numbered('<x n#="v"/>', 1_000_000))),
    Document("1,000,000 prefixes", rss(numbered("<n#:x/>", 1_000_000))),
    Document("1,000,000 namespaces", rss(numbered('<x xmlns="#"/>', 1_000_000))),
    Document("1,000,000 instructions", rss(numbered("<?n#?>", 1_000_000))),
    Document("a comment, then names", rss(
        "<!--", repeated("x", 2_000_000), "-->", numbered("<n#:x/>", 1_000_000))),
    Document("500 x 500 namespaces", rss(
        repeated(b"<x" + b"".join(numbered(' xmlns:a#="v#"', 500)) + b"/>", 500))),
    Document("125 open, to be mended", rss(
        "&", "<aaaaaaaaaa:b>" * 125, repeated("<q:item/>", 100_000))),
    Document("120 namespaces in scope", rss(
        numbered('<x xmlns:a#="v#">', 120), repeated("<y/>", 100_000))),
    Document("2,000 names in a namespace of 60 KB", joined(
        '<rss xmlns="' + "u" * 60_000 + '"><channel>',
        repeated(b"".join(numbered("<n#/>", 2_000)), 100), LAST, "</channel></rss>")),
    Document("100,000 div in a text of 1.5 MB", joined(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">',
        repeated("x", 1_500_000), repeated("<div/>", 100_000), "</content></entry></feed>")),
    Document("500,000 elements in a text", joined(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">',
        repeated('<b title="&#34;">x</b>', 500_000), "</content></entry></feed>")),
    Document("200,000 xml:base", rss(repeated('<x xml:base="a/b/"/>', 200_000))),
    # References: each is resolved against a base of up to 1 KiB.
    Document("100,000 links to a long base", atom(repeated('<link href="b"/>', 100_000), base=DEEP)),
    Document("100,000 links above a long base", atom(
        repeated('<link href="../b"/>', 100_000), base=DEEP)),
    Document("100,000 links to a long name", atom(
        repeated('<link href="../b"/>', 100_000), base="http://a.example/" + "a" * 990)),
    Document("50,000 bases in a long base", atom(
        repeated('<x xml:base="../b/"><link href="c"/></x>', 50_000), base=DEEP)),
    Document("bases that grow", atom(
        '<x xml:base="a/">' * 120, repeated('<link xml:base="a/" href="b"/>', 50_000),
        base=DEEP[:-200])),
    Document("bases of dots", atom(
        repeated('<link xml:base="' + "../" * 300 + '" href="b"/>', 3_000), base=DEEP)),
    Document("50,000 enclosures, 100 of them other", atom(
        numbered('<link rel="enclosure" href="b#"/>', 99),
        repeated('<link rel="enclosure" href="b98"/>', 50_000), base=DEEP)),
    Document("100,000 links to a long feed", rss(
        "<item>", repeated('<enclosure url="b"/>', 100_000), "</item>"), url=DEEP),
    Document("100,000 pictures of a long feed", body(
        numbered("&lt;img src=b#&gt;", 100_000)), url=DEEP),
    Document("50,000 entries of a long feed", rss(
        repeated("<item><link>b</link></item>", 50_000)), cpu_seconds=2.0, url=DEEP),
    # Declarations.
    Document("ATTLIST bomb", joined(
        doctype("<!ATTLIST x", numbered(' a# CDATA "v"', 800), ">"), rss(repeated("<x/>", 8_000)))),
    Document("billion laughs", joined(
        doctype('<!ENTITY a0 "ha">', *(
            f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))),
        field("title", "&a11;"))),
    Document("quadratic entity", joined(
        doctype('<!ENTITY a "', repeated("x", 100_000), '">'),
        field("title", repeated("&a;", 100_000)))),
    Document("quadratic entity of 50 KB", joined(
        doctype('<!ENTITY a "', repeated("x", 50_000), '">'),
        field("title", repeated("&a;", 100_000)))),
    Document("external entity", joined(
        doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'), field("title", "&a;"))),
    Document("60,000 entities", joined(
        doctype(numbered('<!ENTITY e# "x">', 60_000)), rss())),
    Document("100,000 DOCTYPEs, without ends", repeated("<!DOCTYPE rss [", 100_000)),
    Document("DOCTYPE: comments, without ends", joined(
        "<!DOCTYPE rss [", repeated("<!--", 250_000))),
    Document("DOCTYPEs of pages, without ends", repeated(
        ("<!doctype html [" + "<!--" * 16_381)[:65_537], 64)),
    # Text.
    Document("50 MB of text", body(repeated("x", 50_000_000))),
    Document("20 MB of CDATA", body("<![CDATA[", repeated("<b>x</b>", 2_500_000), "]]>")),
    Document("20 MB of comment", rss("<!--", repeated("x", 20_000_000), "-->")),
    Document("CDATA, without ends", rss(repeated("<item><title><![CDATA[ ", 300_000))),
    Document("comments, without ends", rss(repeated("<!-- ", 1_000_000))),
    Document("instructions, without ends", rss(repeated("<?x ", 1_000_000))),
    Document("2,000,000 <", field("title", repeated("<", 2_000_000))),
    Document("2,000,000 &", field("title", repeated("&", 2_000_000))),
    Document("20,000,000 &", field("title", repeated("&", 20_000_000)), cpu_seconds=10.0),
    Document("20 MB of CDATA, without ends", joined(
        "<rss><channel><item><title><![CDATA[", repeated('"', 20_000_000)), cpu_seconds=5.0),
    Document("20 MB of no UTF-8", field("title", repeated(b"\x80", 20_000_000)), cpu_seconds=5.0),
    Document("references to references", body(repeated("&amp;lt;", 1_000_000))),
    Document("200,000 categories", rss(
        "<item>", numbered("<category>c#</category>", 200_000), "</item>")),
    Document("an author of 60 KB of flags", rss(repeated(
        "<item><author>a@b.example (" + "\U0001f1e6" * 15_000 + ")</author></item>", 20))),
    Document("relations of 60 KB of flags", atom(repeated(
        '<link href="a" rel="http' + "\U0001f1e6" * 15_000 + '"/>', 20))),
    Document("a date of 2 MB", field("pubDate", repeated("1 ", 1_000_000))),
    # HTML.
    Document("HTML: attributes, without ends", body(repeated('&lt;a b="', 500_000))),
    Document("HTML: 150,000 attributes", body("&lt;a", numbered(' a#="v"', 150_000), "&gt;")),
    Document("HTML: 500,000 deep", body(repeated("&lt;div&gt;", 500_000))),
    Document("HTML: ends that do not match", body(repeated("&lt;a&gt;&lt;b&gt;&lt;/p&gt;", 200_000))),
    Document("HTML: scripts, without ends", body(repeated("&lt;script&gt;&lt;/scrip", 200_000))),
    Document("HTML: svg, without ends", body(repeated("&lt;svg&gt;", 500_000))),
    Document("HTML: titles in a title", field("title", repeated("&lt;title&gt;", 300_000))),
    Document("HTML: 60,000 links", body(
        numbered('&lt;a href="http://a.example/#"&gt;x&lt;/a&gt;', 60_000))),
    # JSON Feed.
    Document("JSON: 1,000,000 deep", repeated("[", 1_000_000)),
    Document("JSON: items 1,000,000 deep", joined(JSON_FEED, '"items":', repeated("[", 1_000_000))),
    Document("JSON: 60,000 items", joined(
        JSON_FEED, '"items":[', numbered('{"id":"#","content_html":"<p>x"},', 60_000), "{}]}")),
    Document("JSON: 300,000 keys", joined(JSON_FEED, numbered('"k#":1,', 300_000), '"items":[]}')),
    Document("JSON: 100,000 attachments of a long feed", joined(
        JSON_FEED, '"items":[{"id":"1","attachments":[', numbered('{"url":"b#"},', 100_000),
        '{"url":"c"}]}]}'), url=DEEP),
    Document("JSON: 200,000 faults", joined(
        JSON_FEED, '"items":[', repeated("{'a':[}},", 200_000), '{"id":"1"}]}')),
    Document("JSON: ends of what is not open", joined(
        JSON_FEED, '"items":[{"id":"1","a":', repeated("[", 500_000), repeated("}", 500_000), "]}")),
    Document("JSON: lone surrogates", joined(
        JSON_FEED, '"author":{"name":"', repeated("\\ud800", 500_000), '"},"items":[]}')),
]


def run(tidings, path, document, output):
    arguments = [tidings, "parse", "--url", document.url]
    arguments += (["--json"] if document.as_json else []) + [str(path)]
    with open(output, "wb") as out:
        process = subprocess.Popen(arguments, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def measured(tidings, document, folder, output):
    """The size of the document in MB, and the better of at most two runs."""
    path = folder / "document"
    with open(path, "wb") as file:
        for piece in document.pieces:
            file.write(piece)
    size = path.stat().st_size / 1e6
    best = run(tidings, path, document, output)
    if best.code >= 0 and best.cpu >= document.cpu_seconds:
        best = min(best, run(tidings, path, document, output), key=lambda run: run.cpu)
    path.unlink()
    return size, best


def reading(document, code, output):
    """What came out, in a few words, and whether it is what this exit code stands for."""
    try:
        text = output.read_text(encoding="utf-8", errors="strict")
        if not document.as_json:
            words = text.strip().removeprefix(f"{output.parent}/document: ")
            return words, code == FEED and words.startswith("rss20, ")
        feed = json.loads(text)
        if code == FEED:
            return f"{feed['format']}, {len(feed['entries'])} entries", feed["format"] != "none"
        return feed["error"], code == NO_FEED and feed["format"] == "none" and bool(feed["error"])
    except (ValueError, KeyError, TypeError) as error:
        return f"{type(error).__name__}: {error}", False


def main():
    (tidings,) = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="tidings-hostile-") as name:
        folder = pathlib.Path(name)
        _, empty = measured(tidings, Document("", rss()), folder, folder / "output")
        # What came out is read when all runs are over: reading makes this script grow.
        costs = [
            measured(tidings, document, folder, folder / str(number))
            for number, document in enumerate(DOCUMENTS)]
        violations = 0
        print(f"{'document':32} {'size':>9} {'CPU':>7} {'memory':>9}  exit  result")
        for number, (document, (size, cost)) in enumerate(zip(DOCUMENTS, costs)):
            result, is_sound = reading(document, cost.code, folder / str(number))
            memory = max(0.0, cost.peak - size - empty.peak)
            faults = []
            if not is_sound:
                faults.append("no valid result")
            if cost.cpu >= document.cpu_seconds:
                faults.append(f"more than {document.cpu_seconds:.0f} s")
            if memory >= MEMORY_MB:
                faults.append(f"more than {MEMORY_MB:.0f} MB")
            violations += bool(faults)
            print(
                f"{document.name:32} {size:6.2f} MB {cost.cpu:5.2f} s {memory:6.1f} MB  {cost.code:4}"
                f"  {'FAULT: ' + ', '.join(faults) + ': ' if faults else ''}{result[:60]}")
    print(f"{len(DOCUMENTS)} documents, {violations} faults; an empty feed takes {empty.peak:.1f} MB")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
