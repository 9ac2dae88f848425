#!/usr/bin/env python3
"""Types command lines into real shells, presses TAB, and looks at the words that stand there then.

    check-completions.py BINARIES SHARE SHELL...    SHARE: where install-manual.sh has put them;
                                                    SHELL: bash, zsh, fish

The shells run in a pseudo-terminal, with the completions read by `source` and as they find them
where they are installed. What feeds, events and entries are offered is a listing made here, in
which everything that can be hostile is.
"""
import fcntl
import os
import pathlib
import pty
import re
import select
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
import time

SECONDS = 20

# Rows as `tidings` lists them in a pipe; the last column is what is shown beside the number. To run
# any of it would make the file "pwned".
LISTINGS = {
    "feeds": [
        "42\t3\tnever\t-\tfollowed\tPlain\thttps://plain.example/feed.xml",
        "77\t3\tnever\t-\tfollowed\t$(touch pwned)\thttps://evil.example/$(touch${IFS}pwned)",
        "78\t3\tnever\t-\tfollowed\t`touch pwned`\thttps://evil.example/`touch pwned`",
        "79\t3\tnever\t-\tfollowed\tx\thttps://evil.example/?a=b&touch+pwned;",
        "$(touch pwned)\t3\tnever\t-\tfollowed\tx\thttps://evil.example/x",
        "80;touch pwned\t3\tnever\t-\tfollowed\tx\thttps://evil.example/x",
    ],
    "clusters": [
        "17\t2026-03-18T20:30:00Z\t7\t7\t6\t0\t$(touch pwned) `touch pwned`; touch pwned",
        "23\t2026-03-18T20:30:00Z\t7\t7\t6\t0\t\\$(touch pwned) %F{red} \"'[x]:(y)",
    ],
    "entries": ["204\t2026-03-18T20:30:00Z\t17\t\tOutlet\tA ${(e):-$(touch pwned)} title"],
}

# What is typed before TAB, and the words that have to stand there after it.
LINES = [
    ("tidings expl", ["tidings", "explain"]),
    ("tidings feeds sh", ["tidings", "feeds", "show"]),
    ("tidings help expl", ["tidings", "help", "explain"]),
    ("tidings clusters --min-p", ["tidings", "clusters", "--min-publishers"]),
    ("tidings clusters --sort pub", ["tidings", "clusters", "--sort", "publishers"]),
    ("tidings clusters --sort=pub", ["tidings", "clusters", "--sort=publishers"]),
    ("tidings clusters -n 5 --ter", ["tidings", "clusters", "-n", "5", "--terms"]),
    ("tidings completions f", ["tidings", "completions", "fish"]),
    ("tidings feeds show 4", ["tidings", "feeds", "show", "42"]),
    ("tidings feeds show https://pl", ["tidings", "feeds", "show", "https://plain.example/feed.xml"]),
    ("tidings feeds show https://ev", ["tidings", "feeds", "show", "https://ev"]),
    ("tidings entries --feed 4", ["tidings", "entries", "--feed", "42"]),
    ("tidings show 1", ["tidings", "show", "17"]),
    ("tidings split 2", ["tidings", "split", "23"]),
    ("tidings split 17 2", ["tidings", "split", "17", "204"]),
    ("tidings split 17 204 2", ["tidings", "split", "17", "204", "204"]),
    ("tidings show 17 2", ["tidings", "show", "17", "2"]),
    ("tidings check fee", ["tidings", "check", "feeds.yml"]),
    ("tidings check my", ["tidings", "check", "my feeds.yml"]),
    ("tidings status --state fo", ["tidings", "status", "--state", "folder/"]),
    ("tidings show -- 1", ["tidings", "show", "--", "17"]),
    ("tidingsd --fet", ["tidingsd", "--fetch-only"]),
    ("tidingsd --config fee", ["tidingsd", "--config", "feeds.yml"]),
]

# What TAB has to list, by what is typed before it, and what it must not.
LISTS = [
    ("tidings ", ["clusters", "feeds", "status"], ["publishers"]),
    ("tidings clusters --", ["--since", "--sort", "--json"], ["--why"]),
    ("tidings clusters --sort ", ["latest", "publishers"], ["feeds.yml"]),
    ("tidings feeds show ", ["42", "77", "79"], ["80", "feeds.yml"]),
]

PROMPT = "NEXT> "
# How a shell gets its completions, in each way that there is.
LOADER = "/usr/share/bash-completion/bash_completion"
START = {
    "bash": ["PS1='NE''XT> '; source {script}"]
    + ([f"PS1='NE''XT> '; source {LOADER}"] if os.path.exists(LOADER) else []),
    "zsh": ["PS1='NE''XT> '; autoload -Uz compinit && compinit -D -u; source {script}",
            "PS1='NE''XT> '; fpath=({share}/zsh/site-functions $fpath); autoload -Uz compinit && compinit -D -u"],
}
COMMAND = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i", "-o", "emacs", "-o", "noprompt_cr"],
}
# What is printed beside text: sequences of escapes, bells, and zsh's padding.
CONTROL = re.compile(r"[\x00\x07]|\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][0-9A-Z]|\x1b[=>]|\x1b\][^\x07]*\x07")


