import type { AlarmWords, FailurePath } from './failure-path';

const LEFT = 16;
/** The narrowest terminal that is drawn for. */
const WIDTH = 80;

/**
 * The path of a failed event goes down on the left. Each alarm with an action joins the line on the right, which
 * ends at those who are notified.
 */
export function drawFailurePath(path: FailurePath): string[] {
  const atFunction = branches(path.functionAlarms);
  const atQueue = branches(path.queueAlarms);
  const kept = path.queueName.length < LEFT - 2 ? [step(path.queueName, path.kept)] : [step(path.queueName), step('', path.kept)];
  const bus = new Bus(
    Math.max(...kept.map(({ length }) => length), ...[...atFunction, ...atQueue].map(({ text }) => LEFT + text.length + 4)) + 3,
  );
  return [
    step(path.what, path.from),
    step('  │'),
    step('  ▼'),
    step(path.functionName, path.attempts),
    ...atFunction.map((branch) => bus.join(step('  │'), branch)),
    bus.beside(step('  │', 'failed after all retries')),
    bus.beside(step('  ▼')),
    ...kept.map((line) => bus.beside(line)),
    ...atQueue.map((branch) => bus.join('', branch)),
    ...[...path.topics, path.listeners.join(', ') || 'no subscriber in this stack'].flatMap((stop) => bus.stop(stop)),
  ];
}

const step = (name: string, words = ''): string => `  ${name.padEnd(LEFT - 2)}${words}`.trimEnd();

interface Branch {
  readonly text: string;
  readonly isNotified: boolean;
}

function branches(alarms: AlarmWords[]): Branch[] {
  const width = Math.max(0, ...alarms.map(({ name }) => name.length));
  return alarms.map(({ name, threshold, isNotified }, index) => ({
    text: `${index === alarms.length - 1 ? '└─' : '├─'} ${name.padEnd(width)}  ${threshold}${isNotified ? '' : ', nobody is notified'}`,
    isNotified,
  }));
}

/** The line on the right that joins the alarms. */
class Bus {
  private hasStarted = false;

  constructor(private readonly column: number) {}

  public join(left: string, { text, isNotified }: Branch): string {
    const line = left.padEnd(LEFT) + text;
    if (!isNotified) return this.beside(line);
    const corner = this.hasStarted ? '┤' : '┐';
    this.hasStarted = true;
    return `${`${line} `.padEnd(this.column, '─')}${corner}`;
  }

  public beside(line: string): string {
    return this.hasStarted ? `${line.padEnd(this.column)}│` : line;
  }

  public stop(name: string): string[] {
    const before = Math.min(this.column - Math.floor(name.length / 2), WIDTH - name.length);
    const centred = ' '.repeat(Math.max(0, before)) + name;
    return [`${' '.repeat(this.column)}▼`, centred];
  }
}
