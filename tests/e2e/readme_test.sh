#!/usr/bin/env bash
# What the README says to type works: its commands run as written, and its example of a cell type does what it says.
# Commands that install or open windows have tests of their own; long runs are cut to half a day.
set -euo pipefail

readme=$EXOMET_SOURCE/README.md
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r "$EXOMET_SOURCE/configs" "$EXOMET_SOURCE/models" "$scratch"
cd "$scratch"

fail() { echo "$*" >&2; exit 1; }

# The example under `<!-- example: FILE -->`.
example=$(sed -n 's/^<!-- example: \(.*\) -->$/\1/p' "$readme")
[[ -n $example ]] || fail "the README has no example of a cell type"
sed -n '/^<!-- example: /,/^```$/p' "$readme" | sed '1,2d;$d' >"$example"

"$EXOMET_PROGRAM" run "$example" --set "duration=12 h" --quiet --out out/example
grep -q ',tumour,b_cell,tumour_ev,' out/example/ledger.csv || fail "no EV reached the cell type of the example"
grep -q ',mmp1_in_b_cells,' out/example/measures.csv || fail "the measure of the example is missing"
[[ $(grep -c ',place,.*,b_cell,placed' out/example/events.csv) == 50 ]] || fail "not 50 cells of the example's type"

count=0
while read -r words; do
  eval "set -- $words"
  case $2 in
    run)
      begin=--force
      [[ $words != *--resume* ]] || begin=
      "$EXOMET_PROGRAM" "${@:2}" --set "duration=12 h" --quiet $begin
      ;;
    validate) "$EXOMET_PROGRAM" "${@:2}" --only empty_evs_kill_no_more_than_none --draws 0 --quiet --no-page ;;
    check | describe | graph) "$EXOMET_PROGRAM" "${@:2}" >/dev/null ;;
    verify) "$EXOMET_PROGRAM" verify peritoneum-2d >/dev/null ;;
    sweep)  # of a few short runs
      sed -i -e 's/levels: [0-9]*/levels: 2/' -e 's/^replicates: .*/replicates: 1/' -e 's/^design: .*/design: {random: 2}/' \
        -e 's/^set: {duration: .*/set: {duration: 12 h}/' -e 's/^set:$/set:\n  duration: 12 h/' "$3"
      "$EXOMET_PROGRAM" "${@:2}" --quiet --no-figures
      ;;
    plot) ! /usr/bin/python3 -c 'import matplotlib' 2>/dev/null || "$EXOMET_PROGRAM" "${@:2}" >/dev/null ;;
    report)
      [[ ! -e /usr/share/javascript/chart.js/chart.min.js ]] || "$EXOMET_PROGRAM" "${@:2}" --no-picture >/dev/null
      ;;
    render | movie)  # of the half day
      needed=Xvfb
      [[ $2 != movie ]] || needed=ffmpeg
      if ! command -v $needed >/dev/null || ! command -v Xvfb >/dev/null; then
        [[ -z ${CI:-} ]] || fail "no $needed; ./exomet test installs it"
        continue
      fi
      eval "set -- $(sed 's/--at [^ ]*/--at 0/g' <<<"$words")"
      "$EXOMET_PROGRAM" "${@:2}" >/dev/null
      ;;
    lesson) [[ ! -e $EXOMET_SOURCE/build/lesson/page.html ]] || "$EXOMET_PROGRAM" "${@:2}" >/dev/null ;;
    bench) "$EXOMET_PROGRAM" bench --quick >/dev/null ;;
    look | test | python) continue ;;
    *) fail "the README has a command that this test doesn't know: $words" ;;
  esac || fail "the README's command failed: $words"
  count=$((count + 1))
done < <(sed -n '/^```sh$/,/^```$/p' "$readme" | grep '^\./exomet')
((count >= 6)) || fail "only $count commands were found in the README"

# Each experiment and lesson that the README lists is there and valid, and each that is there is listed.
for config in configs/*.yaml configs/lessons/*.yaml; do
  [[ $config == "$example" ]] || grep -q "^| \`${config##*/}\`" "$readme" || fail "the README doesn't list $config"
done
for config in $(sed -n 's/^| `\([a-z0-9-]*\.yaml\)` .*/\1/p' "$readme"); do
  [[ -e configs/$config ]] || config=lessons/$config
  "$EXOMET_PROGRAM" check "configs/$config" >/dev/null || fail "configs/$config isn't valid"
done
