import { type Command, Option } from 'commander';
import { check, onlyRules } from '../../cli/commands/check';
import { RULES } from '../../cli/engine';
import { noNotes } from '../../cli/input/application';
import { FAIL_ON, type FailOn, failingFrom, hasFailed, SEVERITIES } from '../../cli/input/severities';
import { reportJson } from '../../cli/reports/json';
import { reportText } from '../../cli/reports/text';
import { readStacks } from '../audit/deployed-stacks';
import { auditPolicy } from '../audit/policy';
import { readUnmanaged } from '../audit/unmanaged';
import { Exit } from '../exit';
import { refuse } from '../refusal';
import type { Session } from '../session';
import { block, text, warning } from '../terminal/text';

export interface AuditOptions {
  readonly policy?: boolean;
  readonly failOn: FailOn;
  readonly only: string[];
}

export const describeAudit = (command: Command): Command =>
  command
    .description(
      'Check all functions of the account and the Region: those of stacks by their templates, others as far as Lambda describes them',
    )
    .option('--policy', 'print the policy that this command needs, and end')
    .addOption(new Option('--fail-on <severity>', 'from which severity on to exit with 1').choices(FAIL_ON).default(SEVERITIES[0]))
    .option('--only <rule>', 'apply this rule only; may be repeated', (value: string, before: string[]) => [...before, value], [])
    .addHelpText(
      'after',
      `
Examples:
  $ cdk-hardened-lambda-ops audit --profile prod --region eu-west-1
  $ cdk-hardened-lambda-ops audit --policy > policy.json

It only reads. Without a stack nothing is known of roles, permissions and triggers other than event source mappings.`,
    );

export async function audit(session: Session, options: AuditOptions): Promise<Exit> {
  const { out } = session;
  if (options.policy) {
    out.document(auditPolicy());
    return Exit.GOOD;
  }
  const unknown = options.only.find((id) => !RULES.some((rule) => rule.id === id));
  if (unknown !== undefined) refuse(`'--only' must be the id of a rule, got '${unknown}'; see the list of rules`);
  const rules = options.only.length === 0 ? RULES : RULES.filter(({ id }) => options.only.includes(id));
  const { templates, managed, unread } = await readStacks(session);
  const unmanaged = await readUnmanaged(session, managed);
  if (session.signal.aborted) return Exit.INTERRUPTED;
  const application = { templates: [...templates, ...(unmanaged ? [unmanaged] : [])], positions: new Map(), notes: noNotes() };
  const outcome = check({ applications: [application], problems: [], isEach: false }, onlyRules(rules));
  // Names of resources come from templates of anybody: they are escaped as a whole, without colours.
  out.line(block(reportText(outcome, false, process.stdout.columns), ''));
  out.data({ ...JSON.parse(reportJson(outcome)), unread });
  for (const { stack, reason } of unread) out.note(warning(text`stack ${stack} was not read: ${reason}`));
  return hasFailed(outcome.checked, failingFrom(options.failOn)) || unread.length > 0 ? Exit.ATTENTION : Exit.GOOD;
}
