"""Finds the distributions whose build imports torch without asking for it, by having pip prepare their source distributions.

python3 torch-at-build.py PIP OUT [NAME …]: PIP is a pip without torch beside it. Of each name the releases without a wheel for x86-64 Linux are tried, newest first and
at most 14: `pip download --no-deps --no-binary :all:` makes the isolated environment that an install makes, and runs the build as far as its metadata. OUT is
src/data/python/torch-at-build.json: the releases that ended with No module named 'torch', which of them have a
pyproject.toml, and whether the newest of all is one of them.
"""

import datetime
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
import zipfile

NAMES = """flash-attn causal-conv1d mamba-ssm torch-scatter torch-sparse torch-cluster torch-spline-conv autoawq natten grouped-gemm torchsort
megablocks groundingdino-py pytorch-fast-transformers""".split()
MOST = 14
addresses = {}


def releases(name):
    request = urllib.request.Request(f"https://pypi.org/simple/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        page = json.loads(answer.read())
    wheels = {file["filename"].split("-")[1] for file in page["files"] if re.search(r"(linux\w*x86_64|none-any)\.whl$", file["filename"])}
    sources = {}
    for file in page["files"]:
        found = re.match(r"[\w.-]+?-(\d+(?:\.\d+)*(?:\.post\d+)?)\.(?:tar\.gz|zip)$", file["filename"])
        if found and not file.get("yanked") and found[1] not in wheels:
            sources[found[1]] = [int(part) for part in re.findall(r"\d+", found[1])]
            addresses[name, found[1]] = file["url"]
    tried = sorted(sources, key=sources.get, reverse=True)[:MOST]
    newer = any([int(part) for part in re.findall(r"\d+", wheel.split("+")[0])] > sources[tried[0]] for wheel in wheels) if tried else False
    return tried, not newer


def needs_torch(pip, name, release):
    with tempfile.TemporaryDirectory() as place:
        words = [pip, "download", "--no-deps", "--no-binary", ":all:", "-q", "-d", place, f"{name}=={release}"]
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=240)
        except subprocess.TimeoutExpired:
            return False
    return "No module named 'torch'" in done.stderr + done.stdout


def says_how(name, release):
    """Whether the source distribution has a pyproject.toml; one without is built where its Python is, by a pip before 25.3 that finds setuptools and wheel."""
    address = addresses[name, release]
    with urllib.request.urlopen(address, timeout=120) as answer:
        data = io.BytesIO(answer.read())
    names = zipfile.ZipFile(data).namelist() if address.endswith(".zip") else tarfile.open(fileobj=data).getnames()
    return any(re.fullmatch(r"[^/]+/pyproject\.toml", each) for each in names)


pip, out, *names = sys.argv[1:]
rows = {}
for name in names or NAMES:
    try:
        tried, newest = releases(name)
    except urllib.error.HTTPError as error:
        print(name, error)
        continue
    failed = [release for release in tried if needs_torch(pip, name, release)]
    isolated = [release for release in failed if says_how(name, release)]
    rows[name] = {"newest": newest and tried[:1] == failed[:1] != [], "isolated": isolated, "releases": failed}
    print(name, rows[name], "of", tried, flush=True)
with open(out, "w") as file:
    json.dump({"source": "https://pypi.org/", "date": str(datetime.date.today()), "distributions": {name: row for name, row in rows.items() if row["releases"]}}, file, indent=1)
    file.write("\n")
