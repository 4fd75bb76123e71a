#!/bin/bash
# tools/man_pages.sh BIN OUT - a man page in OUT of every program in the folders of BIN, and of every verb of wijkscan
#
# help2man makes them of what --help says, so that they cannot say anything else.
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail
export LC_ALL=C WIJKSCAN_LANG=en

bin=$1 out=$2
help2man=${HELP2MAN:-help2man}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
version=$("$bin/wijkscan/wijkscan" --version)

# What --help prints, with the headings that help2man looks for, and what was broken off in one line.
help_of() { # WORD...
    "$bin/$1/$1" "${@:2}" --help |
        sed -z -E -e 's/ \\\n +/ /g' -e 's/\n\n  --/\n\nOptions:\n  --/' -e 's/(\nExit codes:[^\n]*)\n([0-9])/\1 \2/' |
        sed -E -e 's/^usage:/Usage:/' -e "s/^       $1 /   or: $1 /" -e 's/^Exit codes: /\n*Exit status*\n/'
}

page() { # SUMMARY WORD...
    local summary=$1 name
    shift
    name=$(IFS=-; echo "$*")
    help_of "$@" >"$work/$name.txt"
    printf '#!/bin/sh\ncat %q\n' "$work/$name.txt" >"$work/$name"
    chmod +x "$work/$name"
    $help2man --no-info --section=1 --manual=wijkscan --source="$version" --version-string="$version" \
        --name="$summary" "$work/$name" |
        sed -E -e "s/^\.TH [A-Z-]+/.TH ${name^^}/" -e "/^\.SH NAME/{n;s/^[a-z-]+/$name/}" >"$out/$name.1"
}

# "  NAME  what it does" of a list of verbs.
verbs_of() { # WORD...
    "$bin/wijkscan/wijkscan" "$@" --help | sed -nE 's/^  ([a-z][a-z0-9-]*) +(.*)/\1 \2/p'
}

verbs() { # WORD...
    local name summary
    while read -r name summary; do
        page "$summary" wijkscan "$@" "$name"
        case $*/$name in
        /method | /export | /gate) verbs "$name" ;;
        esac
    done < <(verbs_of "$@")
}

page "mental wellbeing and GGZ per wijk and gemeente" wijkscan
page "shows the published picture to browsers" wijkscand
page "chooses the cells of a table to hide" wijkscan-suppress
page "checks that a release tells of nobody, and signs it" wijkscan-verify
verbs
