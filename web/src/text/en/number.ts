export * from '../nl/number.ts';
