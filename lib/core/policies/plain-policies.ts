import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * The document of a policy with one more statement, whether it is one of the CDK's or plain JSON; undefined where it can't be
 * read here, such as one that is known only once deployed.
 *
 * @internal
 */
export function withStatement(document: unknown, statement: iam.PolicyStatement): object | undefined {
  if (document instanceof iam.PolicyDocument) {
    document.addStatements(statement);
    return document;
  }
  if (typeof document !== 'object' || document === null || Token.isUnresolved(document)) return undefined;
  const name = 'statement' in document ? 'statement' : 'Statement';
  const { [name]: statements = [] } = document as Record<string, unknown>;
  if (Token.isUnresolved(statements)) return undefined;
  return { ...document, [name]: [...(Array.isArray(statements) ? statements : [statements]), statement.toStatementJson()] };
}
