#!/usr/bin/env bash
# What it costs to change a tenth of a table of PostgreSQL: Sluice's upsert, and INSERT ... ON CONFLICT in batches of rows.
#
#   bench/stores/upsert.sh [ROWS] [ROUNDS]     2000000 rows and 3 rounds unless given
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$here/java.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
options+=(-Xmx3g)
bench UpsertSpeed "$folder" "${1:-2000000}" "${2:-3}"
