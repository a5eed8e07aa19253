"""Finds which newest releases of what distributions require break their older releases, by installing and trying.

python3 too-new.py WORK UV OUT [NAME …]: UV is the program uv, OUT the JSON file that is written; with names, only their rows are found anew. Of each
row of PAIRS the releases from the oldest one on are tried with the newest release of the partner that may be installed with them: `below` is the first that
works, found by halving. Then releases of the partner are tried with the newest release that breaks: `since` is the first with which it does. The oldest
release has to break and to work at the same ones, or the row is left out. Environments are made below WORK and removed.
"""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request

VERSION = re.compile(r"^\d+(?:\.\d+)*$")

# The distribution, its oldest release that is tried, the partner, the Python, what is tried, what else is asked for, and at which import of the code it
# breaks: when that is loaded, or at the first call.
CLIENT = "import {0}; {0}.{1}(api_key='x')"
PAIRS = [
    ("passlib", "1.7.3", "bcrypt", "3.11", "from passlib.context import CryptContext; CryptContext(schemes=['bcrypt']).hash('x')", [], "call"),
    ("openai", "1.0.0", "httpx", "3.11", CLIENT.format("openai", "OpenAI"), [], "call"),
    ("anthropic", "0.5.0", "httpx", "3.11", CLIENT.format("anthropic", "Anthropic"), [], "call"),
    ("groq", "0.4.0", "httpx", "3.11", CLIENT.format("groq", "Groq"), [], "call"),
    ("flask", "2.0.0", "werkzeug", "3.9", "import flask", [], "import"),
    ("jinja2", "2.11.0", "markupsafe", "3.9", "import jinja2", [], "import"),
    ("streamlit", "1.10.0", "altair", "3.9", "import streamlit", ["numpy<2"], "import"),
]


def key(version):
    return tuple(int(part) for part in version.split("."))


def releases(name):
    request = urllib.request.Request(f"https://pypi.org/simple/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.loads(answer.read())["files"]
    found = set()
    for file in files:
        version = re.match(r"[\w.]+?-(\d[\w.]*?)(?:-|\.tar|\.zip)", file["filename"].replace(name, name.replace("-", "_"), 1))
        if version and VERSION.match(version[1]) and not file.get("yanked"):
            found.add(version[1])
    return sorted(found, key=key)


class Trial:
    def __init__(self, work, uv, row):
        self.place = os.path.join(work, "venv")
        self.uv = uv
        self.name, self.oldest, self.partner, self.python, self.code, self.beside, self.at = row
        self.error = ""

    def run(self, *words):
        return subprocess.run(words, capture_output=True, text=True, timeout=900)

    def works(self, release, *more):
        """Whether a release works with what is installed beside it; None where it cannot be installed."""
        shutil.rmtree(self.place, ignore_errors=True)
        self.run(self.uv, "venv", "-q", "--python", self.python, self.place)
        python = os.path.join(self.place, "bin", "python")
        name = f"{self.name}[bcrypt]" if self.name == "passlib" else self.name
        asked = [f"{name}=={release}", "setuptools<70", *self.beside, *more]
        if self.run(self.uv, "pip", "install", "-q", "--python", python, *asked).returncode:
            return None
        done = self.run(python, "-W", "ignore", "-c", self.code)
        if done.returncode:
            self.error = next(reversed([line for line in done.stderr.splitlines() if re.match(r"[\w.]*(?:Error|Exception)\b", line)]), "")
        print(f"{self.name} {release} {more}: {'works' if done.returncode == 0 else self.error}", file=sys.stderr, flush=True)
        return done.returncode == 0

    def found(self):
        own = [each for each in releases(self.name) if key(each) >= key(self.oldest)]
        if self.works(own[0]) is not False:
            return None
        error = self.error
        low, high = 0, len(own)
        while high - low > 1:
            middle = (low + high) // 2
            if self.works(own[middle]) is False:
                low = middle
            else:
                high = middle
        theirs = releases(self.partner)
        first, last = 0, len(theirs) - 1
        while last - first > 1:
            middle = (first + last) // 2
            if self.works(own[low], f"{self.partner}=={theirs[middle]}") is False:
                last = middle
            else:
                first = middle
        since = theirs[last]
        ends = [(own[0], "<", True), (own[0], "==", False), (own[low], "<", True), (own[low], "==", False)]
        for release, sign, expected in ends:
            if self.works(release, f"{self.partner}{sign}{since}") is not expected:
                print(f"{self.name} {release} with {self.partner}{sign}{since} is not as expected", file=sys.stderr, flush=True)
                return None
        row = {"name": self.name, "from": own[0], "partner": self.partner, "since": since, "at": self.at, "error": re.sub(r" \(/.*\)$", "", error)}
        return {**row, **({"below": own[high]} if high < len(own) else {})}


def main(work, uv, out, *names):
    os.makedirs(work, exist_ok=True)
    rows = []
    if names and os.path.exists(out):
        with open(out) as file:
            rows = [row for row in json.load(file)["rows"] if row["name"] not in names]
    for pair in PAIRS:
        if names and pair[0] not in names:
            continue
        try:
            row = Trial(work, uv, pair).found()
        except Exception as error:  # one that cannot be tried says nothing of the others
            print(f"{pair[0]}: {error}", file=sys.stderr, flush=True)
            continue
        if row:
            rows.append(row)
        print(f"{pair[0]}: {row}", file=sys.stderr, flush=True)
    with open(out, "w") as file:
        json.dump({"facts": datetime.date.today().isoformat(), "rows": sorted(rows, key=lambda row: row["name"])}, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
