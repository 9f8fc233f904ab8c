/** The facts about types in `schemas/`: a file of its own in bundles, read when the function is called. */
declare module 'virtual:expression-types' {
  const read: () => import('./core/expression').ExpressionTypesData;
  export default read;
}
