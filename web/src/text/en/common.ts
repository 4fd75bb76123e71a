export * from '../nl/common.ts';
