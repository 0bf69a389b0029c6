#!/usr/bin/env bash
# Submits all arrays of this folder to Slurm: submit.sh [OPTION OF SBATCH]...
#
# The folder and all files of the jobs must be seen by the nodes under the same names. Options of sbatch win over those
# in the arrays, such as --partition=NAME, --time=MINUTES; FFMPEG names the program. Submitted again, jobs that are done
# are passed over.
set -euo pipefail

here=${BASH_SOURCE[0]%/*}
[[ $here == "${BASH_SOURCE[0]}" ]] && here=.
unset CDPATH
cd -- "$here"
for array in arrays/*.sbatch; do
    sbatch "$@" "$array"
done
