export * from '../nl/reading.ts';
