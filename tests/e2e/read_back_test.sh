#!/usr/bin/env bash
# Whatever is changed in the files of a run or of a sweep, report and plot show it or say what is wrong and where.
set -euo pipefail

fail() { echo "$*" >&2; exit 1; }

if ! /usr/bin/python3 -I -c 'import matplotlib' 2>/dev/null || [[ ! -e /usr/share/javascript/chart.js/chart.min.js ]]; then
  [[ -z ${CI:-} ]] || fail "no Matplotlib or no Chart.js; ./exomet test installs them"
  exit 77
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cp "$EXOMET_SOURCE/tests/e2e/small.yaml" .
cat >e.yaml <<'END'
model: small.yaml
duration: 3 h
treatments: [removal]
set: {parameters.load: 3, treatments.removal: {from: 1 h, lasting: 1 h, set: {vesicles.tumour_ev.half_life: 0.1 h}}}
output: {every: 3 h, measures: 1 h}
END
printf 'experiment: e.yaml\nreplicates: 2\nmeasure: [tumours, many]\nvary: {parameters.load: [1, 2, 4], treatments: [[], [removal]]}\n' >grid.yaml
printf 'experiment: e.yaml\nmeasure: [tumours]\nvary:\n  parameters.load: {from: 0, to: 9}\n  cells.tumour.divides.rate: {from: 1 /d, to: 4 /d}\ndesign: {morris: 2}\n' >morris.yaml
cat >cohort.yaml <<'END'
experiment: e.yaml
measure: [many]
vary: {parameters.load: {mixture: {none: {share: 0.5, constant: 0}, much: {share: 0.5, from: 50, to: 100}}}}
design: {latin_hypercube: 4}
survival: {event: many, by: parameters.load.group}
END

"$EXOMET_PROGRAM" run e.yaml --quiet --out run
for sweep in grid morris cohort; do "$EXOMET_PROGRAM" sweep $sweep.yaml --quiet --no-figures --out $sweep; done
/usr/bin/python3 -I -X utf8 "$EXOMET_SOURCE/tests/e2e/read_back.py" "$EXOMET_SOURCE" run grid morris cohort | tee said
[[ ! -s said ]] || fail "$(wc -l <said) changes got through"
