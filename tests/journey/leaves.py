"""leaves.py - everything that leaves a workspace: (where, bytes) of the picture, the commands and the server.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import io
import json
import os
import pathlib
import re
import resource
import signal
import sqlite3
import sys
import tempfile
import urllib.parse
import zipfile

import workshop

os.environ.setdefault("WKS_WIJKSCAND", str(workshop.BUILD / "src/programs/wijkscand/wijkscand"))
sys.path.insert(0, str(workshop.SOURCE / "tests" / "http"))

import server as http_server  # noqa: E402  the program that it starts is told in the environment

API = "/api/v1"
FORMS = ("csv", "csv-nl", "csvw", "json-stat", "xlsx")
# What of a workspace stays where it is; the ledger of what was told is no part of it.
PRIVATE = re.compile(r"vault\.duckdb.*|wijkscan\.yaml|leveringen/.*|gate/(?!ledger/|key\.pub).*")
CORE_PATTERN = pathlib.Path("/proc/sys/kernel/core_pattern")


def of_files(folder, except_for=PRIVATE):
    """Every file of a workspace that is not private by name, and what is left in a folder for temporary files."""
    for path in sorted(pathlib.Path(folder).rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not except_for.fullmatch(str(inside)):
            yield str(inside), path.read_bytes()


def of_cells(picture):
    """Every cell of the picture as text."""
    with sqlite3.connect(f"file:{picture}?mode=ro", uri=True) as store:
        for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for n, row in enumerate(store.execute(f'SELECT * FROM "{table}"')):
                yield f"{table} row {n}", "\n".join(repr(cell) for cell in row).encode()


def of_series(picture):
    """((indicator, area), all that is said of the numbers of this indicator in this area)."""
    said = collections.defaultdict(list)
    with sqlite3.connect(f"file:{picture}?mode=ro", uri=True) as store:
        for more in ("value v", "verdict v"):
            for key in store.execute(
                f"""SELECT i.id, a.code, v.* FROM {more} JOIN series s ON s.number = v.series
                    JOIN indicator i ON i.release = s.release AND i.number = s.indicator
                    JOIN area a ON a.release = s.release AND a.number = v.area"""
            ):
                said[key[:2]].append(repr(key[2:]))
        for key in store.execute(
            """SELECT i.id, a.code, t.* FROM trend t JOIN indicator i ON i.release = t.release AND i.number = t.indicator
               JOIN area a ON a.release = t.release AND a.number = t.area"""
        ):
            said[key[:2]].append(repr(key[2:]))
    return [(key, "\n".join(rows)) for key, rows in said.items()]


def of_commands(workspace, choices):
    """What the command line says of the picture, in both languages, right and wrong use alike."""
    asked = [["show", "--json", "--breakdown", "*"], ["show"], ["status"], ["status", "--json"], ["build"]]
    asked += [["show", *choice, *flags] for choice in choices for flags in ([], ["--why"], ["--json"])]
    asked += [["export", "table", *choice[:1], "--format", form] for choice in choices for form in FORMS if form != "xlsx"]
    asked += [["export", "table", *choice[:1], "--level", "straat", "--period", "1066"] for choice in choices]
    asked += [["export", "map", "--level", level] for level in ("gemeente", "wijk", "buurt", "straat")]
    asked += [["export", "map", "--indicator", choice[0]] for choice in choices]
    asked += [["show", "bestaat-niet"], ["show", "--bestaat-niet"], ["status", "nergens"], ["load", "wijkscan.yaml"]]
    for language in workshop.LANGUAGES:
        for words in asked:
            done = workspace.run(*words, language=language)
            yield f"{language}: wijkscan {' '.join(words)}", unpacked((done.out + done.err).encode())


def of_package(workspace):
    """Every file of the whole release as a data package."""
    with temporary_folder() as folder:
        workspace.must("export", "package", "--out", f"{folder}/pakket", "--quiet")
        for path in sorted(pathlib.Path(folder, "pakket").iterdir()):
            yield path.name, unpacked(path.read_bytes())


# ---- the server


def query(path, **fields):
    return f"{API}{path}?{urllib.parse.urlencode({key: value for key, value in fields.items() if value is not None})}"


def read(reply):
    return json.loads(reply.body)


def series_of(indicators):
    """Everything that can be asked of /waarden."""
    for indicator in indicators:
        for series in indicator["reeksen"]:
            for breakdown in indicator["uitsplitsingen"]:
                for period in series["perioden"]:
                    yield query("/waarden", indicator=indicator["id"], niveau=series["niveau"], periode=period,
                                uitsplitsing=breakdown["id"])  # fmt: skip


def tables_of(indicators):
    """Every indicator in every form."""
    for indicator in indicators:
        for form in FORMS:
            yield query(f"/indicatoren/{indicator['id']}/waarden", opmaak=form)


def unpacked(body):
    """What stands in a workbook, and the cells of a CSV apart: 2024,3.5 is no number.  Anything else as it is."""
    if body.startswith(b"indicator,"):
        return body.replace(b",", b" , ")
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return b"\n".join(book.read(name) for name in book.namelist())


def wrong_requests(area, indicator):
    """Nothing of this is there, or may be asked so."""
    return [
        ("GET", API + "/nergens"), ("GET", API + "/waarden"), ("GET", "/../vault.duckdb"), ("GET", "/vault.duckdb"),
        ("GET", "/" + "a" * 5000), ("GET", API + "/profielen/WK999999"), ("GET", API + "/profielen/p-kanarie-1"),
        ("GET", API + "/kaarten/straat"), ("POST", API + "/release"), ("DELETE", API + "/profielen/" + area),
        ("GET", query("/waarden", indicator="x", niveau="wijk", periode="2020")),
        ("GET", query("/waarden", indicator=indicator, niveau="wijk", periode="1066")),
        ("GET", query("/waarden", indicator=indicator, niveau="wijk", periode="2020", uitsplitsing="' OR 1=1 --")),
        ("GET", query("/herkomst", indicator=indicator, gebied="WK999999", periode="2020")),
        ("GET", query("/herkomst", indicator=indicator, gebied=area, periode="")),
    ]  # fmt: skip


def of_server(server, hidden):
    """Every reply that there is; of /herkomst those of hidden: (indicator, area, period, breakdown)."""
    paths = [pattern for pattern in routes() if "{" not in pattern]  # of which some miss what they need: errors count too
    indicators = read(server.ask(API + "/indicatoren"))["indicatoren"]
    areas = [area["code"] for area in read(server.ask(API + "/gebieden"))["gebieden"]]
    paths += series_of(indicators)
    paths += [query("/verschillen", indicator=indicator["id"]) for indicator in indicators]
    paths += tables_of(indicators)
    paths += [f"{API}/profielen/{area}" for area in areas]
    paths += [f"{API}/kaarten/{level}" for level in ("land", "regio", "gemeente", "wijk", "buurt")]
    paths += [query("/herkomst", indicator=indicator, gebied=area, periode=period, uitsplitsing=breakdown)
              for indicator, area, period, breakdown in hidden]  # fmt: skip
    for layer in ("gemeenten", "wijken", "buurten", "straten"):
        paths += [f"/ogc/v1/collections/{layer}", f"/ogc/v1/collections/{layer}/items?limit=1000"]
        paths += [f"/ogc/v1/collections/{layer}/items?limit=1000&indicator={indicator['id']}" for indicator in indicators]
    paths += [f"/ogc/v1/collections/wijken/items/{area}" for area in areas]
    gemeenten = [None, *(area for area in areas if area.startswith("GM"))]
    paths += [query(f"/overzichten/{level}", **({} if gemeente is None else {"gemeente": gemeente}))
              for level in ("regio", "gemeente", "wijk", "buurt") for gemeente in gemeenten]  # fmt: skip
    paths += [f"{API}/uitgaven/{release['id']}/wijzigingen" for release in read(server.ask(API + "/privacypoort"))["uitgaven"]]
    paths += [re.sub(r"\{\w+\}", "1", pattern) for pattern in routes() if pattern.startswith("/regio/")]
    paths += [f"/en/gebied/{areas[-1]}", f"/en/onderwerp/{indicators[0]['id']}"]
    paths += [f"/gebied/{areas[-1]}", f"/onderwerp/{indicators[0]['id']}"]
    paths += re.findall(r'(?:src|href)="(/(?!api/)[^"]+)"', server.ask("/").body.decode())
    dist = workshop.SOURCE / "web" / "dist"
    pages = {f"/{path.relative_to(dist)}": path.read_bytes() for path in sorted(dist.rglob("*")) if path.is_file()}
    connection = server.connect()
    for path in dict.fromkeys([*paths, *pages]):
        reply = server.ask(path, connection=connection)
        # A script that was written before the region was there may hold any number; it is sent as it was written.
        body = b"" if reply.body == pages.get(path) else unpacked(reply.body)
        yield path, f"{reply.status}\n{reply.headers}\n".encode() + body
    for method, path in wrong_requests(areas[-1], indicators[0]["id"]):
        reply = server.ask(path, method)
        if reply.status < 400:
            raise AssertionError(f"{method} {path}: {reply.status}, and it is wrong")
        yield f"{method} {path}", f"{reply.headers}\n".encode() + reply.body


def of_profiles(port, areas):
    """Ask for each of the areas over one connection; the beginning of the last answer."""
    link = http_server.http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for area in sorted(areas):
        link.request("GET", f"{API}/profielen/{area}")
        said = link.getresponse().read()
    link.close()
    return said[:200]


def covers(asked, pattern):
    """Whether one of the paths is of this route: /api/v1/profielen/{gebiedcode}, /assets/{file*}."""
    wanted = re.sub(r"\\\{\w+\\\}", "[^/?]+", re.sub(r"\\\{\w+\\\*\\\}", ".+", re.escape(pattern))) + r"(\?.*)?"
    return any(re.fullmatch(wanted, path) for path in asked)


def routes():
    """The patterns of the server's one route table."""
    text = (workshop.SOURCE / "src/public/serve/routes.c").read_text(encoding="utf-8")
    return re.findall(r'\{"GET", "([^"]+)"', text)


