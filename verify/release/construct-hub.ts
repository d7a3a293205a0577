import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Assembly, loadAssemblyFromPath } from '@jsii/spec';
import type { Step } from './step';

/** Construct Hub lists packages on npm that jsii compiled, with one of these licenses and its keyword for the CDK. */
const LICENSES = /^(Apache-2\.0|MIT|ISC|BSD-\w+-Clause|EPL-\d\.0|MPL-2\.0|CDDL-1\.\d)$/;
const LANGUAGES = ['python', 'java', 'dotnet', 'go'];

export function constructHubProblems(assembly: Assembly): string[] {
  const peers = Object.keys(assembly.dependencies ?? {});
  return [
    ...(LICENSES.test(assembly.license) ? [] : [`Construct Hub must be given a permissive license, got ${assembly.license}`]),
    ...(assembly.keywords?.includes('awscdk')
      ? []
      : [`Construct Hub must find the keyword 'awscdk', got ${assembly.keywords?.join(', ')}`]),
    ...['aws-cdk-lib', 'constructs']
      .filter((peer) => !peers.includes(peer))
      .map((peer) => `Construct Hub must find the peer dependency '${peer}', got ${peers.join(', ')}`),
    ...LANGUAGES.filter((language) => assembly.targets?.[language] === undefined).map(
      (language) => `Construct Hub must find the jsii target '${language}', got none: it shows no API in that language`,
    ),
    ...(assembly.readme?.markdown ? linkProblems(assembly.readme.markdown) : ['Construct Hub must find a README, got none']),
    ...(Object.values(assembly.types ?? {}).some(({ docs }) => docs?.summary) ? [] : ['Construct Hub must find docstrings, got none']),
  ];
}

/** Links of a README that lead nowhere outside of the repository: registries and Construct Hub show the page alone. */
export function linkProblems(markdown: string, page = 'README.md'): string[] {
  const text = markdown.replace(/^```[\s\S]*?^```/gm, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, link]) => link).filter((link) => !/^(https:|#)/.test(link));
  return links.length > 0 ? [`${page} must have absolute links, got ${[...new Set(links)].join(', ')}`] : [];
}

export const constructHub: Step = {
  name: 'Construct Hub',
  tools: [],

  run({ folder }) {
    const packed = join(folder, 'js', 'package');
    const redirect = JSON.parse(readFileSync(join(packed, '.jsii'), 'utf8'));
    const assembly = loadAssemblyFromPath(packed);
    const problems = constructHubProblems(assembly);
    return {
      made: `assembly with ${Object.keys(assembly.types ?? {}).length} types, ${redirect.compression ?? 'not compressed'}`,
      problems,
    };
  },
};
