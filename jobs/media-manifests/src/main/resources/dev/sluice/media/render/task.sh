#!/usr/bin/env bash
# Runs one job of this folder: task.sh KEY SECONDS ATTEMPTS
#
# ffmpeg (or what FFMPEG names) writes to the job's temporary name. When it has ended well, the file gets its own name;
# a file that is there is never replaced, and a job whose output is there is done. Needs bash 4.4, GNU coreutils and
# flock of util-linux.
#
# Exit status: 0 done; 64 wrong arguments; 66 no such job; 70 ffmpeg wrote nothing; 73 cannot write; 75 another process
# is at this job; 124 out of time; otherwise ffmpeg's own.
set -uo pipefail

key=${1-} seconds=${2-} attempts=${3-}
if ! [[ $# == 3 && $key =~ ^[0-9a-f]{32}$ && $seconds =~ ^[1-9][0-9]*$ && $attempts =~ ^[1-9][0-9]*$ ]]; then
    echo "usage: task.sh KEY SECONDS ATTEMPTS" >&2
    exit 64
fi

say() {
    printf 'job %s: %s\n' "$key" "$1" >&2
}

here=${BASH_SOURCE[0]%/*}
[[ $here == "${BASH_SOURCE[0]}" ]] && here=.
mapfile -d '' -t arguments <"$here/jobs/$key.args" || exit 66
mapfile -d '' -t names <"$here/jobs/$key.move" || exit 66
((${#arguments[@]} > 0 && ${#names[@]} == 2)) || exit 66
temporary=${names[0]} output=${names[1]}

# Held by ffmpeg too: when this script is killed and ffmpeg lives on, no one else writes to the temporary file.
exec 9<>"$here/jobs/$key.args" || exit 66
if ! flock --nonblock 9; then
    say "another process is at it"
    exit 75
fi

if [[ -e $output || -L $output ]]; then
    exit 0
fi
mkdir -p -- "${output%/*}/" || exit 73

for ((attempt = 1; attempt <= attempts; attempt++)); do
    # Whatever lies there, such as a link to elsewhere, is not written through.
    rm -f -- "$temporary" || exit 73
    # A broken file may make ffmpeg say a lot: the first 64 KiB are kept.
    timeout --kill-after=30 "$seconds" "${FFMPEG:-ffmpeg}" "${arguments[@]}" </dev/null \
        2> >(exec 9>&-; head -c 65536 >&2; cat >/dev/null)
    status=$?
    # Killed after it had not ended at its time.
    ((status == 137)) && status=124
    ((status == 0 || status == 124)) && break
done

if ((status != 0)); then
    rm -f -- "$temporary"
    say "ffmpeg ended with $status"
    exit "$status"
fi
if [[ ! -s $temporary ]]; then
    say "ffmpeg wrote nothing"
    exit 70
fi
# A file that has its own name is whole, also after a power cut.
sync -- "$temporary" || exit 73
mv -n -T -- "$temporary" "$output" || exit 73
if [[ -e $temporary ]]; then
    say "a file of the output's name has come; its own output is left beside it"
    exit 73
fi
