"""Reads the flags of Python servers from the sources in their wheels, without running them, and prints them as JSON.

python3 server-flags.py CACHE [SERVER …]: of each wheel only the few files that define flags are read, through pip's own reader of parts of wheels.
"""

import ast
import json
import os
import re
import sys
import zipfile

from pip._internal.commands import create_command
from pip._internal.models.target_python import TargetPython
from pip._internal.network.lazy_wheel import LazyZipOverHTTP
from pip._vendor.packaging.version import Version

SERVERS = {
    "vllm": (
        "0.4.0",
        r"vllm/(?:engine/arg_utils|entrypoints/(?:openai|common|launchers)/cli_args|entrypoints/cli/serve|scripts|config|config/\w+"
        r"|utils|utils/(?:__init__|argparse_utils))\.py",
    ),
    "sglang": (
        "0.2.0",
        r"sglang/srt/(?:server_args|arg_groups/(?:choices|argparse_actions|fields/\w+))\.py",
    ),
    "uvicorn": ("0.15.0", r"uvicorn/(?:main|config)\.py"),
    "gunicorn": ("19.9.0", r"gunicorn/config\.py"),
    "torchserve": ("0.5.0", r"ts/arg_parser\.py"),
    "ray": ("2.6.0", r"ray/(?:scripts/scripts|autoscaler/_private/cli_logger)\.py"),
    "mlflow": ("1.20.0", r"mlflow/(?:cli|cli/__init__|utils/cli_args)\.py"),
}


# ---------------------------------------------------------------- wheels


def download(cache, names):
    """Brings the wanted files of each release into the cache; gives the releases of each server in order."""
    command = create_command("download")
    options, _ = command.parse_args(
        ["--no-deps", "--only-binary", ":all:", "-d", cache]
    )
    releases = {}
    with command.main_context():
        session = command.get_default_session(options)
        finder = command._build_package_finder(
            options=options,
            session=session,
            target_python=TargetPython(),
            ignore_requires_python=True,
        )
        for name, (oldest, pattern) in SERVERS.items():
            if names and name not in names:
                continue
            found = {}
            for candidate in finder.find_all_candidates(name):
                version = candidate.version
                if version.is_prerelease or version.local or version < Version(oldest):
                    continue
                if candidate.link.is_wheel and not candidate.link.is_yanked:
                    found[version] = candidate.link
            releases[name] = [str(version) for version in sorted(found)]
            for version in sorted(found):
                folder = f"{cache}/{name}/{version}"
                if os.path.exists(f"{folder}/complete"):
                    continue
                url = found[version].url_without_fragment
                wheel = zipfile.ZipFile(LazyZipOverHTTP(url, session))
                for member in wheel.namelist():
                    if re.fullmatch(pattern, member):
                        path = f"{folder}/{member}"
                        os.makedirs(os.path.dirname(path), exist_ok=True)
                        with open(path, "wb") as file:
                            file.write(wheel.read(member))
                os.makedirs(folder, exist_ok=True)
                open(f"{folder}/complete", "w").close()
                print(f"{name} {version}", file=sys.stderr)
    return releases


# ---------------------------------------------------------------- expressions


