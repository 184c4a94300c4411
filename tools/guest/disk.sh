#!/bin/bash
# disk.sh KERNEL INITRD UKI OUT: a disk image that boots by BIOS (syslinux) and by UEFI (UKI), made without root or loop devices.
set -euo pipefail
kernel=$1 initrd=$2 uki=$3 out=$4 here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
image=$work/disk.raw start=2048 sectors=$((2048 * 79))

truncate -s $(((start + sectors) * 512)) "$image"
echo "$start,$sectors,e,*" | /sbin/sfdisk --quiet --label dos "$image"
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$image" conv=notrunc bs=440 count=1 status=none

/sbin/mkfs.vfat -F 16 -n GUEST --offset $start "$image" $((sectors / 2)) >/dev/null
syslinux --install --offset $((start * 512)) "$image"
cat >"$work/syslinux.cfg" <<CONFIG
DEFAULT guest
LABEL guest
    KERNEL /vmlinuz
    INITRD /initrd.img
    APPEND $(<"$here/cmdline") guest.boot=disk
CONFIG

export MTOOLS_SKIP_CHECK=1
mcopy -i "$image@@1M" "$work/syslinux.cfg" ::/syslinux.cfg
mcopy -i "$image@@1M" "$kernel" ::/vmlinuz
mcopy -i "$image@@1M" "$initrd" ::/initrd.img
mmd -i "$image@@1M" ::/EFI ::/EFI/BOOT
mcopy -i "$image@@1M" "$uki" ::/EFI/BOOT/BOOTX64.EFI
qemu-img convert -f raw -O qcow2 -c "$image" "$out"
