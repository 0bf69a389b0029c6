#!/usr/bin/env bash
# A plan over invented files: decide, estimate, shard and manifests, through bin/sluice.
#
#   bench/media/plan.sh [--files 100000] [--memory 1g] [--master 'local[2]']
#
# Invents an inventory below target/plan, loads it into a table, plans over it, and plans once more, when there is nothing
# to do. Prints what the runs print, and for each its seconds on the wall, CPU seconds and the most memory that it had
# (resident, of its largest process). Needs a JDK 17, Maven and python3.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
files=100000 memory=1g master='local[2]'
while [ $# -gt 0 ]; do
  case $1 in
    --files | --memory | --master) declare "${1#--}=$2"; shift 2 ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 64 ;;
  esac
done
# shellcheck source=bench/media/java.sh
. "$here/java.sh"

measured() {
  python3 - "$@" <<'END'
import resource, subprocess, sys, time
began = time.monotonic()
status = subprocess.run(sys.argv[1:]).returncode
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"wall {time.monotonic() - began:.0f} s, CPU {spent.ru_utime + spent.ru_stime:.0f} s, "
      f"most memory {spent.ru_maxrss // 1024} MB", flush=True)
sys.exit(status)
END
}

sluice() {
  measured "$root/bin/sluice" run "$here/$1.conf" --master "$master" --driver-memory "$memory"
}

work=$here/target/plan
rm -rf "$work"
mkdir -p "$work"
bench GenerateAssets "$work/found" "$files"
for job in assets plan plan; do
  sluice "$job"
done
du -sh "$work/manifests" | sed 's/\t.*/ of manifests/'
