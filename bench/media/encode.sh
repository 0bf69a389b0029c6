#!/usr/bin/env bash
# The same encodes by GNU parallel and by Sluice.
#
#   bench/media/encode.sh [--films 6] [--seconds 15] [--size 1280x720] [--rounds 1]
#
# Makes films below target/encode, plans them by the shipped job files, and does the jobs of one manifest by each in turn,
# two at a time. Prints CPU seconds and seconds on the wall; of Sluice also what the encodes and the gate took in it, and
# how many outputs of either the gate accepts. Needs a JDK 17, Maven, GNU parallel and python3.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
films=6 seconds=15 size=1280x720 rounds=1
while [ $# -gt 0 ]; do
  case $1 in
    --films | --seconds | --size | --rounds) declare "${1#--}=$2"; shift 2 ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 64 ;;
  esac
done

measured() {
  python3 - "$@" <<'END'
import resource, subprocess, sys, time
began = time.monotonic()
subprocess.run(sys.argv[2:], check=True, stdout=subprocess.DEVNULL)
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{sys.argv[1]:<10} CPU {spent.ru_utime + spent.ru_stime:7.1f} s   wall {time.monotonic() - began:6.1f} s", flush=True)
END
}

work=$here/target/encode
rm -rf "$work"
mkdir -p "$work/conf" "$work/data-samples/media"
# They name everything by paths beside their own folder.
cp "$root"/conf/media-*.conf "$work/conf/"
ffmpeg=$("$root/bin/sluice" doctor | sed -n 's/^ffmpeg *[^ ]*  *//p')
libraries=$(dirname "$ffmpeg")
run_ffmpeg() { LD_LIBRARY_PATH=$libraries SVT_LOG=1 "$ffmpeg" -v error -nostdin -y "$@" </dev/null; }
for ((i = 1; i <= films; i++)); do
  film=$work/data-samples/media/film-$i.mkv
  run_ffmpeg -f lavfi -i "mandelbrot=s=$size:r=25:start_scale=$i,noise=alls=8:allf=t" \
    -f lavfi -i "sine=f=$((200 + 50 * i)),aformat=channel_layouts=stereo" -t "$seconds" \
    -c:v mpeg2video -q:v 4 -c:a mp2 -b:a 192k "$film"
  touch -d '1 hour ago' "$film"
done
"$root/bin/sluice" run "$work/conf/media-inventory.conf" >/dev/null
"$root/bin/sluice" run "$work/conf/media-plan.conf" >/dev/null
"$root/bin/sluice" media render "$work/conf/media-plan.conf" --as parallel --to "$work/parallel" >/dev/null

export LD_LIBRARY_PATH=$libraries FFMPEG=$ffmpeg JOBS=2 SVT_LOG=1
for ((round = 1; round <= rounds; round++)); do
  rm -rf "$work/out/encoded" "$work/out/verdicts"
  measured parallel "$work/parallel/run.sh"
  env -u LD_LIBRARY_PATH "$root/bin/sluice" media verify "$work/conf/media-encode.conf" | tail -n 1
  rm -rf "$work/out/encoded" "$work/out/verdicts"
  [ "$round" = 1 ] || env -u LD_LIBRARY_PATH "$root/bin/sluice" reprocess "$work/conf/media-encode.conf" --items '*' >/dev/null
  measured sluice env -u LD_LIBRARY_PATH "$root/bin/sluice" run "$work/conf/media-encode.conf" --master 'local[2]'
  env -u LD_LIBRARY_PATH "$root/bin/sluice" media status "$work/conf/media-encode.conf" | sed -n '/^done/,/^took/p'
done
