"""Which programs and headers the sources of a distribution are compiled with.

    python3 src/build/refresh/build-needs.py FOLDER NAME[==VERSION]...

makes a virtual environment in FOLDER and asks pip for a wheel of each distribution from its sources: once with nothing but Python in PATH, once
with a C compiler, and once with pkg-config as well. For each it prints whether the build went through, else the last lines that say why. What
src/data/compiled-packages.ts says of headers was read so. Headers of this machine count: run it where none of the libraries is installed.
"""

import os
import re
import subprocess
import sys
import venv

folder, *names = sys.argv[1:]
compiler = ["gcc", "g++", "cc", "c++", "x86_64-linux-gnu-gcc", "x86_64-linux-gnu-g++", "as", "ld", "ar", "ranlib"]
shell = ["sh", "bash", "env", "uname", "dirname", "basename", "cat", "sed", "grep", "rm", "mkdir", "cp", "expr"]
levels = {"nothing": shell, "compiler": shell + compiler, "pkg-config": shell + compiler + ["pkg-config"]}


def tools(level):
    """A directory with links to these programs only."""
    path = os.path.join(folder, level)
    os.makedirs(path, exist_ok=True)
    for name in levels[level]:
        source = next((f"{each}/{name}" for each in ("/usr/bin", "/bin") if os.path.exists(f"{each}/{name}")), None)
        if source and not os.path.lexists(f"{path}/{name}"):
            os.symlink(source, f"{path}/{name}")
    return path


home = os.path.join(folder, "venv")
if not os.path.exists(home):
    venv.create(home, with_pip=True)
why = re.compile(r"error:|fatal error|not found|No such file|Exception|cannot find|required", re.I)
for name in names:
    for level in levels:
        run = subprocess.run(
            [f"{home}/bin/pip", "wheel", "--no-deps", "--no-cache-dir", "--no-binary", re.split("[=<>]", name)[0], "-w", f"{folder}/out", name],
            capture_output=True,
            text=True,
            timeout=900,
            env={"PATH": f"{home}/bin:{tools(level)}", "HOME": folder, "LANG": "C"},
        )
        if run.returncode == 0:
            print(f"{name} with {level}: built")
            break
        lines = [line.strip() for line in (run.stdout + run.stderr).splitlines() if why.search(line)]
        print(f"{name} with {level}: " + " / ".join(lines[:4])[:400])