class Sources:
    """The files of one release: their trees, and what their names stand for."""

    def __init__(self, folder):
        self.trees = {}
        self.texts = {}
        self.names = {}
        self.classes = {}
        for base, _, files in os.walk(folder):
            for file in sorted(files):
                if not file.endswith(".py"):
                    continue
                path = os.path.join(base, file)
                with open(path, encoding="utf-8") as source:
                    text = source.read()
                key = os.path.relpath(path, folder)
                self.texts[key] = text
                self.trees[key] = ast.parse(text)
        for tree in self.trees.values():
            self.note(tree.body)

    def note(self, body):
        for node in body:
            if isinstance(node, ast.ClassDef):
                self.classes.setdefault(node.name, node)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.put(node.targets[0].id, node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                if node.value is not None:
                    self.put(node.target.id, node.value)
            elif isinstance(node, ast.If):
                self.note(node.body)
                self.note(node.orelse)
            elif isinstance(node, ast.Try):
                self.note(node.body)

    def put(self, name, value):
        # A name with two meanings is not known.
        known = self.names.get(name)
        if known is not None and ast.dump(known) != ast.dump(value):
            self.names[name] = ast.Name(id="?")
        else:
            self.names[name] = value

    def find(self, ending):
        return next((t for p, t in self.trees.items() if p.endswith(ending)), None)

    def text(self, ending):
        return "".join(t for p, t in self.texts.items() if p.endswith(ending))

    def fields(self, name, seen=()):
        """The annotated fields of a class and of its bases: name to (annotation, default)."""
        node = self.classes.get(name)
        if node is None or name in seen:
            return {}
        fields = {}
        for base in node.bases:
            if isinstance(base, ast.Name):
                fields.update(self.fields(base.id, (*seen, name)))
        for each in node.body:
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                fields[each.target.id] = (each.annotation, each.value)
        return fields


def strings(node, sources, depth=0):
    """The values of a list of choices, or None when they are not all known."""
    if node is None or depth > 8:
        return None
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        out = []
        for each in node.elts:
            if isinstance(each, ast.Starred):
                more = strings(each.value, sources, depth + 1)
                if more is None:
                    return None
                out += more
            elif isinstance(each, ast.Constant):
                out.append(each.value)
            else:
                return None
        return out
    if isinstance(node, ast.Dict):
        if not all(isinstance(key, ast.Constant) for key in node.keys):
            return None
        return [key.value for key in node.keys]
    if isinstance(node, ast.Name):
        return strings(sources.names.get(node.id), sources, depth + 1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left = strings(node.left, sources, depth + 1)
        right = strings(node.right, sources, depth + 1)
        return None if left is None or right is None else left + right
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Literal"):
        return literal(node.slice, sources)
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        if called in ("list", "sorted", "get_args", "tuple", "click.Choice") and node.args:
            return strings(node.args[0], sources, depth + 1)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "keys":
            return strings(node.func.value, sources, depth + 1)
    if isinstance(node, ast.ListComp) and len(node.generators) == 1:
        one = node.generators[0]
        values = strings(one.iter, sources, depth + 1)
        if values is None or ast.unparse(node.elt) != ast.unparse(one.target):
            return None
        if not one.ifs:
            return values
        test = one.ifs[0]
        if len(one.ifs) == 1 and isinstance(test, ast.Compare):
            if isinstance(test.ops[0], ast.NotEq) and isinstance(
                test.comparators[0], ast.Constant
            ):
                return [v for v in values if v != test.comparators[0].value]
    return None


def literal(node, sources):
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    out = []
    for each in parts:
        if isinstance(each, ast.Constant):
            out.append(each.value)
        else:
            more = strings(each, sources)
            if more is None:
                return None
            out += more
    return out


def hints(node, sources, depth=0):
    """The parts of a type annotation: names of types, and ('Literal', values)."""
    if node is None or depth > 10:
        return ["?"]
    if isinstance(node, ast.Constant):
        if node.value is None:
            return ["None"]
        if isinstance(node.value, str):
            return hints(ast.parse(node.value, mode="eval").body, sources, depth + 1)
        return ["?"]
    if isinstance(node, ast.BinOp):
        return hints(node.left, sources, depth + 1) + hints(node.right, sources, depth + 1)
    if isinstance(node, ast.Subscript):
        outer = ast.unparse(node.value).split(".")[-1]
        inner = node.slice
        if outer == "Literal":
            return [("Literal", literal(inner, sources))]
        if outer == "Optional":
            return [*hints(inner, sources, depth + 1), "None"]
        if outer == "Union":
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return [hint for part in parts for hint in hints(part, sources, depth + 1)]
        if outer in ("Annotated", "A", "SkipValidation", "InitVar"):
            first = inner.elts[0] if isinstance(inner, ast.Tuple) else inner
            return hints(first, sources, depth + 1)
        return [outer.lower() if outer in ("List", "Tuple", "Set", "Dict") else outer]
    if isinstance(node, ast.Name):
        if node.id in ("bool", "int", "float", "str", "list", "tuple", "set", "dict"):
            return [node.id]
        if node.id in sources.names:
            return hints(sources.names[node.id], sources, depth + 1)
        return ["?" + node.id]
    # A class of another library: torch.dtype.
    return [ast.unparse(node)] if isinstance(node, ast.Attribute) else ["?"]


# ---------------------------------------------------------------- flags


def constant(node, fallback=None):
    return node.value if isinstance(node, ast.Constant) else fallback


def flag(form, choices=None, **more):
    """A flag: form is - (no value), 1 (one), i or f (one number), ? (perhaps one), * (several), _ (not known)."""
    return {"form": form, "choices": choices, **more}


def from_keywords(keywords, sources):
    """What the keywords of add_argument say."""
    action = keywords.get("action")
    named = constant(action) if action is not None else "store"
    if action is not None and ast.unparse(action).endswith("DeprecatedAliasStoreAction"):
        named = "store"
    if named in ("store_true", "store_false", "store_const", "count", "help", "version"):
        return flag("-")
    if action is not None and ast.unparse(action).endswith("BooleanOptionalAction"):
        return flag("-", no=True)
    if named not in ("store", "append", "extend"):
        nargs = keywords.get("nargs")
        none = "Deprecated" in ast.unparse(action)
        return flag("*" if constant(nargs) in ("+", "*") else "-" if none and nargs is None else "_")
    nargs = keywords.get("nargs")
    if nargs is not None and constant(nargs, 0) is not None:
        return flag("?" if constant(nargs) == "?" else "*")
    kind = ast.unparse(keywords["type"]) if "type" in keywords else "str"
    choices = strings(keywords.get("choices"), sources) if "choices" in keywords else None
    if choices is not None and kind not in ("str", "int", "float"):
        choices = None
    if "choices" in keywords:
        return flag("1", choices)
    return flag({"int": "i", "float": "f"}.get(kind, "1"))


def from_field(field, sources, special):
    """What vLLM's get_kwargs makes of a field of a configuration."""
    annotation, default = field
    parts = hints(annotation, sources)
    simple = [part for part in parts if isinstance(part, str)]
    values = [part[1] for part in parts if not isinstance(part, str)]
    if any(
        part.startswith("?") and part[1:] in sources.classes and part[1:].endswith("Config")
        for part in simple
    ):
        return flag("1")
    if "bool" in simple:
        return flag("-", no=True) if set(simple) <= {"bool", "None"} and not values else flag("?", no=True)
    if values:
        others = [part for part in simple if part != "None" and part not in ("type", "Type", "torch.dtype")]
        if len(values) > 1 or values[0] is None or others:
            return flag("1")
        return flag("1", values[0] + (["None"] if "None" in simple else []))
    if set(simple) & {"list", "tuple", "set", "Sequence"}:
        return flag("*")
    number = next((kind for kind in ("int", "float") if kind in simple), None)
    if number is None or set(simple) - {number, "None"} or special:
        return flag("1")
    limits = {}
    if isinstance(default, ast.Call) and ast.unparse(default.func).endswith("Field"):
        for keyword in default.keywords:
            if keyword.arg in ("gt", "ge", "lt", "le"):
                try:
                    limits[keyword.arg] = ast.literal_eval(keyword.value)
                except ValueError:
                    pass
    return flag(number[0], limits=limits) if limits else flag(number[0])


def add(flags, names, value, pairs=False):
    """Notes a flag by its long names; `--x` with `no` brings `--no-x`, and where vLLM pairs them, `--enable-x` brings `--disable-x`."""
    for name in names:
        if not name.startswith("--"):
            continue
        flags[name] = value
        for one, other in (("enable", "disable"), ("disable", "enable")):
            if pairs and value.get("no") and name.startswith(f"--{one}-"):
                flags.setdefault(f"--{other}-{name[len(one) + 3:]}", flag("-"))


def option_names(call, tree=None):
    """The flags that a call registers, also those of a loop; a name that is made at run time is reported."""
    names = []
    for each in call.args:
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            names += [part for part in each.value.split("/") if part.startswith("-")]
        elif isinstance(each, ast.Name) and tree is not None and looped(call, each.id, tree):
            names += looped(call, each.id, tree)
        elif not isinstance(each, ast.Constant) and not isinstance(each, ast.Starred):
            print(f"  name not known: {ast.unparse(each)}", file=sys.stderr)
    return names


def looped(call, name, tree):
    """The flags that a variable stands for in the loop around a call."""
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For) and call in ast.walk(loop):
            if name in [n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)]:
                values = [n.value for n in ast.walk(loop.iter) if isinstance(n, ast.Constant)]
                return [v for v in values if isinstance(v, str) and v.startswith("--")]
    return []


