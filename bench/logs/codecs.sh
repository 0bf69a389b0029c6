#!/usr/bin/env bash
# How many megabytes of raw log each codec lets through in a CPU second, and the bare stream of its library.
#
#   bench/logs/codecs.sh [MEGABYTES] [ROUNDS]     100 megabytes and 3 rounds unless given
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$here/java.sh"
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
bench CodecSpeed "$folder" "${1:-100}" "${2:-3}"
