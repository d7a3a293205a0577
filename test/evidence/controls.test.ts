import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import * as nag from 'cdk-nag';
import { commonMistakesApp } from '../../examples/common-mistakes/app';
import { ordersApp } from '../../examples/orders/app';
import { CONTROLS, controlsOf, idsOf } from '../../lib/evidence/controls/check-controls';
import type { ControlEvidence } from '../../lib/evidence/controls/control';
import { EXCLUDED_CONTROLS, EXCLUDED_RULES, EXCLUDED_SERVICES } from '../../lib/evidence/controls/excluded';
import { LATEST_RUNTIMES } from '../../lib/evidence/controls/runtimes';
import { ApplicationModel } from '../../lib/template-model/application-model';
import { MADE } from '../../tools/evidence';
import { nagControls } from '../../tools/evidence/nag-controls';

const NAG = nagControls();
const CHECKED = new Map(CONTROLS.map((control) => [control.rule, control]));

test('there are rules of cdk-nag', () => {
  expect(NAG.length).toBeGreaterThan(150);
});

test.each(NAG.map(({ service, rule, ids }) => [rule, service, ids] as const))(
  '%s of %s is checked, or excluded with a reason',
  (rule, service, ids) => {
    const control = CHECKED.get(rule);
    const reason = EXCLUDED_RULES[rule] ?? EXCLUDED_SERVICES[service];
    expect([control !== undefined, reason !== undefined]).toEqual(control ? [true, false] : [false, true]);
    if (control) expect(idsOf(control)).toEqual(expect.arrayContaining([...ids]));
  },
);

test('no exclusion is of a rule or a service that does not exist', () => {
  const [services, rules] = [new Set(NAG.map(({ service }) => service)), new Set(NAG.map(({ rule }) => rule))];
  expect(Object.keys(EXCLUDED_SERVICES).filter((service) => !services.has(service))).toEqual([]);
  expect(Object.keys(EXCLUDED_RULES).filter((rule) => !rules.has(rule))).toEqual([]);
});

/** The numbers on the page of Security Hub, and AWS's managed rules about functions. */
const OTHERS = [
  ...[1, 2, 3, 4, 5, 6, 7].map((number) => `Security Hub Lambda.${number}`),
  ...[
    'lambda-concurrency-check',
    'lambda-dlq-check',
    'lambda-function-description',
    'lambda-function-public-access-prohibited',
    'lambda-function-settings-check',
    'lambda-function-xray-enabled',
    'lambda-inside-vpc',
    'lambda-vpc-multi-az-check',
  ].map((rule) => `Config ${rule}`),
];

test.each(OTHERS)('%s is checked, or excluded with a reason', (id) => {
  const checked = CONTROLS.some(({ others }) => others.includes(id));
  expect(checked).toBe(EXCLUDED_CONTROLS[id] === undefined);
});

test.each(Object.entries(MADE))('%s is up to date; make it with tools/evidence.ts', (file, make) => {
  const kept = readFileSync(join(__dirname, '../../lib/evidence', file), 'utf8');
  expect(withoutLayout(kept)).toBe(withoutLayout(make()));
});

/** As a formatter leaves it. */
const withoutLayout = (text: string): string =>
  text
    .replace(/["']/g, "'")
    .replace(/'(\w+)':/g, '$1:')
    .replace(/,(?=\s*[}\]])/g, '')
    .replace(/\s+/g, '');

/** A later CDK knows later runtimes. */
const { devDependencies } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
const isOwnCdk = devDependencies['aws-cdk-lib'] === require('aws-cdk-lib/package.json').version;

(isOwnCdk ? test : test.skip)('the latest runtimes are those that the CDK knows', () => {
  const app = new App();
  const rule = nag.rules.lambda.LambdaLatestVersion;
  for (const runtime of Object.values(LATEST_RUNTIMES)) {
    const fn = new CfnFunction(new Stack(app, runtime.replace(/\W/g, '')), 'Fn', {
      runtime,
      code: { zipFile: '' },
      role: 'r',
      handler: 'h',
    });
    expect([runtime, rule(fn)]).toEqual([runtime, nag.NagRuleCompliance.COMPLIANT]);
  }
});

