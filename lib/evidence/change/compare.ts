import { totalOf } from '../cost/terms';
import type { Evidence } from '../evidence';
import type { FunctionEvidence } from '../functions/function-evidence';
import type { Change, Difference, Replaced } from './change';
import type { ResourceState } from './resource-state';

type Compared = Evidence & { readonly states: readonly ResourceState[] };

/** What deploying the new templates over the old ones does. @internal */
export function changeBetween(before: Compared, after: Compared): Change {
  const pairs = pairsOf(before.functions, after.functions);
  const idle = ({ cost }: Evidence) =>
    totalOf(
      cost.lines.flatMap((line) => line.idle),
      cost.prices,
      cost.assumptions,
    );
  const perMillion = ({ cost }: Evidence) =>
    totalOf(
      cost.lines.flatMap((line) => line.perMillion),
      cost.prices,
      cost.assumptions,
    );
  const names = (functions: readonly FunctionEvidence[], others: readonly FunctionEvidence[]) => {
    const known = new Set(others.map(({ key }) => key));
    return functions.filter(({ key }) => !known.has(key)).map(({ name }) => name);
  };
  return {
    functions: { added: names(after.functions, before.functions), removed: names(before.functions, after.functions) },
    permissions: pairs.flatMap((pair) => differences(pair, permissionLines)),
    alarms: pairs.flatMap((pair) => differences(pair, alarmLines)),
    failurePaths: pairs.flatMap((pair) => differences(pair, failureLines)),
    retention: pairs.flatMap((pair) => changedValue(pair, ({ retention }) => retention)),
    settings: pairs.flatMap(changedSettings),
    findings: changedFindings(before, after),
    idle: { before: idle(before), after: idle(after) },
    perMillion: { before: perMillion(before), after: perMillion(after) },
    replaced: replacedOf(before.states, after.states),
  };
}

interface Pair {
  readonly name: string;
  readonly before?: FunctionEvidence;
  readonly after?: FunctionEvidence;
}

function pairsOf(before: readonly FunctionEvidence[], after: readonly FunctionEvidence[]): Pair[] {
  const old = new Map(before.map((fn) => [fn.key, fn]));
  const now = new Set(after.map(({ key }) => key));
  return [
    ...after.map((fn) => ({ name: fn.name, before: old.get(fn.key), after: fn })),
    ...before.filter(({ key }) => !now.has(key)).map((fn) => ({ name: fn.name, before: fn })),
  ];
}

/** Lines that only one of both has. */
function differences({ name, before, after }: Pair, linesOf: (fn: FunctionEvidence) => readonly string[]): Difference[] {
  const [old, now] = [before, after].map((fn) => new Set(fn ? linesOf(fn) : []));
  return [
    ...[...old].filter((line) => !now.has(line)).map((line) => ({ of: name, before: line })),
    ...[...now].filter((line) => !old.has(line)).map((line) => ({ of: name, after: line })),
  ];
}

/** An action on a resource, one by one: a statement may be split. */
const permissionLines = ({ permissions = [] }: FunctionEvidence): string[] =>
  permissions.flatMap(({ actions, resources, isDenied, hasCondition }) =>
    actions.flatMap((action) =>
      resources.map((resource) => `${isDenied ? 'denies ' : ''}${action} on ${resource}${hasCondition ? ', with a condition' : ''}`),
    ),
  );

const alarmLines = ({ alarms }: FunctionEvidence): string[] =>
  alarms.map(({ name, when, notifies }) => `${name}: ${when}; notifies ${notifies.join(', ') || 'nobody'}`);

const failureLines = ({ failures }: FunctionEvidence): string[] =>
  failures.map(
    ({ what, after, to, kept, broken }) =>
      `${what}, after ${after}: ${broken ?? [to, kept && `kept for ${kept}`].filter(Boolean).join(', ')}`,
  );

function changedValue({ name, before, after }: Pair, shownBy: (fn: FunctionEvidence) => string): Difference[] {
  if (!before || !after || shownBy(before) === shownBy(after)) return [];
  return [{ of: name, before: shownBy(before), after: shownBy(after) }];
}

function changedSettings(pair: Pair): Difference[] {
  const names = new Set([...(pair.before?.settings ?? []), ...(pair.after?.settings ?? [])].map(({ name }) => name));
  names.delete('Log retention');
  return [...names].flatMap((name) =>
    changedValue(pair, ({ settings }) => `${name}: ${settings.find((one) => one.name === name)?.value ?? 'not set'}`),
  );
}

function changedFindings(before: Evidence, after: Evidence): Difference[] {
  const open = ({ findings }: Evidence) =>
    new Map(findings.filter(({ reason }) => reason === undefined).map((one) => [one.fingerprint, one]));
  const [old, now] = [open(before), open(after)];
  return [
    ...[...old].filter(([id]) => !now.has(id)).map(([, { logicalId, message }]) => ({ of: logicalId, before: message })),
    ...[...now].filter(([id]) => !old.has(id)).map(([, { logicalId, message }]) => ({ of: logicalId, after: message })),
  ];
}

function replacedOf(before: readonly ResourceState[], after: readonly ResourceState[]): Replaced[] {
  const now = new Map(after.map((state) => [state.key, state]));
  const old = new Set(before.map(({ key }) => key));
  const added = after.filter(({ key }) => !old.has(key));
  return before.flatMap((state): Replaced[] => {
    const { key, type } = state;
    const other = now.get(key);
    if (!other) return [{ key, type, ...successorOf(state, added) }];
    if (other.type !== type) return [{ key, type, why: `its type becomes ${other.type}` }];
    const changed = [...new Set([...Object.keys(state.fixed), ...Object.keys(other.fixed)])].filter(
      (name) => state.fixed[name] !== other.fixed[name],
    );
    return changed.length === 0 ? [] : [{ key, type, why: `${changed.join(', ')} changes, which replaces it` }];
  });
}

/** The same construct with another logical id, or the only one of its type that is new in its template. */
function successorOf({ template, type, path }: ResourceState, added: readonly ResourceState[]): Pick<Replaced, 'why' | 'by'> {
  const alike = added.filter((state) => state.template === template && state.type === type);
  const same = alike.find((state) => path !== undefined && state.path === path) ?? (alike.length === 1 ? alike[0] : undefined);
  return same ? { why: 'its logical id changes, which replaces it', by: same.logicalId } : { why: 'it is deleted' };
}
