/** The names of the policies that are a resolver's root, from `schemas/`, put in place of this import while bundling. */
declare module 'virtual:resolver-roots' {
  const names: readonly string[];
  export default names;
}
