import { type Expected, ONE_FUNCTION } from './expected';
import type { Finding } from './finding';

/** Why the list and what was found differ; empty where they agree. */
export function differences(findings: Finding[], expected: Expected[]): string[] {
  const open = findings.filter(({ profile, acknowledged }) => profile !== 'plain' && !acknowledged);
  const unexpected = open.filter((finding) => !expected.some((each) => covers(each, finding)));
  const gone = expected.flatMap((each) =>
    each.rules
      .filter((rule) => !open.some((finding) => finding.rule === rule && covers(each, finding)))
      .map((rule) => `no longer found, take it off the list: ${rule} at ${each.path.source}`),
  );
  return [
    ...unexpected.map(({ scanner, rule, path, subject, profile }) => `${scanner}: ${rule} at ${path} (${subject}, ${profile})`),
    ...gone,
  ];
}

/** What `strict` is for is not covered under it; nor is anything that a template can satisfy, of one function with all that strict asks. */
export function covers({ kind, rules, path }: Expected, { rule, path: found, profile, subject }: Finding): boolean {
  if (profile === 'strict' && (kind === 'strict' || (subject === ONE_FUNCTION && kind !== 'cannot'))) return false;
  return rules.includes(rule) && path.test(found);
}
