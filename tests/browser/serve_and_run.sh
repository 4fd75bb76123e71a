#!/bin/bash
# serve_and_run.sh [SPEC...] - make both regions, serve them on free ports, and run the browser tests on them
#
# WKS_WIJKSCAN is the program, WKS_WIJKSCAND the server, WKS_SOURCE the checkout, WKS_SHARED the folder with real files (may be missing).
# With WKS_SCREENSHOTS=FOLDER it makes the pictures of docs/ instead.
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail
work=$(mktemp -d)
servers=()
finish() {
    for server in "${servers[@]}"; do
        kill "$server" 2>/dev/null
        wait "$server" || true # ended by the line above
    done
    rm -rf "$work"
}
trap finish EXIT

make() { # what is made speaks only when it fails: TAP goes to stdout
    "$@" >"$work/made.log" 2>&1 || { sed 's/^/# /' "$work/made.log"; echo "Bail out! $*"; exit 1; }
}

make_odd() { # prints the kinds
    python3 "$WKS_SOURCE/tests/browser/odd_regions.py" "$work/demo/picture.db" "$work/odd"
}

serve() { # FOLDER COMMAND...: its address in $address
    local folder=$1
    shift
    : >"$folder/serve.log" # there before it is read, however busy the machine
    "$@" >"$folder/serve.log" 2>&1 &
    servers+=($!)
    for _ in $(seq 100); do
        address=$(sed -n 's/.*\(http:\/\/[0-9.:]*\).*/\1/p' "$folder/serve.log" | head -n 1)
        [ -n "$address" ] && return
        sleep 0.1
    done
    echo "Bail out! no server for $folder: $(head -n 1 "$folder/serve.log")"
    exit 1
}

scale=0.3 # quick, and small enough that much is hidden; the pictures show the whole region
[ -n "${WKS_SCREENSHOTS:-}" ] && scale=1
make "$WKS_WIJKSCAN" demo "$work/demo" --scale "$scale"
serve "$work/demo" "$WKS_WIJKSCAN" serve "$work/demo" --port 0
export WKS_BASE_URL=$address
if [ -z "${WKS_SCREENSHOTS:-}" ]; then
    make "$WKS_WIJKSCAN" export site --workspace "$work/demo" --out "$work/site"
    mkdir "$work/host"
    serve "$work/host" python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$work/site"
    export WKS_STATIC_URL=$address
fi
if [ -d "$WKS_SHARED/data/twente" ]; then
    cp -r "$WKS_SOURCE/examples/twente" "$work/twente"
    sed -i "s#\.\./\.\./\.\./shared#$WKS_SHARED#" "$work/twente/wijkscan.yaml"
    make "$WKS_WIJKSCAN" build "$work/twente"
    serve "$work/twente" "$WKS_WIJKSCAN" serve "$work/twente" --port 0
    export WKS_TWENTE_URL=$address
fi
if [ -z "${WKS_SCREENSHOTS:-}" ]; then
    odd=()
    for kind in $(make_odd); do
        serve "$work/odd/$kind" "$WKS_WIJKSCAND" --picture "$work/odd/$kind/picture.db" --port 0 --threads 1 --quiet
        odd+=("$kind=$address")
    done
    export WKS_ODD_URLS="${odd[*]}"
fi
if [ -n "${WKS_SCREENSHOTS:-}" ]; then
    "$WKS_SOURCE/tests/browser/screenshots.sh" "$WKS_SCREENSHOTS"
else
    "$WKS_SOURCE/tests/browser/run.sh" "$@"
fi
