#!/usr/bin/env python3
"""measure.py - wijkscand beside nginx: what does one reply cost the server?

    bench/serve/measure.py BUILD [--rounds N] [--seconds S] [--picture FILE]

Makes a picture of the size of Twente (or takes FILE: the demo region or a real one), starts wijkscand with one thread and nginx with one
worker, lets nginx serve the very bytes that wijkscand gives (as files: sendfile, gzip_static, the same
headers), and has wrk ask both in turn, A B B A, for a map, a slice of values, a profile and a 304.  What counts is
the processor time of the server per request, from /proc/PID/stat; requests per second depend on what else
the machine does.  Prints a Markdown table.

SPDX-License-Identifier: EUPL-1.2
"""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests" / "tools"))

import seal  # noqa: E402

TICK_S = 1 / os.sysconf("SC_CLK_TCK")
CONNECTIONS = 64
PLAIN = {"Accept-Encoding": "identity"}

API = "/api/v1"
MAP = API + "/kaarten/wijk"


def kinds_of(server):
    """(name, path, whether the client has it already): what to ask, from what the picture holds."""
    series = [(i["id"], r["perioden"][-1]) for i in json.loads(server.get(API + "/indicatoren", **PLAIN)[2])["indicatoren"]
              for r in i["reeksen"] if r["niveau"] == "wijk"]
    area = next(a["code"] for a in json.loads(server.get(API + "/gebieden", **PLAIN)[2])["gebieden"] if a["niveau"] == "wijk")
    return [
        ("map", MAP, False),
        ("values", f"{API}/waarden?indicator={series[0][0]}&niveau=wijk&periode={series[0][1]}", False),
        ("profile", f"{API}/profielen/{area}", False),
        ("304", MAP, True),
    ]


