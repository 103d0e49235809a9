export * from './parse';
export type * from './types';
