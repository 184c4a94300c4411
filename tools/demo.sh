# What tour.sh and stop.sh both know: where the demonstration keeps its things. To be sourced, from the root of the checkout.
# shellcheck shell=bash
state=$PWD/.run/state
log=$PWD/.run/xapid.log
env_file=$PWD/.run/env

# The daemon of the last run, if it still lives.
daemon_alive() {
    [ -n "${XAPID_PID:-}" ] && tr '\0' ' ' 2>/dev/null <"/proc/$XAPID_PID/cmdline" | grep -q "xapid serve .*$state"
}

need_root() {
    [ "$(id -u)" = 0 ] || exec sudo --preserve-env=HOME,XAPID_CACHE "$@"
}
