"""Says which of the modules on stdin (a JSON list) stand in the folder of argv, importing none: the finders are asked part by part."""

import importlib.machinery
import json
import pathlib
import re
import sys

folder = sys.argv[1]


def find(name: str) -> str:
    path = [folder]
    regular = False
    parts = name.split(".")
    if parts[0] in sys.stdlib_module_names:
        return "yes"
    for i, part in enumerate(parts):
        spec = importlib.machinery.PathFinder.find_spec(part, path)
        # The machine's Python passes over an extension module that is made for another one.
        compiled = any(
            re.match(rf"{re.escape(part)}\.(cpython|abi3|pypy)?.*\.?so$", each.name)
            for directory in path
            if pathlib.Path(directory).is_dir()
            for each in pathlib.Path(directory).iterdir()
        )
        if spec is None and not compiled:
            return "no" if i == 0 or regular is False else "part"
        if spec is None or spec.submodule_search_locations is None:
            return "yes" if i == len(parts) - 1 else "part"
        regular = spec.origin is not None
        path = list(spec.submodule_search_locations)
    return "yes"


print(json.dumps({name: find(name) for name in json.load(sys.stdin)}))