def calls(tree, attribute):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == attribute:
                yield node


def vllm(sources):
    flags = {"--help": flag("-")}
    engine = sources.find("engine/arg_utils.py")
    pairs = "class EnableDisableAction" in sources.text("argparse_utils.py")
    maker = next(
        (n for n in ast.walk(engine) if isinstance(n, ast.FunctionDef) and n.name in ("_compute_kwargs",)),
        next((n for n in ast.walk(engine) if isinstance(n, ast.FunctionDef) and n.name == "get_kwargs"), None),
    )
    named = {n.value for n in ast.walk(maker) if isinstance(n, ast.Constant)} if maker else set()
    # Variables that hold what get_kwargs made: to a class, and perhaps to one of its fields.
    held, touched = {}, set()
    for node in ast.walk(engine):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Name):
            place = kwargs_place(value, held)
            if place:
                held[target.id] = place
    for node in ast.walk(engine):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("remove", "append", "update"):
            targets = [node.func.value]
        for target in targets:
            if isinstance(target, ast.Subscript) and constant(target.slice) in ("choices", "type", "nargs", "action"):
                place = kwargs_place(target.value, held)
                if place:
                    touched.add(place)
    for path, tree in sources.trees.items():
        if not re.search(r"(?:arg_utils|cli_args|cli/serve|vllm/scripts)\.py$", path):
            continue
        for call in calls(tree, "add_argument"):
            if path.endswith("scripts.py") and ast.unparse(call.func.value) != "serve_parser":
                continue
            keywords = {k.arg: k.value for k in call.keywords if k.arg}
            spread = plain_spread(next((k.value for k in call.keywords if k.arg is None), None))
            place = kwargs_place(spread, held) if spread is not None else None
            if spread is not None and ast.unparse(spread) in ("kwargs", "value"):
                continue
            names = option_names(call, tree)
            if place is None and spread is None:
                add(flags, names, from_keywords(keywords, sources), pairs)
            elif place and place[1] in sources.fields(place[0]) and not (set(keywords) & {"action", "nargs"}):
                field = sources.fields(place[0])[place[1]]
                value = from_field(field, sources, place[1] in named)
                if place in touched or set(keywords) & {"choices", "type"}:
                    value = flag("1") if value["form"] not in "*-?" else {**value, "choices": None}
                add(flags, names, value, pairs)
            else:
                value = from_keywords(keywords, sources) if set(keywords) & {"action", "nargs"} else flag("_")
                if names and value["form"] == "_":
                    print(f"  form not known: {names} {ast.unparse(spread) if spread else ''}", file=sys.stderr)
                add(flags, names, value, pairs)
    frontend = sources.find("cli_args.py")
    if "FrontendArgs" in sources.classes:
        changed = {}
        for node in ast.walk(frontend):
            targets = node.targets if isinstance(node, (ast.Assign, ast.Delete)) else []
            for target in targets:
                if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Subscript):
                    if ast.unparse(target.value.value) == "frontend_kwargs":
                        changed.setdefault(constant(target.value.slice), set()).add(constant(target.slice))
        for name, field in sources.fields("FrontendArgs").items():
            value = from_field(field, sources, False)
            what = changed.get(name, set()) - {"default", "metavar", "help"}
            if what:
                value = flag("1") if what & {"nargs"} or value["form"] not in "*-?" else {**value, "choices": None}
            add(flags, [f"--{name.replace('_', '-')}"], value, pairs)
    if re.search(r"if self\.gpu_memory_utilization > 1\.0:\s*raise", sources.text("config.py") + sources.text("config/__init__.py") + sources.text("config/cache.py")):
        flags["--gpu-memory-utilization"] = flag("f", limits={"le": 1})
    return flags


