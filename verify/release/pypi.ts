import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { python as language } from '../cdk-languages/python';
import { run } from '../cdk-languages/run';
import { equal, filesOf, type PackageJson, required, type Step } from './step';

/** PyPI refuses longer ones. */
const SUMMARY_LIMIT = 512;

/** The fields of a METADATA file, each with all its values. */
export function metadataOf(text: string): Record<string, string[]> {
  const [head] = text.split('\n\n');
  const fields: Record<string, string[]> = {};
  for (const [, name, value] of head.matchAll(/^([\w-]+): (.*)$/gm)) {
    fields[name] = [...(fields[name] ?? []), value];
  }
  return fields;
}

export function wheelProblems(metadata: string, files: readonly string[], packageJson: PackageJson): string[] {
  const fields = metadataOf(metadata);
  const one = (name: string) => fields[name]?.[0];
  const needs = (fields['Requires-Dist'] ?? []).map((requirement) => requirement.split(/[ <>=!~;]/)[0]);
  return [
    ...required('METADATA', {
      Summary: one('Summary'),
      License: one('License') ?? one('License-Expression'),
      Author: one('Author'),
      'Home-page': one('Home-page'),
      'Project-URL': one('Project-URL'),
      'Requires-Python': one('Requires-Python'),
      'License-File': one('License-File'),
    }),
    ...equal('METADATA', 'Name', one('Name'), 'cdk-hardened-lambda'),
    ...equal('METADATA', 'Version', one('Version'), packageJson.version),
    ...equal('METADATA', 'Description-Content-Type', one('Description-Content-Type'), 'text/markdown'),
    ...((one('Summary') ?? '').length > SUMMARY_LIMIT ? [`METADATA must have a 'Summary' of at most ${SUMMARY_LIMIT} characters`] : []),
    ...['aws-cdk-lib', 'constructs', 'jsii']
      .filter((name) => !needs.includes(name))
      .map((name) => `METADATA must require '${name}', got ${needs.join(', ')}`),
    ...(metadata.includes('new HardenedFunction(') ? ['the README of the wheel must have its examples in Python, got TypeScript'] : []),
    ...filesOf('the wheel', files, [
      'cdk_hardened_lambda/__init__.py',
      'cdk_hardened_lambda/py.typed',
      `cdk_hardened_lambda/_jsii/${packageJson.name}@${packageJson.version}.jsii.tgz`,
      /\.dist-info\/(licenses\/)?LICENSE$/,
      /\.dist-info\/(licenses\/)?NOTICE$/,
    ]),
  ];
}

/** What PyPI would refuse the upload for: it accepts classifiers of its list only. */
const UNKNOWN_CLASSIFIERS = `
import sys
from trove_classifiers import classifiers
print(*[name for name in sys.argv[1:] if name not in classifiers], sep="\\n")
`;

export const pypi: Step = {
  name: 'PyPI',
  tools: language.tools,

  run({ root, folder, packageJson }) {
    const out = join(folder, 'dist');
    mkdirSync(out, { recursive: true });
    run({ cwd: root }, 'npx', 'projen', 'package:python', '--outdir', out);
    const packages = join(out, 'python');
    const names = readdirSync(packages);
    const wheel = names.find((name) => name.endsWith('.whl'));
    const source = names.find((name) => name.endsWith('.tar.gz'));
    if (!wheel || !source) return { made: names.join(', '), problems: [`PyPI must be given a wheel and a source archive, got ${names}`] };

    const contents = unzipSync(readFileSync(join(packages, wheel)));
    const files = Object.keys(contents);
    const metadata = strFromU8(contents[files.find((file) => file.endsWith('.dist-info/METADATA')) ?? ''] ?? new Uint8Array());
    const archived = run({ cwd: packages }, 'tar', '-tzf', source)
      .split('\n')
      .map((file) => file.replace(/^[^/]+\//, ''));
    const python = virtualEnvironment(folder);
    run({ cwd: packages }, python, '-m', 'twine', 'check', '--strict', wheel, source);
    const unknown = run({ cwd: packages }, python, '-c', UNKNOWN_CLASSIFIERS, ...(metadataOf(metadata).Classifier ?? [])).trim();
    return {
      made: `${wheel}, ${source}; twine read both`,
      problems: [
        ...wheelProblems(metadata, files, packageJson),
        ...filesOf('the source archive', archived, ['PKG-INFO', 'LICENSE', 'NOTICE', 'README.md', 'pyproject.toml', 'setup.py']),
        ...(unknown === '' ? [] : [`PyPI must know each classifier, got ${unknown.replaceAll('\n', ', ')}`]),
      ],
    };
  },
};

function virtualEnvironment(folder: string): string {
  const venv = join(folder, 'venv');
  const python = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  run({ cwd: folder }, 'python3', '-m', 'venv', venv);
  const requirements = join(__dirname, 'requirements.txt');
  run({ cwd: folder }, python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements);
  return python;
}
