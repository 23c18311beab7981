#!/usr/bin/env bash
# The verdicts that the evidence of the helpers has stored are those that the quick version gives.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$EXOMET_PROGRAM" validate helpers --quick --draws 0 --no-page --out "$scratch/evidence"
