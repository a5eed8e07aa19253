"""Reads the flags of servers that are written in C++ from their sources at each release, and prints them as JSON.

python3 cpp-flags.py NAME=GITDIR[@COMMIT]…: NAME is one of READERS, GITDIR the git directory of its repository. Nothing is built or run.
llama.cpp has no releases but builds: bN is the commit of its master that has N commits behind it, which any clone with the whole history tells. COMMIT is
the newest one to read, a commit of its master; the builds at which no flag changed are left out.
"""

import json
import re
import subprocess
import sys


def git(folder, *words):
    return subprocess.run(["git", f"--git-dir={folder}", *words], capture_output=True, text=True, check=True).stdout


def numbers(text):
    return tuple(map(int, text.split(".")))


# ---------------------------------------------------------------- C++

# A string, a comment or a character.
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/|\'(?:[^\'\\]|\\.)\'', re.S)


def without_comments(text):
    return TOKEN.sub(lambda match: " " if match.group()[0] == "/" else match.group(), text)


def hidden(text):
    """The text with what strings hold made blank, of the same length."""
    return TOKEN.sub(lambda match: match.group()[0] + " " * (len(match.group()) - 2) + match.group()[-1], text)


def closing(shape, start):
    """Where the bracket that opens at start closes, in a text without strings."""
    depth = 0
    for i in range(start, len(shape)):
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(shape[i], 0)
        if depth == 0:
            return i
    raise ValueError("a bracket stays open")


def strings(text):
    return re.findall(r'"((?:[^"\\]|\\.)*)"', text)


# ---------------------------------------------------------------- llama.cpp

# It reads these as yes, no and auto: is_truthy, is_falsey and is_autoy.
SWITCH = (
    ("is_truthy(value)", ["on", "enabled", "true", "1"]),
    ("is_falsey(value)", ["off", "disabled", "false", "0"]),
    ("is_autoy(value)", ["auto", "-1"]),
)


def llama_form(handler):
    """The form of a flag, from the parameters and the body of what handles it; nothing when it only says that it is gone."""
    head, _, body = handler.partition("{")
    if re.match(r"\s*(?:arg_removed|throw)\b", body):
        return None
    if len(re.findall(r"\bstd::string\b", head)) > 1:
        return {"form": "_"}
    if re.search(r",\s*int\b", head):
        return {"form": "i"}
    if "std::string" in head:
        taken = [word for call, words in SWITCH if call in body for word in words]
        if taken and re.search(r"\belse\s*\{\s*throw\b", body) and body.count("is_truthy") == 1:
            return {"form": "1", "choices": taken}
        return {"form": "f" if re.fullmatch(r"[^;]*\bstd::stof\(value\);\s*\}", body) else "1"}
    return {"form": "-"}


def llama_flags(text):
    text = without_comments(text)
    shape = hidden(text)
    start = next(m for m in re.finditer(r"\b(?:common|gpt)_params_parser_init\([^;{]*\)\s*\{", shape))
    end = closing(shape, start.end() - 1)
    flags = {}
    for match in re.finditer(r"\badd_opt\(", shape[: end]):
        if match.start() < start.end():
            continue
        stop = closing(shape, match.end() - 1)
        body, form = text[match.end() : stop], shape[match.end() : stop]
        names = []
        at = form.index("{")
        while True:
            close = closing(form, at)
            names += strings(body[at : close + 1])
            rest = re.match(r"\s*,\s*(?=\{)", form[close + 1 :])
            if not rest:
                break
            at = close + 1 + rest.end()
        examples = re.search(r"\.set_examples\(\{([^}]*)\}", form)
        excluded = re.search(r"\.set_excludes\(\{([^}]*)\}", form)
        if examples and not re.search(r"LLAMA_EXAMPLE_(?:SERVER|COMMON)\b", examples.group(1)):
            continue
        if (excluded and "LLAMA_EXAMPLE_SERVER" in excluded.group(1)) or ".set_preset_only(" in form:
            continue
        opening = re.search(r"\[\w*&?\w*\]\s*\(", form)
        if not opening or not names:
            print(f"  not read: {body[:80]!r}", file=sys.stderr)
            continue
        value = llama_form(body[opening.end() - 1 :])
        for name in names:
            # A flag that is registered twice is taken in either form.
            known = flags.get(name, value)
            flags[name] = value if known == value else {"form": "_"}
    # Names with one dash are kept with it, behind a second one that is cut off.
    return {name if name.startswith("--") else f"--{name}": value for name, value in flags.items() if value and name.startswith("-")}


