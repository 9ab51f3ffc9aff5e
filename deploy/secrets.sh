#!/bin/sh
# Makes what docker-compose.yml reads from deploy/secrets: passwords and the key ring. Never overwrites any.
# The folder is closed to others; the files in it are readable, since each container reads them as another user.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
for name in postgres_password temporal_password kaowu_password; do
  [ -e "secrets/$name" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "secrets/$name"
done
if [ ! -e secrets/kaowu_keys.json ]; then
  now=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
  id=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')
  secret=$(head -c 32 /dev/urandom | base64 | tr -d '\n')
  printf '{"version":1,"keys":[{"id":"%s","created":"%s","from":"%s","secret":"%s"}]}\n' \
    "$id" "$now" "$now" "$secret" > secrets/kaowu_keys.json
fi
chmod 0444 secrets/*
