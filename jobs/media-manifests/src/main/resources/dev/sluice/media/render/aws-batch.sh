#!/usr/bin/env bash
# Submits all arrays of this folder to AWS Batch: submit.sh [OPTION OF THE AWS CLI]...
#
# The folder must lie where the containers look for it before it is submitted. Submitted again, jobs that are done are
# passed over.
set -euo pipefail

here=${BASH_SOURCE[0]%/*}
[[ $here == "${BASH_SOURCE[0]}" ]] && here=.
unset CDPATH
cd -- "$here"
for request in arrays/*.json; do
    aws batch submit-job "$@" --cli-input-json "file://$request"
done
