#!/usr/bin/env bash
# a1: in a virtual cohort of 74, MMP1-low patients get implants less often than MMP1-high ones. Published is death by MMP1
# of tissue (none and about half); that implants stand for it, and the loads of both groups, are assumed, so that order and
# separation are what is tested. That hardly any MMP1-low patient gets one doesn't hold: a sixth does for ten minutes or
# more, since the first implant is looked for at each step of the rules.
set -euo pipefail

fail() { echo "$*" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$EXOMET_PROGRAM" sweep "$EXOMET_SOURCE/configs/sweeps/stage1-cohort.yaml" --no-figures --out "$scratch/cohort"

[[ $(grep -c ',done,' "$scratch/cohort/results.csv") == 74 ]] || fail "not all of 74 runs were done"
column() { awk -F, -v group="$1" -v field="$2" '$2 == group { value = $field } END { print value }' "$scratch/cohort/survival.csv"; }
low=$(column low 9) high=$(column high 9) low_from=$(column low 10) high_to=$(column high 11)
p=$(awk -F, 'NR == 2 { print $6 }' "$scratch/cohort/survival_test.csv")
echo "free of implants at the end: MMP1-low $low [from $low_from], MMP1-high $high [to $high_to], log-rank p = $p"
awk -v a="$low_from" -v b="$high_to" 'BEGIN { exit !(a > b) }' || fail "the groups' 95 % intervals overlap"
awk -v p="$p" 'BEGIN { exit !(p < 0.001) }' || fail "the log-rank test doesn't tell the groups apart"
