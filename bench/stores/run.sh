#!/usr/bin/env bash
# What it costs to read a table of PostgreSQL into Parquet and to load it from there: Sluice, Spark's own JDBC as people use
# it, and psql's \copy and pgloader where they are on the PATH. Client and server CPU are told apart.
#
#   bench/stores/run.sh [ROWS] [ROUNDS]     5000000 rows of 10 columns and 3 rounds unless given
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$here/java.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
options+=(-Xmx3g)
bench StoreSpeed "$folder" "${1:-5000000}" "${2:-3}"
