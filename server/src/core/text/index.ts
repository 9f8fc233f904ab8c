export { closest, closestName } from './closest';
export { commentsIn } from './comments';
export { countBefore } from './countBefore';
export { LineIndex } from './lineIndex';
export { RecentTexts } from './recentTexts';
export * from './span';
