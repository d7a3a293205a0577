import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { referencedIn } from '../../../template-model/mentions';
import { isFields, partsOf } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref } from '../examples/parts';

/** As a template writes that a parameter is not shown. */
const ON: readonly unknown[] = [true, 'true', 'True', 'TRUE'];

const variables = (Variables: Readonly<Record<string, unknown>>) => ({ Orders: fn({ Environment: { Variables } }) });

const RESOLVED = '{{resolve:secretsmanager:';
const SECURE = '{{resolve:ssm-secure:';

/** @internal */
export const SECRET_RESOLVED_IN_ENVIRONMENT: Rule = {
  id: 'SecretResolvedInEnvironment',
  severity: CheckSeverity.WARNING,
  problem: 'An environment variable of a function is set from a secret at deployment.',
  impact:
    "CloudFormation writes the secret into the function's configuration, where everybody with 'lambda:GetFunctionConfiguration' can read it.",
  fix: "Set the variable to the ARN of the secret in 'Environment.Variables', and read the secret at startup.",
  docsUrl: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      for (const [name, source] of secretsOf(fn)) {
        const property = `Environment.Variables.${name}`;
        yield { resource: fn.resource, property, message: `'${property}' must be the ARN of a secret, got ${source}`, fn };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      variables({ TOKEN: '{{resolve:secretsmanager:orders:SecretString:token}}' }),
      variables({ TOKEN: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', ref('Secret'), ':SecretString:::}}']] } }),
      variables({ TOKEN: { 'Fn::If': ['IsLive', '{{resolve:secretsmanager:live}}', '{{resolve:secretsmanager:test}}'] } }),
    ],
    good: [
      variables({ TOKEN_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3' }),
      variables({ TOKEN_SECRET_ARN: ref('Secret') }),
      variables({ ENDPOINT: '{{resolve:ssm:/orders/endpoint}}' }),
    ],
  }),
};

/** The variables that a deployment sets from a secret, and from where. */
function secretsOf({ resource }: LambdaFunction): [string, string][] {
  const values = resource.get('Environment.Variables');
  const written = (resource.written.Environment as { readonly Variables?: Readonly<Record<string, unknown>> } | undefined)?.Variables;
  if (!isFields(values)) return [];
  return Object.entries(values).flatMap(([name, value]): [string, string][] => {
    // In a branch, too.
    if (partsOf(value)?.some(isResolved) || isResolved(JSON.stringify(written?.[name])))
      return [[name, 'a dynamic reference to its value']];
    // What a parameter has is no secret where the variable is about its name.
    if (OF_NAMES.test(name)) return [];
    return referencedIn(written?.[name]).flatMap((parameter): [string, string][] => {
      const kind = kindOf(resource.template.body.Parameters?.[parameter]);
      return kind === undefined ? [] : [[name, `${kind} ${parameter}`]];
    });
  });
}

const OF_NAMES = /(arn|name|id|path|url|uri)s?$/i;

const isResolved = (part: unknown): boolean => typeof part === 'string' && (part.includes(RESOLVED) || part.includes(SECURE));

function kindOf(parameter: unknown): string | undefined {
  const { NoEcho, Default } = Object(parameter) as { readonly NoEcho?: unknown; readonly Default?: unknown };
  if (ON.includes(NoEcho)) return 'the NoEcho parameter';
  return isResolved(Default) ? 'a dynamic reference in the parameter' : undefined;
}