def llama(folder, commit):
    commits = git(folder, "log", "--reverse", "--format=%H", commit, "--", "common/arg.cpp").split()
    out = {}
    flags = {}
    for each in commits:
        found = llama_flags(git(folder, "show", f"{each}:common/arg.cpp"))
        if found != flags:
            out[git(folder, "rev-list", "--count", each).strip()] = found
        flags = found
    out[git(folder, "rev-list", "--count", commit).strip()] = flags
    return {build: out[build] for build in sorted(out, key=int)}


# ---------------------------------------------------------------- Triton

TRITON_FORMS = {"None": "-", "Int": "i", "Float": "f", "Str": "1"}
YES_AND_NO = ["true", "on", "1", "false", "off", "0"]


def triton_flags(text):
    text = without_comments(text)
    flags = {}
    for number, name, kind in re.findall(r'\{\s*(OPTION_\w+),\s*"([^"]+)",\s*(Option::Arg\w+|"[^"]*")', text):
        kind = kind.removeprefix("Option::Arg")
        value = {"form": TRITON_FORMS.get(kind, "1")}
        uses = re.search(rf"\bcase {number}:(.*?)\b(?:case|break)\b", text, re.S)
        body = uses.group(1) if uses else ""
        if kind == "Bool" and re.search(r"ParseOption<bool>\(optarg\)|ParseBoolOption\(optarg\)", body):
            value["choices"] = YES_AND_NO
        # What its help calls an integer may be true or false, or a text.
        if kind in ("Int", "Float") and not re.search(r"Parse(?:Option<\w+>|(?:U?Int|Long|Double|Float)\w*Option)\(optarg\)", body):
            value["form"] = "1"
        if "ParseIntBoolOption" in body:
            value["form"] = "1"
        flags[f"--{name}"] = value
    if len(flags) < 20:
        raise ValueError("no flags found")
    return flags


def triton(folder, _commit):
    """The flags of each month's image, from the branch that it is built from."""
    branches = [each.split("/")[-1][1:] for each in git(folder, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes").split()]
    months = sorted({each for each in branches if re.fullmatch(r"\d\d\.\d\d", each) and numbers(each) >= (20, 8)})
    out = {}
    for month in months:
        files = git(folder, "ls-tree", "-r", "--name-only", f"r{month}", "src").split()
        file = next(each for each in ("src/command_line_parser.cc", "src/main.cc", "src/servers/main.cc") if each in files)
        out[month] = triton_flags(git(folder, "show", f"r{month}:{file}"))
    return out


# ---------------------------------------------------------------- TensorFlow Serving


def serving_flags(main, server):
    main, server = without_comments(main), without_comments(server)
    flags = {}
    for name, target in re.findall(r'\btensorflow::Flag\(\s*"(\w+)",\s*&([\w.]+)', main):
        field = target.split(".")[-1]
        kind = re.search(rf"\b([\w:]+)\s+{field}\b\s*(?:=|;|\{{)", server if "." in target else main)
        kind = kind.group(1).split("::")[-1] if kind else ""
        forms = {"bool": "?", "int32": "i", "int64": "i", "int": "i", "int32_t": "i", "int64_t": "i", "float": "f", "string": "1"}
        if kind not in forms:
            print(f"  type not known: {name} {kind}", file=sys.stderr)
        flags[f"--{name}"] = {"form": forms.get(kind, "_")}
    if len(flags) < 20:
        raise ValueError("no flags found")
    return {"--help": {"form": "-"}, **flags}


def serving(folder, _commit):
    tags = sorted((tag for tag in git(folder, "tag").split() if re.fullmatch(r"\d+\.\d+\.\d+", tag)), key=numbers)
    place = "tensorflow_serving/model_servers"
    return {
        tag: serving_flags(git(folder, "show", f"{tag}:{place}/main.cc"), git(folder, "show", f"{tag}:{place}/server.h"))
        for tag in tags
        if numbers(tag) >= (1, 13, 0)
    }


READERS = {
    # A clone of https://github.com/ggml-org/llama.cpp, https://github.com/triton-inference-server/server and https://github.com/tensorflow/serving.
    "llama": llama,
    "triton": triton,
    "tensorflow-serving": serving,
}


def main():
    out = {}
    for argument in sys.argv[1:]:
        name, _, place = argument.partition("=")
        folder, _, commit = place.partition("@")
        out[name] = READERS[name](folder, commit or "HEAD")
        print(f"{name}: {len(out[name])} releases", file=sys.stderr)
    json.dump(out, sys.stdout)


main()
