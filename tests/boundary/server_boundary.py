"""server_boundary.py WIJKSCAND WIJKSCAN LIBRARY... - the server's binary holds nothing that sees people.

Reads the binaries with nm and readelf.  The libraries are those of the folders that wijkscand may not link.  As a
control every claim is put to wijkscan as well, of which it must be false: a claim that cannot fail proves nothing.
SPDX-License-Identifier: EUPL-1.2
"""

import re
import subprocess
import sys

CLOSED_LIBRARIES = ("libduckdb", "libreadstat")


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def symbols_of(path):
    """Every function and table that is defined in this file for others to use."""
    rows = (line.split() for line in output_of("nm", "--defined-only", "--extern-only", path).splitlines())
    return {row[2] for row in rows if len(row) == 3 and row[1] in "TDRBVWG"}


def local_and_global_symbols_of(path):
    rows = (line.split() for line in output_of("nm", "--defined-only", path).splitlines())
    return {row[-1] for row in rows if len(row) == 3}


def needed_by(path):
    """The shared libraries that this program asks the loader for."""
    return re.findall(r"\(NEEDED\).*\[(.+?)\]", output_of("readelf", "--dynamic", "--wide", path))


def undefined_in(path):
    return {line.split()[-1] for line in output_of("nm", "--undefined-only", path).splitlines() if line.strip()}


def main(server, engine, libraries):
    claims = []

    def claim(text, holds, found):
        number = len(claims) + 1
        claims.append(holds)
        print(f"{'ok' if holds else 'not ok'} {number} - {text}")
        if not holds:
            print("# " + ", ".join(sorted(found)[:10]))

    for library in libraries:
        name = library.rsplit("/", 1)[-1]
        # what the sanitizers or the compiler add is in every binary
        closed = {symbol for symbol in symbols_of(library) if symbol.startswith("wks_")}
        found = closed & local_and_global_symbols_of(server)
        claim(f"{name} holds functions to look for", bool(closed), {"none"})
        claim(f"wijkscand holds nothing of {name}", not found, found)
    for library in CLOSED_LIBRARIES:
        found = [needed for needed in needed_by(server) if needed.startswith(library)]
        claim(f"wijkscand does not load {library}", not found, found)
    found = {symbol for symbol in undefined_in(server) | local_and_global_symbols_of(server) if "duckdb" in symbol}
    claim("wijkscand names no function of DuckDB", not found, found)

    everything_closed = {s for library in libraries for s in symbols_of(library) if s.startswith("wks_")}
    claim(
        "wijkscan, the control, does hold functions of those libraries",
        bool(everything_closed & local_and_global_symbols_of(engine)),
        {"none found: this test would not see a breach"},
    )
    claim(
        "wijkscan, the control, does load DuckDB",
        any(needed.startswith("libduckdb") for needed in needed_by(engine)),
        {"not found: this test would not see a breach"},
    )
    print(f"1..{len(claims)}")
    return 0 if all(claims) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