/** What cdk-nag itself says of each resource of an app: open where it is not compliant. */
function nagStates(app: App): Map<string, string> {
  const states = new Map<string, string>();
  const rules = Object.assign({}, ...Object.values(nag.rules)) as Record<string, (node: CfnResource) => unknown>;
  for (const node of app.node.findAll()) {
    if (!CfnResource.isCfnResource(node)) continue;
    for (const { rule } of CONTROLS) {
      const result = rules[rule]?.(node);
      if (result === undefined || result === nag.NagRuleCompliance.NOT_APPLICABLE) continue;
      states.set(`${rule} ${node.stack.resolve(node.logicalId)}`, result === nag.NagRuleCompliance.COMPLIANT ? 'met' : 'open');
    }
  }
  return states;
}

const allows = (Action: string | string[], Resource: string | string[], Effect = 'Allow') => [{ Effect, Action, Resource }];
const BUCKET = 'arn:aws:s3:::orders';

/** A role for a service with what is given. */
function roleApp(service: string, properties: object): App {
  const app = new App();
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] };
  new CfnResource(new Stack(app, 'Shop'), 'Role', {
    type: 'AWS::IAM::Role',
    properties: { AssumeRolePolicyDocument: trust, ...properties },
  });
  return app;
}

const inline = (statements: object[]) => ({
  Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
});

/** The controls of a role that are open. */
const openIn = (app: App): string[] => {
  const templates = app.synth().stacks.map(({ stackName, template }) => ({ name: stackName, body: template }));
  return controlsOf(new ApplicationModel(templates), [])
    .filter(({ state }) => state === 'open')
    .map(({ rule }) => rule)
    .sort();
};

const INLINE = 'IAMNoInlinePolicy';
const WILDCARD = 'IAMNoWildcardPermissions';
const STAR = 'LambdaStarPermissions';
const ADMIN = 'IAMPolicyNoStatementsWithAdminAccess';
const FULL = 'IAMPolicyNoStatementsWithFullAccess';

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['one action on one bucket', inline(allows('s3:GetObject', BUCKET)), [INLINE]],
  ['one action on all', inline(allows('s3:GetObject', '*')), [INLINE, WILDCARD, STAR]],
  ['one action on a bucket and on all', inline(allows('s3:GetObject', [BUCKET, '*'])), [INLINE, WILDCARD, STAR]],
  ['one action on a prefix', inline(allows('s3:GetObject', [BUCKET, `${BUCKET}/*`])), [INLINE, WILDCARD]],
  ['some actions by a prefix', inline(allows(['s3:Get*', 's3:PutObject'], BUCKET)), [INLINE, WILDCARD]],
  ['all of a service, and one more', inline(allows(['s3:*', 'sqs:SendMessage'], BUCKET)), [INLINE, WILDCARD, FULL, STAR]],
  ['everything', inline(allows('*', '*')), [INLINE, WILDCARD, ADMIN, FULL, STAR]],
  ['everything on one bucket', inline(allows('*', BUCKET)), [INLINE, WILDCARD, FULL, STAR]],
  ['a denial of everything', inline(allows('*', '*', 'Deny')), [INLINE]],
  ['a policy of AWS', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }, ['IAMNoManagedPolicies']],
  ['a policy of the account', { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/orders'] }, []],
])('the controls that are open for a role with %s', (_, properties, open) => {
  expect(openIn(roleApp('lambda.amazonaws.com', properties))).toEqual([...open].sort());
  expect(openIn(roleApp('ec2.amazonaws.com', properties))).toEqual(open.filter((rule) => rule !== STAR).sort());
});

test.each([
  ['the example', ordersApp],
  ['the application full of mistakes', commonMistakesApp],
])('%s: each control is checked as cdk-nag checks it', (_, build) => {
  const app = build({});
  const assembly = app.synth();
  const templates = assembly.stacks.map(({ stackName, template }) => ({ name: stackName, body: template }));
  const rows = controlsOf(new ApplicationModel(templates), []);
  const expected = nagStates(app);
  const known = new Set(NAG.map(({ rule }) => rule));
  const checked = rows
    .filter(({ rule }) => known.has(rule))
    .map(({ rule, logicalId, state }: ControlEvidence) => [`${rule} ${logicalId}`, state]);

  expect(expected.size).toBeGreaterThan(20);
  expect(Object.fromEntries(checked)).toEqual(Object.fromEntries(expected));
});
