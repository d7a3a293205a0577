import type { ApplicationModel } from '../application-model';
import { isFields, type Resource } from '../resource';
import { type Alarm, FAILURE_ACTIONS } from './alarm';

/** What takes alarms by their names. */
const BY_NAME = ['AWS::CloudWatch::CompositeAlarm', 'AWS::CodeDeploy::DeploymentGroup', 'AWS::Route53::HealthCheck', 'AWS::ECS::Service'];

/**
 * What looks at alarms, other than whom their actions name: a composite alarm, a deployment that is rolled back, a rule
 * on every alarm's state, an output for somebody else.
 *
 * @internal
 */
export class AlarmReaders {
  /** As the templates have those that take alarms by their names. */
  private readonly byName: readonly (readonly [Resource, string])[];
  private readonly readAll: boolean;
  private readonly silent = new Map<Resource | undefined, boolean>();

  constructor(private readonly model: ApplicationModel) {
    const { resources } = model;
    this.byName = resources.ofType(...BY_NAME).map((resource) => [resource, JSON.stringify(resource.written)]);
    this.readAll = resources.isOpen || resources.ofType('AWS::Events::Rule').some(mayReadAlarms);
  }

  /** Whether one of them may look at the alarm. */
  public have({ resource }: Alarm): boolean {
    return this.readAll || this.readersOf(resource).some((reader) => !this.isSilent(reader));
  }

  private readersOf(alarm: Resource): readonly (Resource | undefined)[] {
    const mentions = this.model.mentionsOf(alarm).map(({ by }) => by);
    if (alarm.has('AlarmName') === false) return mentions;
    const name = alarm.text('AlarmName');
    return [...mentions, ...this.byName.flatMap(([resource, text]) => (name === undefined || text.includes(name) ? [resource] : []))];
  }

  private isSilent(reader: Resource | undefined): boolean {
    const known = this.silent.get(reader);
    if (known !== undefined) return known;
    const isSilent = this.isSilentAlone(reader);
    this.silent.set(reader, isSilent);
    return isSilent;
  }

  /** A composite that notifies nobody of a failure, and that nothing looks at. */
  private isSilentAlone(reader: Resource | undefined): boolean {
    if (reader?.type !== BY_NAME[0] || !FAILURE_ACTIONS.every((property) => reader.list(property)?.length === 0)) return false;
    return this.readersOf(reader).every((other) => other === reader);
  }
}

function mayReadAlarms(rule: Resource): boolean {
  const pattern = rule.get('EventPattern');
  return (
    pattern !== undefined && (!isFields(pattern) || /aws\.cloudwatch|CloudWatch Alarm/.test(JSON.stringify(rule.written.EventPattern)))
  );
}
