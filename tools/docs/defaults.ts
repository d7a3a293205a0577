import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardeningProfile, Waiver } from '../../lib';
import { DEFAULTS } from '../../lib/core/defaults';
import { BUNDLE_FACTS, BUNDLING_WORDS, DEFAULT_WORDS, FIXED, settingInWords } from '../catalogue/defaults';
import { PRICES, PRICES_OF } from '../catalogue/prices';
import type { Properties } from '../catalogue/template';
import { fenced, page, table } from './markdown';

const PROFILES: Record<string, HardeningProfile> = {
  'standard()': HardeningProfile.standard(),
  'strict()': HardeningProfile.strict(),
  'lean()': HardeningProfile.lean(),
  'development()': HardeningProfile.development(),
};

/** docs/defaults.md, from the profiles themselves. */
export function defaults(): string {
  const settings = Object.keys(DEFAULT_WORDS) as (keyof typeof DEFAULT_WORDS)[];
  return page(
    'Defaults by profile',
    'lib/profiles and tools/catalogue',
    'Every value that a function gets if you set none, with its reason, its price and how to change it.',
    'The first of these that sets a value wins: a prop of the function, the nearest scope with `HardenedFunctionDefaults`, the profile ' +
      '(`HardeningProfile`; `standard()` is the default).',
    fenced('ts', EXAMPLE),
    '## Settings of a profile',
    table(
      ['Setting', ...Object.keys(PROFILES), 'Reason', 'Price in USD', 'To change it', 'AWS'],
      settings.map((setting) => {
        const { why, price, change, see } = DEFAULT_WORDS[setting];
        return [
          setting,
          ...Object.values(PROFILES).map((profile) => settingInWords(profile, setting)),
          why,
          price,
          change,
          `[page](${see})`,
        ];
      }),
    ),
    '## The same in every profile',
    table(
      ['What', 'Value', 'To change it'],
      FIXED.map(({ what, value, change }) => [what, value, change]),
    ),
    '## Bundling of `HardenedNodejsFunction`',
    'The same in every profile. An option that you set in `bundling` wins. `npx projen bench:bundles` prints sizes and load times.',
    table(
      ['What', 'Value', 'Reason', 'To change it'],
      [...BUNDLE_FACTS.map(({ what, value, why, change }) => [what, value, why, change]), ...bundling()],
    ),
    '## Resources and cost of a function without traffic',
    `In USD a month, with list prices of ${PRICES_OF.region}, ${PRICES_OF.month}. The alarm topic and the key are created once per stack.`,
    table(
      ['Profile', 'Resources of the function', 'Resources of the stack', 'USD of the function', 'USD of the stack'],
      Object.entries(PROFILES).map(([name, profile]) => [name, ...countsAndCosts(profile)]),
    ),
  );
}

const EXAMPLE = `import { App } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AlarmActions, HardenedFunctionDefaults, HardeningProfile } from 'cdk-hardened-lambda';

const app = new App();
HardenedFunctionDefaults.of(app).set({
  profile: HardeningProfile.strict().derive({ logRetention: logs.RetentionDays.TEN_YEARS }),
  alarmActions: AlarmActions.topicNamed('ops-alarms'),
});`;

const bundling = (): string[][] =>
  (Object.keys(BUNDLING_WORDS) as (keyof typeof BUNDLING_WORDS)[]).map((option) => {
    const value = DEFAULTS.bundling[option];
    return [`\`${option}\``, String(Array.isArray(value) ? value.join(', ') : value), BUNDLING_WORDS[option], `\`bundling.${option}\``];
  });

/** With two functions and with one: the difference belongs to a function, the rest to its stack. */
function countsAndCosts(profile: HardeningProfile): string[] {
  const [one, two] = [1, 2].map((count) => resourcesOf(profile, count));
  const costOf = (resources: Resource[]) => resources.reduce((sum, { Type, Properties }) => sum + priceOf(Type).idle(Properties ?? {}), 0);
  const ofFunction = two.length - one.length;
  const costOfFunction = costOf(two) - costOf(one);
  return [String(ofFunction), String(one.length - ofFunction), costOfFunction.toFixed(2), (costOf(one) - costOfFunction).toFixed(2)];
}

function priceOf(type: string) {
  const price = PRICES[type];
  if (!price) throw new Error(`${type} has no price; add it to tools/catalogue/prices.ts`);
  return price;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Properties;
}

function resourcesOf(profile: HardeningProfile, count: number): Resource[] {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  for (let n = 0; n < count; n++) {
    new HardenedFunction(stack, `Function${n}`, {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      alarmActions: AlarmActions.email('ops@example.com'),
      profile,
      waivers: [Waiver.vpc('the table is about the function'), Waiver.reservedConcurrency('the table is about the function')],
    });
  }
  return Object.values(app.synth().getStackArtifact(stack.artifactId).template.Resources);
}
