#!/usr/bin/env python3
"""check_layers.py [ROOT] - holds every source under ROOT/src to src/layers.txt and to the rules of the house.

Prints one line a finding, FILE:LINE: what is wrong, and ends with 1 when there is any.
  includes    a folder includes only what layers.txt grants it; a third-party header has one home
  through     nor does it see more through a header that it may include
  guards      a header is guarded by the name that its path gives
  memory      malloc and friends are called in src/base only
  sql         SQL stands in .sql files; in C only where layers.txt gives the reason
  size        a file of more than 600 lines has its reason in layers.txt
  names       a file name is used once in src (programs aside)
  licence     each source carries its SPDX line
SPDX-License-Identifier: EUPL-1.2
"""

import fnmatch
import pathlib
import re
import sys
from typing import NamedTuple

LONGEST_FILE = 600
MEMORY_HOME = "base"
SPDX = "SPDX-License-Identifier: EUPL-1.2"

MEMORY_CALL = re.compile(
    r"(?<![\w.>])(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|"
    r"aligned_alloc|posix_memalign|getline|getdelim|open_memstream)\s*\("
)
# Upper case is SQL wherever it stands; lower case only where a literal opens with it, so that help texts pass.
SQL_TEXT = re.compile(
    r"\bSELECT\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bDELETE\s+FROM\b|\bUPDATE\s+\w+\s+SET\b|\bFROM\s+\w+\s+WHERE\b|"
    r"\b(CREATE|DROP|ALTER)\s+((OR\s+REPLACE|TEMP|TEMPORARY|UNIQUE|VIRTUAL)\s+)*(TABLE|VIEW|INDEX|TRIGGER|SCHEMA|MACRO)\b|"
    r"\b(GROUP|ORDER)\s+BY\b|\bJOIN\s+\w+\s+(ON|USING)\b|\bCOPY\s+\w+\s+(FROM|TO)\b"
)
SQL_OPENING = re.compile(
    r"^\s*(select\s.+|insert\s+into\b|delete\s+from\b|update\s+\w+\s+set\b|"
    r"(create|drop|alter)\s+((or\s+replace|temp|temporary|unique)\s+)*(table|view|index|schema)\b)",
    re.DOTALL,
)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


TOKEN = re.compile(
    r"//(?:\\\n|[^\n])*"  # a comment
    r"|/\*.*?\*/"
    r"|\"(?:\\.|[^\"\\\n])*\""  # a literal
    r"|'(?:\\.|[^'\\\n])*'"
    r"|^[ \t]*#[ \t]*include[^\n]*",  # whose quotes make no literal
    re.DOTALL | re.MULTILINE,
)


class RulesError(Exception):
    """layers.txt itself is wrong."""


class Rules(NamedTuple):
    folders: dict  # folder -> the set of folders it may include
    headers: dict  # header or pattern -> the places that may see it
    anyone: set  # headers that every folder may see
    exceptions: dict  # "long" or "sql" -> {path: reason}


def read_rules(path):
    rules = Rules({}, {}, set(), {"long": {}, "sql": {}})
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, colon, rest = (part.strip() for part in line.partition(":"))
        if not colon:
            raise RulesError(f"{path}:{number}: expected 'name: ...'")
        if name == "any":
            rules.anyone.update(rest.split())
        elif name.startswith(("long ", "sql ")):
            if not rest:
                raise RulesError(f"{path}:{number}: an exception needs its reason after the colon")
            kind, file = name.split()
            rules.exceptions[kind][file] = rest
        elif name.startswith("<"):
            rules.headers.setdefault(name.strip("<>"), []).extend(rest.split())
        else:
            unknown = [folder for folder in rest.split() if folder not in rules.folders]
            if unknown:
                raise RulesError(f"{path}:{number}: {name} may not include {unknown[0]}: it does not stand higher")
            rules.folders[name] = set(rest.split())
    return rules


def lex(source):
    """The code with comments and the insides of literals blanked, and the string literals as (line, text)
    with neighbours joined.  Lines keep their numbers."""
    code, strings = [], []
    position, line = 0, 1
    joins = False
    for match in TOKEN.finditer(source):
        between = source[position : match.start()]
        if between.strip():
            joins = False
        code.append(between)
        line += between.count("\n")
        token = match.group()
        if token.startswith('"'):
            text = token[1:-1].replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"')
            if joins:
                strings[-1] = (strings[-1][0], strings[-1][1] + text)
            else:
                strings.append((line, text))
            joins = True
            code.append('""')
        elif token.startswith("'"):
            joins = False
            code.append("' '")
        elif token.lstrip().startswith("#"):
            joins = False
            code.append(token)
        else:
            code.append(" ")
        code.append("\n" * token.count("\n"))
        line += token.count("\n")
        position = match.end()
    code.append(source[position:])
    return "".join(code), strings


def folder_of(path, rules):
    """The folder of layers.txt that this path is in: the longest that fits."""
    fitting = [folder for folder in rules.folders if path.startswith(folder + "/")]
    return max(fitting, key=len, default=None)


