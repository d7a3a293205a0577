export * from './default';
