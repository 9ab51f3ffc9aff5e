#!/bin/sh
# Run once by the image, on an empty data folder: a role and its databases each for Temporal and for Kaowu, so
# that neither can read the other's.
set -eu

create() {
  role=$1
  password=$(cat "/run/secrets/$2")
  shift 2
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set role="$role" --set password="$password" <<'SQL'
create role :"role" login password :'password';
SQL
  for database in "$@"; do
    psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
      --set role="$role" --set database="$database" <<'SQL'
create database :"database" owner :"role" encoding 'UTF8';
revoke connect on database :"database" from public;
SQL
  done
}

create temporal temporal_password temporal temporal_visibility
create kaowu kaowu_password kaowu
