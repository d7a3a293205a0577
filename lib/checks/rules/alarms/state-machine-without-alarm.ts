import type { Resource } from '../../../template-model/resource';
import { hasAlarms } from '../../../template-model/unwatched-functions';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { arn, fn, ref, resource } from '../examples/parts';

const MACHINE = 'AWS::StepFunctions::StateMachine';

const machine = resource(MACHINE, { RoleArn: 'arn:aws:iam::111122223333:role/steps', DefinitionString: '{}' });
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
  problem: 'A rule or schedule starts a state machine that invokes functions, and no alarm watches the state machine.',
  impact: 'Failed executions notify nobody, because nobody waits for the result.',
  fix: "Add an alarm on the metric 'ExecutionsFailed' in 'AWS/States' with the dimension 'StateMachineArn'.",
  docsUrl: 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html',
  *find(model): Iterable<Violation> {
    if (model.resources.isOpen || !hasAlarms(model) || model.alarms.some(({ mayWatchOthers }) => mayWatchOthers)) return;
    for (const rule of model.resources.ofType('AWS::Events::Rule', 'AWS::Scheduler::Schedule')) {
      const targets =
        rule.type === 'AWS::Events::Rule' ? (rule.list('Targets') ?? []).map((_, index) => `Targets.${index}.Arn`) : ['Target.Arn'];
      const machine = targets.map((property) => model.resources.behind(rule.get(property))).find((target) => target?.type === MACHINE);
      if (!machine || rule.get('State') === 'DISABLED' || isWatched(machine, model.alarms)) continue;
      yield { resource: machine, message: `the state machine must have an alarm, because ${rule.id} starts it, got none` };
    }
  },
  examples: (): Examples => ({
    bad: [{ ...nightly, Orders: fn(), Alarm: errorsAlarm('Orders') }],
    good: [
      { ...nightly, Alarm: alarm('AWS/States', 'ExecutionsFailed', { StateMachineArn: ref('Machine') }) },
      {
        ...nightly,
        Orders: fn(),
        Alarm: errorsAlarm('Orders'),
        Other: alarm('AWS/States', 'ExecutionsFailed', { StateMachineArn: ref('MachineArn') }),
      },
      nightly,
      { Machine: machine, Orders: fn(), Alarm: errorsAlarm('Orders') },
    ],
  }),
};

/** An alarm on state machines of which only a deployment knows the name may be on this one. */
const isWatched = (
  machine: Resource,
  alarms: readonly { readonly metrics: readonly { readonly namespace?: string }[]; readonly subjects: ReadonlySet<Resource> }[],
): boolean =>
  alarms.some(
    ({ subjects, metrics }) =>
      subjects.has(machine) || (metrics.some(({ namespace }) => namespace === 'AWS/States') && subjects.size === 0),
  );
