import type { Alarm } from './alarm';
import type { ApplicationModel } from './application-model';
import { isFields, type Resource } from './resource';

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
  private readonly byName: readonly string[];
  private readonly readAll: boolean;

  constructor(private readonly model: ApplicationModel) {
    const { resources } = model;
    this.byName = resources.ofType(...BY_NAME).map(({ written }) => JSON.stringify(written));
    this.readAll = resources.isOpen || resources.ofType('AWS::Events::Rule').some(mayReadAlarms);
  }

  /** Whether one of them may look at the alarm. */
  public have({ resource }: Alarm): boolean {
    if (this.readAll || this.model.mentionsOf(resource).length > 0) return true;
    if (resource.has('AlarmName') === false) return false;
    const name = resource.text('AlarmName');
    return name === undefined ? this.byName.length > 0 : this.byName.some((text) => text.includes(name));
  }
}

function mayReadAlarms(rule: Resource): boolean {
  const pattern = rule.get('EventPattern');
  return (
    pattern !== undefined && (!isFields(pattern) || /aws\.cloudwatch|CloudWatch Alarm/.test(JSON.stringify(rule.written.EventPattern)))
  );
}
