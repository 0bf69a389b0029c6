#!/usr/bin/env bash
# Runs the jobs of this folder by GNU parallel: run.sh, or run.sh NUMBER for those of one shard
#
# JOBS is how many run at once, 1 unless set, because most encoders use all cores; FFMPEG names the program. Started
# again it goes on where it was, and tries what failed once more. Exit status: that of parallel, the number of jobs that
# failed, at most 101.
set -uo pipefail

here=${BASH_SOURCE[0]%/*}
[[ $here == "${BASH_SOURCE[0]}" ]] && here=.
unset CDPATH
cd -- "$here" || exit 66
list=jobs.tsv log=joblog.tsv
if (($# > 0)); then
    if ! [[ $# == 1 && $1 =~ ^[0-9]{1,9}$ ]]; then
        echo "usage: run.sh [NUMBER]" >&2
        exit 64
    fi
    # The log goes by the place in the list: each list has its own.
    printf -v list 'shards/%06d.tsv' "$((10#$1))"
    printf -v log 'joblog-%06d.tsv' "$((10#$1))"
fi
[[ -r $list ]] || exit 66
exec parallel --jobs "${JOBS:-1}" --colsep '\t' --joblog "$log" --resume-failed --arg-file "$list" \
    ./task.sh '{1}' '{2}' '{3}'
