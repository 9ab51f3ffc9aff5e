#!/bin/sh
# What Temporal has to know once: the namespace, that closed runs stay 180 days, and the search attributes.
set -eu
export TEMPORAL_ADDRESS=temporal:7233
until temporal operator cluster health; do sleep 2; done
# Always by -n: what concerns namespaces themselves takes no notice of TEMPORAL_NAMESPACE.
if temporal operator namespace describe -n kaowu > /dev/null 2>&1; then
  temporal operator namespace update --retention 4320h -n kaowu
else
  temporal operator namespace create --retention 4320h -n kaowu
fi
# A server knows a new namespace some seconds after it was made.
until known=$(temporal operator search-attribute list -n kaowu); do sleep 2; done
for attribute in KaowuSeason:Keyword KaowuUnit:Keyword KaowuOverdue:Int; do
  name=${attribute%:*}
  case "$known" in
    *"$name"*) ;;
    *) temporal operator search-attribute create -n kaowu --name "$name" --type "${attribute#*:}" ;;
  esac
done
