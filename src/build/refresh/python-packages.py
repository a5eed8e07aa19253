"""Reads from PyPI what distributions provide and require, release by release, and writes one line of JSON for each distribution.

python3 python-packages.py read CACHE NAMES: NAMES is a file with a name a line; what those require, without extras, is read as well. Of each
wheel only the end is read, which holds its directory and its metadata; nothing is installed or run. A release that has only sources is read where
setuptools wrote what it requires beside them, and its setup.py does not decide that anew. Answers are kept in CACHE, so that the script can be
stopped and started again; one with an error, or for sources that were not read, is asked for again when it is removed.

python3 python-packages.py releases CACHE NAMES [SINCE]: reads what every release since 2020, or since another day, of the distributions in NAMES
requires, from the metadata that PyPI serves beside most wheels (PEP 658), else from the end of the wheel; for those that many projects pin, and,
with an earlier day, for those of which others still require an old release.

python3 python-packages.py write CACHE OUT: writes what was read as one file of JSON, in which only changes from release to release stand.
"""

import concurrent.futures
import datetime
import email.parser
import io
import json
import os
import re
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zipfile

INDEX = "https://pypi.org/simple/"
SINCE = "2020-01-01"
MOST_RELEASES = 16
TAIL = 48 * 1024
MOST_TAIL = 24 * 1024 * 1024
# What is released each day is not read whole.
MOST_OF_ONE = 300
# Names that an extra added once.
MOST_FORMER = 20


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def fetch(url, headers=None, tries=4):
    for attempt in range(tries):
        try:
            with urllib.request.urlopen(
                urllib.request.Request(url, headers=headers or {}), timeout=60
            ) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            if error.code in (404, 410, 403):
                return None
            time.sleep(2**attempt)
        except OSError:
            time.sleep(2**attempt)
    return None


class Tail(io.RawIOBase):
    """The end of a remote file, as a file in which what was not read is missing."""

    def __init__(self, url, size):
        self.url, self.size, self.at = url, size, 0
        self.start = max(0, size - TAIL)
        self.data = fetch(url, {"Range": f"bytes={self.start}-{size - 1}"}) or b""
        if len(self.data) != size - self.start:
            raise OSError("the end could not be read")

    def seekable(self):
        return True

    def readable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=0):
        self.at = offset + (0 if whence == 0 else self.at if whence == 1 else self.size)
        return self.at

    def need(self, start):
        if start >= self.start:
            return
        start = max(0, start - 8 * 1024)
        if self.size - start > MOST_TAIL:
            raise OSError("too far from the end")
        more = fetch(self.url, {"Range": f"bytes={start}-{self.start - 1}"})
        if more is None or len(more) != self.start - start:
            raise OSError("a part could not be read")
        self.data, self.start = more + self.data, start

    def read(self, count=-1):
        end = self.size if count is None or count < 0 else min(self.size, self.at + count)
        if end <= self.at:
            return b""
        self.need(self.at)
        part = self.data[self.at - self.start : end - self.start]
        self.at = end
        return part

    def readinto(self, buffer):
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


BINARY = re.compile(r"^([A-Za-z_]\w*)(?:\.[\w.-]+)?\.(?:so|pyd|abi3\.so)$")


def modules(names):
    """The modules of a wheel, as short as they tell it from others: `flask`, `google.cloud.storage`."""
    files = []
    for name in names:
        data = re.match(r"^[^/]+\.data/(?:purelib|platlib)/(.*)$", name)
        if data:
            name = data[1]
        if re.match(r"^[^/]+\.(?:dist-info|data|libs)/", name) or not re.search(r"\.(?:py|so|pyd)$", name):
            continue
        files.append(name.split("/"))
    packages = {tuple(parts[:-1]) for parts in files if parts[-1] == "__init__.py"}
    found = set()
    for parts in files:
        if not all(re.match(r"^[A-Za-z_]\w*$", part) for part in parts[:-1]):
            continue
        for depth in range(1, len(parts)):
            if tuple(parts[:depth]) in packages:
                found.add(".".join(parts[:depth]))
                break
        else:
            last = parts[-1]
            stem = last[:-3] if last.endswith(".py") else (BINARY.match(last) or [None, None])[1]
            if stem and re.match(r"^[A-Za-z_]\w*$", stem) and len(parts) <= 4:
                found.add(".".join([*parts[:-1], stem]))
    return sorted(found)[:60]


