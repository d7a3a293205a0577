import { isNotFound } from '../aws/errors';
import { functionOfArn } from '../names/functions';
import type { Session } from '../session';
import { metricsSince, type Wanted } from '../status/metrics';

const DAYS = 14;

/** Who calls the function without an alias, a line each, as far as AWS tells. */
export async function callersWithoutAlias(session: Session, name: string): Promise<string[]> {
  const aliases = await aliasesOf(session, name);
  if (aliases.length === 0) return ['a function without an alias'];
  const found = await Promise.all([
    mappings(session, name),
    permissions(session, name),
    urls(session, name),
    invocations(session, name, aliases),
  ]);
  return found.flat();
}

async function aliasesOf({ clients }: Session, FunctionName: string): Promise<string[]> {
  const { paginateListAliases } = await import('@aws-sdk/client-lambda');
  const found: string[] = [];
  for await (const { Aliases = [] } of paginateListAliases({ client: await clients.lambda() }, { FunctionName }))
    found.push(...Aliases.flatMap(({ Name }) => Name ?? []));
  return found;
}

const isUnqualified = (arn = ''): boolean => [undefined, '$LATEST'].includes(functionOfArn(arn)?.qualifier);

async function mappings({ clients }: Session, FunctionName: string): Promise<string[]> {
  const { paginateListEventSourceMappings } = await import('@aws-sdk/client-lambda');
  const found: string[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: await clients.lambda() }, { FunctionName })) {
    for (const { FunctionArn, EventSourceArn, UUID } of EventSourceMappings)
      if (isUnqualified(FunctionArn)) found.push(`the event source mapping of ${EventSourceArn ?? UUID}`);
  }
  return found;
}

/** A permission on the function itself does not cover its aliases: who has it calls the function. */
async function permissions({ clients }: Session, FunctionName: string): Promise<string[]> {
  const { GetPolicyCommand } = await import('@aws-sdk/client-lambda');
  try {
    const { Policy = '{}' } = await (await clients.lambda()).send(new GetPolicyCommand({ FunctionName }));
    const { Statement = [] } = JSON.parse(Policy) as { Statement?: { Sid?: string; Principal?: unknown }[] };
    return Statement.map(({ Sid, Principal }) => `the permission ${Sid ?? 'without id'} of ${JSON.stringify(Principal)}`);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

async function urls({ clients }: Session, FunctionName: string): Promise<string[]> {
  const { paginateListFunctionUrlConfigs } = await import('@aws-sdk/client-lambda');
  const found: string[] = [];
  for await (const { FunctionUrlConfigs = [] } of paginateListFunctionUrlConfigs({ client: await clients.lambda() }, { FunctionName }))
    found.push(...FunctionUrlConfigs.filter(({ FunctionArn }) => isUnqualified(FunctionArn)).map(() => 'a function URL'));
  return found;
}

/** Who is allowed by an identity policy is not listed anywhere, but is counted. */
async function invocations(session: Session, FunctionName: string, aliases: readonly string[]): Promise<string[]> {
  const counted = (id: string, dimensions: Record<string, string>): Wanted => ({
    id,
    namespace: 'AWS/Lambda',
    metric: 'Invocations',
    stat: 'Sum',
    dimensions,
  });
  const wanted = [
    counted('all', { FunctionName }),
    ...aliases.map((alias, index) => counted(`alias${index}`, { FunctionName, Resource: `${FunctionName}:${alias}` })),
  ];
  const sums = await metricsSince(session, wanted, Date.now() - DAYS * 86_400_000, 86_400);
  const all = sums.get('all') ?? 0;
  const byAlias = aliases.reduce((sum, _, index) => sum + (sums.get(`alias${index}`) ?? 0), 0);
  return all > byAlias ? [`${all - byAlias} of ${all} invocations in ${DAYS} days`] : [];
}