def is_in_place(path, place):
    """base/db is base/db.c, base/db_sqlite.h and all of base/db/; model is all of model/."""
    stem = path.rsplit(".", 1)[0]
    return stem == place or stem.startswith((place + "/", place + "_"))


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def check_includes(path, code, rules, root):
    folder = folder_of(path, rules)
    if folder is None:
        yield 1, f"{path.rsplit('/', 1)[0]} is not a folder of layers.txt"
        return
    for match in INCLUDE.finditer(code):
        kind, header = match.groups()
        line = line_of(code, match.start())
        if kind == '"':
            target = folder_of(header, rules)
            if target is None:
                yield line, f'"{header}" is not named by its path from src'
            elif target != folder and target not in rules.folders[folder]:
                yield line, f"{folder} may not include {target} ({header})"
            elif not (root / "src" / header).is_file():
                yield line, f'"{header}" does not exist in src'
            continue
        homes = [places for name, places in rules.headers.items() if fnmatch.fnmatchcase(header, name)]
        if homes:
            if not any(is_in_place(path, place) for places in homes for place in places):
                yield line, f"<{header}> may be seen by {', '.join(sorted(sum(homes, [])))} alone"
        elif header not in rules.anyone:
            yield line, f"<{header}> is not in layers.txt"


def includes_of(path, root):
    """The headers of src that a source includes itself: (line, header)."""
    code, _ = lex((root / "src" / path).read_text(encoding="utf-8"))
    found = [(line_of(code, match.start()), match[2]) for match in INCLUDE.finditer(code) if match[1] == '"']
    return [(line, header) for line, header in found if (root / "src" / header).is_file()]


def seen_through(header, includes, seen):
    """All headers that come in with this one, itself too, into seen."""
    if header not in seen:
        seen.add(header)
        for _, more in includes[header]:
            seen_through(more, includes, seen)
    return seen


def check_through(paths, rules, root):
    """A header that may be included brings in none that may not: what is said of a line that does."""
    includes = {path: includes_of(path, root) for path in paths}
    for path in paths:
        folder = folder_of(path, rules)
        if folder is None:
            continue
        granted = {folder, *rules.folders[folder]}
        for line, header in includes[path]:
            if folder_of(header, rules) not in granted:
                continue  # of which check_includes tells
            hidden = {folder_of(one, rules) for one in seen_through(header, includes, set())} - granted - {None}
            for other in sorted(hidden):
                yield path, line, f"{folder} sees {other} through {header}"


def check_guard(path, code):
    if not path.endswith(".h"):
        return
    guard = "WKS_" + re.sub(r"[^A-Z0-9]", "_", path.upper())
    if not re.match(rf"\s*#ifndef {guard}\s*\n\s*#define {guard}\s*\n.*#endif\s*$", code, re.DOTALL):
        yield 1, f"the header is not guarded by {guard}"


def check_memory(path, code):
    if path.startswith(MEMORY_HOME + "/"):
        return
    for match in MEMORY_CALL.finditer(code):
        yield line_of(code, match.start()), f"{match.group(1)} is called outside src/{MEMORY_HOME}: use an arena"


def check_sql(path, strings):
    for line, text in strings:
        if SQL_TEXT.search(text) or SQL_OPENING.search(text):
            yield line, "SQL in a literal: it belongs in a .sql file"


def check_file(path, root, rules):
    source = (root / "src" / path).read_text(encoding="utf-8")
    code, strings = lex(source)
    yield from check_includes(path, code, rules, root)
    yield from check_guard(path, code)
    yield from check_memory(path, code)
    if path not in rules.exceptions["sql"]:
        yield from check_sql(path, strings)
    lines = source.count("\n")
    if lines > LONGEST_FILE and path not in rules.exceptions["long"]:
        yield lines, f"{lines} lines: over {LONGEST_FILE} a file needs a 'long' line with its reason in layers.txt"
    if SPDX not in source:
        yield 1, f"no line {SPDX}"


def check_names(paths):
    """A stem may be shared by one .c (or .cpp) and one .h in the same folder, and by nothing else."""
    homes = {}
    for path in paths:
        if path.startswith("programs/"):
            continue
        folder, _, name = path.rpartition("/")
        other = homes.setdefault(name.rsplit(".", 1)[0], folder)
        if other != folder:
            yield path, 1, f"the name {name} is used in {other} as well"


def check_tree(root):
    """Every finding as (path under src, line, text)."""
    rules = read_rules(root / "src" / "layers.txt")
    paths = sorted(
        str(path.relative_to(root / "src")) for path in (root / "src").rglob("*") if path.suffix in (".c", ".h", ".cpp")
    )
    findings = [(path, line, text) for path in paths for line, text in check_file(path, root, rules)]
    findings += check_through(paths, rules, root)
    findings += check_names(paths)
    findings += [
        ("layers.txt", 1, f"'{kind} {path}' names a file that is not there")
        for kind, files in rules.exceptions.items()
        for path in files
        if path not in paths and (root / "src" / path).parent.is_dir()
    ]
    return findings, len(paths)


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parent.parent
    try:
        findings, count = check_tree(root)
    except (RulesError, OSError) as error:
        print(f"check_layers: {error}", file=sys.stderr)
        return 1
    for path, line, text in findings:
        print(f"src/{path}:{line}: {text}")
    if count == 0:
        print(f"check_layers: no source under {root}/src", file=sys.stderr)
        return 1
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
