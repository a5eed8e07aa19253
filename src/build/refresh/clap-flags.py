"""Reads the flags of servers that are written in Rust with clap, from the struct of their arguments at each release, and prints them as JSON.

python3 clap-flags.py NAME=GITDIR…: NAME is one of SERVERS, GITDIR the git directory of its repository with its tags. Nothing is built or run.
"""

import json
import re
import subprocess
import sys

SERVERS = {
    # Of https://github.com/huggingface/text-generation-inference and https://github.com/huggingface/text-embeddings-inference.
    "tgi": "launcher/src/main.rs",
    "tei": "router/src/main.rs",
}

OLDEST = (1, 0, 0)
INTEGERS = re.compile(r"^(?:NonZero)?[ui](?:8|16|32|64|128|size)$", re.I)


def git(folder, *words):
    return subprocess.run(["git", f"--git-dir={folder}", *words], capture_output=True, text=True, check=True).stdout


def releases(folder):
    """The tags of whole releases in order, as versions."""
    found = []
    for tag in git(folder, "tag").split():
        match = re.fullmatch(r"v(\d+)\.(\d+)\.(\d+)", tag)
        if match and tuple(map(int, match.groups())) >= OLDEST:
            found.append((tuple(map(int, match.groups())), tag))
    return [tag for _, tag in sorted(found)]


def kebab(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).replace("_", "-").lower()


def block(text, start):
    """What stands between the braces that open after start."""
    at = text.index("{", start)
    depth = 0
    for i in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if depth == 0:
            return text[at + 1 : i]
    return ""


def without_comments(text):
    return re.sub(r"^[ \t]*//.*$", "", text, flags=re.M)


def members(body):
    """The attributes and the rest of each field of a struct or variant of an enum."""
    body = without_comments(body)
    for part in re.finditer(r"((?:\s*#\[(?:[^\[\]]|\[[^\]]*\])*\])*)\s*([A-Za-z_][^,#]*(?:<[^>]*>)?)\s*(?:,|$)", body):
        yield part.group(1), part.group(2).strip()


def choices(text, name):
    """The words for the variants of an enum of the same file; None where they are not all known."""
    match = re.search(rf"\benum {name}\b", text)
    if not match:
        return None
    found = []
    for attributes, variant in members(block(text, match.start())):
        if "cfg(" in attributes or "skip" in attributes or not re.fullmatch(r"\w+", variant):
            return None
        named = re.search(r'\bname\s*=\s*"([^"]+)"', attributes)
        found.append(named.group(1) if named else kebab(variant))
        found += re.findall(r'\balias\s*=\s*"([^"]+)"', attributes)
    return found


def form(text, kind, attributes):
    inner = re.fullmatch(r"Option<(.+)>", kind)
    inner = inner.group(1) if inner else kind
    if kind == "bool":
        return {"form": "?" if "value_enum" in attributes else "-"}
    if inner.startswith(("Vec<", "Option<")) or "num_args" in attributes:
        return {"form": "_"}
    if inner == "bool":
        return {"form": "1", "choices": ["true", "false"]}
    if INTEGERS.match(inner):
        return {"form": "i"}
    if inner in ("f32", "f64"):
        return {"form": "f"}
    known = choices(text, inner) if "value_enum" in attributes else None
    return {"form": "1", **({"choices": known} if known else {})}


def flags(text):
    found = {"--help": {"form": "-"}, "--version": {"form": "-"}}
    match = re.search(r"\bstruct Args\b", text)
    for attributes, field in members(block(text, match.start())):
        name, _, kind = field.replace("pub ", "").partition(":")
        long = re.search(r'\blong\b(?:\s*=\s*"([^"]+)")?', attributes)
        if not long or not kind:
            continue
        names = [long.group(1) or kebab(name.strip())]
        names += re.findall(r'\balias\s*=\s*"([^"]+)"', attributes)
        for each in names:
            found[f"--{each}"] = form(text, kind.strip(), attributes)
    return found


def main():
    out = {}
    for argument in sys.argv[1:]:
        name, _, folder = argument.partition("=")
        out[name] = {tag[1:]: flags(git(folder, "show", f"{tag}:{SERVERS[name]}")) for tag in releases(folder)}
    json.dump(out, sys.stdout)


main()