def plain_spread(node):
    """The table that `{**table, "default": …}` spreads."""
    if isinstance(node, ast.Dict) and node.keys and node.keys[0] is None:
        if all(constant(key) in ("default", "help") for key in node.keys[1:]):
            return node.values[0]
    return node


def kwargs_place(node, held):
    """The class and field that an expression of vLLM's keyword tables means: kwargs["field"]."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "get_kwargs" and node.args:
        return (ast.unparse(node.args[0]), None)
    if isinstance(node, ast.Name):
        return held.get(node.id)
    if isinstance(node, ast.Subscript):
        outer = kwargs_place(node.value, held)
        if outer and outer[1] is None and constant(node.slice):
            return (outer[0], constant(node.slice))
    return None


def sglang(sources):
    flags = {"--help": flag("-")}
    server = sources.find("server_args.py")
    refuses = "raise ValueError(self.help)" in "".join(sources.texts.values())
    for call in calls(server, "add_argument"):
        keywords = {k.arg: k.value for k in call.keywords if k.arg}
        # A flag that only says what took its place stops the server.
        if "action" in keywords and ast.unparse(keywords["action"]) == "DeprecatedAction":
            if refuses or "error_message" in keywords:
                continue
        add(flags, option_names(call), from_keywords(keywords, sources))
    holders = ["ServerArgs"] + [n.name for p, t in sources.trees.items() if "/fields/" in p for n in t.body if isinstance(n, ast.ClassDef)]
    for holder in holders:
        for name, (annotation, _) in sources.fields(holder).items():
            if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) in ("A", "Annotated"):
                from_annotation(flags, name, annotation.slice, sources)
    return flags


def from_annotation(flags, name, parts, sources):
    """A field of SGLang's arguments that says its flag in its type."""
    marks = [e for e in parts.elts[1:] if isinstance(e, ast.Call) and ast.unparse(e.func) == "Arg"]
    texts = [e for e in parts.elts[1:] if not isinstance(e, ast.Call)]
    if not marks and not texts:
        return
    mark = {k.arg: k.value for k in marks[0].keywords} if marks else {}
    if constant(mark.get("no_cli")) is True:
        return
    names = [constant(mark.get("cli_name")) or f"--{name.replace('_', '-')}"]
    names += strings(mark.get("aliases"), sources) or []
    inner = hints(parts.elts[0], sources)
    simple = [part for part in inner if isinstance(part, str) and part != "None"]
    values = [part[1] for part in inner if not isinstance(part, str)]
    choices = strings(mark.get("choices"), sources)
    if "action" in mark:
        more = mark.get("action_kwargs")
        keywords = {}
        if isinstance(more, ast.Dict):
            keywords = {constant(k): v for k, v in zip(more.keys, more.values)}
        elif isinstance(more, ast.Call):
            keywords = {k.arg: k.value for k in more.keywords}
        value = from_keywords({**keywords, "action": mark["action"]}, sources)
    elif "nargs" in mark or ("list" in simple and "type_parser" not in mark):
        value = flag("?" if constant(mark.get("nargs")) == "?" else "*")
    elif simple == ["bool"] and not values:
        value = flag("-")
    elif values:
        value = flag("1", choices or (values[0] if len(values) == 1 and not simple else None))
    elif "choices" in mark:
        value = flag("1", None if "type_parser" in mark else choices)
    else:
        plain = len(simple) == 1 and "type_parser" not in mark
        value = flag({"int": "i", "float": "f"}.get(simple[0], "1") if plain else "1")
    add(flags, names, value)


