export { closest } from './closest';
export { LineIndex } from './lineIndex';
export { RecentTexts } from './recentTexts';
export * from './span';
