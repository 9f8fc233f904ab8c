export { closest } from './closest';
export { countBefore } from './countBefore';
export { LineIndex } from './lineIndex';
export { RecentTexts } from './recentTexts';
export * from './span';
