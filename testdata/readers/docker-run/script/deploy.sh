#!/usr/bin/env bash
# Written by hand: the ways in which people start containers from scripts.
set -euo pipefail

REGISTRY=registry.example
IMAGE="$REGISTRY/shop/web:1.4.2"
HARDENED="--cap-drop ALL --security-opt no-new-privileges --read-only"
LIMITS=(--memory 256m --cpus=0.5 --pids-limit 100)
DOCKER=docker

start_web() {
  local port=8080
  sudo -n $DOCKER run -d --name web -p 127.0.0.1:${port}:8080/tcp \
    -u 10001:10001 $HARDENED "${LIMITS[@]}" \
    -e MODE=production -e "TOKEN=$TOKEN" --env-file web.env \
    -v /srv/web:/data:ro,rslave -v cache:/cache -v "$PWD/conf:/conf" \
    --mount type=tmpfs,target=/tmp,tmpfs-size=64m \
    --restart=on-failure:3 --log-driver json-file --health-cmd 'curl -f localhost' \
    "$IMAGE" serve --port "$port"
}

if [ "${1:-}" = tools ]; then
  docker container run -it --rm --privileged --pid=host -v /:/host alpine:3.20 chroot /host sh
fi

for name in one two; do
  docker create --name "$name" --network shop --volumes-from web:ro "$WORKER_IMAGE"
done

ssh -p 2222 shop.example <<EOF
podman run -d --name edge --network host --cap-add=net_admin,sys_ptrace --userns=keep-id $IMAGE
EOF
bash -c "docker run --rm $EXTRA --ipc host busybox true"
docker ps -a && docker exec web true
