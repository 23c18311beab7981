// What the page itself says, in its languages, and the lesson's own words.
export const lesson = JSON.parse(document.getElementById("lesson").textContent);

export const languages = { en: "English", ja: "日本語" };

const own = {
  kicker: ["A lesson with the real engine in it", "本物のシミュレーターが入った授業"],
  language: ["Language", "言語"],
  predict: ["Predict first", "まず予想する"],
  predict_lead: ["Choose before you run anything: what you expected is what you learn from.", "動かす前に選んでください。予想と結果の違いから学びます。"],
  commit: ["This is my prediction", "これで予想する"],
  committed: ["Your prediction: {0}", "あなたの予想：{0}"],
  lab: ["Run it", "動かしてみる"],
  locked: ["Make your prediction, then the worlds can be run.", "予想を選ぶと、動かせるようになります。"],
  play: ["Play", "再生"],
  pause: ["Pause", "一時停止"],
  step: ["Step", "1コマ"],
  restart: ["Restart", "最初から"],
  speed: ["Speed", "速さ"],
  slow: ["6 hours a second", "1秒に6時間"],
  normal: ["1 day a second", "1秒に1日"],
  quick: ["3 days a second", "1秒に3日"],
  fastest: ["as fast as it goes", "できるだけ速く"],
  seed: ["Seed", "乱数の種"],
  new_seed: ["New seed", "新しい種"],
  seed_about: ["Chance is drawn from the seed: the same seed, the same course. Both worlds have the same.", "偶然は種から決まります。種が同じなら経過も同じ。二つの世界は同じ種です。"],
  colour: ["Colour of cells", "細胞の色"],
  by_type: ["by type", "種類"],
  day: ["day {0} of {1}", "{1}日中 {0}日目"],
  loading: ["The engine is being unpacked …", "エンジンを準備しています…"],
  failed: ["The engine can't run here: {0}", "エンジンを動かせません：{0}"],
  browser: ["It needs Chrome or Edge 95, Firefox 113 or Safari 16.4, or later.", "Chrome・Edge 95、Firefox 113、Safari 16.4以降が必要です。"],
  dying: ["dying", "死にかけ"],
  dot: ["1 dot = {0} EVs", "点1つ＝EV {0}個"],
  none: ["none", "なし"],
  turn: ["Turn it", "変えてみる"],
  knobs_about: ["A number turned while the worlds run holds from that moment on, as a treatment. After Restart it holds from the start.", "動いている間に変えた値は、その時点から（治療として）効きます。「最初から」を押すと、はじめから効きます。"],
  at_start: ["holds from the next Restart", "次の「最初から」で効きます"],
  fixed: ["fixed in “{0}”", "「{0}」では固定"],
  from_start: ["from the next Restart on", "次の「最初から」以降"],
  charts: ["What is measured, by day", "測ったもの（横軸は日）"],
  band: ["Run {0} more seeds", "別の種で{0}回"],
  band_stop: ["Stop", "やめる"],
  band_about: ["One run is one possible course. These run what you have now with other seeds: the band holds the middle 80 % of them, the thin line is their median.", "1回の結果は、ありうる経過の一つにすぎません。同じ条件で種だけを変えて動かします。帯は中央の80％、細い線は中央値です。"],
  band_running: ["{0} of {1} seeds are through", "{1}回中 {0}回終了"],
  band_result: ["After {0} seeds (seed {1} to {2}): mean with 95 % interval", "{0}回（種 {1}〜{2}）の平均と95％区間"],
  measure: ["measure", "測定値"],
  difference: ["difference, pair by pair", "差（同じ種どうし）"],
  happened_in: ["in {0} of {1}", "{1}回中 {0}回"],
  result: ["What came out", "結果"],
  result_locked: ["This opens when the worlds have run to their end.", "最後まで動かすと開きます。"],
  you_predicted: ["You predicted: {0}", "あなたの予想：{0}"],
  observe: ["You should have seen", "見えたはずのこと"],
  evidence_against: ["What speaks against it", "モデルへの反証"],
  assumed: ["What is assumed", "仮定していること"],
  questions: ["To go on thinking", "さらに考えよう"],
  teacher: ["For teachers", "教える方へ"],
  take: ["Take it with you", "持ち帰る"],
  take_about: ["This is what you have set, as an experiment of exomet. The program runs it with the same digest, bit for bit:", "設定した内容を exomet の実験ファイルにしたものです。プログラムで動かすと、ダイジェストまで完全に一致します。"],
  save: ["Save", "保存"],
  copy: ["Copy", "コピー"],
  copied: ["Copied", "コピーしました"],
  digest: ["digest at the end: {0}", "最後のダイジェスト：{0}"],
  no_digest: ["the digest is there when the run is at its end", "ダイジェストは最後まで動かすと出ます"],
  picture_of: ["Section through the tissue, {0}, day {1}: {2}", "組織の断面、{0}、{1}日目：{2}"],
  chart_of: ["{0}: {1}", "{0}：{1}"],
  made: ["Made by exomet {0}; everything runs in this page, and nothing is sent anywhere.", "exomet {0} で作成。すべてこのページの中で動き、どこにも送信されません。"],
};

let language = lesson.lang;
const said = [];  // [element, attribute or "", () => words]

export const current = () => language;

// The lesson's words in the language of now, or in one that they have.
export const words = (text) => text[language] ?? text[lesson.lang] ?? Object.values(text)[0] ?? "";

export function t(key, ...values) {
  const text = own[key][language === "ja" ? 1 : 0];
  return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}

// Keeps an element's text (or attribute) in the language of now.
export function say(element, make, attribute = "") {
  const entry = [element, attribute, typeof make === "string" ? () => t(make) : make];
  said.push(entry);
  put(entry);
  return element;
}

function put([element, attribute, make]) {
  if (attribute) element.setAttribute(attribute, make());
  else element.textContent = make();
}

export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  said.forEach(put);
  document.dispatchEvent(new Event("language"));
}

// What changes with the run is said anew.
export function sayAgain() {
  said.forEach(put);
}
