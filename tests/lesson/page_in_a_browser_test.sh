#!/usr/bin/env bash
# Lessons as a user has them: a file that opens in headless Chromium (one in Firefox, too) without a network, is played
# by its buttons, and whose worlds have the digests that the program has from the YAML that the page gives.
# (EXOMET_LESSON_PICTURES=FOLDER keeps screenshots there.)
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
fail() { echo "$*" >&2; exit 1; }

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || browser=
for needed in em++ node npm "${browser:-chromium}"; do
  if ! command -v "$needed" >/dev/null; then
    [[ -z ${CI:-} ]] || fail "no $needed; ./exomet test installs it"
    echo "no $needed: nothing was tested"
    exit 77
  fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bash "$EXOMET_SOURCE/viz/lesson/build.sh"

# A folder of all, whose index leads to each; a lesson that is wrong leaves nothing behind.
"$EXOMET_PROGRAM" lesson --site "$scratch/site" >/dev/null
for lesson in "$EXOMET_SOURCE"/configs/lessons/*.yaml; do
  page=$(basename -- "$lesson" .yaml).html
  [[ -s $scratch/site/$page ]] && grep -q "href=\"$page\"" "$scratch/site/index.html" || fail "the index doesn't lead to $page"
done
sed -e 's|^experiment: \.\.|experiment: '"$EXOMET_SOURCE"'/configs|' -e 's/parameters.mmp1_load$/parameters.mmp1_lode/' \
  "$EXOMET_SOURCE/configs/lessons/vesicle-or-message.yaml" >"$scratch/wrong.yaml"
code=0
said=$("$EXOMET_PROGRAM" lesson "$scratch/wrong.yaml" --out "$scratch/wrong/wrong.html" 2>&1) || code=$?
[[ $code == 2 && $said == *"wrong.yaml:"*": knobs.0.path: "*"did you mean 'parameters.mmp1_load'?"* ]] || fail "a wrong lesson: code $code, $said"
[[ ! -e $scratch/wrong ]] || fail "a wrong lesson left something behind"

for lesson in "$EXOMET_SOURCE"/configs/lessons/*.yaml; do
  name=$(basename -- "$lesson" .yaml)
  "$EXOMET_PROGRAM" lesson "$lesson" --out "$scratch/a page/$name.html" >/dev/null
  size=$(stat -c %s "$scratch/a page/$name.html")
  ((size < 6000000)) || fail "$name.html has $size bytes"
  [[ -z $(find "$scratch/a page" -name '*.part') ]] || fail "a part was left behind"
  ! grep -oE '(src|href)="?https?://[^"]*' "$scratch/a page/$name.html" || fail "$name.html refers to another site"
  node "$here/play.mjs" "$browser" "$scratch/a page/$name.html" "$scratch/$name" \
    "$EXOMET_SOURCE/build/lesson/packages/node_modules/axe-core/axe.min.js" || fail "$name: the page isn't as it should be (see above)"
  for taken in "$scratch/$name"/*.yaml; do
    "$EXOMET_PROGRAM" run "$taken" --quiet --force --set 'output.formats=[]' --out "$scratch/run" >/dev/null
    ours=$(sed -n 's/.*"digest": "\([0-9a-f]*\)".*/\1/p' "$scratch/run/run.json")
    theirs=$(cat "${taken%.yaml}.digest")
    [[ $ours == "$theirs" ]] || { cat "$taken"; fail "$(basename "$taken"): the page has $theirs, the program $ours"; }
  done
done

# In Firefox, too: one of them, to its end.
firefox=$(command -v firefox-esr || command -v firefox) || {
  [[ -z ${CI:-} ]] || fail "no Firefox; ./exomet test installs it"
  exit 0
}
theirs=$(timeout 300 node "$here/firefox.mjs" "$firefox" "$scratch/a page/vesicle-or-message.html") || fail "Firefox doesn't play the page (see above)"
[[ $theirs == "$(cat "$scratch"/vesicle-or-message/as-it-is-1.digest) $(cat "$scratch"/vesicle-or-message/as-it-is-2.digest)" ]] ||
  fail "Firefox has other digests: $theirs"
