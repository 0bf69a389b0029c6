#!/usr/bin/env bash
# Runs one child of an array of AWS Batch: child.sh ARRAY
#
# Which child it is, AWS_BATCH_JOB_ARRAY_INDEX tells; a job that is no array has none, and is the first.
set -euo pipefail

if ! [[ $# == 1 && $1 =~ ^[0-9]+$ && ${AWS_BATCH_JOB_ARRAY_INDEX:-0} =~ ^[0-9]+$ ]]; then
    echo "usage: child.sh ARRAY" >&2
    exit 64
fi
here=${BASH_SOURCE[0]%/*}
[[ $here == "${BASH_SOURCE[0]}" ]] && here=.
shard=$(sed -n "$((${AWS_BATCH_JOB_ARRAY_INDEX:-0} + 1))p" <"$here/arrays/$1.list")
exec "$here/shard.sh" "$shard"
