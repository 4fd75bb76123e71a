export * from '../nl/model.ts';
