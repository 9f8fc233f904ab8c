import type { PolicyTree } from './nodes';
export declare function parsePolicy(text: string): PolicyTree;
