#!/bin/sh
# country.sh [BUILD] - times one `wijkscan build` of the whole country next to DuckDB and GDAL alone, in turn.
#
# BUILD is a build folder (release, without sanitizers).  Wants the real deliveries in ../shared/data, or in
# WKS_SHARED/data.  ROUNDS (default 5) says how often; the medians of both and their ratio come last.
# SPDX-License-Identifier: EUPL-1.2
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
build=$(cd "${1:-$source/build}" && pwd)
data=$(cd "${WKS_SHARED:-$source/../shared}/data" && pwd)
rounds=${ROUNDS:-5}
case $(uname -m) in aarch64) cpu=arm64 ;; *) cpu=x64 ;; esac
duckdb=$source/third_party/node_modules/@duckdb/node-bindings-linux-$cpu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# gdal-config belongs to libgdal-dev; the flags hold several words
# shellcheck disable=SC2046
cc -O2 -w -o "$work/engines" "$here/engines.c" \
  -isystem "$source/third_party/node_modules/duckdb/src/duckdb/src/include" $(gdal-config --cflags) \
  -L"$duckdb" -Wl,-rpath,"$duckdb" -lduckdb $(gdal-config --libs)

# seconds NAME COMMAND...: run it, and write its wall-clock seconds and CPU seconds to NAME
seconds() {
  name=$1
  shift
  python3 - "$work/$name" "$@" <<'PYTHON'
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[2:], check=True, stdout=subprocess.DEVNULL)
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "a", encoding="ascii") as file:
    file.write(f"{wall:.3f} {used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss // 1024}\n")
PYTHON
}

round=0
while [ "$round" -lt "$rounds" ]; do
  rm -rf "$work/ours" "$work/theirs"
  mkdir "$work/ours" "$work/theirs"
  sed "s#\(file: \).*shared/data#\1$data#" "$source/examples/nederland/wijkscan.yaml" >"$work/ours/wijkscan.yaml"
  seconds wijkscan.times "$build/src/programs/wijkscan/wijkscan" build "$work/ours"
  seconds engines.times "$work/engines" "$data" "$work/theirs"
  round=$((round + 1))
done

python3 - "$work/wijkscan.times" "$work/engines.times" <<'PYTHON'
import statistics, sys
medians = []
for path in sys.argv[1:]:
    with open(path, encoding="ascii") as file:
        rows = [[float(word) for word in line.split()] for line in file]
    medians.append([statistics.median(column) for column in zip(*rows)])
    wall, cpu, memory = medians[-1]
    name = path.rsplit("/", 1)[-1].removesuffix(".times")
    spread = f"{min(row[0] for row in rows):.2f} to {max(row[0] for row in rows):.2f}"
    print(f"{name:9} {wall:6.2f} s ({spread}), {cpu:6.2f} s of CPU, {memory:.0f} MB, {len(rows)} rounds")
print(f"ratio     {medians[0][0] / medians[1][0]:6.2f} wall, {medians[0][1] / medians[1][1]:.2f} CPU")
PYTHON
