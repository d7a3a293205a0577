import { isCdkBefore } from '../cdk';

/**
 * What becomes of a member of CDK's function or its interface:
 *
 * - `live`: aimed at the live target
 * - `inner`: delegated to CDK's function inside
 * - `own`: done by the shell itself
 * - `inherited`: CDK's implementation is right on the shell as it is
 * - `absent`: not there
 */
export type Decision = { readonly is: 'live' | 'inner' } | { readonly is: 'own' | 'inherited' | 'absent'; readonly why: string };

const live: Decision = { is: 'live' };
const inner: Decision = { is: 'inner' };
const own = (why: string): Decision => ({ is: 'own', why });
const inherited = (why: string): Decision => ({ is: 'inherited', why });
const absent = (why: string): Decision => ({ is: 'absent', why });

const IMPORT = 'importing hardens nothing: use lambda.Function';
const ACCOUNT = 'about all functions of the account, and none of them: use lambda.Function';
/** What the CDK has since a version, and an older one has not. */
const since = (version: string, members: Record<string, Decision>) => (isCdkBefore(version) ? {} : members);

const BY_METRIC = "calls 'metric', which is aimed at the live target";

/** Every public member of lambda.IFunction and lambda.Function, and of all that they inherit from. */
export const CONTRACT: Record<string, Decision> = {
  // What is invoked
  functionName: live,
  functionArn: live,
  functionRef: inherited("made of 'functionName' and 'functionArn'"),
  permissionsNode: live,
  resourceArnsForGrantInvoke: live,
  addPermission: live,
  addFunctionUrl: own('passes the options on to the live target, and adds the alarms of the URL'),
  grantInvoke: live,
  grantInvokeUrl: live,
  grantInvokeCompositePrincipal: inherited("calls 'grantInvoke' for each principal"),
  metric: live,
  metricDuration: inherited(BY_METRIC),
  metricErrors: inherited(BY_METRIC),
  metricInvocations: inherited(BY_METRIC),
  metricThrottles: inherited(BY_METRIC),
  configureAsyncInvoke: own('merges with the props, and moves the alarms to a new failure target'),
  addEventSource: own('refuses what is no source; binds the source to the shell, which passes on what the source asks for'),
  addEventSourceMapping: own('the mapping is a child of the shell, so that its logical id is the one of a plain function'),
  considerWarningOnInvokeFunctionPermissions: inherited('the function inside warns, since permissions are made on it'),

  // What runs
  role: inner,
  grantPrincipal: inner,
  addToRolePolicy: inner,
  architecture: inner,
  runtime: inner,
  timeout: inner,
  tenancyConfig: inner,
  logGroup: inner,
  isBoundToVpc: inner,
  connections: inner,
  addLayers: inner,
  addEnvironment: own('checks name and value, and returns the shell'),
  deadLetterQueue: own("set on the resource, behind CDK's function, which would grant nothing on the key"),
  deadLetterTopic: own("set on the resource, behind CDK's function, which would grant nothing on the key"),

  // Versions
  currentVersion: inner,
  latestVersion: inner,
  addAlias: own("of a released function it knows the alias 'live'; others are made on the function inside"),
  invalidateVersionBasedOn: inner,
  grantInvokeLatestVersion: inner,
  grantInvokeVersion: inner,

  // Construct and resource
  node: inherited('the shell is the construct that the user made'),
  stack: inherited('the stack of the shell is the stack of the function inside'),
  env: inherited('the environment of the shell is the one of its stack'),
  applyRemovalPolicy: inherited("acts on 'node.defaultChild', which is the function's resource"),
  ...since('2.258.0', { applyCrossStackReferenceStrength: inherited("acts on 'node.defaultChild', which is the function's resource") }),
  with: inherited('applies the mixin to the shell and everything below it'),
  toString: inherited('the path of the shell'),
  'static isConstruct': inherited('a check of any object'),
  'static isResource': inherited('a check of any object'),
  'static isOwnedResource': inherited('a check of any object'),

  // Statics of lambda.Function
  'static fromFunctionArn': absent(IMPORT),
  'static fromFunctionAttributes': absent(IMPORT),
  'static fromFunctionName': absent(IMPORT),
  'static classifyVersionProperty': absent('a setting of the whole app: use lambda.Function'),
  'static metricAll': absent(ACCOUNT),
  'static metricAllConcurrentExecutions': absent(ACCOUNT),
  'static metricAllDuration': absent(ACCOUNT),
  'static metricAllErrors': absent(ACCOUNT),
  'static metricAllInvocations': absent(ACCOUNT),
  'static metricAllThrottles': absent(ACCOUNT),
  'static metricAllUnreservedConcurrentExecutions': absent(ACCOUNT),
  'static PROPERTY_INJECTION_ID': own('injectors know the shell by its own id; those for lambda.Function join the plan'),
};
