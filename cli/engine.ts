/*
 * The package holds it once, for apps and for the command line.
 */
export * from '../lib/checks/engine';
