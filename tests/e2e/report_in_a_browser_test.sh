#!/usr/bin/env bash
# A report in headless Chromium: nothing on the console, every chart drawn, and not a blank page.
set -euo pipefail

fail() { echo "$*" >&2; exit 1; }

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
  [[ -z ${CI:-} ]] || fail "no Chromium; ./exomet test installs it"
  echo "no Chromium: nothing was tested"
  exit 77
}
for needed in /usr/share/javascript/chart.js/chart.min.js /usr/bin/dot; do
  if [[ ! -e $needed ]]; then
    [[ -z ${CI:-} ]] || fail "no $needed; ./exomet test installs it"
    exit 77
  fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export HOME=$scratch  # of the browser's profile

"$EXOMET_PROGRAM" run "$EXOMET_SOURCE/configs/peritoneum-2d.yaml" --set "duration=2 d" --set "treatments=[ev_removal]" \
  --quiet --out "a run"
"$EXOMET_PROGRAM" report "a run" --no-picture >/dev/null

# Without a network: a request for anything would be an error on the console.
browse() {
  timeout 120 "$browser" --headless=new --no-sandbox --disable-gpu --host-resolver-rules='MAP * ~NOTFOUND' \
    --no-first-run --disable-background-networking --disable-component-update --disable-sync \
    --hide-scrollbars --window-size=1200,2400 --virtual-time-budget=5000 --enable-logging=stderr \
    "$@" "file://$scratch/a%20run/${page:-report.html}" 2>console.txt
}

charts=$(grep -o '<canvas ' "a run/report.html" | wc -l)
((charts > 5)) || fail "the report has only $charts charts"
browse --dump-dom >page.html || fail "the browser failed: $(cat console.txt)"
drawn=$(grep -o 'data-charts="[0-9]*"' page.html) || fail "the charts' script didn't come to its end: $(grep CONSOLE console.txt)"
[[ $drawn == "data-charts=\"$charts\"" ]] || fail "$charts charts, and $drawn"
! grep CONSOLE console.txt || fail "the browser had something to say (see above)"

# Pointing at the middle of one chart reads all of them there.
{
  grep -v '^<meta http-equiv="Content-Security-Policy"' "a run/report.html"  # which lets no other script run
  echo "<script>
    const canvas = document.querySelector('canvas'), box = canvas.getBoundingClientRect();
    canvas.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + box.width / 2, clientY: box.top + 50 }));
  </script>"
} >"a run/pointed.html"
page=pointed.html browse --dump-dom >page.html || fail "the browser failed: $(cat console.txt)"
read_out=$(grep -o ', day [01]\.[0-9]*</small>' page.html | wc -l)
[[ $read_out == "$charts" ]] || fail "of $charts charts $read_out were read"

browse --screenshot="$scratch/page.png" >/dev/null || fail "no screenshot: $(cat console.txt)"
! grep CONSOLE console.txt || fail "the browser had something to say (see above)"
# Each colour that charts, shades of treatments and text have is on the picture.
/usr/bin/python3 - page.png <<'END' || fail "the page or its charts are blank"
import sys
import matplotlib.image
picture = matplotlib.image.imread(sys.argv[1])[..., :3]
for name, colour in (("tumour cells", "#D55E00"), ("EVs", "#8A3FA8"), ("treatment", "#E0A84C"), ("text", "#222222")):
    wanted = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    found = (abs(picture - wanted).max(axis=2) < 0.03).sum()
    if found < 50:
        sys.exit("only %d pixels in the colour of %s" % (found, name))
END

# A sweep's page, too: lines of one point each and brackets, and the same for the curves of who stays free of an event.
cat >sweep.yaml <<'END'
experiment: small.yaml
vary:
  parameters.load: {from: 1, to: 100, levels: 3, scale: log}
  cells.tumour.divides.rate: [1 /d, 4 /d]
replicates: 3
measure: [sheet, tumours]
END
cat >cohort.yaml <<'END'
experiment: small.yaml
vary: {parameters.load: {mixture: {none: {share: 0.5, constant: 0}, much: {share: 0.5, from: 50, to: 100}}}}
design: {latin_hypercube: 6}
set: {measures.bare: {first_time: sheet < 3}}
measure: [sheet, bare]
survival: {event: bare, by: parameters.load.group, unit: d, per_day: 1}
END
printf 'model: %s\nduration: 12 h\n' "$EXOMET_SOURCE/tests/e2e/small.yaml" >small.yaml
for sweep in sweep cohort; do
  "$EXOMET_PROGRAM" sweep $sweep.yaml --no-figures --quiet
  "$EXOMET_PROGRAM" report out/$sweep --out "a run/$sweep.html" >/dev/null
  page=$sweep.html
  charts=$(grep -o '<canvas ' "a run/$page" | wc -l)
  browse --dump-dom >page.html || fail "the browser failed: $(cat console.txt)"
  [[ $(grep -o 'data-charts="[0-9]*"' page.html) == "data-charts=\"$charts\"" ]] || fail "$page: not $charts charts were drawn"
  browse --screenshot="$scratch/$sweep.png" >/dev/null || fail "no screenshot: $(cat console.txt)"
  ! grep CONSOLE console.txt || fail "the browser had something to say (see above)"
done
/usr/bin/python3 - <<'END' || fail "a sweep's page or its charts are blank"
import sys
import matplotlib.image
for name, colours in (("sweep", ("#440154", "#BBDF27")), ("cohort", ("#D55E00", "#56B4E9"))):
    picture = matplotlib.image.imread(name + ".png")[..., :3]
    for colour in colours:
        wanted = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        found = (abs(picture - wanted).max(axis=2) < 0.03).sum()
        if found < 100:
            sys.exit("%s: only %d pixels in %s" % (name, found, colour))
END
