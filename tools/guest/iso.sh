#!/bin/bash
# iso.sh KERNEL INITRD UKI OUT: a CD that boots by BIOS (isolinux) and by UEFI (a small FAT image with the UKI).
set -euo pipefail
kernel=$1 initrd=$2 uki=$3 out=$4 here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree efi=$work/tree/efi.img

mkdir -p "$tree/isolinux"
cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$tree/isolinux/"
cp "$kernel" "$tree/vmlinuz"
cp "$initrd" "$tree/initrd.img"
cat >"$tree/isolinux/isolinux.cfg" <<CONFIG
DEFAULT guest
LABEL guest
    KERNEL /vmlinuz
    INITRD /initrd.img
    APPEND $(<"$here/cmdline") guest.boot=iso
CONFIG

truncate -s $(($(stat -c %s "$uki") + 2 * 1024 * 1024)) "$efi"
/sbin/mkfs.vfat -n EFI "$efi" >/dev/null
mmd -i "$efi" ::/EFI ::/EFI/BOOT
mcopy -i "$efi" "$uki" ::/EFI/BOOT/BOOTX64.EFI

xorriso -as mkisofs -quiet -V GUEST -J -R -o "$out" \
    -b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table \
    -eltorito-alt-boot -e efi.img -no-emul-boot "$tree" 2>/dev/null
