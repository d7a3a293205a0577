import type { Alarm } from './alarm';
import type { Picture } from './picture';
import { isFields, type Resource } from './resource';

/** What takes alarms by their names. */
const BY_NAME = ['AWS::CloudWatch::CompositeAlarm', 'AWS::CodeDeploy::DeploymentGroup', 'AWS::Route53::HealthCheck', 'AWS::ECS::Service'];

/**
 * Whether something of the templates looks at the alarm, other than what its actions name: a composite alarm, a
 * deployment that it rolls back, a rule on every alarm's state, or an output for somebody else.
 *
 * @internal
 */
export function isReadByOthers(alarm: Alarm, picture: Picture): boolean {
  return picture.mentionsOf(alarm.resource).length > 0 || isNamed(alarm.resource, picture) || hearsAllAlarms(picture);
}

function isNamed(alarm: Resource, { resources }: Picture): boolean {
  if (alarm.has('AlarmName') === false) return false;
  const readers = resources.ofType(...BY_NAME);
  const name = alarm.text('AlarmName');
  return name === undefined ? readers.length > 0 : readers.some((reader) => JSON.stringify(reader.written).includes(name));
}

const hearsAllAlarms = ({ resources }: Picture): boolean =>
  resources.ofType('AWS::Events::Rule').some((rule) => {
    const pattern = rule.get('EventPattern');
    return (
      pattern !== undefined && (!isFields(pattern) || /aws\.cloudwatch|CloudWatch Alarm/.test(JSON.stringify(rule.written.EventPattern)))
    );
  });
