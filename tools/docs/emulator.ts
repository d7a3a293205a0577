import { SHOWN_ARCHITECTURES } from '../../verify/emulator/architectures';
import { PATHS, type Path } from '../../verify/emulator/paths';
import { DROPPED } from '../../verify/emulator/readback/dropped';
import { REFUSED } from '../../verify/emulator/refused';
import { code, page, table } from './markdown';

/** docs/emulator.md, from the table that the tests on the emulator run. */
export function emulator(): string {
  const paths = Object.values<Path>(PATHS);
  const shown = paths.flatMap(({ from, to, shown }) => (shown ? [[from, to, shown]] : []));
  const notShown = paths.flatMap(({ from, to, notShown }) => (notShown ? [[from, to, notShown]] : []));
  return page(
    'Emulator tests',
    'the table in verify/emulator/paths.ts, which the tests run',
    'Which failure paths are proved by a deployment, and which are not.',
    "`npx projen emulator` deploys functions with the CDK's own CLI to [MiniStack](https://pypi.org/project/ministack/), an emulator of AWS " +
      'on 127.0.0.1. It sends valid and invalid events, and looks up where each of them is stored: none is lost, and none is in one place twice.',
    '## Paths that are tested',
    table(['Event source', 'Target', 'What the test proves'], shown),
    '## Paths that are not tested',
    'The emulator differs from AWS here, so a test would prove nothing.',
    table(['Event source', 'Target', 'Reason'], notShown),
    '## Architectures',
    'Three examples are deployed as a whole and used, in CI and by one command each after `npm ci`. In order:',
    ...SHOWN_ARCHITECTURES.map(({ name, command, tested, notTested }) =>
      [
        `**examples/${name}** (${code(command)})\n`,
        ...tested.map((title, index) => `${index + 1}. ${title}`),
        `\nNot tested: ${notTested}.`,
      ].join('\n'),
    ),
    '## Functions that exist',
    'Three functions of the CDK are deployed, then `Hardening.of(app).apply()` is added and deployed. No resource gets another name. ' +
      'Failed events of two functions are found in the shared failure queue, each with the ARN of its function; a message that fails is ' +
      'moved to the redrive queue that was made. Without the line, settings and policies are as they were, and the failed events are kept; ' +
      'then the line is added again.',
    '## Callers of an API',
    'A function that answers, one that fails and one that times out are behind a hardened REST API and a hardened HTTP API. Above the limit ' +
      'of an API callers get 429, while another API goes on, and a caller that retries with growing pauses gets through. A function that ' +
      'fails or times out is a server error, which shows nothing of the code; after a timeout the work had begun. The emulator ignores ' +
      'limits of one route and of an HTTP API, request validators and web ACLs, and publishes no metrics of an API.',
    '## Properties that are read back',
    'After the deployment, every property of two functions (profiles `standard` and `strict`), of their event sources and of all ' +
      'resources that belong to them is read through the service APIs and compared with the template. The emulator ignores these ' +
      'properties, so they are not verified:',
    DROPPED.map((each) => `- ${code(each)}`).join('\n'),
    '## What is taken out',
    'The emulator refuses templates with these resources. One step takes them out before each deployment (verify/emulator/refused.ts), so ' +
      'no test on the emulator proves anything about them; unit tests, scanners and an evaluator of alarms do.',
    REFUSED.map(({ what }) => `- ${what}`).join('\n'),
    '## What an emulator cannot prove',
    'How soon AWS retries, concurrency, arm64, the freeze between two invocations, what KMS and a VPC allow, and the dimensions, ' +
      'periods and missing-data treatment of alarms. The emulator implements some of these in part, and ignores the rest.',
  );
}
