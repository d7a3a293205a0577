import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardeningProfile, type HardeningProfileOptions, Waiver } from '../../lib';
import { DEFAULTS } from '../../lib/core/defaults';
import { BUNDLE_FACTS, BUNDLING_WORDS, DEFAULT_WORDS, FIXED, settingInWords } from '../catalogue/defaults';
import { PRICES, PRICES_OF } from '../catalogue/prices';
import type { Properties } from '../catalogue/template';
import { table } from './markdown';

const PROFILES: Record<string, HardeningProfile> = {
  'standard()': HardeningProfile.standard(),
  'strict()': HardeningProfile.strict(),
  'development()': HardeningProfile.development(),
};

/** docs/defaults.md, from the profiles themselves. */
export function defaults(): string {
  const settings = Object.keys(DEFAULT_WORDS) as (keyof HardeningProfileOptions)[];
  return [
    '# Defaults, by profile',
    'Generated from `lib/profiles` by `tools/docs.ts`; changes by hand are lost.',
    "A function's own prop wins over the choices of its scopes (`HardenedFunctionDefaults`), and those over the profile " +
      '(`HardeningProfile`, `standard()` unless another is said).',
    table(
      ['Setting', ...Object.keys(PROFILES), 'Why', 'Price', 'To change it', 'AWS'],
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
    '## The same under every profile',
    table(
      ['What', 'Value', 'To change it'],
      FIXED.map(({ what, value, change }) => [what, value, change]),
    ),
    '## The code of `HardenedNodejsFunction`',
    'Under every profile. What `bundling` says wins, option by option. `npx projen bench:bundles` prints the sizes and times.',
    table(
      ['What', 'Value', 'Why', 'To change it'],
      [...BUNDLE_FACTS.map(({ what, value, why, change }) => [what, value, why, change]), ...bundling()],
    ),
    '## What an idle function makes and costs',
    `The function itself with its share of the stack (topic and key are made once a stack), in USD a month; list prices of ${PRICES_OF.region}, ${PRICES_OF.month}.`,
    table(
      ['Profile', 'Resources of the function', 'Resources of the stack', 'USD of the function', 'USD of the stack'],
      Object.entries(PROFILES).map(([name, profile]) => [name, ...made(profile)]),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

const bundling = (): string[][] =>
  (Object.keys(BUNDLING_WORDS) as (keyof typeof BUNDLING_WORDS)[]).map((option) => {
    const value = DEFAULTS.bundling[option];
    return [`\`${option}\``, String(Array.isArray(value) ? value.join(', ') : value), BUNDLING_WORDS[option], `\`bundling.${option}\``];
  });

/** Two functions and one: the difference is what a function makes, the rest what its stack does. */
function made(profile: HardeningProfile): string[] {
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
