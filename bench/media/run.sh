#!/usr/bin/env bash
# Benchmark of the media probe: 200 small files of 10 kinds, and the bytes read of large ones.
#
#   bench/media/run.sh [--data FOLDER] [--rounds 3]
#
# Peers in the same run, alternating: the probe's full tier, its header tier, the bundled ffprobe started for each file,
# and the ffprobe on the PATH where there is one. The samples are made when FOLDER (preset: a folder under $TMPDIR) has
# none yet. Prints CPU and wall milliseconds a file, then the ratios. Needs a JDK 17 and Maven.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
data=${TMPDIR:-/tmp}/sluice-bench-media rounds=3
while [ $# -gt 0 ]; do
  case $1 in
    --data | --rounds) declare "${1#--}=$2"; shift 2 ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 64 ;;
  esac
done
# shellcheck source=bench/media/java.sh
. "$here/java.sh"

bench MeasureProbe "$data" "$rounds"
