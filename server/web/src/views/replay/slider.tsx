// The slider: a range over the steps with hills of how much happened when, buttons to step and play, and the choice between
// the two clocks. The range is the browser's own, so arrow keys, Home, End and page keys work as everywhere.
import { density, sliderOf, stepAt, type Knowledge, type Pace } from "../../graphics/replay_steps";
import { dayAndClock, day } from "../../language/dates";
import { number, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";
import { calm, type Player } from "./player";

const words = spoken(
  { then: "Som kendt dengang", now: "Som kendt nu", event: "Hændelse for hændelse", day: "Dag for dag", clock: "Hvad vidste man", pace: "Skridt",
    slider: "Tidspunkt i forløbet", play: "Afspil", stop: "Stands", before: "Et skridt tilbage", after: "Et skridt frem", of: "af", jump: "Gå til dato",
    thenHelp: "Kun det, der var skrevet ned på det tidspunkt.", nowHelp: "Alt, vi i dag ved om det tidspunkt." },
  { then: "As known then", now: "As known now", event: "Event by event", day: "Day by day", clock: "What was known", pace: "Steps",
    slider: "Moment in the case", play: "Play", stop: "Stop", before: "One step back", after: "One step forward", of: "of", jump: "Go to a date",
    thenHelp: "Only what had been written down by then.", nowHelp: "All we know today about that time." },
);

function Choice<T extends string>({ label, value, of, choose }: { label: string; value: T; of: [T, string][]; choose: (value: T) => void }) {
  return (
    <div class="choices" role="group" aria-label={label}>
      {of.map(([each, text]) => <button key={each} type="button" aria-pressed={value === each} onClick={() => choose(each)}>{text}</button>)}
    </div>
  );
}

function Hills({ player }: { player: Player }) {
  const counts = density(player.steps, player.pace);
  const most = Math.max(1, ...counts);
  return (
    <svg class="hills" viewBox={`0 0 ${Math.max(1, counts.length)} 24`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {counts.map((count, index) => count > 0 && <rect key={index} x={index + 0.1} width="0.8" y={24 - 3 - 20 * count / most} height={3 + 20 * count / most} />)}
    </svg>
  );
}

const shown = (moment: string, pace: Pace) => pace === "day" ? day(moment.slice(0, 10)) : dayAndClock(moment);

export function Slider({ player, goToDate }: { player: Player; goToDate: (date: string) => void }) {
  const { steps, at, step, playing, knowledge, pace } = player;
  const moment = step ? shown(step.moment, pace) : "";
  const says = step ? `${moment}: ${step.events.map((event) => event.label).slice(0, 3).join(", ")}` : "";
  const lastAt = steps.length - 1;
  const range = sliderOf(steps, at, pace);
  return (
    <section class="replay-bar card" aria-label={words().slider}>
      <div class="replay-choices">
        <Choice<Knowledge> label={words().clock} value={knowledge} of={[["then", words().then], ["now", words().now]]} choose={(each) => player.choose({ knowledge: each })} />
        <Choice<Pace> label={words().pace} value={pace} of={[["event", words().event], ["day", words().day]]} choose={(each) => player.choose({ pace: each })} />
        <span class="replay-jump">
          <label class="form-label" for="replay-date">{words().jump}</label>
          <input id="replay-date" class="form-input" type="date" value={step?.moment.slice(0, 10)} onChange={(event) => goToDate(event.currentTarget.value)} />
        </span>
      </div>
      <p class="replay-help">{knowledge === "then" ? words().thenHelp : words().nowHelp}</p>
      <div class="replay-track">
        <button type="button" class="button button-tertiary" aria-label={words().before} disabled={at === 0} onClick={() => player.moveTo(at - 1)}><span class="flip"><Icon name="next" /></span></button>
        {!calm() && (
          <button type="button" class="button button-secondary replay-play" onClick={() => player.play(!playing)} disabled={at >= lastAt && !playing}>
            <Icon name={playing ? "pause" : "play"} /> {playing ? words().stop : words().play}
          </button>
        )}
        <button type="button" class="button button-tertiary" aria-label={words().after} disabled={at >= lastAt} onClick={() => player.moveTo(at + 1)}><Icon name="next" /></button>
        <div class="replay-range">
          <Hills player={player} />
          <input type="range" min={0} max={range.most} step={1} value={range.value} aria-label={words().slider} aria-valuetext={says}
                 onInput={(event) => player.moveTo(stepAt(steps, at, Number(event.currentTarget.value), pace))} />
          <p class="replay-ends small" aria-hidden="true"><span>{steps[0] && day(steps[0].moment)}</span><span>{steps[lastAt] && day(steps[lastAt]!.moment)}</span></p>
        </div>
      </div>
      <p class="replay-now"><strong>{moment}</strong> <span class="small">{number(at + 1)} {words().of} {number(steps.length)}</span></p>
    </section>
  );
}
