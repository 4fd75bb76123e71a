export * from '../nl/mark.ts';
