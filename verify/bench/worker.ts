// Runs in a fresh process. Nothing is imported up here: loading is part of what is measured.
const START = performance.now();

import type { Scenario, Side, Size, Synthesis } from './synthesis';

type SideName = 'hardened' | 'adopted' | 'hand-written' | 'queue-each' | 'plain';
type SynthesisModule = typeof import('./synthesis');

const MANY: Size = { stacks: 10, functionsPerStack: 10 };
/** An application of 1,000 functions. */
const LARGE: Size = { stacks: 50, functionsPerStack: 20 };
const WARM_UP = 4;

const side = (name: SideName): Side => require(`./${name}`);
const synthesis = (): SynthesisModule => require('./synthesis');
const reported = ({ milliseconds, templates }: Synthesis) => ({ milliseconds, types: synthesis().countTypes(templates) });

/** Import, first function, synth. */
function first(name: SideName) {
  const { synthesize } = synthesis();
  return reported(synthesize(side(name), { stacks: 1, functionsPerStack: 1 }, 'addFunction', START));
}

/** Many functions, over and over in one process, in the order that was drawn; each begins with the garbage collected. */
function many(scenario: Scenario, order: SideName[]) {
  const { synthesize } = synthesis();
  const collect = globalThis.gc ?? (() => {});
  const once = (name: SideName) => {
    collect();
    return { side: name, ...reported(synthesize(side(name), MANY, scenario)) };
  };
  for (let each = 0; each < WARM_UP; each++) for (const name of new Set(order)) once(name);
  return order.map(once);
}

/** The most memory that the process was resident with, in MB. */
function memory(name: SideName) {
  const { types } = reported(synthesis().synthesize(side(name), MANY));
  return { megabytes: process.resourceUsage().maxRSS / 1024, types };
}

/** The CPU time in ms, and the most memory in MB, of a large application: the time of a clock would count what else runs. */
function large(name: SideName) {
  const before = process.cpuUsage();
  synthesis().synthesize(side(name), LARGE);
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: (user + system) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 };
}

/** The templates of many functions. */
const templates = (name: SideName) => ({
  functions: MANY.stacks * MANY.functionsPerStack,
  templates: synthesis().synthesize(side(name), MANY).templates,
});

/** What a function of the library takes to load where the other side has made one already, and with it loaded its CDK. */
function loading() {
  synthesis().synthesize(side('hand-written'), { stacks: 1, functionsPerStack: 1 });
  const begin = performance.now();
  // Each is loaded when it is asked for.
  const { HardenedFunction, AlarmActions } = require('cdk-hardened-lambda');
  if (!HardenedFunction || !AlarmActions) throw new Error('the package must have a function and its alarms');
  return { milliseconds: performance.now() - begin };
}

function run(what: string, names: string[]): unknown {
  switch (what) {
    case 'first':
      return first(names[0] as SideName);
    case 'many':
      return many(names[0] as Scenario, names.slice(1) as SideName[]);
    case 'large':
      return large(names[0] as SideName);
    case 'templates':
      return templates(names[0] as SideName);
    case 'memory':
      return memory(names[0] as SideName);
    default:
      return loading();
  }
}

const [what, ...names] = process.argv.slice(2);
process.stdout.write(JSON.stringify(run(what, names)));
