#!/bin/bash
# tools/setup.sh run|check|long|bench - what ./run, ./check and the benches need before they can build
#
# Installs the Debian packages that are missing (tools/debian-packages.txt), DuckDB (third_party/) and the built
# pages (web/dist); `run` also builds the programs into build/.  Looks before it acts: with everything in place
# it costs a fraction of a second, and it says only what it does.
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/say.sh
. tools/build.sh

packages_of() { # SECTION...: the packages of these sections that are not installed
    local section='' package command
    while read -r package command; do
        case $package in
        '' | \#*) continue ;;
        \[*) section=${package//[\[\]]/}; continue ;;
        esac
        [[ " $* " == *" $section "* ]] || continue
        [ -n "$command" ] && command -v "$command" >/dev/null && continue
        echo "$package"
    done <tools/debian-packages.txt | sort -u >"$wanted"
    # dpkg-query fails when it knows nothing of one of them; its list of the others is still right
    { xargs dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' <"$wanted" 2>/dev/null || true; } |
        sed -n 's/^ii  *//p' | sort -u | comm -13 - "$wanted"
}

install_packages() { # PACKAGE...
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || stop \
            "these Debian packages are missing; install them as root, or install sudo: $*" \
            "deze Debian-pakketten ontbreken; installeer ze als root, of installeer sudo: $*"
        as_root=(sudo)
    fi
    say "installing $# Debian packages (the first time takes a few minutes)" \
        "$# Debian-pakketten installeren (de eerste keer duurt dat enkele minuten)"
    quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
    quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "$@"
}

install_duckdb() {
    local stamp=third_party/node_modules/.installed lock
    lock=$(sha256sum <third_party/package-lock.json)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$lock" ] && return
    say "fetching DuckDB" "DuckDB ophalen"
    quietly npm ci --prefix third_party --ignore-scripts --no-audit --no-fund
    echo "$lock" >"$stamp"
}

install_checkers() { # of standards; heavy, and for one test: only with --long
    local folder=tests/standards lock
    local stamp=$folder/node_modules/.installed
    lock=$(sha256sum <$folder/package-lock.json)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$lock" ] && return
    say "fetching the checkers of standards" "de controleurs van standaarden ophalen"
    quietly npm ci --prefix $folder --ignore-scripts --no-audit --no-fund
    echo "$lock" >"$stamp"
}

build_pages() { # web/build.sh looks for itself whether there is anything to do
    [ -f web/build.sh ] || return 0
    [ -f web/dist/index.html ] || say "building the pages" "pagina's bouwen"
    quietly sh web/build.sh
}

build_programs() {
    prepare_build build -Dtests=false
    if ! ninja -C build -n | grep -q 'no work to do'; then
        say "building the programs" "programma's bouwen"
    fi
    quietly ninja -C build
}

wanted=$(mktemp)
trap 'rm -f "$wanted"' EXIT
case ${1:-} in
run) sections='run' ;;
check) sections='run check' ;;
long) sections='run check long' ;;
bench) sections='run bench' ;;
*) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

missing=$(packages_of $sections)
[ -z "$missing" ] || install_packages $missing
install_duckdb
build_pages
[ "$1" != long ] || install_checkers
[ "$1" != run ] || build_programs
