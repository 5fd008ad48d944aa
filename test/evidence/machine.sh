#!/bin/sh
# A machine of its own out of namespaces, for engines whose host nobody else lives on: started by unshare(1), with the
# kernel's initial user namespace kept. Its root is an overlay that forgets, its /dev has only what is made here, its
# processes end with it. Arguments: a folder that both sides see, a name, numbers of a block device.
set -eu
work=$1 name=$2 major=$3 minor=$4
read -r pid rest </proc/self/stat

mount --make-rprivate /
top=$work/top
mkdir "$top"
mount -t tmpfs -o size=256m,mode=755 tmpfs "$top"
mkdir "$top/upper" "$top/work" "$top/root"
mount -t overlay -o "lowerdir=/,upperdir=$top/upper,workdir=$top/work" overlay "$top/root"
root=$top/root
mkdir -p "$root$work" "$root/outside"
mount --bind "$work" "$root$work"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
node() { mknod -m "$2" "$root/dev/$1" "$3" "$4" "$5"; }
node null 666 c 1 3
node zero 666 c 1 5
node full 666 c 1 7
node random 666 c 1 8
node urandom 666 c 1 9
node kmsg 644 c 1 11
node tty 666 c 5 0
node sdz 660 b "$major" "$minor"
chgrp disk "$root/dev/sdz"
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue"
mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t mqueue mqueue "$root/dev/mqueue"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
cd "$root"
pivot_root . outside
umount -l /outside
mount --make-rshared /
ip link set lo up

# Only in the overlay: whom an engine with a user namespace maps its containers to.
grep -q '^dockremap:' /etc/passwd || echo 'dockremap:x:4242:4242::/:/bin/false' >>/etc/passwd
grep -q '^dockremap:' /etc/group || echo 'dockremap:x:4242:' >>/etc/group
echo 'dockremap:424242:65536' >/etc/subuid
echo 'dockremap:424242:65536' >/etc/subgid
mkdir -p /etc/docker
echo '{}' | tee /etc/docker/daemon.json >/etc/docker/remapped.json

# Where this machine may not give every capability itself, its containers get all others: also only in the overlay.
if [ -n "$LACKS" ]; then
  runc=$(command -v runc)
  mv "$runc" "$runc.whole"
  cat >"$runc" <<END
#!/bin/sh
before=
for word; do
  if [ "\$before" = --bundle ]; then sed -i -E 's/"($LACKS)",?//g; s/,]/]/g' "\$word/config.json"; fi
  before=\$word
done
exec "$runc.whole" "\$@"
END
  chmod 755 "$runc"
fi

"$work/probe" marker host "$ARGUMENT" >"$work/host.log" 2>&1 &
engine() {
  folder=$1
  shift
  mkdir -p "$work/$folder"
  dockerd --data-root "$work/$folder/data" --exec-root "/run/$folder" -p "/run/$folder.pid" \
    -H "unix://$work/$folder.sock" --cgroup-parent "/$name" --default-ulimit core=0 \
    --exec-opt native.cgroupdriver=cgroupfs "$@" >"$work/$folder.log" 2>&1 &
}
command -v runsc >/dev/null && cat >/etc/docker/daemon.json <<END
{"runtimes": {"runsc": {"path": "runsc", "runtimeArgs": ["--platform=ptrace", "--ignore-cgroups", "--network=none"]}}}
END
# First: an engine without a bridge takes away the one of an engine that was there before.
engine remapped --userns-remap=dockremap --bridge=none --iptables=false --config-file /etc/docker/remapped.json
until docker -H "unix://$work/remapped.sock" version >/dev/null 2>&1; do sleep 0.1; done
engine engine -H unix:///run/docker.sock --bip 10.213.1.1/24
echo "$pid" >"$work/pid"
wait
