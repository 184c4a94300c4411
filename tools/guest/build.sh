#!/bin/bash
# build.sh [OUT]: makes the tiny guest that the tour and the tests boot, from Debian packages only, and prints where it is.
#
#   vmlinuz      Debian's cloud kernel            vmlinux   the same as ELF, for a direct start without decompression
#   initrd.img   the whole system, in memory      cmdline   the kernel arguments for a direct start
#   disk.qcow2   boots by BIOS and by UEFI        boot.iso  a CD, likewise
#
# The result is kept in $XAPID_CACHE (default ~/.cache/xapid) under the hash of all that it is made of, and made again only
# when that changes. With OUT the files are copied there, without it they are to be read where they are. Needs no root.
# Memory that is enough: 128 MiB, by UEFI 192 MiB (96 and 192 MiB were the least that booted).
set -euo pipefail
here=$(dirname "$(realpath "$0")")
cache=${XAPID_CACHE:-$HOME/.cache/xapid}/guest
packages=(binutils busybox-static dosfstools isolinux lz4 mtools qemu-guest-agent syslinux syslinux-common systemd-boot-efi xorriso)

root=$("$here/kernel.sh")
kernel=$(find "$root/boot" -name 'vmlinuz-*-cloud-amd64' | sort -V | tail -n 1)
version=${kernel##*/vmlinuz-}

inputs() {
    dpkg-query -W "${packages[@]}"
    sha256sum <"$kernel"
    cd "$here"
    find . -type f -print0 | sort -z | xargs -0 sha256sum
}
key=$(inputs | sha256sum | cut -c 1-16)
made=$cache/$key

make_guest() (
    work=$(mktemp -d "$cache/new.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    cd "$work"
    cp "$kernel" vmlinuz
    cp "$here/cmdline" cmdline
    /usr/bin/python3 "$here/kernel.py" vmlinuz vmlinux
    "$here/initrd.sh" "$root" "$version" initrd.img
    lz4 -l -9 -q initrd.img packed.img # firmware reads disks slowly, the guest unpacks lz4 fast
    for boot in disk iso; do "$here/uki.sh" vmlinuz packed.img "$boot" "$boot.efi"; done
    "$here/disk.sh" vmlinuz packed.img disk.efi disk.qcow2
    "$here/iso.sh" vmlinuz packed.img iso.efi boot.iso
    rm packed.img ./*.efi
    chmod 755 . && chmod 644 ./*
    mv "$work" "$made"
)

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9 # two builders at once: the second finds what the first made
[ -d "$made" ] || make_guest
touch "$made"
find "$cache" -mindepth 1 -maxdepth 1 -type d -mtime +14 -exec rm -rf {} + # guests that nobody asked for of late

out=${1:-}
if [ -n "$out" ] && [ "$(cat "$out/.key" 2>/dev/null)" != "$key" ]; then
    mkdir -p "$out"
    cp --reflink=auto "$made"/* "$out/"
    echo "$key" >"$out/.key"
fi
echo "${out:-$made}"
