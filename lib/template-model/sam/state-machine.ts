import type { ResourceBody } from '../template';
import { fieldsOf, isObject, type Properties, pick } from './fields';

type Resources = Record<string, ResourceBody>;

const UNKNOWN_ROLE = { 'Fn::GetAtt': [] };

/** What SAM's state machine becomes, with what starts it. @internal */
export function stateMachineResources(id: string, machine: ResourceBody): Resources {
  const properties = machine.Properties ?? {};
  const { Role } = properties;
  const made = pick(properties, 'Definition', 'DefinitionSubstitutions', 'Name', 'Type', 'Tracing');
  return {
    [id]: { ...machine, Type: 'AWS::StepFunctions::StateMachine', Properties: { ...made, RoleArn: Role ?? UNKNOWN_ROLE } },
    ...Object.fromEntries(
      Object.entries(fieldsOf(properties.Events)).flatMap(([eventId, event]) =>
        isObject(event) ? starter(`${id}${eventId}`, event, id) : [],
      ),
    ),
  };
}

/** Rules and schedules; an API has callers that may look at the execution. */
function starter(id: string, event: Properties, machine: string): [string, ResourceBody][] {
  const properties = fieldsOf(event.Properties);
  const target = { Id: id, Arn: { Ref: machine }, RoleArn: properties.RoleArn ?? UNKNOWN_ROLE, ...pick(properties, 'DeadLetterConfig') };
  const state = properties.Enabled === false ? { State: 'DISABLED' } : pick(properties, 'State');
  switch (event.Type) {
    case 'EventBridgeRule':
    case 'CloudWatchEvent':
      return [[id, { Type: 'AWS::Events::Rule', Properties: { EventPattern: properties.Pattern, ...state, Targets: [target] } }]];
    case 'Schedule':
      return [[id, { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: properties.Schedule, ...state, Targets: [target] } }]];
    case 'ScheduleV2':
      return [
        [id, { Type: 'AWS::Scheduler::Schedule', Properties: { ...pick(properties, 'ScheduleExpression'), ...state, Target: target } }],
      ];
    default:
      return [];
  }
}