# ---- memory

# A sanitizer reserves terabytes for what it knows of each byte; no program of ours has a piece of a gibibyte.
MOST_BYTES = 1 << 30


def of_memory(pid):
    """All that a running program holds, piece by piece; its own code and that of libraries left out."""
    with open(f"/proc/{pid}/maps", encoding="ascii") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            first, last = (int(end, 16) for end in line.split()[0].split("-"))
            if "w" not in line.split()[1] and ".db" not in line:
                continue
            if last - first > MOST_BYTES:
                continue
            try:
                memory.seek(first)
                yield line.strip(), memory.read(last - first)
            except (OSError, OverflowError):
                continue  # a device, or the kernel's own page


def core_of(process, folder):
    """Crash it; what the system wrote of it, or None where it writes no file beside the program."""
    process.send_signal(signal.SIGABRT)
    process.wait(60)
    cores = list(pathlib.Path(folder).glob("core*"))
    return cores[0].read_bytes() if cores else None


def core_limit(pid):
    """How many bytes a core dump of a running program may have."""
    limits = pathlib.Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    soft = re.search(r"^Max core file size\s+(\S+)", limits, re.MULTILINE)[1]
    return resource.RLIM_INFINITY if soft == "unlimited" else int(soft)


def allow_cores():
    """In a child that is to start: dump all there is."""
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def dumps_beside_the_program():
    """Whether a crash leaves a file core in the folder of the program, here."""
    pattern = CORE_PATTERN.read_text(encoding="ascii").strip()
    return not pattern.startswith(("|", "/")) and resource.getrlimit(resource.RLIMIT_CORE)[1] != 0


def temporary_folder():
    return tempfile.TemporaryDirectory(prefix="wijkscan-canary-")
