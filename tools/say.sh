# tools/say.sh - how the scripts speak: Dutch or English by locale, and a log only when something failed
# SPDX-License-Identifier: EUPL-1.2

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
nl*) wks_language=nl ;;
*) wks_language=en ;;
esac

say() { # ENGLISH DUTCH
    if [ $wks_language = nl ]; then echo "$2"; else echo "$1"; fi
}

stop() { # ENGLISH DUTCH
    say "$@" >&2
    exit 1
}

quietly() { # COMMAND...: its output is shown only when it fails
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ $status != 0 ]; then
        tail -n 40 "$log" >&2
        rm -f "$log"
        stop "failed ($status): $*" "mislukt ($status): $*"
    fi
    rm -f "$log"
}
