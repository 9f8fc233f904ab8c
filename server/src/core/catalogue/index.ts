export { Catalogue } from './catalogue';
export type * from './types';
