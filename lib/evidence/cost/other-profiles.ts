import type { ApplicationModel } from '../../template-model/application-model';
import { hardeningIn } from '../../template-model/functions/hardening';
import type { CostLine, ProfileChange } from './cost-evidence';
import type { PriceList } from './prices';
import { type MadeByProfile, PROFILE_COSTS, type ProfileName } from './profile-costs';
import { ASSUMPTIONS, totalOf } from './terms';

/**
 * Estimated for all functions that are not the CDK's: what the profile makes for a function, a stack and an event source.
 *
 * @internal
 */
export function otherProfiles(models: readonly ApplicationModel[], lines: readonly CostLine[], prices: PriceList): ProfileChange[] {
  const functions = models.flatMap((model) =>
    [...model.functions.values()].filter(({ resource }) => hardeningIn(resource.metadata) !== 'of the CDK').map((fn) => ({ fn, model })),
  );
  const stacks = new Set(functions.map(({ fn }) => fn.resource.template)).size;
  const mappings = functions.flatMap(({ fn, model }) => model.mappingsOf(fn));
  const streams = mappings.filter(({ isStream }) => isStream).length;
  const queues = mappings.filter(({ kind }) => kind === 'SQS').length;
  const compared = lines.filter(({ protection }) => protection === 'alarms' || protection === 'customer-managed keys');
  const paid = totalOf(
    compared.flatMap(({ idle }) => idle),
    prices,
    ASSUMPTIONS,
  );
  const under = (profile: ProfileName): number => {
    const { stack, fn, queue, stream } = PROFILE_COSTS[profile];
    const costs = (each: MadeByProfile, times: number) =>
      times * (each.alarmMetrics * prices.prices.alarmMetric.usd + each.keys * prices.prices.key.usd);
    return costs(stack, stacks) + costs(fn, functions.length) + costs(queue, queues) + costs(stream, streams);
  };
  const having = (profile: ProfileName) => functions.filter(({ fn: { resource } }) => profileOf(resource.metadata) === profile).length;
  const profiles = Object.keys(PROFILE_COSTS) as ProfileName[];
  // Where all functions have one profile, an estimate is compared with an estimate.
  const common = profiles.find((profile) => functions.length > 0 && having(profile) === functions.length);
  const now = common ? under(common) : paid;
  return profiles.map((profile) => ({
    profile,
    functions: having(profile),
    idle: under(profile),
    difference: under(profile) - now,
    differs: DIFFERS[profile],
  }));
}

const DIFFERS: Readonly<Record<ProfileName, string>> = {
  standard: 'Requires that somebody is notified of alarms. Logs are kept for a year.',
  strict:
    'A key for each stack, a dead-letter queue for each function, and customer-managed policies. Requires a VPC and a reserved concurrency.',
  development: 'No alarms, logs for a week. What is stored is deleted with its stack.',
  lean: 'No alarms: FleetAlarms watches the functions of an account and region for all stacks.',
};

const profileOf = (metadata: Readonly<Record<string, unknown>>): unknown =>
  (Object(metadata['cdk-hardened-lambda:Hardening']) as { readonly Profile?: unknown }).Profile;
