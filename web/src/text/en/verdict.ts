export * from '../nl/verdict.ts';
