#!/bin/bash
# kernel.sh: prints the root directory below which boot/vmlinuz-* and lib/modules of Debian's cloud kernel are: / when the
# package is installed here, else a directory of the cache into which it is downloaded and unpacked.
set -euo pipefail
shopt -s nullglob
unpacked=${XAPID_CACHE:-$HOME/.cache/xapid}/kernel

for root in / "$unpacked"; do
    kernels=("$root"/boot/vmlinuz-*-cloud-amd64)
    [ ${#kernels[@]} = 0 ] || { echo "$root" && exit; }
done

package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p')
[ -n "$package" ] || { echo "kernel.sh: apt knows no linux-image-cloud-amd64; try: apt-get update" >&2; exit 1; }
mkdir -p "${unpacked%/*}"
work=$(mktemp -d "$unpacked.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$package" && dpkg-deb -x ./*.deb root && rm ./*.deb)
/sbin/depmod -b "$work/root" "${package#linux-image-}"
mv "$work/root" "$unpacked"
echo "$unpacked"