def read_wheel(file):
    archive = zipfile.ZipFile(Tail(file["url"], file["size"]))
    names = archive.namelist()
    info = next(name for name in names if re.match(r"^[^/]+\.dist-info/METADATA$", name))
    headers = email.parser.HeaderParser().parsestr(archive.read(info).decode("utf-8", "replace"))
    scripts = [name.split("/")[-1] for name in names if re.match(r"^[^/]+\.data/scripts/[^/]+$", name)]
    entry = info.replace("METADATA", "entry_points.txt")
    if entry in names:
        section = None
        for line in archive.read(entry).decode("utf-8", "replace").splitlines():
            line = line.strip()
            if line.startswith("["):
                section = line
            elif section == "[console_scripts]" and "=" in line and not line.startswith(("#", ";")):
                scripts.append(line.split("=")[0].strip())
    return {
        "requires": headers.get_all("Requires-Dist") or [],
        "python": headers.get("Requires-Python") or "",
        "extras": headers.get_all("Provides-Extra") or [],
        "modules": modules(names),
        "scripts": sorted(set(scripts)),
    }


MOST_SOURCES = 12 * 1024 * 1024
# A setup.py that adds to what it requires may do so on some systems only.
DECIDES = re.compile(r"(?<!\btests_)(?<!\btest_)(?:requires?|requirements?|deps|dependencies|packages)\w*\s*(?:\+=|\.(?:append|extend|insert|remove)\b)|\binstall_requires\b.*\bif\b")
# Names that many distributions share.
SHARED = {"google", "azure", "zope", "backports", "sphinxcontrib"}


# Files at the top of sources, or in their egg-info, that tell what they are.
TOLD = {"PKG-INFO", "setup.py", "setup.cfg", "pyproject.toml", "requires.txt", "top_level.txt", "entry_points.txt", "SOURCES.txt"}


