#!/bin/bash
# initrd.sh KERNEL_ROOT KERNEL_VERSION OUT: the root file system of the guest, all in memory: busybox, the agent, drivers, and rootfs/.
set -euo pipefail
source=$1 version=$2 out=$(realpath -m "$3") here=$(dirname "$(realpath "$0")")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir -p "$root"/{bin,sbin,dev,proc,sys,run,tmp,mnt,data,root,lib64,var/log,var/run}
cp -r "$here/rootfs/." "$root/"

cp /bin/busybox "$root/bin/"
busybox --list | while read -r applet; do
    [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
done
ln -s bin/busybox "$root/linuxrc"
for name in poweroff reboot halt; do ln -s shutdown "$root/sbin/$name"; done
ln -s /bin/modprobe "$root/sbin/modprobe" # the kernel asks for drivers by this path

cp /usr/sbin/qemu-ga "$root/sbin/"
ldd /usr/sbin/qemu-ga | grep -o '/lib[^ ]*' | while read -r library; do
    install -D "$(realpath "$library")" "$root$library"
done

modules=$root/lib/modules/$version
mkdir -p "$modules"
cp "$source/lib/modules/$version"/modules.{order,builtin,builtin.modinfo} "$modules/"
sed '/^#/d' "$here/modules" | xargs -n 1 modprobe -d "$source" -S "$version" --show-depends |
    awk '$1 == "insmod" { print $2 }' | sort -u | xargs cp -t "$modules"
depmod -b "$root" "$version"
rm -f "$modules"/*.bin "$modules"/modules.{order,builtin*,devname,softdep}

(cd "$root" && find . -print0 | sort -z | cpio --null --create --format=newc --reproducible --owner=+0:+0 --quiet) >"$out"
