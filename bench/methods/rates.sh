#!/bin/bash
# rates.sh BUILD - CPU seconds of rates, standardisation and life tables; BUILD is a Meson build folder
#
# First the functions (rates.c, linked with the libraries of the build), then `wijkscan method dsr` on
# a CSV of 30,000 groups x 19 ages from begin to end, reading and writing included.
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:?usage: bench/methods/rates.sh BUILD}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ninja -C "$build" -j2 src/programs/wijkscan/wijkscan >/dev/null
cc -O2 -std=c17 -D_GNU_SOURCE -ffp-contract=off -I src bench/methods/rates.c -o "$work/rates" \
    "$build/src/private/method/libmethod.a" "$build/src/math/libmathematics.a" "$build/src/base/libbase.a" \
    -lstdc++ -lm
"$work/rates"
awk 'BEGIN { srand(1); print "area,age,x,n,s"
    for (g = 1; g <= 30000; g++) for (a = 1; a <= 19; a++) {
        n = 150 + int(60 * rand()); print g "," a "," int(n * 0.04 * rand()) "," n "," 1000 * (20 - a) } }' >"$work/dsr.csv"
TIMEFORMAT='wijkscan method dsr, whole        %U s user + %S s system'
time "$build/src/programs/wijkscan/wijkscan" method dsr --data "$work/dsr.csv" --group area --x x --n n --stdpop s \
    --out "$work/out.csv" --quiet
[ "$(wc -l <"$work/out.csv")" = 30001 ]
