export { LineIndex } from './lineIndex';
export * from './span';
