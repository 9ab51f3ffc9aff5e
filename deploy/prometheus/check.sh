#!/usr/bin/env bash
# Checks the alert rules, and plays them: nothing fires while all is well, each fires in its own trouble.
# promtool: Debian's package `prometheus`, or any release of Prometheus; PROMTOOL names another one.
set -euo pipefail
cd "$(dirname "$0")"
promtool=${PROMTOOL:-$(command -v promtool || true)}
if [ -z "$promtool" ]; then
  echo '未找到 promtool · promtool is not here: install the package prometheus, or name it in PROMTOOL' >&2
  exit 3
fi
"$promtool" check rules alerts.yml
"$promtool" test rules alerts.test.yml
