#!/usr/bin/env python3
"""Polls a world of feeds that misbehave, and holds what was asked and stored against what is true.

  check-world.py BIN FEEDWORLD WORK [FEEDS]

BIN is the folder of the built programs, FEEDWORLD the program that imitates the internet's feeds on
loopback. Five rounds with new entries between them; a fifth of the feeds has a fault. What has to
hold: no impolite request, no entry of a sound feed lost or doubled, no request to a forbidden address.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import time

ROUNDS = 5
INTERVAL = 1


def main():
    programs, feedworld, work = sys.argv[1:4]
    feeds = sys.argv[4] if len(sys.argv) > 4 else "300"
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    world, state = f"{work}/world", f"{work}/state"

    def tool(*arguments, **options):
        return subprocess.run([sys.executable, feedworld, *arguments], **options)

    with open(f"{work}/server.log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, feedworld, "serve", "--dir", world, "--feeds", feeds,
             "--faults", "all=0.2", "--retry-after", "600"], stdout=log, stderr=log)
    try:
        tool("wait", "--dir", world, check=True)
        config = f"{work}/feeds.yml"
        with open(config, "w") as out:
            out.write('defaults:\n  allow_private: ["127.0.0.0/17"]\n'
                      f'  interval: {INTERVAL}s\nfeeds:\n')
            for url in open(f"{world}/urls.txt"):
                out.write(f'  - url: "{url.strip()}"\n')
        for number in range(ROUNDS):
            if number:
                # A round that no slow server holds up is over before its feeds are due again.
                time.sleep(2 * INTERVAL)
                tool("tick", "--dir", world, check=True, stdout=subprocess.DEVNULL)
            run = subprocess.run(
                [f"{programs}/tidingsd", "--once", "--config", config, "--state", state],
                stderr=subprocess.PIPE, text=True)
            print(f"round {number + 1}:", run.stderr.splitlines()[-1].removeprefix("<5>"))
            # Feeds that fail are no failure of the daemon.
            if run.returncode:
                sys.exit(f"check-world: tidingsd ended with {run.returncode}")
        entries = json.loads(subprocess.run(
            [f"{programs}/tidings", "entries", "--all", "--json", "--state", state],
            stdout=subprocess.PIPE, check=True).stdout)["entries"]
        wrong = compare(world, entries)
        score = tool("score", "--dir", world, "--strict", stdout=subprocess.PIPE, text=True)
        facts = dict(line.split(None, 1) for line in score.stdout.splitlines() if " " in line)
        for name in ("requests", "repeat_requests_with_known_validator", "of_these_conditional",
                     "requests_after_410", "requests_before_retry_after",
                     "requests_to_moved_url_after_first_301", "canary_hits"):
            print(f"{name}: {facts.get(name, 'missing')}")
        if score.returncode or facts.get("canary_hits") != "0" or wrong:
            sys.exit("check-world: failed")
    finally:
        tool("stop", "--dir", world, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server.wait(timeout=30)


def without_tracking(link):
    """The link as Tidings keeps it: `utm_` parameters say who asks, not what for."""
    address, _, query = link.partition("?")
    kept = [pair for pair in query.split("&") if pair and not pair.startswith("utm_")]
    return address + ("?" + "&".join(kept) if kept else "")


def compare(world, entries):
    """The sound feeds whose entries are not those that the world has published."""
    sound = {}
    for line in open(f"{world}/feeds.jsonl"):
        feed = json.loads(line)
        if not feed["fault"]:
            sound[feed["id"]] = feed["url"]
    true = collections.defaultdict(collections.Counter)
    for line in open(f"{world}/truth.jsonl"):
        entry = json.loads(line)
        if entry["feed"] in sound:
            true[sound[entry["feed"]]][without_tracking(entry["link"])] += 1
    stored = collections.defaultdict(collections.Counter)
    for entry in entries:
        stored[entry["feed"]][entry["link"]] += 1
    wrong = [url for url in sound.values() if stored[url] != true[url]]
    for url in wrong[:10]:
        lost, more = true[url] - stored[url], stored[url] - true[url]
        print(f"{url}: {sum(lost.values())} lost, {sum(more.values())} more than there are")
    total = sum(sum(links.values()) for links in true.values())
    print(f"{len(sound) - len(wrong)} of {len(sound)} sound feeds have their entries,"
          f" {total} of them, each once")
    return wrong


if __name__ == "__main__":
    main()
