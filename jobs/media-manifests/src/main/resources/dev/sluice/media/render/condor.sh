#!/usr/bin/env bash
# Submits all jobs of this folder to HTCondor: submit.sh [OPTION OF CONDOR_SUBMIT]...
#
# FFMPEG names the program. Submitted again, jobs that are done are passed over.
set -euo pipefail

here=${BASH_SOURCE[0]%/*}
[[ $here == "${BASH_SOURCE[0]}" ]] && here=.
unset CDPATH
cd -- "$here"
for description in arrays/*.sub; do
    condor_submit "$@" "$description"
done
