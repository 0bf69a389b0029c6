#!/usr/bin/env bash
# Submits all jobs of this folder to AWS Elemental MediaConvert: submit.sh [OPTION OF THE AWS CLI]...
#
# What was submitted from here is passed over; a job that the service has by its key is not made twice. Exit status: 0
# when all are submitted, 1 otherwise.
set -uo pipefail

here=${BASH_SOURCE[0]%/*}
[[ $here == "${BASH_SOURCE[0]}" ]] && here=.
unset CDPATH
cd -- "$here" || exit 66
failed=0
for request in jobs/*.json; do
    answer=submitted/${request#jobs/}
    if [[ -e $answer ]]; then
        continue
    fi
    if aws mediaconvert create-job "$@" --cli-input-json "file://$request" >"$answer.new"; then
        mv -- "$answer.new" "$answer"
    else
        failed=1
    fi
done
exit "$failed"
