// Plays a recorded scenario with our command line.
import path from "node:path";
import { compare } from "./compare.mjs";
import { observe } from "./observe.mjs";
import { restore } from "./record.mjs";
import { Side } from "./stage.mjs";

let serial = 0;

/** Whether what was done besides a failure was a matter of chance. */
const raced = (scenario, ...seen) => !scenario.serial && seen.some(({ exit }) => exit.some((code) => code !== 0));

export class Player {
  constructor({ cli, template, work, cache, allowed, needed }) {
    Object.assign(this, { cli, template, work, cache, allowed, needed });
  }

  /** The steps in which ours differs from the record; after each it goes on from where the record is. */
  async play(scenario, host, recorded) {
    const side = new Side(path.join(this.work, `${++serial}`), { cache: this.cache, host });
    side.create();
    side.copyFrom(this.template);
    const mismatches = [];
    let before;
    try {
      for (const [i, step] of scenario.steps.entries()) {
        side.lay(step, scenario);
        const results = await side.command(this.cli, step, scenario);
        const b = observe(side, results, step, before);
        const { seen: a, after } = recorded[i];
        const chance = raced(scenario, a, b.seen);
        const differences = compare(a, b.seen, { only: chance ? ["exit"] : undefined, allowed: this.allowed, needed: this.needed });
        before = b.raw;
        if (differences.length > 0) mismatches.push({ step: i, differences, a, b: b.seen, output: b.output });
        if (differences.length > 0 || chance) {
          restore(side, after);
          before = after.state?.checkpoint?.latest?.resources ?? [];
        }
      }
    } finally {
      side.remove();
    }
    return mismatches;
  }
}