def uvicorn(sources):
    return from_click(calls(sources.find("main.py"), "option"), sources)


def ray(sources):
    """The flags of `ray start`."""
    start = next(
        n
        for n in sources.find("scripts/scripts.py").body
        if isinstance(n, ast.FunctionDef) and n.name == "start"
    )
    found = [
        call
        for decorator in start.decorator_list
        for call in calls(decorator, "option")
    ]
    shared = sources.names.get("CLICK_LOGGING_OPTIONS")
    if "add_click_logging_options" not in [ast.unparse(d) for d in start.decorator_list]:
        print("  ray: no options of logging", file=sys.stderr)
    return from_click([*found, *calls(shared, "option")], sources)


def mlflow(sources):
    """The flags of `mlflow server`; some are held in names of another file."""
    cli = sources.find("cli/__init__.py") or sources.find("cli.py")
    server = next(n for n in cli.body if isinstance(n, ast.FunctionDef) and n.name == "server")
    found = []
    for decorator in server.decorator_list:
        name = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", None)
        held = sources.names.get(name)
        own = calls(decorator, "option") if name is None else calls(held, "option") if held else []
        if not own and ast.unparse(decorator) not in ("cli.command()", "click.pass_context"):
            print(f"  mlflow: {ast.unparse(decorator)}", file=sys.stderr)
        found += own
    return from_click(found, sources)


