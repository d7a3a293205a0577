/** What of Stryker's report counts here. */
export interface Report {
  readonly files: Record<string, { readonly source: string; readonly mutants: Mutant[] }>;
}

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

export interface Score {
  readonly killed: number;
  readonly survived: number;
  /** One part in so many was changed. @default 1 */
  readonly oneIn?: number;
}

/** In percent. */
export const OVERALL = 85;
export const EACH = 80;

const KILLED = ['Killed', 'Timeout'];
/** No coverage is no excuse: nothing noticed the change. */
const SURVIVED = ['Survived', 'NoCoverage'];

export function scoreOf({ files }: Report): Score {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (counted: string[]): number => statuses.filter((status) => counted.includes(status)).length;
  return { killed: count(KILLED), survived: count(SURVIVED) };
}

/** Of nothing to kill, all is killed. */
export function percentOf({ killed, survived }: Score): number {
  return killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
}

/** Of what was changed. */
export function totalOf(scores: Score[]): Score {
  const sum = (count: 'killed' | 'survived'): number => scores.reduce((total, score) => total + score[count], 0);
  return { killed: sum('killed'), survived: sum('survived') };
}

const changed = ({ oneIn }: Score): string => (oneIn === undefined ? 'each' : `1 in ${oneIn}`);

export function row(name: string, score: Score, of = changed(score)): string {
  return `| ${name} | ${of} | ${score.killed} | ${score.survived} | ${percentOf(score).toFixed(1)} % |`;
}

/** What is below its bound; that of the whole is asked for only where the whole was measured. */
export function below(scores: Record<string, Score>, whole: boolean): string[] {
  const short = (name: string, score: Score, bound: number): string[] =>
    percentOf(score) < bound
      ? [`${name}: ${percentOf(score).toFixed(1)} % of the changes were noticed, at least ${bound} % have to be`]
      : [];
  return [
    ...Object.entries(scores).flatMap(([folder, score]) => short(`lib/${folder}`, score, EACH)),
    ...(whole ? short('lib', totalOf(Object.values(scores)), OVERALL) : []),
  ];
}

/** A line for each change that nothing noticed: where, what stood there, and what was put in its place. */
export function survivorsOf({ files }: Report): string[] {
  return Object.entries(files).flatMap(([path, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants
      .filter(({ status }) => SURVIVED.includes(status))
      .map(({ location: { start }, mutatorName, replacement = '' }) =>
        [`${path}:${start.line}`, mutatorName, lines[start.line - 1].trim(), `=> ${replacement.replace(/\s+/g, ' ')}`].join(' | '),
      );
  });
}

/** What need not be tried again. */
export function onlyKilled(report: Report): Report {
  const files = Object.entries(report.files).map(([path, file]) => [
    path,
    { ...file, mutants: file.mutants.filter(({ status }) => KILLED.includes(status)) },
  ]);
  return { ...report, files: Object.fromEntries(files) };
}
