#!/usr/bin/env bash
# How many megabytes of raw log each format reads in a second of one core, and java-grok in the same run.
#
#   bench/logs/formats.sh [MEGABYTES] [ROUNDS]     64 megabytes and 3 rounds unless given
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$here/java.sh"
bench FormatSpeed "$@"