def torchserve(sources):
    flags = {"--help": flag("-")}
    parser = next(
        n for n in ast.walk(sources.find("arg_parser.py"))
        if isinstance(n, ast.FunctionDef) and n.name == "ts_parser"
    )
    for call in calls(parser, "add_argument"):
        keywords = {k.arg: k.value for k in call.keywords if k.arg}
        add(flags, option_names(call), from_keywords(keywords, sources))
    return flags


def from_click(options, sources):
    flags = {"--help": flag("-")}
    for call in options:
        keywords = {k.arg: k.value for k in call.keywords if k.arg}
        names = option_names(call)
        pair = any("/" in constant(a, "") for a in call.args)
        kind = ast.unparse(keywords["type"]) if "type" in keywords else "str"
        if pair or True in (constant(keywords.get("is_flag")), constant(keywords.get("count"))):
            add(flags, names, flag("-"))
        elif constant(keywords.get("is_flag"), "") is not False and "flag_value" in keywords:
            add(flags, names, flag("_"))
        elif kind in ("int", "float"):
            add(flags, names, flag(kind[0]))
        else:
            sure = kind not in ("str", "bool") and "case_sensitive" not in kind
            choices = strings(keywords.get("type"), sources) if sure else None
            add(flags, names, flag("1", choices))
    return flags


def gunicorn(sources):
    flags = {"--help": flag("-"), "--version": flag("-")}
    for node in sources.find("config.py").body:
        if not isinstance(node, ast.ClassDef):
            continue
        fields = {n.targets[0].id: n.value for n in node.body if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)}
        names = strings(fields.get("cli"), sources)
        if not names:
            continue
        keywords = {k: v for k, v in fields.items() if k in ("action", "nargs", "type")}
        value = from_keywords(keywords, sources)
        if value["form"] == "i" and ast.unparse(fields["validator"]) == "validate_pos_int":
            value["limits"] = {"ge": 0}
        add(flags, names, value)
    return flags


def main():
    cache = sys.argv[1]
    releases = download(cache, sys.argv[2:])
    readers = {"vllm": vllm, "sglang": sglang, "uvicorn": uvicorn, "gunicorn": gunicorn, "torchserve": torchserve, "ray": ray, "mlflow": mlflow}
    out = {}
    for name, versions in releases.items():
        out[name] = {}
        for version in versions:
            print(f"{name} {version}", file=sys.stderr)
            out[name][version] = readers[name](Sources(f"{cache}/{name}/{version}"))
    json.dump(out, sys.stdout)


main()
