"""Finds from which release on a distribution works with NumPy 2, by installing and importing.

python3 numpy-abi.py WORK UV NAMES OUT: NAMES is a file with a distribution and a module of it a line, UV the program uv. Of each
distribution the releases with a wheel for Python 3.11 are tried that may be installed together with NumPy 2.0.2, as far as they say: an import that fails and
names NumPy tells a release that was compiled for NumPy 1. The first that works is found by halving, and written as `NAME: RELEASE`; a
distribution whose oldest such release works, or that fails for another reason, is left out. Environments are made below WORK and removed.
"""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request

NUMPY = "2.0.2"
FAILURE = re.compile(r"compiled using NumPy 1|numpy\.(?:dtype|ufunc) size changed|_ARRAY_API|multiarray failed to import|numpy\.core", re.I)
MOST_BEFORE = 20
VERSION = re.compile(r"^\d+(?:\.\d+)*$")


def key(version):
    return tuple(int(part) for part in version.split("."))


def releases(name):
    request = urllib.request.Request(
        f"https://pypi.org/simple/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.loads(answer.read())["files"]
    found = {
        file["filename"].split("-")[1]
        for file in files
        if not file.get("yanked") and re.search(r"-(?:cp311-cp311|\w+-abi3)-manylinux\w*x86_64\.", file["filename"])
    }
    return sorted((version for version in found if VERSION.match(version)), key=key)


def outcome(work, uv, name, module, release):
    """`works`, `breaks` for a failure of NumPy's interface, or None where it cannot be told."""
    place = os.path.join(work, "venv")
    shutil.rmtree(place, ignore_errors=True)
    run = lambda *words: subprocess.run(words, capture_output=True, text=True, timeout=900)
    run(uv, "venv", "-q", "--python", "3.11", place)
    python = os.path.join(place, "bin", "python")
    asked = [f"{name}=={release}", f"numpy=={NUMPY}", "setuptools<70"]
    if run(uv, "pip", "install", "-q", "--only-binary", ":all:", "--python", python, *asked).returncode:
        return None
    done = run(python, "-W", "ignore", "-c", f"import {module}")
    if done.returncode == 0:
        return "works"
    print(f"{name} {release}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr, flush=True)
    return "breaks" if FAILURE.search(done.stderr) else None


def first_that_works(work, uv, name, module):
    known = releases(name)
    tried = {}

    def ask(i):
        if i not in tried:
            tried[i] = outcome(work, uv, name, module, known[i])
        return tried[i]

    low, high = 0, len(known) - 1
    # The newest releases work, or the distribution tells nothing.
    if high < 0 or ask(high) != "works":
        return None
    while low < high:
        middle = (low + high) // 2
        if ask(middle) == "works":
            high = middle
        else:
            low = middle + 1
    # Releases just before it may say themselves that they want NumPy 1; one that does not, and breaks, makes it the first.
    for i in range(high - 1, max(-1, high - MOST_BEFORE), -1):
        if ask(i) == "breaks":
            return known[high]
        if ask(i) == "works":
            return None
    return None


def main(work, uv, names, out):
    os.makedirs(work, exist_ok=True)
    found = {}
    with open(names) as file:
        for line in file:
            name, _, module = line.strip().partition(" ")
            try:
                first = first_that_works(work, uv, name, module)
            except Exception as error:  # one that cannot be tried says nothing of the others
                print(f"{name}: {error}", file=sys.stderr, flush=True)
                continue
            print(f"{name}: {first}", file=sys.stderr, flush=True)
            if first:
                found[name] = first
    with open(out, "w") as file:
        json.dump({"facts": datetime.date.today().isoformat(), "numpy": NUMPY, "first": found}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:5])
