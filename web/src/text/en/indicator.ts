export * from '../nl/indicator.ts';
