import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../cdk-languages/run';
import type { Step } from './step';

const ROOT = join(__dirname, '../..');
const HEADING = /^## \[?(\d+\.\d+\.\d+)/m;

/** A changelog with the notes of a release before those of earlier ones. What was unreleased is in them. */
export function withNotes(changelog: string, notes: string): string {
  const version = HEADING.exec(notes)?.[1];
  if (version === undefined) throw new Error(`the notes of a release must begin with '## VERSION', got '${notes.slice(0, 40)}'`);
  if ([...changelog.matchAll(new RegExp(HEADING, 'gm'))].some(([, released]) => released === version)) return changelog;
  const [head, ...sections] = changelog.split(/^(?=## )/m);
  return [head, `${notes.trim()}\n\n`, ...sections.filter((section) => !section.startsWith('## Unreleased'))]
    .join('')
    .trimEnd()
    .concat('\n');
}

export interface Bump {
  /** The newest tag; none before the first release. */
  readonly last?: string;
  readonly tag: string;
  readonly notes: string;
}

export function bumpProblems({ last, tag, notes }: Bump): string[] {
  const version = HEADING.exec(notes)?.[1];
  return [
    ...(/^v\d+\.\d+\.\d+$/.test(tag) ? [] : [`a release must have a tag 'vMAJOR.MINOR.PATCH', got ${tag}`]),
    ...(tag === last || tag === 'v0.0.0' ? [`a release must have a new version, got ${tag}`] : []),
    ...(`v${version}` === tag ? [] : [`the notes must be those of ${tag}, got ${version}`]),
    ...(/^\* /m.test(notes) ? [] : ['the notes must list a commit, got none; the commits must be conventional']),
  ];
}

/** Whether one of the commits is a line of the notes: without one, there is nothing to release. */
export const isReleasable = (messages: readonly string[]): boolean =>
  messages.some((message) => /^(feat|fix)(\(.+\))?:|^\w+(\(.+\))?!:/.test(message) || /^BREAKING[ -]CHANGE:/m.test(message));

/** The task of the release that sets the version and writes the notes, in a clone of what is committed. */
export const changelog: Step = {
  name: 'Version and notes',
  tools: [],

  run({ root }) {
    const git = (...args: string[]) => run({ cwd: root }, 'git', ...args).trim();
    if (git('rev-parse', '--is-shallow-repository') === 'true') {
      return { made: 'not tried', problems: ['the repository must have its history, got a shallow clone; fetch all of it'] };
    }
    const [last] = git('tag', '--sort=-version:refname', '--list', 'v*').split('\n');
    const messages = git('log', '--format=%B%x00', ...(last ? [`${last}..HEAD`] : [])).split('\0');
    if (!isReleasable(messages.map((message) => message.trim()))) return { made: `nothing to release after ${last}`, problems: [] };
    // Not below node_modules: the task leaves a version alone that is in an ignored folder.
    const clone = mkdtempSync(join(tmpdir(), 'release-'));
    try {
      const bump = { last, ...bumpIn(clone, root) };
      const lines = bump.notes.match(/^\* /gm)?.length ?? 0;
      return { made: `${bump.tag} after ${last || 'no release'}, ${lines} lines of notes`, problems: bumpProblems(bump) };
    } finally {
      rmSync(clone, { recursive: true });
    }
  },
};

function bumpIn(clone: string, root: string): Omit<Bump, 'last'> {
  run({ cwd: root }, 'git', 'clone', '--quiet', '--shared', root, clone);
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  run({ cwd: clone }, 'npx', 'projen', 'bump');
  const read = (file: string) => readFileSync(join(clone, 'dist', file), 'utf8').trim();
  return { tag: read('releasetag.txt'), notes: read('changelog.md') };
}

if (require.main === module) {
  const file = join(ROOT, 'CHANGELOG.md');
  writeFileSync(file, withNotes(readFileSync(file, 'utf8'), readFileSync(join(ROOT, 'dist/changelog.md'), 'utf8')));
}
