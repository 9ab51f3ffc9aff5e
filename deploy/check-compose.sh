#!/usr/bin/env bash
# Asks whatever this machine has whether it accepts docker-compose.yml: Docker's own Compose (the plugin, or its
# Go module built as a program named by KAOWU_COMPOSE), Debian's docker-compose, systemd. At least one has to be there.
set -euo pipefail
cd "$(dirname "$0")/.."
asked=0

# The files of secrets have to exist; theirs are not looked into.
made=0
if [ ! -d deploy/secrets ]; then sh deploy/secrets.sh; made=1; fi
trap 'if [ "$made" = 1 ]; then rm -rf deploy/secrets; fi' EXIT

ask() {
  echo "$1: $("${@:2}" version --short 2> /dev/null || echo version unknown)"
  "${@:2}" --file docker-compose.yml config > /dev/null
  echo "$1 accepts docker-compose.yml"
  asked=$((asked + 1))
}

if docker compose version > /dev/null 2>&1; then ask 'docker compose' docker compose; fi
if [ -n "${KAOWU_COMPOSE:-}" ]; then ask "$KAOWU_COMPOSE" "$KAOWU_COMPOSE"; fi
if command -v docker-compose > /dev/null; then ask docker-compose docker-compose; fi
if command -v systemd-analyze > /dev/null; then
  # Programs that are not installed here are no fault of the units.
  faults=$(systemd-analyze verify deploy/systemd/*.service 2>&1 | grep -v 'is not executable' || true)
  if [ -n "$faults" ]; then
    echo "$faults"
    exit 1
  fi
  echo 'systemd accepts deploy/systemd'
fi
if [ "$asked" = 0 ]; then
  echo 'no compose implementation here: apt-get install docker-compose, or name one in KAOWU_COMPOSE' >&2
  exit 1
fi
