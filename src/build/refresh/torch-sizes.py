"""Sums up what `pip install torch` downloads on x86-64 Linux, by minor release, from PyPI.

python3 torch-sizes.py OUT: the newest release of each minor one with the distributions that it requires there and whose names begin with nvidia, cuda or
triton, each in its smallest wheel for that machine. A release whose wheels tell nothing is left out. OUT is src/data/python/torch-sizes.json.
"""

import datetime
import functools
import json
import re
import sys
import urllib.error
import urllib.request

LARGE = re.compile(r"^(nvidia-[\w-]+|triton|cuda-[\w-]+)")


def read(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
        return answer.read()


def key(release):
    return tuple(int(part) for part in release.split("."))


@functools.cache
def wheels(name):
    """The wheels for x86-64 Linux, by release."""
    page = read(f"https://pypi.org/simple/{name}/", Accept="application/vnd.pypi.simple.v1+json")
    found = {}
    for file in json.loads(page)["files"]:
        parts = file["filename"].split("-")
        if file["filename"].endswith(".whl") and not file.get("yanked") and re.search(r"linux\w*_x86_64|none-any", file["filename"]):
            found.setdefault(parts[1], []).append(file)
    return found


def required(files, extras):
    """What the first of the wheels requires that says it in a file of its own."""
    for file in files:
        try:
            metadata = read(file["url"] + ".metadata").decode()
        except urllib.error.HTTPError:
            continue
        for line in re.findall(r"^Requires-Dist: (.*)$", metadata, re.M):
            name, _, marker = line.partition(";")
            found = LARGE.match(name.strip())
            pin = re.search(r"==\s*([\w.]+)", name)
            extra = re.search(r"extra == ['\"]([\w-]+)", marker)
            asked = re.search(r"\[(.*?)\]", name)
            if found and (not extra or extra[1] in extras) and not re.search(r"aarch64|win32|Windows|Darwin", marker):
                yield found[1], pin and pin[1], asked[1].split(",") if asked else []
        return
    if files[0]["filename"].startswith("torch-"):
        raise LookupError(files[0]["filename"])


def total(name, release, extras, seen):
    files = wheels(name).get(release) or wheels(name).get(max(wheels(name), key=lambda each: key(re.match(r"[\d.]+", each)[0].rstrip("."))))
    own = min(each["size"] for each in files) if name not in seen else 0
    seen.add(name)
    for other, pin, asked in required(files, extras):
        if other not in seen or asked:
            own += total(other, pin, asked, seen)
    return own


newest = {}
for release in wheels("torch"):
    if re.fullmatch(r"\d+\.\d+\.\d+", release):
        minor = ".".join(release.split(".")[:2])
        newest[minor] = max(newest.get(minor, release), release, key=key)
rows = {}
for minor, release in sorted(newest.items(), key=lambda row: key(row[1])):
    try:
        rows[minor] = round(total("torch", release, [], set()) / 1e9, 1)
        print(minor, release, rows[minor], flush=True)
    except LookupError as error:
        print(minor, release, "is left out: no metadata of", error, flush=True)
with open(sys.argv[1], "w") as out:
    json.dump({"source": "https://pypi.org/simple/torch/", "date": str(datetime.date.today()), "gigabytes": rows}, out, indent=2)
    out.write("\n")
