// Loaded first: esbuild is nowhere to be found, as on a machine where nobody has installed it.
const Module = require('node:module');

const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...others) => {
  if (request === 'esbuild/package.json') throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
  return resolve(request, ...others);
};
