"""Finds names of modules that are no names of distributions: `pip install cv2` ends with "No matching distribution found".

python3 wrong-names.py IMPORTS OUT: IMPORTS is src/data/python/imports.json. Each name of a module that another distribution provides is
looked up in PyPI's index. It is wrong where PyPI has nothing of that name, or where the newest release has only sources whose setup.py
raises an error at once; setup.py is read and not run. Only the few names of
MORE, whose owners are known, are built by pip to see whether it ends with an error.
"""

import concurrent.futures
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

INDEX = "https://pypi.org/simple/"
# Names that people write and that are no modules.
MORE = {"pytorch": "torch", "opencv": "opencv-python", "sklearn": "scikit-learn"}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def fetch(url, headers=None):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=60) as answer:
        return answer.read()


def key(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


def refuses(files):
    """Whether the newest release has only sources whose setup.py raises at its top level."""
    if any(file["filename"].endswith(".whl") for file in files):
        return False
    archives = [file for file in files if file["filename"].endswith(".tar.gz")]
    if not archives:
        return False
    newest = max(archives, key=lambda file: key(file["filename"].rsplit("-", 1)[-1]))
    if (newest.get("size") or 0) > 200_000:
        return False
    with tarfile.open(fileobj=io.BytesIO(fetch(newest["url"]))) as archive:
        for member in archive.getmembers():
            if re.match(r"^[^/]+/setup\.py$", member.name):
                text = archive.extractfile(member).read().decode("utf-8", "replace")
                return bool(re.search(r"^(?:raise\b|sys\.exit\()", text, re.M)) or bool(
                    re.search(r"^\s*(?:raise (?:Exception|SystemExit|RuntimeError)|sys\.exit\()", text, re.M)
                    and "setup(" not in text
                )
    return False


def fails(name):
    """Whether pip cannot build the newest release."""
    with tempfile.TemporaryDirectory() as place:
        words = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-cache-dir", "-w", place, name]
        return subprocess.run(words, capture_output=True, timeout=300).returncode != 0


def judge(name):
    """`absent`, `refuses`, or None."""
    try:
        files = json.loads(fetch(f"{INDEX}{name}/", {"Accept": "application/vnd.pypi.simple.v1+json"}))["files"]
    except urllib.error.HTTPError as error:
        return "absent" if error.code == 404 else None
    except OSError:
        return None
    if not files:
        return "absent"
    try:
        return "refuses" if (fails(name) if name in MORE else refuses(files)) else None
    except Exception as error:  # what cannot be read is not wrong
        print(f"{name}: {error}", file=sys.stderr)
        return None


def main(imports, out):
    with open(imports) as file:
        table = json.load(file)
    table = table.get("imports", table)
    wanted = {normal(name): right for name, right in MORE.items() if right}
    for module, distributions in table.items():
        name = normal(module)
        if "." not in module and isinstance(distributions, list) and name not in map(normal, distributions):
            wanted.setdefault(name, distributions[0])
    names = sorted(wanted)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        found = {name: why for name, why in zip(names, pool.map(judge, names)) if why}
    result = {name: [wanted[name], why] for name, why in found.items()}
    with open(out, "w") as file:
        lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(value)}" for name, value in result.items())
        file.write(f'{{\n "facts": "{datetime.date.today().isoformat()}",\n "names": {{\n{lines}\n }}\n}}\n')
    print(f"{len(names)} names, {len(result)} wrong", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:3])
