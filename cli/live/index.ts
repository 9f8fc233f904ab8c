/**
 * What the commands for live instances do. In the bundle this is a file of its own, which is read when one of them runs:
 * the other commands need nothing of it.
 */
export { diff } from './diff';
export { plan } from './plan';
export { promote } from './promote';
export { pull } from './pull';
export { push } from './push';
