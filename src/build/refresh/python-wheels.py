"""Writes for which Pythons on Linux the releases of distributions have wheels on PyPI.

python3 python-wheels.py CACHE NAMES OUT: CACHE is what python-packages.py has read, NAMES a file with a name a line, the most used first.
Nothing is asked of PyPI: what a distribution's releases have is known from that cache, as far as its releases were read.
"""

import datetime
import json
import os
import re
import sys

MOST_BYTES = 116 * 1024
NEWEST = 15


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def key(version):
    return tuple(int(part) for part in re.findall(r"\d+", version.split(".post")[0]))


def minors_of(pythons, abis):
    """The minor versions of CPython 3 that a wheel fits; empty for one that fits none, such as those of builds without the GIL."""
    found = set()
    for python in pythons.split("."):
        if python in ("py3", "py2"):
            found.update(range(5, NEWEST + 1) if python == "py3" else [])
            continue
        match = re.match(r"^(?:cp|py)3(\d+)$", python)
        if not match:
            continue
        minor = int(match[1])
        for abi in abis.split("."):
            if abi in ("abi3", "none"):
                # A wheel without an ABI is for that Python and all later ones where the tag is of no implementation.
                found.update([minor] if python.startswith("cp") and abi == "none" else range(minor, NEWEST + 1))
            elif re.match(rf"^cp3{minor}m?$", abi):
                found.add(minor)
    return found


def ranges(minors):
    """`9-12,14`"""
    parts, ordered = [], sorted(minors)
    for minor in ordered:
        if parts and parts[-1][1] == minor - 1:
            parts[-1][1] = minor
        else:
            parts.append([minor, minor])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def row(release):
    """What a release has: `any` where one wheel fits all, else the Pythons with glibc, those with musl, whether it has its sources."""
    glibc, musl, everywhere = set(), set(), False
    for tag in release["wheels"]:
        pythons, abis, platforms = tag.split("-")
        minors = minors_of(pythons, abis)
        if platforms == "any":
            everywhere = everywhere or bool(minors)
        # Any architecture counts: what is said to be missing is then missing on all.
        if re.search(r"manylinux|(?:^|\.)linux_", platforms):
            glibc |= minors
        if "musllinux" in platforms or re.search(r"(?:^|\.)linux_", platforms):
            musl |= minors
    if everywhere:
        return "any"
    return f"{ranges(glibc)}|{ranges(musl)}{'|s' if release['sdist'] else ''}"


def rows(result):
    """Releases, oldest first, but for those that are as the one before and the one after."""
    releases = [(version, row(each)) for version, each in sorted(result["releases"].items(), key=lambda item: key(item[0]))]
    last = len(releases) - 1
    return [
        [version, what]
        for i, (version, what) in enumerate(releases)
        if i in (0, last) or releases[i - 1][1] != what or releases[i + 1][1] != what
    ]


# Distributions that come as sources alone, and are compiled: their sources say so (pyproject.toml, 2026-11).
COMPILED_SOURCES = ["llama-cpp-python"]


def is_binary(result):
    return result["name"] in COMPILED_SOURCES or any(
        "linux" in tag or "win" in tag.split("-")[2] or "macosx" in tag for each in result["releases"].values() for tag in each["wheels"]
    )


def main(cache, names, out):
    wheels, size = {}, 0
    with open(names) as file:
        ordered = dict.fromkeys([*COMPILED_SOURCES, *(normal(line.strip()) for line in file)])
    for name in ordered:
        path = os.path.join(cache, name + ".json")
        if not os.path.exists(path):
            continue
        with open(path) as file:
            result = json.load(file)
        if not result["releases"] or not is_binary(result):
            continue
        found = rows(result)
        if all(what == "any" for _, what in found):
            continue
        size += len(name) + sum(len(version) + len(what) + 8 for version, what in found) + 6
        if size > MOST_BYTES:
            break
        wheels[name] = found
    lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(each, separators=(',', ':'))}" for name, each in sorted(wheels.items()))
    about = (
        "Releases of distributions on PyPI, oldest first, but for those that are as the ones beside them: the minor versions of CPython 3 with a wheel"
        " for Linux with glibc | with musl | s where there are sources, or any for a wheel that fits every system. Written by src/build/refresh/python-wheels.py."
    )
    with open(out, "w") as file:
        file.write(f'{{"about":{json.dumps(about)},\n"facts":"{datetime.date.today().isoformat()}",\n"wheels":{{\n{lines}\n}}}}\n')
    print(f"{len(wheels)} distributions, {os.path.getsize(out)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:4])
