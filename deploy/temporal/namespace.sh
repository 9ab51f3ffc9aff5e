#!/bin/sh
# What Temporal has to know once: the namespace, that closed runs stay 180 days, and the search attributes.
set -eu
export TEMPORAL_ADDRESS=temporal:7233 TEMPORAL_NAMESPACE=kaowu
until temporal operator cluster health; do sleep 2; done
temporal operator namespace describe > /dev/null 2>&1 ||
  temporal operator namespace create --retention 4320h --namespace kaowu
temporal operator namespace update --retention 4320h --namespace kaowu
known=$(temporal operator search-attribute list)
for attribute in KaowuSeason:Keyword KaowuUnit:Keyword KaowuOverdue:Int; do
  case "$known" in
    *"${attribute%:*}"*) ;;
    *) temporal operator search-attribute create --name "${attribute%:*}" --type "${attribute#*:}" ;;
  esac
done
