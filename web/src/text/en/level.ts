export * from '../nl/level.ts';
