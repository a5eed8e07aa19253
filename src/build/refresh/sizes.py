"""Reads from PyPI how much pip downloads for the newest release of the distributions of packages.json, on x86-64 Linux.

python3 sizes.py PACKAGES OUT: PACKAGES is src/data/python/packages.json, OUT src/data/python/sizes.json. Of a release the smallest wheel counts that is for
CPython 3.12 or any Python and for that machine, or else its source distribution. In megabytes; what has less than one is left out.
"""

import concurrent.futures
import datetime
import json
import re
import sys
import urllib.error
import urllib.request


def key(release):
    return tuple(int(part) for part in re.findall(r"\d+", release))


def size(name):
    request = urllib.request.Request(f"https://pypi.org/simple/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            files = json.loads(answer.read())["files"]
    except (urllib.error.URLError, TimeoutError):
        return name, None
    releases = {}
    for file in files:
        text = file["filename"]
        found = re.match(r"[^-]+-(\d+(?:\.\d+)*(?:\.post\d+)?)(?:\+[^-]+)?(?:-\d\w*)?-(\S+)\.whl$", text)
        if found and not file.get("yanked") and re.search(r"linux\w*_x86_64|-none-any$|-any$", found[2]) and re.search(r"cp312|abi3|py3|py2\.py3", found[2]):
            releases.setdefault(found[1], []).append(file["size"])
    if not releases:
        sources = [file for file in files if re.search(r"-\d[\d.]*\.(?:tar\.gz|zip)$", file["filename"]) and not file.get("yanked")]
        return name, sources[-1]["size"] if sources else None
    return name, min(releases[max(releases, key=key)])


with open(sys.argv[1]) as file:
    names = sorted(json.load(file)["packages"])
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    found = dict(pool.map(size, names))
unread = [name for name, bytes in found.items() if bytes is None]
rows = {name: round(bytes / 1e6) for name, bytes in found.items() if bytes and bytes >= 1e6}
with open(sys.argv[2], "w") as out:
    json.dump({"source": "https://pypi.org/simple/", "date": str(datetime.date.today()), "megabytes": rows}, out, indent=0)
    out.write("\n")
print(len(names), "distributions,", len(rows), "of a megabyte or more,", len(unread), "not read:", unread[:20])
