#!/usr/bin/env bash
# One large gzip file, which no one can split, through a driver with a 1 GB heap.
#
#   bench/logs/memory.sh [--data FOLDER] [--gigabytes 8] [--memory 1g] [PEER ...]
#
# Peers as for run.sh; sluice-all and sluice-slice-noop unless given. The file is made of one generated gigabyte, over
# and over, as gzip members. Prints CPU seconds, seconds of wall time and peak RSS.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
data=${TMPDIR:-/tmp}/sluice-bench gigabytes=8 memory=1g
while [ $# -gt 0 ]; do
  case $1 in
    --data | --gigabytes | --memory) declare "${1#--}=$2"; shift 2 ;;
    -*) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 64 ;;
    *) break ;;
  esac
done
peers=("$@")
[ $# -gt 0 ] || peers=(sluice-all sluice-slice-noop)
. "$here/java.sh"

logs=$data/one-$gigabytes
if [ ! -d "$logs" ]; then
  rm -rf "$logs.part"
  bench GenerateLogs "$logs.part" 1000 1
  mv "$logs.part/access-00.log.gz" "$logs.part/gigabyte"
  for ((i = 0; i < gigabytes; i++)); do cat "$logs.part/gigabyte"; done >"$logs.part/access.log.gz"
  rm "$logs.part/gigabyte"
  mv "$logs.part" "$logs"
fi
for peer in "${peers[@]}"; do
  rm -rf "$data/memory-out"
  bench MeasurePeer "$peer" "$logs" "$data/memory-out" once 2>"$data/memory-$peer.log" |
    awk -F '\t' '{ printf "%s: %.0f CPU s, %.0f s, peak RSS %d MB\n", $1, $2, $3, $7 }'
done
rm -rf "$data/memory-out"
