import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache', 'filter-corpus');
const CLASSPATH = join(CACHE, 'classpath');
const POM = join(__dirname, 'pom.xml');
const PROGRAM = join(__dirname, 'Matcher.java');

/** What the engine is asked: a pattern and events, all JSON text. */
export interface Question {
  readonly pattern: string;
  readonly events: readonly string[];
}

export interface Answer {
  /** Why the engine refuses the pattern. */
  readonly error: string | null;
  /** Why it refuses it where no path may be repeated. */
  readonly strictError: string | null;
  /** Null where it refuses the event, or the pattern. */
  readonly matches: readonly (boolean | null)[];
}

function run(command: string, args: string[], input = ''): string {
  const done: SpawnSyncReturns<string> = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (done.error)
    throw new Error(`'${command}' must be installed to ask AWS's engine, got ${done.error.message}; install Java 17 and Maven`);
  if (done.status !== 0) throw new Error(`'${command} ${args.join(' ')}' failed: ${done.stderr || done.stdout}`);
  return done.stdout;
}

/** The engine's jar and what it needs, fetched by Maven once. */
function classpath(): string {
  if (!existsSync(CLASSPATH) || statSync(CLASSPATH).mtimeMs < statSync(POM).mtimeMs) {
    mkdirSync(CACHE, { recursive: true });
    run('mvn', ['-B', '-q', '-f', POM, 'dependency:build-classpath', `-Dmdep.outputFile=${CLASSPATH}`]);
  }
  return readFileSync(CLASSPATH, 'utf8').trim();
}

/** AWS's engine, event-ruler, on each question. */
export function askEngine(questions: readonly Question[]): Answer[] {
  const lines = questions.map((question) => JSON.stringify(question)).join('\n');
  const answers = run('java', ['-cp', classpath(), PROGRAM], `${lines}\n`)
    .split('\n')
    .filter((line) => line !== '');
  if (answers.length !== questions.length) throw new Error(`the engine answered ${answers.length} of ${questions.length} questions`);
  return answers.map((line) => JSON.parse(line));
}
