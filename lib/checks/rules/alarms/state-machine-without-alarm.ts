import { hasAlarms, unwatchedFunctionsOf } from '../../../template-model/alarms/unwatched-functions';
import { STATE_MACHINE } from '../../../template-model/events/state-machine';
import type { Resource, Value } from '../../../template-model/resource';
import type { Resources } from '../../../template-model/resources';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { arn, fn, ref, resource } from '../examples/parts';

const machine = resource(STATE_MACHINE, { RoleArn: 'arn:aws:iam::111122223333:role/steps', DefinitionString: '{}' });
const nightly = {
  Machine: machine,
  Nightly: resource('AWS::Events::Rule', {
    ScheduleExpression: 'rate(1 day)',
    Targets: [{ Id: 'Steps', Arn: ref('Machine'), RoleArn: arn('Role') }],
  }),
};

/** @internal */
export const STATE_MACHINE_WITHOUT_ALARM: Rule = {
  id: 'StateMachineWithoutAlarm',
  severity: CheckSeverity.WARNING,
  problem: 'A service starts a state machine, and no alarm watches it.',
  impact: 'Failed executions notify nobody, because nobody waits for the result.',
  fix: "Add an alarm on the metric 'ExecutionsFailed' in 'AWS/States' with the dimension 'StateMachineArn'.",
  docsUrl: 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html',
  *find(model): Iterable<Violation> {
    if (model.resources.isOpen || model.alarms.some(({ mayWatchOthers }) => mayWatchOthers)) return;
    // Where nothing has an alarm, one finding for the template is enough.
    const reported = new Set(hasAlarms(model) ? [] : [...unwatchedFunctionsOf(model)].map(({ fn }) => fn.resource.template));
    const seen = new Set<Resource>();
    for (const { starter, machine } of startsIn(model.resources)) {
      if (seen.has(machine) || reported.has(machine.template) || isWatched(machine, model.alarms) || isReported(machine, model.resources))
        continue;
      seen.add(machine);
      yield { resource: machine, message: `the state machine must have an alarm, because ${starter.label} starts it, got none` };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...nightly, Orders: fn(), Alarm: errorsAlarm('Orders') },
      nightly,
      {
        Machine: machine,
        Pipe: resource('AWS::Pipes::Pipe', {
          Source: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          Target: ref('Machine'),
          RoleArn: arn('Role'),
        }),
        Orders: fn(),
        Alarm: errorsAlarm('Orders'),
      },
    ],
    good: [
      { ...nightly, Alarm: alarm('AWS/States', 'ExecutionsFailed', { StateMachineArn: ref('Machine') }) },
      {
        ...nightly,
        Orders: fn(),
        Alarm: errorsAlarm('Orders'),
        Other: alarm('AWS/States', 'ExecutionsFailed', { StateMachineArn: ref('MachineArn') }),
      },
      {
        ...nightly,
        Nightly: { ...nightly.Nightly, Properties: { ...nightly.Nightly.Properties, State: 'DISABLED' } },
      },
      { Machine: machine, Orders: fn(), Alarm: errorsAlarm('Orders') },
      {
        ...nightly,
        Failures: resource('AWS::Events::Rule', {
          EventPattern: { source: ['aws.states'], detail: { status: ['FAILED'], stateMachineArn: [ref('Machine')] } },
          Targets: [{ Id: 'Ops', Arn: 'arn:aws:sns:eu-west-1:111122223333:ops' }],
        }),
      },
    ],
  }),
};

const STARTERS = ['AWS::Events::Rule', 'AWS::Scheduler::Schedule', 'AWS::Pipes::Pipe', 'AWS::ApiGatewayV2::Integration'];

/** What starts a state machine of the templates without an answer to wait for. */
const startsIn = (resources: Resources): { readonly starter: Resource; readonly machine: Resource }[] =>
  resources.ofType(...STARTERS).flatMap((starter) =>
    startedBy(starter).flatMap((value) => {
      const machine = resources.behind(value);
      return machine?.type === STATE_MACHINE ? [{ starter, machine }] : [];
    }),
  );

function startedBy(starter: Resource): Value[] {
  if (starter.get('State') === 'DISABLED' || starter.get('DesiredState') === 'STOPPED') return [];
  switch (starter.type) {
    case 'AWS::Events::Rule':
      return (starter.list('Targets') ?? []).map((_, index) => starter.get(`Targets.${index}.Arn`));
    case 'AWS::Scheduler::Schedule':
      return [starter.get('Target.Arn')];
    case 'AWS::Pipes::Pipe':
      return [starter.get('Target')];
    default:
      return starter.get('IntegrationSubtype') === 'StepFunctions-StartExecution' ? [starter.get('RequestParameters.StateMachineArn')] : [];
  }
}

/** Whether a rule matches the failed executions of the state machine, or of all. */
const isReported = (machine: Resource, resources: Resources): boolean =>
  resources.ofType('AWS::Events::Rule').some((rule) => {
    const sources = rule.list('EventPattern.source');
    if (sources === undefined || !sources.includes('aws.states') || rule.get('State') === 'DISABLED') return false;
    const machines = rule.list('EventPattern.detail.stateMachineArn');
    return !machines || machines.length === 0 || machines.some((value) => (resources.behind(value) ?? machine) === machine);
  });

/** An alarm on state machines of which only a deployment knows the name may be on this one. */
const isWatched = (
  machine: Resource,
  alarms: readonly { readonly metrics: readonly { readonly namespace?: string }[]; readonly subjects: ReadonlySet<Resource> }[],
): boolean =>
  alarms.some(
    ({ subjects, metrics }) =>
      subjects.has(machine) || (metrics.some(({ namespace }) => namespace === 'AWS/States') && subjects.size === 0),
  );
