// Loaded before AWS's runtime client: its native addon, which speaks HTTP, is replaced by node:http. All else is AWS's own.
const Module = require('node:module');
// Taken before a tracer of the bundle wraps it.
const { request: send } = require('node:http');

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const INVOCATION = '/2018-06-01/runtime/invocation';

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = send({ host, port, method, path: `${INVOCATION}${path}`, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ bodyJson: Buffer.concat(chunks).toString(), headers: response.headers }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The addon waits until the answer is delivered; here the next event does. */
let delivered = Promise.resolve();
const client = {
  next: () => delivered.then(() => call('GET', '/next')),
  done: (id, body) => {
    delivered = call('POST', `/${id}/response`, body);
  },
  error: (id, body) => {
    delivered = call('POST', `/${id}/error`, body);
  },
};

const load = Module._load;
Module._load = (request, ...others) => (request === './rapid-client.node' ? client : load(request, ...others));
