#!/usr/bin/env bash
# Whole jobs through a driver with a 1 GB heap, as bin/sluice runs them.
#
#   bench/logs/job.sh file  [--data FOLDER] [--gigabytes 8] [--memory 1g]
#   bench/logs/job.sh items [--data FOLDER] [--count 1000000] [--memory 1g]
#
# file: one gzip file, which no one can split, is planned, read, staged, checked and published to an Iceberg table.
# items: a million small files are planned, loaded, and planned again, by when there is nothing to do.
# Prints CPU seconds, seconds of wall time and peak RSS of each command.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
what=${1:-}
data=${TMPDIR:-/tmp}/sluice-bench gigabytes=8 count=1000000 memory=1g
usage() { sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 64; }
[[ $what == file || $what == items ]] || usage
shift
while [ $# -gt 0 ]; do
  case $1 in
    --data | --gigabytes | --count | --memory) declare "${1#--}=$2"; shift 2 ;;
    *) usage ;;
  esac
done
. "$here/java.sh"
measured() { # title, command of bin/sluice, arguments
  echo "== $1"
  bench MeasureCommand "$root/bin/sluice" "${@:2}" --driver-memory "$memory"
}

if [ "$what" = file ]; then
  logs=$data/one-$gigabytes
  [ -d "$logs" ] || "$here/memory.sh" --data "$data" --gigabytes "$gigabytes" gunzip
  count=1
else
  logs=$data/items-$count
  if [ ! -d "$logs" ]; then
    rm -rf "$logs.part"
    bench GenerateFiles "$logs.part" "$count"
    mv "$logs.part" "$logs"
  fi
fi
job=$data/job-$what
rm -rf "$job"
mkdir -p "$job"
cat >"$job/job.conf" <<CONF
job = bench-$what
state = "state"
catalog.lake.warehouse = "lake"
extract.log { type = logs, paths = ["$logs"], format = combined, settle = 0s }
slice { max-count = 100000 }
load = [
  { name = rows, from = log, type = iceberg, table = lake.web.log }
  { name = rejects, from = log.rejects, type = iceberg, table = lake.web.rejects }
]
CONF
measured "plan of $count files" plan "$job/job.conf"
measured "run" run "$job/job.conf"
measured "run again" run "$job/job.conf"
