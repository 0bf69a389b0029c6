#!/usr/bin/env bash
# Benchmarks of the log reader: peers side by side, alternating in rounds, each in a JVM of its own.
#
#   bench/logs/run.sh [--data FOLDER] [--megabytes 1000] [--files 8] [--rounds 3] [--memory 2g] [PEER ...]
#
# Peers: sluice sluice-all regexp udf duckdb sluice-noop sluice-all-noop sluice-slice-noop gunzip; all unless given.
# The logs are made when FOLDER (preset: a folder under $TMPDIR) has none of that size yet, about a minute per gigabyte.
# Prints one line for each run, then the medians, then whether the peers' results agree. Needs a JDK 17 and Maven.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
data=${TMPDIR:-/tmp}/sluice-bench megabytes=1000 files=8 rounds=3 memory=2g
while [ $# -gt 0 ]; do
  case $1 in
    --data | --megabytes | --files | --rounds | --memory) declare "${1#--}=$2"; shift 2 ;;
    -*) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 64 ;;
    *) break ;;
  esac
done
peers=("$@")
if [ $# = 0 ]; then
  peers=(sluice sluice-all regexp udf duckdb sluice-noop sluice-all-noop sluice-slice-noop gunzip)
fi
. "$here/java.sh"

logs=$data/logs-$megabytes-$files
if [ ! -d "$logs" ]; then
  echo "making $megabytes MB of logs in $logs" >&2
  bench GenerateLogs "$logs.part" "$megabytes" "$files"
  mv "$logs.part" "$logs"
fi

results=$data/results.tsv out=$data/out
rm -rf "$out" "$results"
for ((round = 1; round <= rounds; round++)); do
  for peer in "${peers[@]}"; do
    rm -rf "${out:?}/$peer" "$out/$peer"-warm-*
    mkdir -p "$out"
    bench MeasurePeer "$peer" "$logs" "$out" 2>"$data/$peer.log" | tee -a "$results"
  done
done
echo
bench ResultTable "$results" "$megabytes"
echo
bench CompareResults "$out" 2>"$data/compare.log"
