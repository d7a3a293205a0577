import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { callsOf, sourcesOf } from '../../../test/ops/calls';
import type { Model, Shape } from '../../../test/ops/stub/service-model';
import { installParts, VENV } from '../parts';

/** The services that are asked in JSON, by the names of their models. The others, in XML, are asked on the emulator. */
const MODELS: Readonly<Record<string, string>> = {
  lambda: 'lambda',
  sqs: 'sqs',
  cloudwatch: 'cloudwatch',
  logs: 'logs',
  kinesis: 'kinesis',
  'dynamodb-streams': 'dynamodbstreams',
};
const FILE = join(__dirname, '..', '..', '..', 'test', 'ops', 'stub', 'service-model.json');

/** The part of AWS's service models that the commands use, as botocore has them. */
export function usedModels(): Record<string, Model> {
  const calls = callsOf(sourcesOf(''));
  const models = Object.entries(MODELS).map(([service, folder]) => {
    const operations = calls.filter((call) => call.startsWith(`${service}.`)).map((call) => call.slice(service.length + 1));
    return [service, partOf(read(folder), operations)];
  });
  // Without what is not set, as JSON has it.
  return JSON.parse(JSON.stringify(Object.fromEntries(models)));
}

/** As it is committed, for the tests that do not install botocore. */
export const committedModels = (): Record<string, Model> => JSON.parse(readFileSync(FILE, 'utf8'));

// biome-ignore lint/suspicious/noExplicitAny: botocore's own format
function read(folder: string): any {
  const [python] = readdirSync(join(VENV, 'lib'));
  const data = join(VENV, 'lib', python, 'site-packages', 'botocore', 'data', folder);
  const newest = readdirSync(data).sort().pop() ?? '';
  return JSON.parse(gunzipSync(readFileSync(join(data, newest, 'service-2.json.gz'))).toString('utf8'));
}

function partOf({ metadata, operations, shapes }: ReturnType<typeof read>, names: readonly string[]): Model {
  const used = new Map<string, Shape>();
  const use = (name: string | undefined): string | undefined => {
    if (name === undefined || used.has(name)) return name;
    const { type, required, members, member, key, value, enum: values, pattern, min, max, payload } = shapes[name];
    used.set(name, { type });
    const fields = Object.entries<{ shape: string; location?: string; locationName?: string }>(members ?? {}).map(
      ([field, { shape, location, locationName }]) => [field, { shape: use(shape), location, locationName }],
    );
    used.set(name, {
      type,
      required,
      members: members && Object.fromEntries(fields),
      member: use(member?.shape),
      key: use(key?.shape),
      value: use(value?.shape),
      enum: values,
      pattern,
      min,
      max,
      payload,
    });
    return name;
  };
  const found = names.map((name) => {
    const { http, input, output } = operations[name];
    return [name, { method: http.method, uri: http.requestUri, input: use(input?.shape), output: use(output?.shape) }];
  });
  const sorted = [...used].sort(([one], [other]) => (one < other ? -1 : 1));
  return { target: metadata.targetPrefix, operations: Object.fromEntries(found), shapes: Object.fromEntries(sorted) };
}

if (require.main === module) void installParts().then(() => writeFileSync(FILE, JSON.stringify(usedModels())));
