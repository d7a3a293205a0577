/**
 * What starts executions, as inline code: nothing is bundled for it, and it takes the AWS SDK of the runtime.
 *
 * The name of the execution is set as the header that the service model gives it: an SDK that is older than durable functions
 * would leave out a parameter that it does not know, and start an execution twice.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
 *
 * @internal
 */
export const START_CODE = `
const { InvokeCommand, LambdaClient } = require('@aws-sdk/client-lambda');

const { DURABLE_FUNCTION, NAME_FIELD, NAME_PREFIX = '' } = process.env;
const client = new LambdaClient({});

/** What no retry repairs. */
class InvalidPayload extends Error {
  name = 'InvalidPayload';
}

exports.handler = async (event) => {
  if (event?.Records?.[0]?.eventSource === 'aws:sqs') return { batchItemFailures: await startMessages(event.Records) };
  if (event?.requestContext && (event.httpMethod || event.requestContext.http)) return answer(event);
  return { executionName: await start(JSON.stringify(event)) };
};

async function startMessages(records) {
  const failed = [];
  // Behind a message of a FIFO queue that failed, none may be started.
  const isFifo = records[0].eventSourceARN.endsWith('.fifo');
  const startOne = async ({ messageId, body }) => {
    if (isFifo && failed.length > 0) return failed.push({ itemIdentifier: messageId });
    try {
      await start(body);
    } catch (error) {
      report(error, { messageId });
      failed.push({ itemIdentifier: messageId });
    }
  };
  if (isFifo) for (const record of records) await startOne(record);
  else await Promise.all(records.map(startOne));
  return failed;
}

async function answer({ body, isBase64Encoded }) {
  try {
    return response(202, { executionName: await start(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body) });
  } catch (error) {
    if (error.name === 'InvalidPayload') return response(400, { message: error.message });
    report(error);
    if (error.name === 'DurableExecutionAlreadyStartedException')
      return response(409, { message: 'An execution of this name was started with another payload.' });
    throw error;
  }
}

const response = (statusCode, body) => ({ statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function start(payload) {
  const name = nameOf(payload);
  const command = new InvokeCommand({ FunctionName: DURABLE_FUNCTION, InvocationType: 'Event', Payload: payload });
  const setName = (next) => (args) => {
    args.request.headers['x-amz-durable-execution-name'] = name;
    return next(args);
  };
  command.middlewareStack.add(setName, { step: 'build', name: 'setExecutionName' });
  await client.send(command);
  return name;
}

function nameOf(payload) {
  const value = NAME_FIELD.split('.').reduce((at, field) => at?.[field], parsed(payload));
  const text = Number.isInteger(value) ? String(value) : value;
  const longest = 64 - NAME_PREFIX.length;
  if (typeof text === 'string' && /^[A-Za-z0-9_-]+$/.test(text) && text.length <= longest) return NAME_PREFIX + text;
  throw new InvalidPayload(\`'\${NAME_FIELD}' must be 1 to \${longest} letters, digits, hyphens and underscores\`);
}

function parsed(payload) {
  try {
    return JSON.parse(payload);
  } catch {
    throw new InvalidPayload('the payload must be JSON');
  }
}

/** Without the payload, which may be confidential. */
const report = ({ name, message }, where) => console.error(JSON.stringify({ level: 'ERROR', errorType: name, errorMessage: message, ...where }));
`.trimStart();
