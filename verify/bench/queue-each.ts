/** The third side: by hand, with a failure queue for each function. */
export { addFunctionWithQueue as addFunction } from './hand-written';