def make_picture(path):
    """14 gemeenten, 121 wijken, 80 indicators over 5 years; borders of some 8,000 points."""
    chance = random.Random(5)
    store = sqlite3.connect(path)
    first, *later = sorted((SOURCE / "src/public/picture/migrations").glob("*.sql"))
    store.executescript(first.read_text())
    add = lambda table, rows: store.executemany(
        f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
    add("release", [(1, "be" * 8, "2026-11-21", 1, "GG0001", "Meetregio", "f0f0")])
    add("source", [(1, "bron", "Bron", "Eigenaar", "CC0", "", "", 1, 0)])
    add("delivery", [(1, 1, "ab" * 32, "bron", "bron.csv", 2024, 1000, 0)])
    add("theme", [(1, 1, "thema", "Thema", "Theme")])
    add("area", [(1, 1, "NL00", "land", "Nederland", None, "2024", 0), (1, 2, "GG0001", "regio", "Meetregio", "NL00", "2024", 0)]
        + [(1, 3 + g, f"GM{g:04}", "gemeente", f"Gemeente {g}", "GG0001", "2024", 1) for g in range(14)]
        + [(1, 17 + w, f"WK{w % 14:04}{w // 14:02}", "wijk", f"Wijk {w}", f"GM{w % 14:04}", "2024", 1) for w in range(121)])
    series = 0
    for i in range(1, 81):
        add("indicator", [(1, i, f"i{i:02}", f"I{i:02}", f"Indicator {i}", "", "thema", "%", 1, "18+", "personen", "personen",
                           "", "neutraal", None, 1, 1, 0, "bron", "abcdef012345")])
        add("breakdown", [(1, i, 0, "totaal", "Totaal", "All")])
        for level, first, last in [("land", 1, 1), ("regio", 2, 2), ("gemeente", 3, 16), ("wijk", 17, 137)]:
            for year in range(2020, 2025):
                series += 1
                add("series", [(series, 1, i, 0, level, str(year))])
                values = [round(chance.gauss(20, 5), 1) for _ in range(first, last + 1)]
                add("value", [(series, first + k, v, round(v - 2, 1), round(v + 2, 1), "ok", "public", 1, None)
                              for k, v in enumerate(values)])
    steps = lambda n: ",".join(f"[{chance.randint(-90, 90)},{chance.randint(-90, 90)}]" for _ in range(n))
    arcs = ",".join(f"[{steps(24)}]" for _ in range(340))
    shapes = ",".join(f'{{"type":"Polygon","id":"WK{w % 14:04}{w // 14:02}","properties":{{"naam":"Wijk {w}","buren":[]}},'
                      f'"arcs":[[{w},{w + 1},{w + 2}]]}}' for w in range(121))
    add("map", [(1, "wijk", 2024, '{"type":"Topology","objects":{"gebieden":{"type":"GeometryCollection","geometries":['
                 + shapes + ']}},"arcs":[' + arcs + "]}")])
    for migration in later:
        store.executescript(migration.read_text())
    store.commit()
    store.close()
    seal.Verifier().seal(path)


class Server:
    def __init__(self, name, pid, base, process):
        self.name, self.pid, self.base, self.process = name, pid, base, process

    def cpu_s(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * TICK_S

    def rss_mb(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.pid}/status").read_text())[1]) / 1024

    def get(self, path, **headers):
        request = urllib.request.Request(self.base + path, headers={"Accept-Encoding": "gzip", **headers})
        try:
            with urllib.request.urlopen(request) as reply:
                return reply.status, dict(reply.headers), reply.read()
        except urllib.error.HTTPError as reply:
            return reply.code, dict(reply.headers), reply.read()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(5)


def start_wijkscand(build, picture):
    program = pathlib.Path(build) / "src/programs/wijkscand/wijkscand"
    process = subprocess.Popen([program, "--quiet", "--port", "0", "--threads", "1", "--picture", picture],
                               stdout=subprocess.PIPE, text=True)
    return Server("wijkscand", process.pid, process.stdout.readline().strip(), process)


NGINX_CONF = """
daemon off; master_process on; worker_processes 1; error_log {folder}/error.log; pid {folder}/pid;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; server_tokens off; etag on; gzip_static on; gzip_vary on;
  keepalive_requests 100000000; open_file_cache max=100; default_type application/json;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
{headers}
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""

SAME_HEADERS = ["Cache-Control", "Access-Control-Allow-Origin", "API-Version", "Content-Security-Policy", "X-Content-Type-Options",
                "X-Frame-Options", "Referrer-Policy", "Permissions-Policy"]


def start_nginx(folder, ours, kinds):
    program = shutil.which("nginx", path="/usr/sbin:" + os.environ["PATH"]) or sys.exit("nginx is not installed")
    headers = ours.get(MAP)[1]
    for _, path, _ in kinds:
        place = pathlib.Path(folder) / "files" / path.split("?")[0].strip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_name(place.name + ".gz").write_bytes(ours.get(path)[2])
        place.write_bytes(ours.get(path, **PLAIN)[2])
    for place in (pathlib.Path(folder), *pathlib.Path(folder).rglob("*")):  # the worker is another user
        place.chmod(0o755 if place.is_dir() else 0o644)
    port = 18999
    conf = pathlib.Path(folder) / "nginx.conf"
    conf.write_text(NGINX_CONF.format(folder=folder, port=port, headers="\n".join(
        f'  add_header {name} "{headers[name]}";' for name in SAME_HEADERS)))
    process = subprocess.Popen([program, "-c", conf, "-p", folder])
    for _ in range(100):
        time.sleep(0.05)
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if children:
            break
    return Server("nginx", int(children[0]), f"http://127.0.0.1:{port}", process)


def run_wrk(server, path, seconds, headers):
    options = [x for name, value in headers.items() for x in ("-H", f"{name}: {value}")]
    before = server.cpu_s()
    out = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, server.base + path], check=True,
                         capture_output=True, text=True).stdout
    spent = server.cpu_s() - before
    requests = int(re.search(r"(\d+) requests in", out)[1])
    if "Non-2xx" in out and "If-None-Match" not in headers or "Socket errors" in out:
        sys.exit(f"{server.name} {path}:\n{out}")
    return spent / requests * 1e6, requests / seconds


def check_same(ours, theirs, kinds):
    for name, path, is_known in kinds:
        a, b = ours.get(path), theirs.get(path)
        if (a[0], a[2]) != (b[0], b[2]) or b[1].get("Content-Encoding") != "gzip":
            sys.exit(f"{name}: the two do not give the same bytes: {a[0]} {len(a[2])} / {b[0]} {len(b[2])}")
        if is_known:
            for server, reply in ((ours, a), (theirs, b)):
                if server.get(path, **{"If-None-Match": reply[1]["ETag"]})[0] != 304:
                    sys.exit(f"{server.name} does not give 304")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--picture")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wijkscan-bench-") as folder:
        picture = given.picture or folder + "/picture.db"
        if not given.picture:
            make_picture(picture)
        ours = start_wijkscand(given.build, picture)
        time.sleep(1)  # what everyone asks for is rendered once more, pressed harder
        kinds = kinds_of(ours)
        theirs = start_nginx(folder, ours, kinds)
        try:
            check_same(ours, theirs, kinds)
            print("| reply | bytes | wijkscand µs | nginx µs | ratio | lowest..highest ratio | req/s wijkscand / nginx |")
            print("|---|--:|--:|--:|--:|--:|--:|")
            worst = 0
            for name, path, is_known in kinds:
                found = {ours: [], theirs: []}
                for n in range(given.rounds):
                    for server in ((ours, theirs) if n % 2 == 0 else (theirs, ours)):
                        headers = {"Accept-Encoding": "gzip"}
                        if is_known:
                            headers["If-None-Match"] = server.get(path)[1]["ETag"]
                        found[server].append(run_wrk(server, path, given.seconds, headers))
                cost = {s: statistics.median(x[0] for x in found[s]) for s in found}
                speed = {s: max(x[1] for x in found[s]) for s in found}
                ratios = [a[0] / b[0] for a, b in zip(found[ours], found[theirs])]
                ratio = statistics.median(ratios)
                worst = max(worst, ratio)
                size = 0 if is_known else len(ours.get(path)[2])
                print(f"| {name} | {size} | {cost[ours]:.1f} | {cost[theirs]:.1f} | {ratio:.2f} | "
                      f"{min(ratios):.2f}..{max(ratios):.2f} | {speed[ours]:.0f} / {speed[theirs]:.0f} |", flush=True)
            print(f"\nmemory: wijkscand {ours.rss_mb():.1f} MB, nginx's worker {theirs.rss_mb():.1f} MB; "
                  f"load {os.getloadavg()[0]:.1f}; {given.rounds} rounds of {given.seconds} s, {CONNECTIONS} connections")
        finally:
            ours.stop()
            theirs.stop()
    sys.exit(0 if worst <= 1.2 else f"above 1.2: {worst:.2f}")


main()
