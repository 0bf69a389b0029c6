#!/usr/bin/env bash
# Runs the jobs of one shard of this folder, one after another: shard.sh NUMBER
#
# Goes on after a job that failed. Exit status: 0 when all are done, 1 when one is not, 64 and 66 as task.sh.
set -uo pipefail

if ! [[ $# == 1 && $1 =~ ^[0-9]{1,9}$ ]]; then
    echo "usage: shard.sh NUMBER" >&2
    exit 64
fi
here=${BASH_SOURCE[0]%/*}
[[ $here == "${BASH_SOURCE[0]}" ]] && here=.
printf -v list '%s/shards/%06d.tsv' "$here" "$((10#$1))"
[[ -r $list ]] || exit 66

failed=0
while IFS=$'\t' read -r key seconds attempts; do
    "$here/task.sh" "$key" "$seconds" "$attempts" </dev/null || failed=1
done <"$list"
exit "$failed"
