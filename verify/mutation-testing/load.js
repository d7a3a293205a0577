/*
 * Apps load the rules when they ask for them, so that a test of one would be the first to load them: tables of constants would
 * look as if that test alone covered them. Here they are loaded before the first test, as all other files are.
 */
if (['checks', 'template-model'].includes(process.env.MUTANTS_FOLDER)) require('../../lib/checks/engine');
