#!/usr/bin/env bash
# What it costs to read a table of a MariaDB of this machine into Parquet and to load it from there: Sluice, and Spark's own
# JDBC with the drivers of MariaDB and of MySQL. The tables source and target of the database are made anew.
#
#   bench/stores/mariadb.sh jdbc:mariadb://127.0.0.1/test USER [ROWS] [ROUNDS]     1000000 rows and 3 rounds unless given
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$here/java.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
options+=(-Xmx3g)
bench MariadbSpeed "$folder" "$1" "$2" "${3:-1000000}" "${4:-3}"
