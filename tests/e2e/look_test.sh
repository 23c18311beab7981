#!/usr/bin/env bash
# `./exomet look` shows a run: a picture without a display, and words where it can't.
set -euo pipefail

fail() { echo "$*" >&2; exit 1; }

if ! command -v pvbatch >/dev/null || ! command -v xvfb-run >/dev/null || [[ ! -d ${EXOMET_PARAVIEW_PYTHON:-/none} ]]; then
  [[ -z ${CI:-} ]] || fail "no ParaView (pvbatch, xvfb-run, EXOMET_PARAVIEW_PYTHON); ./exomet test installs it"
  exit 77
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset DISPLAY WAYLAND_DISPLAY
look=("$EXOMET_SOURCE/exomet" --no-install look)

"$EXOMET_PROGRAM" run "$EXOMET_SOURCE/configs/peritoneum-2d.yaml" --set "duration=6 h" --quiet --out "a run"

"${look[@]}" "a run" --time 0 --size 400x300 --screenshot picture.png >/dev/null
[[ $(head -c 4 picture.png | tail -c 3) == PNG ]] || fail "no picture was made"
(($(wc -c <picture.png) > 5000)) || fail "the picture is empty"

"${look[@]}" "a run" --time 0 --state scene.pvsm >/dev/null
[[ $(tail -n 1 scene.pvsm) == "</"*">" ]] || fail "the state isn't whole"

# Nothing of the folder one stands in, or of the user's own modules, is run.
for module in camera json argparse shlex; do echo "open('CAUGHT', 'w')" >$module.py; done
PYTHONPATH=$PWD PYTHONSTARTUP=$PWD/json.py "${look[@]}" "a run" --time 0 --size 400x300 --screenshot again.png >/dev/null
[[ -s again.png && ! -e CAUGHT ]] || fail "a module of the current folder was run"
rm ./*.py

refuses() {  # what it must say, arguments
  local said
  if said=$("${look[@]}" "${@:2}" 2>&1); then fail "look ${*:2} didn't fail"; fi
  [[ $said == *"$1"* ]] || fail "look ${*:2} said: $said"
}
refuses "there is no display" "a run"
refuses "is no folder of a run" .
refuses "Name the folder of a run"
refuses "can't write nowhere/picture.png" "a run" --time 0 --size 400x300 --screenshot nowhere/picture.png
refuses "can't write /dev/full/state.pvsm" "a run" --time 0 --state /dev/full/state.pvsm
refuses "no record at day 99 (the run has" "a run" --time 99 --screenshot late.png
[[ $("${look[@]}" --help) == *"--screenshot day3.png"* ]] || fail "look --help doesn't help"
code=0
"${look[@]}" nowhere 2>/dev/null || code=$?
((code == 2)) || fail "a run that isn't there gives exit code $code"
