"""boundary.py - what a binary holds that the public server may not hold.

    boundary.py BINARY BUILD     exit code 1, and a line for each thing, when there is any

A binary crosses the boundary when it
- needs a library of the private side (DuckDB, GDAL, ReadStat), or one of those opens at run time through another;
- defines or wants a symbol of such a library;
- holds a symbol that is defined in an object file under src/private, src/gate or src/demo of BUILD.
Static symbols count, so a function that was inlined away whole is not seen; one that was called is.

SPDX-License-Identifier: EUPL-1.2
"""

import pathlib
import re
import subprocess
import sys

FORBIDDEN_FOLDERS = ("src/private/", "src/gate/", "src/demo/")
FORBIDDEN_LIBRARIES = re.compile(r"lib(duckdb|gdal|readstat|ogr|proj|geos)", re.IGNORECASE)
FORBIDDEN_SYMBOLS = re.compile(r"^(duckdb_|GDAL|OGR|OSR|CPL|readstat_)|duckdb")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def symbols_of(path, *flags):
    """(name, is_defined) of every symbol, static ones too."""
    found = set()
    for line in run("nm", *flags, str(path)).splitlines():
        match = re.match(r"^(?:[0-9a-f]+)?\s+([A-Za-z?])\s+(\S+)", line)
        if match:
            found.add((match[2].split("@")[0], match[1] not in "UwvN"))
    return found


def source_of(object_file, build):
    """src/private/vault/x.c for .../src/private/vault/libvault.a.p/x.c.o."""
    inside = object_file.relative_to(build)
    return "/".join(part for part in inside.parts if not part.endswith(".p")).removesuffix(".o")


def private_symbols(build):
    """What the private side defines, and nothing else of the project defines too: name -> file."""
    private, public = {}, set()
    for object_file in sorted(pathlib.Path(build).rglob("*.c.o")):
        source = source_of(object_file, pathlib.Path(build))
        names = {name for name, is_defined in symbols_of(object_file) if is_defined}
        if source.startswith(FORBIDDEN_FOLDERS):
            private.update(dict.fromkeys(names, source))
        elif source.startswith("src/"):
            public |= names
    return {name: source for name, source in private.items() if name not in public}


def needed_libraries(binary):
    direct = re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "--dynamic", "--wide", str(binary)))
    loaded = re.findall(r"^\s*(\S+)", run("ldd", str(binary)), re.MULTILINE)
    return set(direct), set(loaded)


def crossings(binary, build):
    found = []
    direct, loaded = needed_libraries(binary)
    for name in sorted(direct | loaded):
        if FORBIDDEN_LIBRARIES.search(name):
            found.append(f"needs the library {name}")
    private = private_symbols(build)
    for name, _ in sorted(symbols_of(binary) | symbols_of(binary, "--dynamic")):
        if FORBIDDEN_SYMBOLS.search(name):
            found.append(f"holds the symbol {name}")
        elif name in private:
            found.append(f"holds {name} of {private[name]}")
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: boundary.py BINARY BUILD")
    found = crossings(sys.argv[1], sys.argv[2])
    for line in found:
        print(f"{sys.argv[1]}: {line}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
