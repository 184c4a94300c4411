#!/bin/bash
# uki.sh KERNEL INITRD BOOT OUT: one UEFI program of systemd's stub, kernel, initrd and a command line with guest.boot=BOOT.
set -euo pipefail
kernel=$1 initrd=$2 boot=$3 out=$4 here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

address=0x20000 # the first page behind the stub's own sections
sections=()
add() {
    sections+=(--add-section ".$1=$2" --change-section-vma ".$1=$(printf '0x%x' "$address")")
    address=$(((address + $(stat -c %s "$2") + 0xfff) & ~0xfff))
}

printf '%s guest.boot=%s' "$(<"$here/cmdline")" "$boot" >"$work/cmdline"
add osrel "$here/rootfs/etc/os-release"
add cmdline "$work/cmdline"
add linux "$kernel"
add initrd "$initrd"
objcopy "${sections[@]}" /usr/lib/systemd/boot/efi/linuxx64.efi.stub "$out"
