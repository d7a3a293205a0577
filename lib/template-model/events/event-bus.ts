import { grammarFindings } from '../../filters/engine/grammar';
import { patternMatches } from '../../filters/engine/matcher';
import { arnOf, namedIn } from '../arns';
import { type Fields, isFields, isKnown, Reference, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';

const BUS = 'AWS::Events::EventBus';

/** The bus that each account has. */
const DEFAULT = 'default';

/** The fields by which a rule may choose here; what else it asks for is not known of an event. */
const SELECTIVE = ['source', 'detail-type'];

/** An event as far as it is known. @internal */
export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
}

/** Nobody's account: only a rule that matches everything matches it. @internal */
export const ANY_EVENT: BusEvent = { source: 'nobody-knows', 'detail-type': 'Nobody Knows' };

/** What Lambda's destinations put on a bus. @internal */
export const resultEvent = (succeeded: boolean): BusEvent => ({
  source: 'lambda',
  'detail-type': `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`,
});

/**
 * The rules of the templates by their buses.
 *
 * @internal
 */
export class EventBuses {
  private readonly rules = new Map<Resource | typeof DEFAULT, Resource[]>();

  constructor(private readonly resources: Resources) {
    for (const rule of resources.ofType('AWS::Events::Rule')) {
      const bus = this.named(rule.get('EventBusName') ?? DEFAULT);
      if (!bus || rule.get('State') === 'DISABLED' || rule.condition !== undefined) continue;
      this.rules.set(bus, [...(this.rules.get(bus) ?? []), rule]);
    }
  }

  /** The rules of a bus that surely let the event through. */
  public rulesFor(bus: Value, event: BusEvent): readonly Resource[] {
    const known = this.named(bus);
    return (known ? (this.rules.get(known) ?? []) : []).filter((rule) => letsThrough(rule.get('EventPattern'), event));
  }

  private named(value: Value): Resource | typeof DEFAULT | undefined {
    if (value === DEFAULT) return DEFAULT;
    const found = value instanceof Reference ? value.resource : this.resources.behind(value, BUS);
    if (found) return found.type === BUS ? found : undefined;
    const arn = arnOf(value);
    const named = arn && namedIn(arn);
    return named?.type === BUS && named.name === DEFAULT ? DEFAULT : undefined;
  }
}

function letsThrough(pattern: Value, event: BusEvent): boolean {
  if (!isFields(pattern) || !isKnown(pattern)) return false;
  // Everything on a bus is from some account and region.
  const { account, region, version, ...fields } = pattern as Fields & Record<string, unknown>;
  if (Object.keys(fields).some((key) => !SELECTIVE.includes(key))) return false;
  if (Object.keys(fields).length === 0) return true;
  return grammarFindings(fields).length === 0 && patternMatches(fields, { ...event });
}
