"""What a Linux guest runs to give one of its cards an address."""

#: Run by /bin/sh in the guest with the arguments MAC, 4 or 6, address with prefix length, gateway; an empty
#: address is for IPv6 only, and has the card listen to routers. It tells the guest's kernel, by iproute2 or
#: busybox; what else manages the guest's cards may decide otherwise later.
SCRIPT = r"""
mac=$1 family=$2 address=$3 gateway=$4
for path in /sys/class/net/*; do
    [ "$(cat "$path/address" 2>/dev/null)" = "$mac" ] && device=${path##*/}
done
[ -n "${device:-}" ] || { echo "there is no network card $mac" >&2; exit 1; }
ip link set "$device" up || exit
if [ -z "$address" ]; then
    ip -6 addr flush dev "$device" scope global
    for setting in accept_ra autoconf; do
        echo 1 >"/proc/sys/net/ipv6/conf/$device/$setting" || exit
    done
    exit 0
fi
case "$(ip -"$family" addr show dev "$device" scope global)" in
*" $address "*) ;;
*)
    ip -"$family" addr flush dev "$device" scope global || exit
    ip -"$family" addr add "$address" dev "$device" || exit
    ;;
esac
[ -z "$gateway" ] || ip -"$family" route replace default via "$gateway" dev "$device"
"""
