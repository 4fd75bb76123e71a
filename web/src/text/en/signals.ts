export * from '../nl/signals.ts';
