/** The facts of `schemas/`, put in place of this import while bundling. */
declare module 'virtual:catalogue' {
  const data: import('./core/catalogue').CatalogueData;
  export default data;
}
