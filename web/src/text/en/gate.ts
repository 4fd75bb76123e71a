export * from '../nl/gate.ts';
