# What every golden file begins with: `. "$GOLDEN/setup.sh"`. Needs bash.
#
# `xe` alone on a line shows what it wrote: first stdout, then stderr with "! " before each line. Values that differ
# from run to run are shown by the names that `name` gave them, and times as <time>. In $(...), in pipes and with
# its output redirected into a file by `plain` it is the bare program.

T=$(mktemp -d "${PRYSK_TEMP:-/tmp}/golden.XXXXXX")
: >"$T/names"

# name WORD VALUE: from now on VALUE is shown as <WORD>.
name() {
    printf 's\001%s\001<%s>\001g\n' "$(printf %s "$2" | sed 's/[][\\.*^$]/\\&/g')" "$1" >>"$T/names"
}

# A filter that gives things their names.
shown() {
    sed -E 's/[0-9]{8}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z/<time>/g' | sed -f "$T/names"
}

xe() {
    if [ "$BASHPID" != "$$" ]; then
        command xe "$@"
        return
    fi
    command xe "$@" >"$T/out" 2>"$T/err"
    local code=$?
    shown <"$T/out"
    shown <"$T/err" | sed 's/^/! /'
    return "$code"
}

# plain COMMAND...: as it is, for redirections: `plain xe vm-export vm=a filename= >a.xva`.
plain() {
    command "$@"
}

# uuid WORD COMMAND...: run what prints a uuid, and name it: $WORD holds it, and it is shown as <WORD>.
uuid() {
    local word=$1 value
    shift
    value=$("$@") || return
    printf -v "$word" %s "$value"
    name "$word" "$value"
}

# guest NAME: a halted VM that boots the tests' kernel directly when it is started; prints its uuid.
guest() {
    local vm
    vm=$(command xe vm-create name-label="$1") || return
    command xe vm-memory-set uuid="$vm" memory=128MiB || return
    command xe vm-param-set uuid="$vm" PV-kernel="$GUEST_KERNEL" PV-ramdisk="$GUEST_INITRD" PV-args="$GUEST_CMDLINE" \
        HVM-boot-policy= || return
    echo "$vm"
}

# hidden KEY...: a filter that hides the values of parameters which differ from machine to machine.
hidden() {
    sed -E "s/((^| )($(IFS='|' && echo "$*"))( *[(][^)]*[)])? *: ).*/\\1.../" | shown
}

# in_guest UUID LINE: type a line into the shell on the serial console of a running guest, and wait until it is done.
in_guest() {
    local line
    coproc CONSOLE { command xe console uuid="$1"; }
    printf '\n%s; echo end of $((6 * 7))\n' "$2" >&"${CONSOLE[1]}"
    while read -r -t 60 line <&"${CONSOLE[0]}"; do
        [[ $line == *"end of 42"* ]] && break
    done
    printf '\x1d' >&"${CONSOLE[1]}"
    wait "$CONSOLE_PID"
}