class Terminal:
    """A shell at work in a pseudo-terminal of 200 columns."""

    def __init__(self, shell, start, folder, environment):
        self.shell = shell
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(COMMAND[shell][0], COMMAND[shell], environment)
        size = struct.pack("HHHH", 60, 200, 0, 0)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, size)
        self.ask(f"{start}; echo END$((40+2))\n", "END42")

    def ask(self, typed, mark):
        """Types, and reads on until `mark` comes back, and the prompt: before, TAB is no key."""
        os.write(self.descriptor, typed.encode())
        seen = ""
        deadline = time.monotonic() + SECONDS
        while PROMPT not in seen.partition(mark)[2]:
            if not select.select([self.descriptor], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError(f"{self.shell}: no {mark} after {typed!r}, but {seen!r}")
            seen += os.read(self.descriptor, 65536).decode("utf-8", "replace")
            seen = CONTROL.sub("", seen)
        return seen

    def words(self, line):
        """The words that the shell makes of the line after TAB."""
        before = "printf '<%s>' "
        seen = self.ask(f"{line}\t\x01{before}\x05 END$((40+2))\n", "<END42>")
        return re.findall(r"<([^<>]*)>", seen[seen.rindex("<tidings"):])[:-1]

    def listed(self, line):
        """What TAB, pressed twice, prints below the line; which is then taken away."""
        return self.ask(f"{line}\t\t\x15echo END$((40+2))\n", "END42")

    def close(self):
        os.close(self.descriptor)
        os.waitpid(self.process, 0)


def check_in_terminal(shell, start, folder, environment):
    terminal = Terminal(shell, start, folder, environment)
    faults = []
    for line, expected in LINES:
        # A `=` is put behind an option that needs a value, a `/` behind a folder, or not.
        found = [word.rstrip("=") for word in terminal.words(line)]
        if found != expected and found != [word.rstrip("/") for word in expected]:
            faults.append(f"{shell}: {line!r} became {found}, expected {expected}")
    for line, expected, others in LISTS:
        shown = terminal.listed(line).split("END42")[0].replace(line, " ")
        words = re.findall(r"[^\s=]+", shown)
        faults += [f"{shell}: {line!r} did not list {word}" for word in expected if word not in words]
        faults += [f"{shell}: {line!r} listed {word}" for word in others if word in words]
    terminal.close()
    return faults


def check_fish(folder, environment):
    """fish tells what it would offer by `complete -C`, without a terminal."""
    def offered(line):
        run = subprocess.run(
            ["fish", "-c", "complete -C $argv[1]", line],
            cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)
        assert not run.stderr, run.stderr
        return [row.split("\t")[0] for row in run.stdout.splitlines()]

    faults = []
    for line, expected in LINES:
        found, word = offered(line), expected[-1]
        if line.endswith(word):
            # fish looks for what is typed in descriptions too: those answers are numbers.
            fits = not any(text.startswith(word) for text in found)
        else:
            fits = word in [text.replace("\\ ", " ") for text in found]
        if not fits:
            faults.append(f"fish: {line!r} offers {found}, expected {word}")
    for line, expected, others in LISTS:
        found = offered(line)
        faults += [f"fish: {line!r} does not offer {word}" for word in expected if word not in found]
        faults += [f"fish: {line!r} offers {word}" for word in others if word in found]
    return faults


def main():
    binaries, share = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
    shells = sys.argv[3:]
    faults = []
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        tools, folder = root / "bin", root / "work"
        for path in (tools, folder, folder / "folder"):
            path.mkdir()
        for file in ("feeds.yml", "my feeds.yml"):
            (folder / file).write_text("feeds: []\n")
        for listing, rows in LISTINGS.items():
            (tools / f"{listing}.tsv").write_text("\n".join(rows) + "\n")
        for program in ("tidings", "tidingsd"):
            (tools / program).write_text(f'#!/bin/sh\ncat "{tools}/$1.tsv"\n')
            (tools / program).chmod(0o755)
        environment = {
            "PATH": f"{tools}:/usr/bin:/bin", "HOME": str(folder), "TERM": "vt100",
            "LC_ALL": "C.UTF-8", "XDG_DATA_DIRS": f"{share}:/usr/share",
        }
        for shell in shells:
            script = root / f"completions.{shell}"
            script.write_bytes(subprocess.run(
                [binaries / "tidings", "completions", shell], check=True, capture_output=True).stdout)
            for start in START.get(shell, []):
                start = start.format(script=shlex.quote(str(script)), share=shlex.quote(str(share)))
                found = check_in_terminal(shell, start, folder, environment)
                faults += [f"{fault} (after {start})" for fault in found]
            if shell == "fish":
                faults += check_fish(folder, environment)
            if (folder / "pwned").exists():
                faults.append(f"{shell}: what a feed says was run")
                (folder / "pwned").unlink()
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"completions: {len(LINES)} lines and {len(LISTS)} lists in {', '.join(shells)}:"
          f" {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
