#!/usr/bin/env python3
"""Draws docs/terminal.svg: what the commands show on a terminal, from a real run.

    picture.py PROGRAMS WORK PICTURE

PROGRAMS is the folder of the built programs, WORK what `make demo` left there. Each command is run on
a pseudo-terminal, and what it wrote, colours and all, is drawn as text: sharp at every size, and a
difference that can be read when it changes.
"""
import fcntl
import html
import json
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata

COLUMNS = 100
# Of a longer output the beginning is drawn.
LINES = {"clusters": 12, "show": 26}
SIZE, ADVANCE, LINE = 14, 8.43, 20
MARGIN, BAR = 22, 38
STYLES = """
  text { font: 14px ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace;
         fill: #cdd3de; white-space: pre; }
  .bold { font-weight: 700; fill: #ffffff; }
  .dim { fill: #7f8a9c; }
  .warning { fill: #e5c07b; }
  .prompt { fill: #98c379; font-weight: 700; }
  .title { fill: #9aa4b5; font-family: system-ui, sans-serif; font-size: 13px; }
"""
CLASSES = {"1": "bold", "2": "dim", "33": "warning"}


def seen(arguments, environment):
    """What a command shows on a terminal of COLUMNS columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    child = subprocess.Popen(arguments, stdin=slave, stdout=slave, stderr=slave, env=environment,
                             start_new_session=True)
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65_536)
        except OSError:  # How a terminal says that nobody is left at its other end.
            break
        if not part:
            break
        shown += part
    os.close(master)
    if child.wait(timeout=60) != 0:
        sys.exit(f"{' '.join(arguments)}: {shown.decode()}")
    return shown.decode().replace("\r\n", "\n").rstrip("\n").split("\n")


def width(text):
    """Columns of a text."""
    return sum(0 if unicodedata.combining(sign) else
               2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def rows(line):
    """The rows that a line takes on the terminal, each a list of the parts that look alike: their first
    column, their class and their text."""
    found, column, style = [[]], 0, None
    for place, part in enumerate(re.split("\x1b\\[([0-9;]*)m", line)):
        if place % 2 == 1:
            style = CLASSES.get(part)
            continue
        # Blanks between columns are set apart, so that no font moves what stands behind them.
        for piece in re.findall(r"\s{2,}|^\s|\S(?:\S|\s(?=\S))*|\s", part):
            while column + width(piece) > COLUMNS:
                rest = COLUMNS - column
                found[-1].append((column, style, piece[:rest]))
                found.append([])
                column, piece = 0, piece[rest:]
            if not piece.isspace():
                found[-1].append((column, style, piece))
            column += width(piece)
    return found


def drawn(lines):
    """The picture of lines, each a list of runs."""
    wide = round(2 * MARGIN + COLUMNS * ADVANCE)
    high = BAR + MARGIN + len(lines) * LINE + MARGIN // 2
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"'
           f' height="{high}" role="img" aria-label="tidings on a terminal">',
           f"<style>{STYLES}</style>",
           f'<rect width="{wide}" height="{high}" rx="10" fill="#1b1e26"/>',
           f'<path d="M0 {BAR}V10a10 10 0 0 1 10-10H{wide - 10}a10 10 0 0 1 10 10V{BAR}z"'
           ' fill="#262a34"/>']
    for place, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        out.append(f'<circle cx="{MARGIN + 20 * place}" cy="{BAR // 2}" r="6" fill="{colour}"/>')
    out.append(f'<text class="title" x="{wide // 2}" y="{BAR // 2 + 5}" text-anchor="middle">'
               "tidings</text>")
    for number, line in enumerate(lines):
        y = BAR + MARGIN + number * LINE + SIZE - 4
        for column, style, text in line:
            name = f' class="{style}"' if style else ""
            out.append(f'<text{name} x="{MARGIN + column * ADVANCE:.1f}" y="{y}"'
                       f' textLength="{width(text) * ADVANCE:.1f}"'
                       f' lengthAdjust="spacingAndGlyphs">{html.escape(text, quote=False)}</text>')
    return "\n".join(out + ["</svg>", ""])


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    programs, work, picture = (pathlib.Path(name) for name in sys.argv[1:])
    environment = {key: value for key, value in os.environ.items()
                   if key not in ("NO_COLOR", "COLUMNS")}
    environment.update(TERM="xterm-256color", TZ="UTC", PAGER="cat",
                       TIDINGS_CONFIG=str((work / "feeds.yml").resolve()),
                       TIDINGS_STATE=str((work / "state").resolve()))
    events = json.loads((work / "clusters.json").read_text())["clusters"]
    # The largest with two copies or more, so that the picture has some.
    event = next(event for event in events
                 if event["entries"] - event["independent_texts"] >= 2)
    lines = []
    for words in (["clusters", "--min-publishers", "2", "--sort", "publishers", "-n", "9"],
                  ["show", str(event["id"])]):
        if lines:
            lines.append([])
        lines.append([(0, "prompt", "$"), (2, "bold", " ".join(["tidings", *words]))])
        shown = seen([str(programs / "tidings"), *words], environment)
        most = LINES[words[0]]
        lines += [row for line in shown[:most] for row in rows(line)]
        if len(shown) > most:
            lines.append([(0, "dim", "…")])
    picture.write_text(drawn(lines))
    print(f"{picture}: {len(lines)} lines")


if __name__ == "__main__":
    main()