def unpacked(filename, data):
    """The files of packed sources, each with what reads it."""
    if filename.endswith(".zip"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return [(name, lambda name=name: archive.read(name)) for name in archive.namelist() if not name.endswith("/")]
    archive = tarfile.open(fileobj=io.BytesIO(data), mode="r:*")
    return [(each.name, lambda each=each: archive.extractfile(each).read()) for each in archive.getmembers() if each.isfile()]


def read_sources(file):
    """What the sources of a release say that it requires and brings, from the files that setuptools wrote when they were packed."""
    if file["size"] > MOST_SOURCES:
        raise OSError("sources that are not read")
    files = dict(unpacked(file["filename"], fetch(file["url"]) or b""))
    texts = {}
    for name, read in files.items():
        parts = name.split("/")
        egg = len(parts) > 2 and parts[-2].endswith(".egg-info")
        if (egg or len(parts) == 2) and parts[-1] in TOLD:
            texts[("egg/" if egg else "") + parts[-1]] = read().decode("utf-8", "replace")
    plain = texts.get("setup.py", "")
    # A package of distutils requires nothing.
    if plain and not any(name.startswith("egg/") or name.endswith((".toml", ".cfg")) for name in texts) and not re.search(r"requires|setuptools", plain):
        own = [name.partition("/")[2] for name in files]
        tops = [each for each in modules(own) if not re.match(r"setup$|tests?(?:_|$)|docs$|examples$", each)]
        return {"requires": [], "python": "", "extras": [], "modules": tops, "scripts": []}
    if DECIDES.search(texts.get("setup.py", "")) or "egg/SOURCES.txt" not in texts or "egg/top_level.txt" not in texts:
        raise OSError("what the sources require is not sure")
    tops = texts["egg/top_level.txt"].split()
    if not tops or SHARED & set(tops):
        raise OSError("what the sources bring is not sure")
    requires, extras, section = [], [], ("", "")
    for line in texts.get("egg/requires.txt", "").splitlines():
        line = line.strip()
        if line.startswith("["):
            extra, _, marker = line.strip("[]").partition(":")
            section = (extra, marker)
            extras += [extra] if extra else []
        elif line:
            only = [f"extra == '{section[0]}'"] if section[0] else []
            own, _, given = line.partition(";")
            every = " and ".join([f"({each})" for each in (section[1].strip(), given.strip()) if each] + only)
            requires.append(own.strip() + (f"; {every}" if every else ""))
    python = email.parser.HeaderParser().parsestr(texts.get("PKG-INFO", "")).get("Requires-Python") or ""
    scripts, section = [], None
    for line in texts.get("egg/entry_points.txt", "").splitlines():
        if line.strip().startswith("["):
            section = line.strip()
        elif section == "[console_scripts]" and "=" in line:
            scripts.append(line.split("=")[0].strip())
    return {
        "requires": requires,
        "python": python,
        "extras": sorted(set(extras)),
        "modules": sorted(tops),
        "scripts": sorted(set(scripts)),
    }


def read_release(files):
    """What one release says of itself; nothing where that is not sure."""
    wheels = [file for file in files if file["filename"].endswith(".whl")]
    release = {"wheels": tags(wheels), "sdist": len(wheels) < len(files)}
    try:
        release.update(read_wheel(best_wheel(wheels)) if wheels else read_sources(files[0]))
    except Exception as error:  # a file that cannot be read makes its release unknown
        release["error"] = f"{type(error).__name__}: {error}"
    return release


VERSION = re.compile(r"^\d+(?:\.\d+)*(?:\.post\d+)?$")
EARLY = re.compile(r"^\d+(?:\.\d+)*(?:a|b|rc)\d+$")


def version_of(name, file):
    stem = file["filename"]
    if stem.endswith(".whl"):
        return stem.split("-")[1]
    stem = re.sub(r"\.(?:tar\.gz|zip|tar\.bz2)$", "", stem)
    return stem[len(name) + 1 :] if normal(stem[: len(name)]) == name else None


def key(version):
    return tuple(int(part) for part in re.findall(r"\d+", version.split(".post")[0]))


def chosen(versions):
    """The newest patches of minor releases: the newest three, and of the older ones as many as are kept, evenly over their order."""
    minors = {}
    for version in sorted(versions, key=key):
        minors[key(version)[:2]] = version
    ordered = sorted(minors.values(), key=key, reverse=True)
    newest, older = ordered[:3], ordered[3:]
    most = MOST_RELEASES - len(newest)
    if len(older) > most:
        older = [older[round(i * (len(older) - 1) / (most - 1))] for i in range(most)]
    return newest + older


def best_wheel(files):
    """The wheel for Linux and a Python in use, where there is a choice."""

    def rank(file):
        name = file["filename"]
        return (
            "none-any" in name,
            "manylinux" in name and "x86_64" in name,
            "cp312" in name or "abi3" in name,
            "cp311" in name,
            "linux" in name,
        )

    return max(files, key=rank)


def tags(files):
    return sorted({"-".join(file["filename"][:-4].split("-")[-3:]) for file in files})


def files_by_version(name):
    """The files of each release that is not withdrawn, early ones too; None for a name that the index does not have."""
    text = fetch(f"{INDEX}{name}/", {"Accept": "application/vnd.pypi.simple.v1+json"})
    if text is None:
        return None
    found = {}
    for file in json.loads(text)["files"]:
        version = version_of(name, file)
        if not file.get("yanked") and version and (VERSION.match(version) or EARLY.match(version)):
            found.setdefault(version, []).append(file)
    return found


def read_distribution(name, cache):
    path = os.path.join(cache, name + ".json")
    if os.path.exists(path):
        with open(path) as file:
            return json.load(file)
    by_version = files_by_version(name)
    result = {"name": name, "releases": {}}
    if by_version is not None:
        # Early releases count where there are no others.
        final = {version: files for version, files in by_version.items() if VERSION.match(version)}
        by_version = final or by_version
        recent = {
            version: files
            for version, files in by_version.items()
            if any((file.get("upload-time") or "") >= SINCE for file in files)
        }
        if not recent and by_version:
            newest = max(by_version, key=key)
            recent = {newest: by_version[newest]}
        result["versions"] = sorted(by_version, key=key)
        for version in chosen(recent):
            result["releases"][version] = read_release(recent[version])
    temporary = path + ".part"
    with open(temporary, "w") as file:
        json.dump(result, file)
    os.replace(temporary, path)
    return result


NAME = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def required(result):
    """The names that the newest releases require whatever the extras."""
    found = set()
    for release in list(result["releases"].values())[:3]:
        for requirement in release.get("requires", []):
            match = NAME.match(requirement)
            if match and "extra" not in requirement.partition(";")[2]:
                found.add(normal(match[1]))
    return found


def read(cache, names):
    os.makedirs(cache, exist_ok=True)
    with open(names) as file:
        waiting = list(dict.fromkeys(normal(line.strip()) for line in file if NAME.match(line)))
    seen = set()
    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        while waiting:
            batch = [name for name in waiting if name not in seen]
            seen.update(batch)
            more = set()
            for i, result in enumerate(pool.map(lambda name: read_distribution(name, cache), batch)):
                more |= required(result) - seen
                if i % 100 == 0:
                    print(f"{len(seen)} known, {i} of {len(batch)} read", file=sys.stderr, flush=True)
            waiting = sorted(more - seen)
    print(f"{len(seen)} distributions", file=sys.stderr)


def read_releases(name, cache, since):
    result = read_distribution(name, cache)
    by_version = {}
    for version, files in (files_by_version(name) or {}).items():
        recent = [file for file in files if (file.get("upload-time") or "") >= since]
        if recent and VERSION.match(version):
            by_version[version] = recent
    if len(by_version) > MOST_OF_ONE:
        return len(result["releases"])
    for version, files in by_version.items():
        wheels = [file for file in files if file["filename"].endswith(".whl")]
        if version in result["releases"]:
            continue
        if not wheels:
            release = read_release(files)
            if "error" not in release:
                result["releases"][version] = release
            continue
        wheel = best_wheel(wheels)
        metadata = fetch(wheel["url"] + ".metadata") if wheel.get("core-metadata") else None
        if metadata is None:
            try:
                result["releases"][version] = {
                    **read_wheel(wheel), "wheels": tags(wheels), "sdist": len(wheels) < len(files)
                }
            except Exception as error:  # a wheel that cannot be read leaves its release unknown
                print(f"{name} {version}: {error}", file=sys.stderr, flush=True)
            continue
        headers = email.parser.HeaderParser().parsestr(metadata.decode("utf-8", "replace"))
        result["releases"][version] = {
            "wheels": tags(wheels),
            "sdist": len(wheels) < len(files),
            "requires": headers.get_all("Requires-Dist") or [],
            "python": headers.get("Requires-Python") or "",
            "extras": headers.get_all("Provides-Extra") or [],
        }
    path = os.path.join(cache, name + ".json")
    with open(path + ".part", "w") as file:
        json.dump(result, file)
    os.replace(path + ".part", path)
    return len(result["releases"])


def releases(cache, names, since=SINCE):
    with open(names) as file:
        wanted = list(dict.fromkeys(normal(line.strip()) for line in file if NAME.match(line)))
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for i, count in enumerate(pool.map(lambda name: read_releases(name, cache, since), wanted)):
            print(f"{wanted[i]}: {count} releases", file=sys.stderr, flush=True)


REQUIREMENT = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(?:;\s*(.*))?$")
EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
# Extras that people who develop the distribution install.
DEVELOPERS = re.compile(r"^(?:dev|test|tests|testing|doc|docs|lint|typing|types|mypy|release|benchmark|ci|build|check|cover|coverage|enabler|type|style|quality|docbuild|pre-commit)\b", re.I)


def short(requirement):
    """A requirement without blanks: `name[extra]>=1,<2;marker`; None for one of an extra."""
    match = REQUIREMENT.match(requirement.strip())
    if not match or EXTRA.search(requirement):
        return None
    name, extras, specifier, marker = match.groups()
    text = normal(name) + re.sub(r"\s", "", (extras or "").lower()) + re.sub(r"\s", "", specifier or "")
    return f"{text};{re.sub(chr(34), chr(39), marker.strip())}" if marker else text


def extras_of(requirements):
    """What each extra adds, as names with their own extras; what the rest of the marker says counts as true."""
    found = {}
    for requirement in requirements:
        for extra in EXTRA.findall(requirement):
            match = REQUIREMENT.match(requirement.strip())
            if match and not DEVELOPERS.match(extra):
                name = normal(match[1]) + re.sub(r"\s", "", (match[2] or "").lower())
                found.setdefault(normal(extra), set()).add(name)
    return {extra: sorted(names) for extra, names in sorted(found.items())}


def former_extras(releases, newest):
    """What extras added in an earlier release and add no more; `?` where that is too much to list."""
    now = extras_of(newest["requires"])
    found = {}
    for _, release in releases:
        for extra, names in extras_of(release["requires"]).items():
            for name in names:
                if name not in now.get(extra, []):
                    found.setdefault(extra, set()).add(name)
    return {
        extra: sorted(names) if len(names) <= MOST_FORMER else ["?"] for extra, names in sorted(found.items())
    }


def changes(releases, value):
    """The values of releases, oldest first, without those that are as in the release before."""
    result = []
    for version, release in releases:
        found = value(release)
        if not result or result[-1][1] != found:
            result.append([version, found])
    return result


def write(cache, out):
    packages = {}
    for file in sorted(os.listdir(cache)):
        if not file.endswith(".json"):
            continue
        with open(os.path.join(cache, file)) as text:
            result = json.load(text)
        releases = sorted(result["releases"].items(), key=lambda item: (key(item[0]), int(item[0].partition(".post")[2] or 0)))
        releases = [(version, each) for version, each in releases if "requires" in each]
        if not releases:
            continue
        requires = changes(releases, lambda each: sorted(filter(None, map(short, each["requires"]))))
        newest = next(each for _, each in reversed(releases) if "modules" in each)
        packages[result["name"]] = {
            "v": [version for version, _ in releases],
            "r": requires,
            "p": changes(releases, lambda each: re.sub(r"\s", "", each["python"])),
            "m": newest["modules"],
            **({"x": extras} if (extras := extras_of(newest["requires"])) else {}),
            **({"w": former} if (former := former_extras(releases, newest)) else {}),
            **({"s": newest["scripts"]} if newest["scripts"] else {}),
        }
    lines = ",\n".join(
        f"{json.dumps(name)}:{json.dumps(each, separators=(',', ':'))}" for name, each in packages.items()
    )
    about = (
        "Distributions on PyPI: v releases since 2020 (all of those that are often pinned, else the newest patch of minor releases), r what they require and p the Python they want from a"
        " release on, x what the extras of the newest one add and w what they added before, m its modules, s its programs. Read from the metadata of released wheels, or of sources where there are no wheels, by src/build/refresh/python-packages.py."
    )
    with open(out, "w") as file:
        today = datetime.date.today().isoformat()
        file.write(f'{{"about":{json.dumps(about)},\n"facts":"{today}",\n"packages":{{\n{lines}\n}}}}\n')
    print(f"{len(packages)} distributions, {os.path.getsize(out)} bytes", file=sys.stderr)


if __name__ == "__main__":
    {"read": read, "releases": releases, "write": write}[sys.argv[1]](*sys.argv[2:5])
